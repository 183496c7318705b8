// Owns the proof of what decisions say: which rule counts, what a result may be, and what has none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileDecisions } from './compile-decisions.ts';
import { modelXml, type TableFixture, tableXml } from './decision-fixtures.ts';
import { DecisionError } from './faults.ts';
import { readDecisions } from './read-decisions.ts';

const now = '2026-11-23T10:00:00+08:00';

async function compile(...decisions: readonly string[]) {
  return compileDecisions(await readDecisions(modelXml(...decisions)));
}

const areas: TableFixture = {
  id: 'fire',
  inputs: [{ expression: 'area', type: 'number' }, { expression: 'flame' }],
  outputs: [
    { name: 'outcome', type: 'string', values: '"needed", "not-needed"' },
    { name: 'days', type: 'number' },
  ],
  rules: [
    ['small', ['<= 300', '-'], ['"not-needed"', '0']],
    ['large', ['> 300', '-'], ['"needed"', '10 + 5']],
  ],
};

describe('evaluating decisions', () => {
  const expected: readonly (readonly [number, string, number, string])[] = [
    [85.5, 'not-needed', 0, 'small'],
    [300, 'not-needed', 0, 'small'],
    [300.1, 'needed', 15, 'large'],
  ];
  for (const [area, outcome, days, rule] of expected) {
    test(`at ${area} m² the rule "${rule}" gives its outputs by name`, async () => {
      const compiled = await compile(tableXml(areas));
      assert.deepEqual(compiled.evaluate('fire', { area, flame: false }, now), {
        value: { outcome, days },
        ruleId: rule,
      });
    });
  }

  test('a single output is the value itself', async () => {
    const compiled = await compile(
      tableXml({ inputs: [{ expression: 'a + 1' }], rules: [['r', ['3'], ['a * 10']]] }),
    );
    assert.deepEqual(compiled.evaluate('size', { a: 2 }, now), { value: 20, ruleId: 'r' });
  });

  test('FIRST takes the first of several rules', async () => {
    const compiled = await compile(
      tableXml({
        hitPolicy: 'FIRST',
        inputs: [{ expression: 'a' }],
        rules: [
          ['one', ['> 5'], ['"first"']],
          ['two', ['> 1'], ['"second"']],
          ['rest', ['-'], ['"rest"']],
        ],
      }),
    );
    assert.deepEqual(
      [9, 3, 0].map((a) => compiled.evaluate('size', { a }, now).value),
      ['first', 'second', 'rest'],
    );
  });

  test('two hits of an open UNIQUE table are an error with both rules', async () => {
    const compiled = await compile(
      tableXml({
        inputs: [{ expression: 'a', type: 'number' }],
        rules: [
          ['low', ['<= 5'], ['1']],
          ['high', ['>= 5'], ['2']],
        ],
      }),
    );
    assert.equal(compiled.evaluate('size', { a: 4 }, now).ruleId, 'low');
    assert.throws(
      () => compiled.evaluate('size', { a: 5 }, now),
      (error: unknown) =>
        error instanceof DecisionError &&
        error.code === 'two-rules-hit' &&
        error.element === 'size-table' &&
        error.ruleIds.join() === 'low,high',
    );
  });

  test('where no rule hits the result is null, or the default', async () => {
    const without: TableFixture = { inputs: [{ expression: 'a' }], rules: [['r', ['1'], ['1']]] };
    const compiled = await compile(
      tableXml(without),
      tableXml({
        ...without,
        id: 'other',
        outputs: [{ name: 'b', otherwise: '7' }],
        rules: [['s', ['1'], ['1']]],
      }),
    );
    assert.deepEqual(compiled.evaluate('size', { a: 2 }, now), { value: null, ruleId: null });
    assert.deepEqual(compiled.evaluate('other', { a: 2 }, now), { value: 7, ruleId: null });
  });

  test('a decision sees the results of those that it requires', async () => {
    const compiled = await compile(
      tableXml({
        id: 'small',
        inputs: [{ expression: 'area' }],
        rules: [
          ['s', ['<= 300'], ['true']],
          ['l', ['> 300'], ['false']],
        ],
      }),
      '<decision id="words" name="words"><informationRequirement><requiredDecision href="#small"/></informationRequirement><literalExpression><text>if small then "free" else "apply"</text></literalExpression></decision>',
    );
    assert.equal(compiled.evaluate('words', { area: 300 }, now).value, 'free');
    assert.equal(compiled.evaluate('words', { area: 301 }, now).value, 'apply');
  });

  const refusals: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['a variable that nobody set', { flame: true }, 'undefined-variable'],
    ['a value of another type', { area: 'large', flame: true }, 'wrong-type'],
  ];
  for (const [what, variables, code] of refusals) {
    test(`${what} is an error (${code})`, async () => {
      const compiled = await compile(tableXml(areas));
      assert.throws(
        () => compiled.evaluate('fire', variables, now),
        (error: unknown) =>
          error instanceof DecisionError && error.code === code && error.element.startsWith('fire-in-'),
      );
    });
  }

  test('a value that the input does not list, and a decision that is not there, are errors', async () => {
    const compiled = await compile(
      tableXml({ inputs: [{ expression: 'a', values: '"x", "y"' }], rules: [['r', ['-'], ['1']]] }),
    );
    assert.throws(() => compiled.evaluate('size', { a: 'z' }, now), { code: 'value-not-listed' });
    assert.throws(() => compiled.evaluate('nowhere', {}, now), { code: 'no-such-decision' });
  });

  test('a table that has one rule for every value answers alike under UNIQUE and FIRST', async () => {
    const letters = ['a', 'b', 'c', 'd'];
    const rules = letters.map((one) => [`r-${one}`, [`"${one}"`], [`"${one.toUpperCase()}"`]] as const);
    const values = letters.map((one) => `"${one}"`).join();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rules, { minLength: 1 }),
        fc.constantFrom(...letters),
        async (kept, letter) => {
          const table: TableFixture = { inputs: [{ expression: 'x', values }], rules: kept };
          const unique = await compile(tableXml(table));
          const first = await compile(tableXml({ ...table, hitPolicy: 'FIRST' }));
          const given = unique.evaluate('size', { x: letter }, now);
          assert.deepEqual(given, first.evaluate('size', { x: letter }, now));
          assert.equal(given.value, kept.some(([id]) => id === `r-${letter}`) ? letter.toUpperCase() : null);
        },
      ),
      { numRuns: 40 },
    );
  });
});
