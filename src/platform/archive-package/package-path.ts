// Owns which paths a package may hold; refuses what leaves its folder, hides itself, or can't be a file everywhere.

const longestPathCharacters = 200;
/** What Windows, macOS or Linux don't take in a name, and what makes a name read otherwise than it is. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\]/u;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether the path names a file inside the package's folder, on every system and only in one way. */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > longestPathCharacters || path !== path.normalize('NFC'))
    return false;
  return path.split('/').every(isSafeName);
}

function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    name.trim() === name &&
    !name.endsWith('.') &&
    !name.startsWith('.') &&
    !forbidden.test(name) &&
    !reserved.test(name)
  );
}

/** Two paths are one file where letters of either case are the same. */
export function pathIdentity(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const longestNameCharacters = 60;

/**
 * A name that people read, as a part of a file's name: what can't stand there becomes `_`. It may be empty of meaning,
 * never of characters; a number before it keeps names apart.
 */
export function readableName(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>:"|?*\\/\s]+/gu, '_');
  const short = [...clean].slice(0, longestNameCharacters).join('');
  const name = short.replace(/^[._]+|[._]+$/g, '');
  return name === '' ? 'file' : name;
}

/** By code units, so that the order is the same on every machine and in every language. */
export function comparePaths(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
