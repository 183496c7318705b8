// Owns the portal's one stylesheet: made from the tokens and the hand-written files; refuses inline style.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildTokenRules } from './token-rules.ts';

/** In this order: a later file may say more about what an earlier one has said, never the other way round. */
const files = [
  'ground.css',
  'frame.css',
  'controls.css',
  'states.css',
  'lists.css',
  'lanes.css',
  'documents.css',
  'conditions.css',
];

function readStyle(name: string): string {
  return readFileSync(new URL(`./styles/${name}`, import.meta.url), 'utf8');
}

/** Comments and blanks are for whoever reads the source. */
function shrink(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}')
    .trim();
}

const content = shrink([buildTokenRules(), ...files.map(readStyle)].join('\n'));
const version = createHash('sha256').update(content).digest('hex').slice(0, 10);

/** `path` changes with the content, so browsers may keep it for good and none shows yesterday's look. */
export const stylesheet = { content, path: `/assets/portal.css?v=${version}` } as const;
