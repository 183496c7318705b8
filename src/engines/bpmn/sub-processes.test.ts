import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBorder,
  buildEventSubProcess,
  buildFlows,
  buildSubProcess,
  deploy,
  listFaults,
  on,
  Story,
} from './process-fixtures.ts';

describe('sub-process', () => {
  const forked = buildSubProcess(
    'sub',
    '<parallelGateway id="f"/><userTask id="i"/><userTask id="j"/><exclusiveGateway id="m"/>',
    'f > i > m',
    buildFlows('f > j > m'),
  );
  const model = `<startEvent id="s"/>${forked}<userTask id="after"/>${buildFlows('s > sub > after')}`;

  test('is done when nothing inside waits any more', async () => {
    const story = new Story(await deploy(model));
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['j']);
    story.complete('j');
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.trace, 's sub-start f i m sub-end j m sub-end sub');
  });

  test('without a start event begins with everything that no flow reaches', async () => {
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><subProcess id="sub"><userTask id="i"/><userTask id="j"/></subProcess>${buildFlows('s > sub')}`,
      ),
    );
    story.start();
    assert.deepEqual(story.waiting, ['i', 'j']);
  });

  test('that is empty is passed', async () => {
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><subProcess id="sub"/><userTask id="a"/>${buildFlows('s > sub > a')}`,
      ),
    );
    story.start();
    assert.deepEqual(story.waiting, ['a']);
  });

  test('a terminate end event ends only its own sub-process', async () => {
    const terminating = model.replace(
      '<endEvent id="sub-end"/>',
      `<endEvent id="sub-end">${on('terminate')}</endEvent>`,
    );
    const story = new Story(await deploy(terminating));
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['after']);
    assert.ok(story.effects.some((effect) => effect.type === 'taskCancelled' && effect.element === 'j'));
  });

  test('has its own data objects, which what is outside does not see', async () => {
    const data = `<dataObject id="d" name="limit" itemSubjectRef="xsd:int"><extensionElements><flowable:value>7</flowable:value></extensionElements></dataObject>`;
    const sub = buildSubProcess('sub', `<userTask id="i" name="\${limit}"/>`, 'i', data);
    const story = new Story(
      await deploy(`<startEvent id="s"/>${sub}<userTask id="a"/>${buildFlows('s > sub > a')}`),
    );
    const effect = story.start().at(-1);
    assert.equal(effect?.type === 'taskCreated' && effect.name, '7');
    story.complete('i', { limit: 8 });
    assert.deepEqual(story.state.variables, {});
  });

  test('no flow crosses its border; its start has no trigger; there is one start', async () => {
    const sub = buildSubProcess('sub', '<userTask id="i"/>', 'i');
    const crossing = `<startEvent id="s"/>${sub}<userTask id="a"/>${buildFlows('s > sub > a', 'i > a')}`;
    assert.deepEqual(await listFaults(crossing), ['i-a flow-crosses-border']);
    const triggered = `<startEvent id="s"/><subProcess id="sub"><startEvent id="t">${on('message:paid')}</startEvent></subProcess>${buildFlows('s > sub')}`;
    assert.deepEqual(await listFaults(triggered), ['t start-trigger']);
    const two = `<startEvent id="s"/><subProcess id="sub"><startEvent id="t"/><startEvent id="u"/></subProcess>${buildFlows('s > sub')}`;
    assert.deepEqual(await listFaults(two), ['u several-start-events']);
  });
});

