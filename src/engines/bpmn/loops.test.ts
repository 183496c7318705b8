import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBorder,
  buildFlows,
  buildSubProcess,
  deploy,
  listFaults,
  on,
  Story,
} from './process-fixtures.ts';

/** A task that is done several times, and one after it. */
const several = (characteristics: string, attributes = '') =>
  `<startEvent id="s"/><userTask id="a" ${attributes}>${characteristics}</userTask><userTask id="after"/>${buildFlows('s > a > after')}`;
const count = (n: number | string, more = '', attributes = '') =>
  `<multiInstanceLoopCharacteristics ${attributes}><loopCardinality>${n}</loopCardinality>${more}</multiInstanceLoopCharacteristics>`;

/** Variables of each open instance's own. */
const locals = (story: Story) =>
  story.state.tokens.flatMap((token) => (token.loop ? [] : [token.locals ?? {}]));

describe('several instances at once', () => {
  test('given three, each knows its place, and the thread goes on when all are done, in any order', async () => {
    const story = new Story(await deploy(several(count(3))));
    story.start();
    assert.deepEqual(story.waiting, ['a', 'a', 'a']);
    assert.deepEqual(
      locals(story).map(({ loopCounter }) => loopCounter),
      [0, 1, 2],
    );
    const [, second] = story.state.tokens.filter((token) => !token.loop);
    story.tell({ type: 'completeTask', taskId: second?.id ?? '', variables: { n: 1 } });
    story.complete('a');
    assert.deepEqual(story.waiting, ['a']);
    story.complete('a');
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.trace, 's a a a');
    assert.deepEqual(story.state.variables, { n: 1 });
  });

  test('given a collection, each has its element, and they are created in its order', async () => {
    const characteristics = `<multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"/>`;
    const story = new Story(await deploy(several(characteristics, `camunda:assignee="\${person}"`)));
    story.start({ people: ['kermit', 'gonzo'] });
    const assignees = story.effects.flatMap((effect) =>
      effect.type === 'taskCreated' ? (effect.assignee ?? '') : [],
    );
    assert.deepEqual(assignees, ['kermit', 'gonzo']);
  });

  test('the collection may be an expression, or the data of the standard', async () => {
    for (const characteristics of [
      `<multiInstanceLoopCharacteristics flowable:collection="\${people}" flowable:elementVariable="person"/>`,
      `<multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><inputDataItem name="person"/></multiInstanceLoopCharacteristics>`,
      `<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="= people" inputElement="person"/></extensionElements></multiInstanceLoopCharacteristics>`,
    ]) {
      const story = new Story(await deploy(several(characteristics)));
      story.start({ people: ['x', 'y'] });
      assert.deepEqual(
        locals(story).map(({ person }) => person),
        ['x', 'y'],
      );
    }
  });

  test('none at all is done at once', async () => {
    const story = new Story(await deploy(several(count(0))));
    story.start();
    assert.deepEqual(story.waiting, ['after']);
  });

  test('given a completion condition, when it holds, then the others are given up', async () => {
    const until = `<completionCondition>\${nrOfCompletedInstances/nrOfInstances >= 0.6}</completionCondition>`;
    const story = new Story(await deploy(several(count(3, until))));
    story.start();
    story.complete('a');
    assert.equal(story.waiting.length, 2);
    story.complete('a');
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.effects.filter(({ type }) => type === 'taskCancelled').length, 1);
  });

  test('an instance sees how many there are, are open and are done', async () => {
    const name = `name="\${nrOfInstances} \${nrOfActiveInstances} \${nrOfCompletedInstances} \${loopCounter}"`;
    const story = new Story(await deploy(several(count(3, '', 'isSequential="true"'), name)));
    story.start();
    story.complete('a');
    const names = story.effects.flatMap((effect) => (effect.type === 'taskCreated' ? effect.name : []));
    assert.deepEqual(names, ['3 1 0 0', '3 1 1 1']);
  });

  test('what watches the border watches all of them: a timer gives all up', async () => {
    const story = new Story(
      await deploy(
        `${several(count(3))}${buildBorder('t', 'a', 'timer:P1D')}<userTask id="out"/>${buildFlows('t > out')}`,
      ),
    );
    story.start();
    assert.equal(story.state.timers.length, 1);
    story.complete('a');
    story.fire('t');
    assert.deepEqual(story.waiting, ['out']);
    assert.equal(story.state.tokens.length, 1);
  });

  test('the results may be gathered in a list, by their places', async () => {
    const characteristics = `<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics
      inputCollection="= [1, 2, 3]" inputElement="n" outputCollection="results" outputElement="= n * factor"/></extensionElements></multiInstanceLoopCharacteristics>`;
    const story = new Story(await deploy(several(characteristics)));
    story.start({ factor: 10 });
    const [first, second, third] = story.state.tokens.filter((token) => !token.loop);
    for (const token of [third, first, second]) {
      story.tell({ type: 'completeTask', taskId: token?.id ?? '' });
    }
    assert.deepEqual(story.state.variables, { factor: 10, results: [10, 20, 30] });
  });
});

