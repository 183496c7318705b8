// Owns the proof that a DMN file is published only without a fault, and that every fault is told with its element.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modelXml, type TableFixture, tableXml } from './decision-fixtures.ts';
import { DecisionsRefused, type Fault } from './faults.ts';
import { readDecisions } from './read-decisions.ts';

const twoRooms: TableFixture = {
  inputs: [{ expression: 'room', type: 'string', values: '"hall", "kitchen"' }],
  rules: [
    ['r-hall', ['"hall"'], ['1']],
    ['r-kitchen', ['"kitchen"'], ['2']],
  ],
};

async function faultsOf(xml: string): Promise<readonly Fault[]> {
  try {
    await readDecisions(xml);
    return [];
  } catch (error) {
    assert.ok(error instanceof DecisionsRefused);
    return error.faults;
  }
}

const named = (faults: readonly Fault[]) => faults.map(({ element, rule }) => [element, rule]);

describe('reading a DMN file', () => {
  test('a table becomes plain JSON that survives being stored', async () => {
    const model = await readDecisions(modelXml(tableXml(twoRooms)));
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
    assert.equal(model.name, '示例');
    assert.deepEqual(
      model.decisions.map((one) => [one.id, one.logic.kind]),
      [['size', 'table']],
    );
  });

  for (const version of ['20211108', '20230324']) {
    test(`a later version of DMN (${version}) is read within what 1.3 has`, async () => {
      const xml = modelXml(tableXml(twoRooms)).replace('20191111', version);
      assert.deepEqual(await faultsOf(xml), []);
    });
  }

  const wholeFiles: readonly (readonly [string, string, string])[] = [
    ['what is no XML', 'decisions', 'malformed-xml'],
    ['XML of something else', '<html/>', 'malformed-xml'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${modelXml()}`, 'document-type'],
    ['an older DMN', modelXml(tableXml(twoRooms)).replace('20191111', '20180521'), 'older-version'],
    ['a model without decisions', modelXml(), 'no-decisions'],
    ['more than five megabytes', `<!--${'x'.repeat(5_000_001)}-->`, 'too-large'],
  ];
  for (const [what, xml, rule] of wholeFiles) {
    test(`${what} is refused by name (${rule})`, async () => {
      assert.deepEqual(
        (await faultsOf(xml)).map((one) => one.rule),
        [rule],
      );
    });
  }

  for (const hitPolicy of ['ANY', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER', 'SOME']) {
    test(`the hit policy ${hitPolicy} is refused with the table's id`, async () => {
      assert.deepEqual(named(await faultsOf(modelXml(tableXml({ ...twoRooms, hitPolicy })))), [
        ['size-table', 'unsupported-hit-policy'],
      ]);
    });
  }

  const tables: readonly (readonly [string, TableFixture, string, string])[] = [
    ['a cell that is not FEEL', { ...twoRooms, rules: [['r', ['"hall'], ['1']]] }, 'r', 'not-feel'],
    ['a result that is not FEEL', { ...twoRooms, rules: [['r', ['-'], ['1 +']]] }, 'r', 'not-feel'],
    ['a cell too few', { ...twoRooms, rules: [['r', [], ['1']]] }, 'r', 'entry-count'],
    ['a result too many', { ...twoRooms, rules: [['r', ['-'], ['1', '2']]] }, 'r', 'entry-count'],
    ['an empty result', { ...twoRooms, rules: [['r', ['-'], ['']]] }, 'r', 'empty-result'],
    [
      'an input without expression',
      { ...twoRooms, inputs: [{ expression: '' }] },
      'size-in-0',
      'empty-expression',
    ],
    ['no rules', { ...twoRooms, rules: [] }, 'size-table', 'no-rules'],
    [
      'a type that nobody knows',
      { ...twoRooms, outputs: [{ name: 'result', type: 'date' }] },
      'size-out-0',
      'unsupported-type',
    ],
    [
      'a constant result of the wrong type',
      { ...twoRooms, outputs: [{ name: 'result', type: 'string' }], rules: [['r', ['-'], ['1']]] },
      'r',
      'wrong-type',
    ],
    [
      'a constant result that is not listed',
      { ...twoRooms, outputs: [{ name: 'result', values: '1, 2' }], rules: [['r', ['-'], ['3']]] },
      'r',
      'value-not-listed',
    ],
    [
      'two outputs of one name',
      {
        ...twoRooms,
        outputs: [{ name: 'a' }, { name: 'a' }],
        rules: [['r', ['-'], ['1', '2']]],
      },
      'size-table',
      'duplicate-output',
    ],
    ['a decision that is not there', { ...twoRooms, requires: ['nowhere'] }, 'size', 'unresolved-reference'],
    ['a decision that requires itself', { ...twoRooms, requires: ['size'] }, 'size', 'circle'],
  ];
  for (const [what, table, element, rule] of tables) {
    test(`${what} is refused at ${element} (${rule})`, async () => {
      const faults = named(await faultsOf(modelXml(tableXml(table))));
      assert.ok(
        faults.some((one) => one[0] === element && one[1] === rule),
        JSON.stringify(faults),
      );
    });
  }

  test('every fault is told at once', async () => {
    const xml = modelXml(
      tableXml({ ...twoRooms, id: 'one', hitPolicy: 'COLLECT' }),
      tableXml({ ...twoRooms, id: 'two', rules: [['bad', ['-'], ['1 +']]] }),
      '<decision id="three" name="three"/>',
      '<businessKnowledgeModel id="four" name="four"/>',
      '<unheard id="five"/>',
    );
    const rules = (await faultsOf(xml)).map((one) => one.rule);
    for (const rule of [
      'unsupported-hit-policy',
      'not-feel',
      'no-logic',
      'unsupported-element',
      'unreadable-element',
    ])
      assert.ok(rules.includes(rule), rule);
  });

  test('rules of a UNIQUE table that can be true together are found by their values', async () => {
    const xml = modelXml(
      tableXml({
        inputs: [
          { expression: 'room', type: 'string', values: '"hall", "kitchen"' },
          { expression: 'flame', type: 'boolean' },
        ],
        rules: [
          ['r-kitchen', ['"kitchen"', '-'], ['1']],
          ['r-flame', ['-', 'true'], ['2']],
        ],
      }),
    );
    const faults = await faultsOf(xml);
    assert.deepEqual(named(faults), [['size-table', 'two-rules-hit']]);
    assert.match(faults[0]?.message ?? '', /r-kitchen and r-flame.*"kitchen", true/);
    assert.deepEqual(await faultsOf(xml.replace('UNIQUE', 'FIRST')), []);
  });

  test('an id that is used twice is refused', async () => {
    const faults = named(await faultsOf(modelXml(tableXml(twoRooms), tableXml(twoRooms))));
    assert.ok(
      faults.some(([, rule]) => rule === 'duplicate-id'),
      JSON.stringify(faults),
    );
  });
});
