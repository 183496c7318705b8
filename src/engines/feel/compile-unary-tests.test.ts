import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { unaryTest } from 'feelin';
import { compileUnaryTests } from './compile-unary-tests.ts';
import { ExpressionError } from './expression-error.ts';

const now = '2026-03-02T01:00:00.000Z';
const variables = { limit: 5, grade: 'A', place: { area: 80 }, grades: ['A', 'B'] };

function outcome(source: string, input: unknown): unknown {
  try {
    return compileUnaryTests(source).matches(input, variables, now);
  } catch (error) {
    return error instanceof ExpressionError ? error.code : error;
  }
}

describe('unary tests', () => {
  const cases: readonly [source: string, input: unknown, expected: unknown][] = [
    ['-', null, true],
    ['', 3, true],
    ['> 5', 6, true],
    ['> 5', 5, false],
    ['> 5', null, false],
    ['> 5', 'a', false],
    ['> limit', 6, true],
    ['<= place.area', 80, true],
    ['"a","b"', 'b', true],
    ['"a","b"', 'c', false],
    ['"a"', 3, false],
    ['5, > 10', 11, true],
    ['5, > 10', 6, false],
    ['[1..5]', 5, true],
    ['[1..5)', 5, false],
    [']1..5]', 1, false],
    ['(0..limit[', 5, false],
    ['[1..5]', 'a', false],
    ['not("a","b")', 'c', true],
    ['not(> 5)', 6, false],
    ['not(> 5)', 4, true],
    ['not("a")', null, true],
    ['null', null, true],
    ['null', 0, false],
    ['true', true, true],
    ['true', 1, false],
    ['grade', 'A', true],
    ['grades', 'B', true],
    ['? > 3', 4, true],
    ['contains(?, "x")', 'axb', true],
    ['!= 4', 3, true],
    ['< date("2026-03-03")', undefined, false],
    ['missing', 1, 'undefined-variable'],
    ['> missing', 1, 'undefined-variable'],
  ];
  for (const [source, input, expected] of cases) {
    test(`${source || '(empty)'} on ${JSON.stringify(input)} gives ${expected}`, () => {
      assert.equal(outcome(source, input), expected);
    });
  }

  test('the common forms have a closure', () => {
    for (const source of ['-', '> 5', '"a","b"', 'not("a")', '[1..limit)', '5, > place.area', 'grade']) {
      assert.equal(compileUnaryTests(source).isFast, true, source);
    }
    assert.equal(compileUnaryTests('contains(?, "x")').isFast, false);
  });

  for (const source of ['>', '"open', 'not(', 'for i in 1..1000000000 return i', 'matches(?, "(a+)+$")']) {
    test(`${source} is refused when compiled`, () => {
      assert.throws(() => compileUnaryTests(source), ExpressionError);
    });
  }

  test('a closure answers what feelin answers, where the types agree', () => {
    const number = fc.constantFrom('0', '3', '-1.5', '10', 'limit', 'place.area');
    const one = fc.oneof(
      number,
      fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), number).map((parts) => parts.join(' ')),
      fc
        .tuple(fc.constantFrom('[', '(', ']'), number, number, fc.constantFrom(']', ')', '['))
        .map(([opening, low, high, closing]) => `${opening}${low}..${high}${closing}`),
    );
    const list = fc.array(one, { minLength: 1, maxLength: 3 }).map((tests) => tests.join(', '));
    const tests = fc.oneof(
      list,
      list.map((inner) => `not(${inner})`),
    );
    const input = fc.constantFrom(-1.5, 0, 3, 5, 10, 80, 81);
    fc.assert(
      fc.property(tests, input, (source, value) => {
        const compiled = compileUnaryTests(source);
        assert.equal(compiled.isFast, true);
        assert.equal(
          compiled.matches(value, variables, now),
          unaryTest(source, { ...variables, '?': value }).value,
        );
      }),
      { numRuns: 500 },
    );
  });
});
