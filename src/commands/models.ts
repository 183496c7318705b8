// The face of the commands that need no installation: main.ts loads them without everything else, so that they start fast.
export { verifyArchive } from './archive-verify.ts';
export { deadline } from './deadline.ts';
export { simulate } from './simulate.ts';
