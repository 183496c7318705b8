// Owns what a reference in a document is and when it is broken; refuses to judge addresses outside the repository.
import path from 'node:path';

export interface BrokenReference {
  readonly document: string;
  /** From 1. */
  readonly line: number;
  /** A sentence. */
  readonly problem: string;
}

interface Reference {
  readonly line: number;
  readonly target: string;
}

/** The document whose paths in backticks are promises too: it answers 'where do I change …?'. */
const architecture = 'ARCHITECTURE.md';

/**
 * Links and pictures of Markdown documents whose file or heading is missing, and paths that ARCHITECTURE.md
 * names and that are not there.
 * Blind spot: links written over two lines are not seen.
 * @param documents path from the root → Markdown text
 * @param exists whether a path from the root, of a file or folder, exists
 */
export function findBrokenReferences(
  documents: ReadonlyMap<string, string>,
  exists: (name: string) => boolean,
): BrokenReference[] {
  return [...documents].flatMap(([document, text]) => {
    const links = listLinks(text).flatMap(({ line, target }) => {
      const problem = judgeLink(document, target, documents, exists);
      return problem === undefined ? [] : [{ document, line, problem }];
    });
    if (document !== architecture) return links;
    const paths = listNamedPaths(text, exists)
      .filter(({ target }) => !exists(target))
      .map(({ line, target }) => ({ document, line, problem: `names \`${target}\`, which does not exist.` }));
    return [...links, ...paths];
  });
}

function judgeLink(
  document: string,
  target: string,
  documents: ReadonlyMap<string, string>,
  exists: (name: string) => boolean,
): string | undefined {
  // A scheme (https:, mailto:) or // leads outside.
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined;
  const [file = '', anchor = ''] = decodeSafely(target).split('#');
  const inRepository = file.startsWith('/')
    ? file.slice(1)
    : path.posix.join(path.posix.dirname(document), file);
  const name = file === '' ? document : path.posix.normalize(inRepository).replace(/\/$/, '');
  if (name.startsWith('..')) return `links to ${target}, which is outside the repository.`;
  if (!exists(name)) return `links to ${target}, which does not exist.`;
  const text = documents.get(name);
  if (anchor === '' || text === undefined) return undefined;
  return listAnchors(text).has(anchor)
    ? undefined
    : `links to ${target}, but that document has no such heading.`;
}

function listLinks(text: string): Reference[] {
  return listLines(text).flatMap(({ line, content }) => {
    const prose = content.replaceAll(/`[^`]*`/g, '');
    const patterns = [
      // [text](target "title") and ![text](target), also in angle brackets.
      /\]\(\s*<?([^\s)>]+)>?(?:\s+["'(][^)]*)?\s*\)/g,
      // [label]: target
      /^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/g,
      /<(?:a|img|source)\s[^>]*?(?:href|src|srcset)="([^"]+)"/g,
    ];
    return patterns.flatMap((pattern) =>
      [...prose.matchAll(pattern)].map((match) => ({ line, target: match[1] ?? '' })),
    );
  });
}

/** A path begins with a folder that exists at the root, or ends like a source file; patterns are no paths. */
function listNamedPaths(text: string, exists: (name: string) => boolean): Reference[] {
  return listLines(text).flatMap(({ line, content }) =>
    [...content.matchAll(/`([^`\s]+)`/g)]
      .map((match) => (match[1] ?? '').replace(/:\d+$/, '').replace(/\/$/, ''))
      .filter((name) => /^[\w.][\w./-]*$/.test(name) && name.includes('/'))
      .filter((name) => exists(name.split('/')[0] ?? '') || /\.(ts|tsx|mjs|sql|md|json|css|csv)$/.test(name))
      .map((target) => ({ line, target })),
  );
}

/** Lines outside fenced code, numbered from 1. */
function listLines(text: string): { line: number; content: string }[] {
  let fence: string | undefined;
  return text.split('\n').flatMap((content, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(content)?.[1];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined ? [{ line: index + 1, content }] : [];
    }
    if (mark?.startsWith(fence)) fence = undefined;
    return [];
  });
}

/**
 * Anchors as the usual hosts make them of headings: lower case, punctuation dropped, spaces to hyphens, and a
 * number behind a repetition; and those that are set by hand.
 */
function listAnchors(text: string): Set<string> {
  const anchors = new Set<string>();
  const lines = listLines(text);
  for (const { content } of lines) {
    for (const match of content.matchAll(/<[a-z]+\s[^>]*?(?:id|name)="([^"]+)"/g))
      anchors.add(match[1] ?? '');
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(content)?.[1];
    if (heading === undefined) continue;
    const words = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
    let unique = anchor;
    for (let repetition = 1; anchors.has(unique); repetition += 1) unique = `${anchor}-${repetition}`;
    anchors.add(unique);
  }
  return anchors;
}

function decodeSafely(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
