// Owns the portal's one stylesheet as it is served: generated tokens, then hand-written rules; refuses inline style.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

function readStyle(name: string): string {
  return readFileSync(new URL(`./styles/${name}`, import.meta.url), 'utf8');
}

/** Comments and the blanks between rules are for whoever reads the source. */
function shrink(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}')
    .trim();
}

const content = shrink(readStyle('tokens.css') + readStyle('portal.css'));
const version = createHash('sha256').update(content).digest('hex').slice(0, 10);

/** The one stylesheet: its address changes with its content, so browsers may keep it for good. */
export const stylesheet = { content, path: `/assets/portal.css?v=${version}` } as const;
