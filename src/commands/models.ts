// The face of the commands that need no installation: main.ts loads them without everything else, so that they start fast.
export { deadline } from './deadline.ts';
export { simulate } from './simulate.ts';
