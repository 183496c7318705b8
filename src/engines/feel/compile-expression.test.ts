import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from 'feelin';
import { compileExpression } from './compile-expression.ts';
import { ExpressionError } from './expression-error.ts';

const now = '2026-03-02T01:00:00.000Z';
const variables = {
  n: 3,
  zero: 0,
  text: 'abc',
  yes: true,
  no: false,
  nothing: null,
  list: [1, 2],
  place: { area: 80, kind: { name: '餐饮' } },
  意见: '同意',
};

/** The value, or the code of the refusal. */
function outcome(source: string, values: Record<string, unknown> = variables): unknown {
  try {
    return compileExpression(source).evaluate(values, now);
  } catch (error) {
    return error instanceof ExpressionError ? error.code : error;
  }
}

describe('FEEL expression', () => {
  const cases: readonly [string, unknown][] = [
    ['= n > 2', true],
    ['= n != 3', false],
    ['= -1 < zero', true],
    ['= text = "abc"', true],
    ['= 意见 = "同意"', true],
    ['= place.kind.name = "餐饮" and place.area >= 80', true],
    ['= no or (yes and not(no))', true],
    ['= nothing = null', true],
    ['= n != null', true],
    ['n > 2', true],
    ['= n * 2 + 1', 7],
    ['= yes', true],
    ['= n in [1..5]', true],
    ['= n between 1 and 2', false],
    ['= count(list) = 2', true],
    ['= if yes then "a" else "b"', 'a'],
    ['= some x in list satisfies x > 1', true],
    ['= string(now())', '2026-03-02T09:00:00+08:00'],
    ['= string(today())', '2026-03-02'],
    ['= missing', 'undefined-variable'],
    ['= yes or missing', 'undefined-variable'],
    ['= no and missing', 'undefined-variable'],
    ['= place.floor > 1', 'undefined-variable'],
    ['= constructor', 'undefined-variable'],
    ['= place.toString', 'undefined-variable'],
    ['= yes < no', 'expression-failed'],
  ];
  for (const [source, expected] of cases) {
    test(`${source} gives ${JSON.stringify(expected)}`, () => assert.deepEqual(outcome(source), expected));
  }

  const endless = [
    '= for i in 1..1000000000 return i',
    '= for i in zero..n return i',
    '= count(for a in list, b in list, c in list return a) > 1',
    '= some a in list satisfies some b in list satisfies some c in list satisfies c = a',
    '= {f: function(x) f(x), y: f(1)}.y = 1',
    '= count(for x in list return concatenate(partial, partial)) > 0',
    '= matches(text, "(a+)+$")',
    `= ${'1 + '.repeat(2000)}1 > 1`,
  ];
  for (const source of endless) {
    test(`${source.slice(0, 60)} is refused when compiled, since nothing bounds it`, () => {
      assert.throws(() => compileExpression(source), ExpressionError);
    });
  }

  for (const source of ['=', '= n >', '= "open', '= (n', `= \${n}`, `= ${'('.repeat(1900)}n`]) {
    test(`${source.slice(0, 20)} is not FEEL`, () =>
      assert.throws(() => compileExpression(source), ExpressionError));
  }

  test('the common forms have a closure', () => {
    for (const source of ['= n > 2', '= a.b = "x" and not(c)', '= (yes) or n <= -1.5', '= nothing != null']) {
      assert.equal(compileExpression(source).isFast, true, source);
    }
    assert.equal(compileExpression('= count(list) > 1').isFast, false);
  });
});

const names = ['n', 'text', 'yes', 'nothing', 'list', 'place.area', 'place.missing', 'missing', 'place'];
const literals = ['0', '80', '-1.5', '"abc"', '"\\u4e2d\\n"', 'true', 'false', 'null', '""'];
const operand = fc.constantFrom(...names, ...literals, 'n + 1', 'n * place.area', '2 - n');
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    operand,
    fc.tuple(operand, operator, operand).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, b, c]) => `(${a}) ${b} (${c})`),
    tie('condition').map((inner) => `not(${inner})`),
  ),
}));
const value = fc.oneof(
  fc.integer({ min: -3, max: 90 }),
  fc.double({ noNaN: true }),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([80]),
  fc.constant({ area: 80 }),
);

test('a closure answers what feelin answers, for any values', () => {
  const values = fc.record({
    n: value,
    text: value,
    yes: value,
    nothing: value,
    list: value,
    place: fc.oneof(value, fc.record({ area: value })),
  });
  fc.assert(
    fc.property(condition, values, (body, context) => {
      const actual = outcome(`= ${body}`, context);
      const expected = askFeelin(body, context);
      assert.deepEqual(actual, expected);
    }),
    { numRuns: 1500 },
  );
});

function askFeelin(body: string, context: Record<string, unknown>): unknown {
  try {
    const { value: result, warnings } = evaluate(body, context);
    if (!warnings[0]) return result;
    return warnings[0].type.endsWith('_FOUND') && !warnings[0].type.includes('FUNCTION')
      ? 'undefined-variable'
      : 'expression-failed';
  } catch {
    return 'expression-failed';
  }
}