describe('one instance after the other', () => {
  test('given three, when one is done, then the next begins', async () => {
    const story = new Story(await deploy(several(count(3, '', 'isSequential="true"'))));
    story.start();
    for (const place of [0, 1, 2]) {
      assert.deepEqual(locals(story), [{ loopCounter: place }]);
      story.complete('a');
    }
    assert.deepEqual(story.waiting, ['after']);
  });

  test('given a completion condition, when it holds, then no other begins', async () => {
    const until = '<completionCondition>= enough</completionCondition>';
    const story = new Story(await deploy(several(count(3, until, 'isSequential="true"'))));
    story.start({ enough: false });
    story.complete('a');
    story.complete('a', { enough: true });
    assert.deepEqual(story.waiting, ['after']);
  });
});

describe('a sub-process that is done several times', () => {
  const inside = buildSubProcess('sub', '<userTask id="i"/><userTask id="j"/>', 'i > j', count(2));
  const model = `<startEvent id="s"/>${inside}${buildBorder('b', 'sub', 'error:e1')}<userTask id="after"/><userTask id="out"/>${buildFlows('s > sub > after', 'b > out')}`;

  test('each instance has its own threads and variables', async () => {
    const story = new Story(await deploy(model));
    story.start();
    assert.deepEqual(story.waiting, ['i', 'i']);
    story.complete('i');
    assert.deepEqual(story.waiting, ['i', 'j']);
    story.complete('j');
    story.complete('i');
    assert.deepEqual(story.waiting, ['j']);
    story.complete('j');
    assert.deepEqual(story.waiting, ['after']);
  });

  test('an error in one gives up all', async () => {
    const story = new Story(await deploy(model));
    story.start();
    story.fail('i', 'E1');
    assert.deepEqual(story.waiting, ['out']);
  });

  test('its terminate end event ends one of them', async () => {
    const terminating = model.replace(
      '<endEvent id="sub-end"/>',
      `<endEvent id="sub-end">${on('terminate')}</endEvent>`,
    );
    const story = new Story(await deploy(terminating));
    story.start();
    story.complete('i');
    story.complete('j');
    assert.deepEqual(story.waiting, ['i']);
  });
});

describe('a loop', () => {
  const loop = (attributes: string, condition = '') =>
    several(`<standardLoopCharacteristics ${attributes}>${condition}</standardLoopCharacteristics>`);
  const again = '<loopCondition>= again</loopCondition>';

  test('that tests afterwards is done at least once, and again while its condition holds', async () => {
    const story = new Story(await deploy(loop('', again)));
    story.start({ again: false });
    story.complete('a', { again: true });
    story.complete('a', { again: false });
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.trace, 's a a');
  });

  test('that tests before may not be done at all', async () => {
    const story = new Story(await deploy(loop('testBefore="true"', again)));
    story.start({ again: false });
    assert.deepEqual(story.waiting, ['after']);
  });

  test('has a maximum', async () => {
    const story = new Story(await deploy(loop('loopMaximum="3"')));
    story.start();
    for (let round = 0; round < 3; round += 1) story.complete('a');
    assert.deepEqual(story.waiting, ['after']);
  });
});

describe('a count that is none', () => {
  const list = '<multiInstanceLoopCharacteristics camunda:collection="people"/>';
  const cases: readonly [string, Record<string, unknown>, string][] = [
    [count('= n'), { n: -1 }, 'loop-count'],
    [count('= n'), { n: 1.5 }, 'loop-count'],
    [count('= n'), { n: 1_000_000 }, 'loop-count'],
    [count('= n'), {}, 'undefined-variable'],
    [list, {}, 'undefined-variable'],
    [list, { people: null }, 'loop-count'],
    [list, { people: 'x' }, 'loop-count'],
  ];
  for (const [characteristics, variables, code] of cases) {
    test(`${characteristics.slice(34, 70)} of ${JSON.stringify(variables)} refuses the command`, async () => {
      const story = new Story(await deploy(several(characteristics)));
      assert.throws(() => story.start(variables), { code, element: 'a' });
    });
  }

  test('a completion condition that is no truth refuses the completion', async () => {
    const story = new Story(
      await deploy(several(count(2, '<completionCondition>= 1</completionCondition>'))),
    );
    story.start();
    assert.throws(() => story.complete('a'), { code: 'condition-not-boolean', element: 'a' });
    assert.equal(story.waiting.length, 2);
  });

  test('a script or an event that decides is refused at deployment', async () => {
    const complex = '<complexBehaviorDefinition><condition/></complexBehaviorDefinition>';
    assert.deepEqual(await listFaults(several(count(2, complex))), ['a unsupported-part']);
  });
});
