import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ExpressionError } from '#engines/feel';
import { compileText } from './compiled-text.ts';

const now = '2026-03-02T01:00:00.000Z';
const variables = {
  n: 3,
  zero: 0,
  text: 'abc',
  number: '7',
  yes: true,
  nothing: null,
  list: [1, 2],
  none: [],
  place: { area: 80, kind: { name: '餐饮' } },
};

function outcome(source: string): unknown {
  try {
    return compileText(source).evaluate(variables, now);
  } catch (error) {
    return error instanceof ExpressionError ? error.code : error;
  }
}

describe('an expression in braces', () => {
  const cases: readonly [string, unknown][] = [
    ['n > 2', true],
    ['n + 1 * 2', 5],
    ['(n + 1) * 2', 8],
    ['-n - -1', -2],
    ['7 / 2', 3.5],
    ['7 mod 4', 3],
    ['n div 2', 1.5],
    ['n == 3 && !(n lt 3)', true],
    ['n != 3 || text eq "abc"', true],
    ["text == 'abc'", true],
    ['text == "a\\"bc"', false],
    ['number == 7', true],
    ['number + 1', 8],
    ['yes == "true"', true],
    ['nothing == null', true],
    ['nothing > 1', false],
    ['empty nothing and empty none and not empty list', true],
    ['yes ? "a" : "b"', 'a'],
    ['place.area >= 80', true],
    ['place.kind.name', '餐饮'],
    ['place["area"]', 80],
    ['list[1]', 2],
    ['list[9]', null],
    ['nothing.x', null],
    ['.5 + 1e1', 10.5],
    ['missing', 'undefined-variable'],
    ['place.floor', 'undefined-variable'],
    ['constructor', 'undefined-variable'],
    ['place.constructor', 'undefined-variable'],
    ['n / zero', 'expression-failed'],
    ['text + 1', 'expression-failed'],
    ['list && yes', 'expression-failed'],
    ['n.toString()', 'expression-failed'],
    ['bean.go(1)', 'expression-failed'],
    ['fn:go(1)', 'expression-failed'],
    ['n >', 'expression-failed'],
    ['n n', 'expression-failed'],
    ['', 'expression-failed'],
    ['"open', 'expression-failed'],
    ['n = 3', 'expression-failed'],
    [`${'('.repeat(200)}n${')'.repeat(200)}`, 'expression-failed'],
    [`${'!'.repeat(200)}yes`, 'expression-failed'],
  ];
  for (const [source, expected] of cases) {
    test(`${source.slice(0, 50)} gives ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(outcome(`\${${source}}`), expected);
      assert.deepEqual(outcome(`#{${source}}`), expected);
    });
  }

  test('alone gives its value; among letters it gives its text', () => {
    assert.equal(outcome(` \${n} `), 3);
    assert.equal(outcome(`n is \${n}, \${nothing}\${"}"}.`), 'n is 3, }.');
    assert.equal(outcome('plain'), 'plain');
    assert.equal(outcome('= n + 1'), 4);
  });

  test('arithmetic and comparison agree with the language that runs it', () => {
    const number = fc.integer({ min: -99, max: 99 });
    const sign = fc.constantFrom('+', '-', '*', '<', '<=', '>', '>=', '==', '!=');
    fc.assert(
      fc.property(number, number, number, sign, sign, (a, b, c, first, second) => {
        const isOrder = (one: string) => /[<>=]/.test(one);
        fc.pre(!(isOrder(first) && isOrder(second)));
        const expected: Record<string, (x: number, y: number) => number | boolean> = {
          '+': (x, y) => x + y,
          '-': (x, y) => x - y,
          '*': (x, y) => x * y,
          '<': (x, y) => x < y,
          '<=': (x, y) => x <= y,
          '>': (x, y) => x > y,
          '>=': (x, y) => x >= y,
          '==': (x, y) => x === y,
          '!=': (x, y) => x !== y,
        };
        const inner = expected[second]?.(b, c);
        fc.pre(typeof inner === 'number');
        assert.equal(
          outcome(`\${(${a}) ${first} ((${b}) ${second} (${c}))}`),
          expected[first]?.(a, Number(inner)),
        );
      }),
    );
  });

  test('any text whatever is read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        try {
          compileText(`\${${text}}`).evaluate(variables, now);
        } catch (error) {
          assert.ok(error instanceof ExpressionError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