describe('event sub-process', () => {
  const process = (what: string) =>
    `<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${buildFlows('s > a', 's > b')}${buildEventSubProcess('ev', what)}`;

  test('that interrupts: everything else is given up, and it comes once', async () => {
    const story = new Story(await deploy(process('message:paid')));
    story.start();
    assert.deepEqual(story.listening, ['paid at ev-start']);
    story.send('paid', { n: 1 });
    assert.deepEqual(story.waiting, ['ev-task']);
    assert.deepEqual(story.listening, []);
    story.complete('ev-task');
    assert.equal(story.state.status, 'completed');
    assert.equal(story.trace, 's ev-start ev-task ev');
  });

  test('that does not: it comes beside, as often as it is triggered, and the process ends when all is through', async () => {
    const story = new Story(await deploy(process('+message:paid')));
    story.start();
    story.send('paid');
    story.send('paid');
    assert.deepEqual(story.waiting, ['a', 'b', 'ev-task', 'ev-task']);
    for (const task of ['a', 'b', 'ev-task']) story.complete(task);
    assert.equal(story.state.status, 'running');
    story.complete('ev-task');
    assert.equal(story.state.status, 'completed');
    assert.deepEqual(story.listening, []);
  });

  test('with a timer, a signal or a condition', async () => {
    const causes: readonly [string, (story: Story) => unknown][] = [
      ['timer:P1D', (story) => story.fire('ev-start')],
      ['signal:alarm', (story) => story.signal('alarm')],
      ['condition:=n > 1', (story) => story.complete('a', { n: 2 })],
    ];
    for (const [what, happen] of causes) {
      const story = new Story(await deploy(process(what)));
      story.start();
      happen(story);
      assert.deepEqual(story.waiting, ['ev-task'], what);
      assert.deepEqual(story.state.timers, []);
    }
  });

  test('listens as long as its own sub-process runs', async () => {
    const sub = buildSubProcess('sub', '<userTask id="i"/>', 'i', buildEventSubProcess('ev', 'message:paid'));
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><userTask id="a"/>${sub}<userTask id="b"/>${buildFlows('s > a > sub > b')}`,
      ),
    );
    story.start();
    assert.deepEqual(story.listening, []);
    story.complete('a');
    story.send('paid');
    assert.deepEqual(story.waiting, ['ev-task']);
    story.complete('ev-task');
    assert.deepEqual(story.waiting, ['b']);
    assert.deepEqual(story.listening, []);
  });

  test('what it throws is for its neighbours too, and never for itself again', async () => {
    const thrower = (id: string, caught: string, thrown: string) =>
      `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-start" isInterrupting="false">${on(caught)}</startEvent>
      <userTask id="${id}-task"/><endEvent id="${id}-end">${on(thrown)}</endEvent>${buildFlows(`${id}-start > ${id}-task > ${id}-end`)}</subProcess>`;
    const inside = `<startEvent id="is"/><intermediateThrowEvent id="t">${on('escalation:x1')}</intermediateThrowEvent><userTask id="i"/>
      ${buildFlows('is > t > i')}${thrower('one', 'escalation:x1', 'escalation:x2')}${thrower('two', 'escalation:x2', 'escalation:x2')}`;
    const story = new Story(
      await deploy(`<startEvent id="s"/><subProcess id="h">${inside}</subProcess>${buildBorder('b', 'h', '+escalation:x2')}
        <userTask id="out"/>${buildFlows('s > h', 'b > out')}`),
    );
    story.start();
    assert.deepEqual(story.waiting, ['one-task', 'i']);
    story.complete('one-task');
    assert.deepEqual(story.waiting, ['i', 'two-task']);
    story.complete('two-task');
    assert.deepEqual(story.waiting, ['i', 'out']);
  });

  test('has no flows, no border and exactly one start event with a trigger', async () => {
    const start = '<startEvent id="s"/><userTask id="a"/>';
    const ev = buildEventSubProcess('ev', 'message:paid');
    assert.deepEqual(await listFaults(`${start}${ev}${buildFlows('s > a > ev')}`), [
      'ev event-sub-process-with-flow',
    ]);
    const none = '<subProcess id="ev" triggeredByEvent="true"><startEvent id="t"/></subProcess>';
    assert.deepEqual(await listFaults(`${start}${none}${buildFlows('s > a')}`), [
      't event-sub-process-start',
    ]);
    const empty = '<subProcess id="ev" triggeredByEvent="true"/>';
    assert.deepEqual(await listFaults(`${start}${empty}${buildFlows('s > a')}`), [
      'ev event-sub-process-start',
    ]);
  });
});

describe('compensation', () => {
  const undoable = (id: string) =>
    `<userTask id="${id}"/>${buildBorder(`${id}-c`, id, 'compensate')}<userTask id="undo-${id}" isForCompensation="true"/>
    <association id="${id}-as" sourceRef="${id}-c" targetRef="undo-${id}"/>`;
  const throwing = (what = 'compensate') =>
    `<intermediateThrowEvent id="t">${on(what)}</intermediateThrowEvent><userTask id="after"/>`;

  test('given two activities that are done, both are undone, the younger first, before the thrower goes on', async () => {
    const story = new Story(
      await deploy(
        `<startEvent id="s"/>${undoable('a')}${undoable('b')}${throwing()}${buildFlows('s > a > b > t > after')}`,
      ),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['t', 'undo-b', 'undo-a']);
    story.complete('undo-a');
    assert.deepEqual(story.waiting, ['t', 'undo-b']);
    story.complete('undo-b');
    assert.deepEqual(story.waiting, ['after']);
  });

  test('of one activity undoes only that; what is not done is not undone; nothing is undone twice', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/>${undoable('a')}${undoable('b')}${undoable('c')}${throwing('compensate:a')}
        <endEvent id="e">${on('compensate')}</endEvent>${buildFlows('s > a > b > t > after > e', 's > c')}`),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['c', 't', 'undo-a']);
    story.complete('undo-a');
    story.complete('after');
    assert.deepEqual(story.waiting, ['c', 'e', 'undo-b']);
    story.complete('undo-b');
    assert.deepEqual(story.waiting, ['c']);
  });

  test('with nothing to undo is passed', async () => {
    const story = new Story(await deploy(`<startEvent id="s"/>${throwing()}${buildFlows('s > t > after')}`));
    story.start();
    assert.deepEqual(story.waiting, ['after']);
  });

  test('of a sub-process that is done undoes what was done inside, with its variables as they were', async () => {
    const data = `<dataObject id="d" name="limit"><extensionElements><flowable:value>7</flowable:value></extensionElements></dataObject>`;
    const inside = undoable('a').replace('<userTask id="undo-a"', `<userTask id="undo-a" name="\${limit}"`);
    const sub = buildSubProcess('sub', inside, 'a', data);
    const story = new Story(
      await deploy(`<startEvent id="s"/>${sub}${throwing()}${buildFlows('s > sub > t > after')}`),
    );
    story.start();
    const effects = story.complete('a');
    assert.ok(effects.some((effect) => effect.type === 'taskCreated' && effect.name === '7'));
    assert.deepEqual(story.waiting, ['t', 'undo-a']);
    story.complete('undo-a');
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.state.tokens.length, 1);
  });

  test('of a sub-process is its own handler where it has one inside', async () => {
    const own = `${undoable('a')}<subProcess id="ev" triggeredByEvent="true"><startEvent id="es">${on('compensate')}</startEvent><userTask id="own"/>${buildFlows('es > own')}</subProcess>`;
    const sub = buildSubProcess('sub', own, 'a');
    const story = new Story(
      await deploy(`<startEvent id="s"/>${sub}${throwing()}${buildFlows('s > sub > t > after')}`),
    );
    story.start();
    story.complete('a');
    assert.deepEqual(story.waiting, ['t', 'own']);
    story.complete('own');
    assert.deepEqual(story.waiting, ['after']);
  });

  test('of several instances undoes each, once all are done', async () => {
    const several = undoable('a').replace(
      '<userTask id="a"/>',
      '<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    );
    const story = new Story(
      await deploy(
        `<startEvent id="s"/>${several}<userTask id="b"/>${throwing()}${buildFlows('s > a', 's > b > t > after')}`,
      ),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['a', 'after']);
    const whole = new Story(
      await deploy(`<startEvent id="s"/>${several}${throwing()}${buildFlows('s > a > t > after')}`),
    );
    whole.start();
    whole.complete('a');
    whole.complete('a');
    assert.deepEqual(whole.waiting, ['t', 'undo-a', 'undo-a']);
  });

  test('by name reaches what stands beside the event, or beside the event sub-process around it', async () => {
    const undone = (id: string) =>
      `<userTask id="${id}"/>${buildBorder(`b-${id}`, id, 'compensate')}<userTask id="u-${id}" isForCompensation="true"/>
      <association id="as-${id}" sourceRef="b-${id}" targetRef="u-${id}"/>`;
    const inner = (thrown: string) =>
      `<subProcess id="h"><startEvent id="is"/>${undone('inner')}<endEvent id="ie">${on(thrown)}</endEvent>${buildFlows('is > inner > ie')}</subProcess>`;
    const model = (within: string, thrown: string) =>
      `<startEvent id="s"/>${undone('outer')}${inner(within)}<endEvent id="e">${on(thrown)}</endEvent>${buildFlows('s > outer > h > e')}`;
    assert.deepEqual(await listFaults(model('compensate:inner', 'compensate:outer')), []);
    assert.deepEqual(await listFaults(model('compensate:outer', 'compensate:inner')), [
      'e compensation-out-of-reach',
      'ie compensation-out-of-reach',
    ]);
  });

  test('of a sub-process stands in it or on its border, not both', async () => {
    const both = `<startEvent id="s"/><subProcess id="h"><startEvent id="is"/>${buildEventSubProcess('own', 'compensate')}</subProcess>
      ${buildBorder('b', 'h', 'compensate')}<userTask id="u" isForCompensation="true"/><association id="as" sourceRef="b" targetRef="u"/>${buildFlows('s > h')}`;
    assert.deepEqual(await listFaults(both), ['b caught-twice']);
  });

  test('is joined to its handler by an association, and has no flows', async () => {
    const border = buildBorder('c', 'a', 'compensate');
    const model = `<startEvent id="s"/><userTask id="a"/>${border}<userTask id="b"/>`;
    assert.deepEqual(await listFaults(`${model}${buildFlows('s > a', 'c > b')}`), [
      'c compensation-with-flow',
    ]);
    assert.deepEqual(await listFaults(`${model}${buildFlows('s > a > b')}`), [
      'c compensation-without-handler',
    ]);
  });
});

