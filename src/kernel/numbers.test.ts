import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isNumber, newNumber, newQueryCode, newVerificationCode, normaliseNumber } from './numbers.ts';

const someNumber = fc.constant(undefined).map(() => newNumber('SQ', 2026));
const letters = '34679ACDEFGHJKMNPQRTWXY';

describe('numbers that people read and type', () => {
  test('have the prefix, the year, two groups and a check character that fits', () => {
    fc.assert(
      fc.property(someNumber, (number) => {
        assert.match(number, /^SQ26-[3-9AC-Y]{4}-[3-9AC-Y]{5}$/);
        assert.ok(isNumber(number));
      }),
    );
    assert.match(newNumber('BJ', 2109), /^BJ09-/);
  });

  test('hold no letter or digit that is taken for another', () => {
    for (let count = 0; count < 500; count += 1) {
      const drawn = newNumber('SQ', 2026).slice(5) + newQueryCode() + newVerificationCode();
      assert.doesNotMatch(drawn, /[0O1ILZ25S8BUV]/, drawn);
    }
  });

  test('are refused with one wrong character', () => {
    fc.assert(
      fc.property(
        someNumber,
        fc.integer({ min: 5, max: 13 }),
        fc.constantFrom(...letters),
        (number, at, other) => {
          fc.pre(number.charAt(at) !== '-' && number.charAt(at) !== other);
          assert.equal(isNumber(number.slice(0, at) + other + number.slice(at + 1)), false);
        },
      ),
    );
  });

  test('are refused with two neighbours swapped', () => {
    fc.assert(
      fc.property(someNumber, fc.constantFrom(5, 6, 7, 10, 11, 12, 13), (number, at) => {
        const [one, other] = [number.charAt(at), number.charAt(at + 1)];
        fc.pre(one !== other && other !== '');
        assert.equal(isNumber(number.slice(0, at) + other + one + number.slice(at + 2)), false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are understood as people type them', () => {
    const number = newNumber('SQ', 2026);
    const wide = number.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    for (const typed of [
      number.toLowerCase(),
      ` ${number} `,
      number.replaceAll('-', ' － '),
      wide,
      number.replaceAll('-', '—'),
    ]) {
      assert.equal(normaliseNumber(typed), number, typed);
    }
  });

  test('are nothing else, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => isNumber(normaliseNumber(typed)) === false),
    );
  });

  test('use every letter about equally often', () => {
    const counts = new Map<string, number>();
    for (const one of Array.from({ length: 1_000 }, newVerificationCode).join('')) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    assert.equal(counts.size, letters.length);
    // 28,000 draws: 1,217 expected of each, with a standard deviation of 34; six of them are beyond chance.
    for (const [one, count] of counts) assert.ok(Math.abs(count - 28_000 / 23) < 210, `${one}: ${count}`);
  });

  test('codes have their length and are not guessed: 36 and 126 bits', () => {
    assert.match(newQueryCode(), /^[3-9AC-Y]{4}-[3-9AC-Y]{4}$/);
    assert.match(newVerificationCode(), /^[3-9AC-Y]{28}$/);
    assert.ok(Math.log2(letters.length) * 8 > 36 && Math.log2(letters.length) * 28 > 126);
  });
});
