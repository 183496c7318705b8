import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type CanonicalValue, canonicalText } from './canonical.ts';

const anyValue = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** The same value with the members of its objects in the opposite order. */
function reversed(value: CanonicalValue): CanonicalValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

describe('the canonical text', () => {
  test('is that of RFC 8785, as far as integers go', () => {
    const table: readonly (readonly [CanonicalValue, string])[] = [
      [{ b: 1, a: [true, null, -0], 'a b': '' }, '{"a":[true,null,0],"a b":"","b":1}'],
      // The sorting example of RFC 8785 §3.2.3: by UTF-16 code units, not by code points.
      [
        { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude02': 5, '\u0080': 6, ö: 7 },
        '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😂":5,"\ufb33":3}',
      ],
      ['\u2028"\\/\u0007\n汕', '"\u2028\\"\\\\/\\u0007\\n汕"'],
      [Number.MAX_SAFE_INTEGER, '9007199254740991'],
      [{}, '{}'],
    ];
    for (const [value, expected] of table) assert.equal(canonicalText(value), expected);
  });

  test('does not depend on the order in which members were written', () => {
    fc.assert(fc.property(anyValue, (value) => canonicalText(value) === canonicalText(reversed(value))));
  });

  test('is JSON of the same value, so that different values have different texts', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        assert.deepEqual(JSON.parse(canonicalText(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('is refused for numbers that have more than one form', () => {
    for (const number of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => canonicalText({ number }), RangeError);
    }
  });
});