describe('transaction', () => {
  const undoable = `<userTask id="a"/>${buildBorder('c', 'a', 'compensate')}<userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="c" targetRef="undo"/>`;
  const model = `<startEvent id="s"/><transaction id="tx"><startEvent id="ts"/><parallelGateway id="f"/>${undoable}<userTask id="b"/><userTask id="x"/>
    <endEvent id="cancel">${on('cancel')}</endEvent>${buildFlows('ts > f > a', 'f > b > cancel', 'f > x')}</transaction>
    ${buildBorder('cancelled', 'tx', 'cancel')}<userTask id="out"/><userTask id="after"/>${buildFlows('s > tx > after', 'cancelled > out')}`;

  test('given it is cancelled, what runs is given up, what is done is undone, and the border is left', async () => {
    const story = new Story(await deploy(model));
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['cancel', 'undo']);
    story.complete('undo');
    assert.deepEqual(story.waiting, ['out']);
    assert.equal(story.state.tokens.length, 1);
  });

  test('given it ends well, it is left as any sub-process', async () => {
    const story = new Story(
      await deploy(
        model.replace(`<endEvent id="cancel">${on('cancel')}</endEvent>`, '<endEvent id="cancel"/>'),
      ),
    );
    story.start();
    for (const task of ['a', 'b', 'x']) story.complete(task);
    assert.deepEqual(story.waiting, ['after']);
  });

  test('is the only place for cancelling', async () => {
    const outside = `<startEvent id="s"/><userTask id="a"/>${buildBorder('c', 'a', 'cancel')}<endEvent id="e">${on('cancel')}</endEvent>${buildFlows('s > a > e')}`;
    assert.deepEqual((await listFaults(outside)).toSorted(), [
      'c cancel-without-transaction',
      'e cancel-without-transaction',
    ]);
  });
});
