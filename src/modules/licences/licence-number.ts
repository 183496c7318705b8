// Owns how the number of a licence is made by its kind's pattern; refuses a pattern that it can't read.
import { newNumber } from '#kernel/numbers';

/**
 * A pattern is text with places:
 * - `{division}`: six digits of the district; `{year}` and `{year:2}`: of the day of issue.
 * - `{serial:6}`: the next number of its series, which is everything that stands before it.
 * - `{check}`: a check digit over all digits before it (ISO 7064 MOD 11,10; GB/T 17710).
 * - `{random}`: the platform's own form, unguessable, with its check character: `7KQM-3XWDA`.
 * A pattern has a serial or a random place: else two licences would have one number.
 */
export const usualPattern = 'ZZ{year:2}-{random}';

const placePattern = /\{(division|year|serial|check|random)(?::(\d{1,2}))?\}/g;

/** What is wrong with a pattern, as a sentence for whoever edits the file; undefined where nothing is. */
export function findPatternFault(pattern: string): string | undefined {
  const rest = pattern.replace(placePattern, '');
  if (/[{}]/.test(rest)) return `"${pattern}" has a place that there is not`;
  const unique = [...pattern.matchAll(/\{(serial(:\d{1,2})?|random)\}/g)];
  if (unique.length !== 1) return `"${pattern}" must have one {serial:n} or {random}`;
  if (/\{serial\}/.test(pattern)) return `"${pattern}" must say how many digits the serial has`;
  return undefined;
}

export interface NumberFacts {
  readonly districtCode: string;
  readonly year: number;
}

/** The series in which the serial counts: what stands before it. Undefined for a pattern without a serial. */
export function seriesOf(pattern: string, facts: NumberFacts): string | undefined {
  const [before, after] = pattern.split(/\{serial:\d{1,2}\}/);
  return after === undefined || before === undefined ? undefined : fill(before, facts, undefined);
}

/** The number, with the serial of its series. @throws RangeError where the serial has more digits than its place. */
export function formatLicenceNumber(pattern: string, facts: NumberFacts, serial: bigint | undefined): string {
  return fill(pattern, facts, serial);
}

function fill(pattern: string, { districtCode, year }: NumberFacts, serial: bigint | undefined): string {
  let number = '';
  let end = 0;
  for (const match of pattern.matchAll(placePattern)) {
    number += pattern.slice(end, match.index);
    end = match.index + match[0].length;
    number += valueAt(match[1] ?? '', Number(match[2] ?? 0));
  }
  return number + pattern.slice(end);

  function valueAt(place: string, digits: number): string {
    switch (place) {
      case 'division':
        return districtCode.slice(0, 6);
      case 'year':
        return digits === 2 ? String(year % 100).padStart(2, '0') : String(year);
      case 'serial':
        return serialDigits(serial ?? 0n, digits);
      case 'check':
        return checkDigitOf(number);
      default:
        // The kernel's numbers begin with a prefix and the year, which the pattern writes itself.
        return newNumber('ZZ', year).slice(5);
    }
  }
}

function serialDigits(serial: bigint, digits: number): string {
  const shown = String(serial).padStart(digits, '0');
  if (shown.length > digits)
    throw new RangeError(`The series is full: ${shown} has more than ${digits} digits`);
  return shown;
}

/** The check digit over the digits of the text, other characters aside (ISO 7064 MOD 11,10). */
export function checkDigitOf(text: string): string {
  let product = 10;
  for (const digit of text.replace(/\D/g, '')) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
