// Owns the numbers and codes that people read, type and say aloud; refuses guessable ones and look-alike letters.

/** The digits and letters that survive handwriting and the telephone: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY';

function randomCharacters(length: number): string {
  let characters = '';
  while (characters.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      // Bytes beyond the last whole multiple of the alphabet would make its first letters likelier.
      if (byte < 256 - (256 % alphabet.length) && characters.length < length) {
        characters += alphabet.charAt(byte % alphabet.length);
      }
    }
  }
  return characters;
}

/** The weighted sum (weights 1, 2, 3 … modulo 23, a prime) that finds one wrong or two swapped characters. */
function checkCharacterOf(characters: string): string {
  const sum = [...characters].reduce((total, one, index) => total + alphabet.indexOf(one) * (index + 1), 0);
  return alphabet.charAt(sum % alphabet.length);
}

/**
 * A number for an application, a case or a licence: prefix, two digits of the year, eight random characters
 * (36 bits) and a check character, as `SQ26-7KQM-3XWDA`.
 */
export function newNumber(prefix: string, year: number): string {
  const random = randomCharacters(8);
  const shortYear = String(year % 100).padStart(2, '0');
  return `${prefix}${shortYear}-${random.slice(0, 4)}-${random.slice(4)}${checkCharacterOf(random)}`;
}

/** What a person typed, brought to the form in which numbers are stored: upper case, no blanks, ASCII hyphens. */
export function normaliseNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/\s+/g, '')
    .replace(/[‐-―－−]/g, '-');
}

/** Whether a normalised number is well formed and its check character fits. */
export function isNumber(value: string): boolean {
  const match = /^[A-Z]{2}\d{2}-([0-9A-Z]{4})-([0-9A-Z]{4})([0-9A-Z])$/.exec(value);
  if (match === null) return false;
  const random = `${match[1]}${match[2]}`;
  return [...random].every((one) => alphabet.includes(one)) && checkCharacterOf(random) === match[3];
}

/** A query code of eight characters (36 bits) in two groups, as `7KQM-3XWD`: it opens the progress of one application. */
export function newQueryCode(): string {
  return `${randomCharacters(4)}-${randomCharacters(4)}`;
}

/** A code of 28 characters (126 bits) that stands behind a QR code and is never typed. */
export function newVerificationCode(): string {
  return randomCharacters(28);
}
