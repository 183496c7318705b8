import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFlows, buildTimer, deploy, listFaults, morning, Story } from './process-fixtures.ts';

describe('timer catch event', () => {
  const build = (timer: string) =>
    `<startEvent id="s"/><intermediateCatchEvent id="t">${timer}</intermediateCatchEvent><endEvent id="e"/>${buildFlows('s > t > e')}`;

  const cases: readonly ['timeDuration' | 'timeDate' | 'timeCycle', string, string][] = [
    ['timeDuration', 'PT90M', '2026-03-02T02:30:00.000Z'],
    ['timeDuration', 'P1M', '2026-04-02T01:00:00.000Z'],
    ['timeDuration', 'P1W', '2026-03-09T01:00:00.000Z'],
    ['timeDuration', 'PT0S', morning],
    ['timeDuration', '= wait', '2026-03-03T01:00:00.000Z'],
    ['timeDuration', '= duration("P2D")', '2026-03-04T01:00:00.000Z'],
    ['timeDate', '2026-05-01T00:00:00+08:00', '2026-04-30T16:00:00.000Z'],
    ['timeDate', '2026-05-01', '2026-04-30T16:00:00.000Z'],
    ['timeDate', '2026-05-01T09:00:00', '2026-05-01T01:00:00.000Z'],
    ['timeDate', 'P1D', '2026-03-03T01:00:00.000Z'],
    ['timeCycle', '0 30 9-17 ? * MON-FRI', '2026-03-02T01:30:00.000Z'],
    ['timeCycle', '0 0/5 * * * ?', '2026-03-02T01:05:00.000Z'],
    ['timeCycle', '0 0 8 L * ?', '2026-03-31T00:00:00.000Z'],
    ['timeCycle', '0 0 0 29 FEB ?', '2028-02-28T16:00:00.000Z'],
    ['timeCycle', '0 0 9 ? * FRI#2', '2026-03-13T01:00:00.000Z'],
    ['timeCycle', '0 0 9 ? * 6L', '2026-03-27T01:00:00.000Z'],
    ['timeCycle', '10,20 15 9 ? * 2 2027', '2027-01-04T01:15:10.000Z'],
    ['timeDate', '= opening', '2026-06-01T00:00:00.000Z'],
    ['timeDate', '= date and time("2026-05-01T09:00:00@Asia/Shanghai")', '2026-05-01T01:00:00.000Z'],
    ['timeDate', '= now() + duration("PT1H")', '2026-03-02T02:00:00.000Z'],
  ];
  for (const [type, value, dueAt] of cases) {
    test(`${type} ${value} is due at ${dueAt}`, async () => {
      const story = new Story(await deploy(build(buildTimer(type, value))));
      const effects = story.start({ wait: 'P1D', opening: '2026-06-01T00:00:00Z' });
      assert.deepEqual(effects.at(-1), { type: 'timerSet', id: 't#2', element: 't', dueAt });
      assert.deepEqual(story.waiting, ['t']);
    });
  }

  test('given a timer, when it fires, then the token goes on; it does not fire twice', async () => {
    const story = new Story(await deploy(build(buildTimer('timeDuration', 'P1D'))));
    story.start();
    const effects = story.fire('t');
    assert.deepEqual(effects[0], { type: 'timerFired', id: 't#2', element: 't' });
    assert.equal(story.trace, 's t e');
    assert.throws(() => story.tell({ type: 'fireTimer', timerId: 't#2' }), { code: 'instance-ended' });
  });

  test('a value that is no time refuses the command', async () => {
    const story = new Story(await deploy(build(buildTimer('timeDuration', '= wait'))));
    assert.throws(() => story.start({ wait: 'soon' }), { code: 'bad-time', element: 't' });
    assert.throws(() => story.start({ wait: 'P-1D' }), { code: 'bad-time', element: 't' });
    assert.throws(() => story.start({ wait: 'P999999999D' }), { code: 'bad-time', element: 't' });
    assert.throws(() => story.start({ wait: 'P999999999Y' }), { code: 'bad-time', element: 't' });
    assert.throws(() => story.start({}), { code: 'undefined-variable', element: 't' });
  });

  const faulty = [
    ['<timerEventDefinition/>', 't timer-definition'],
    [buildTimer('timeCycle', '0 0 * * *'), 't timer-value'],
    [buildTimer('timeDuration', '3 days'), 't timer-value'],
    [buildTimer('timeDate', 'tomorrow'), 't timer-value'],
    [buildTimer('timeCycle', '0 0 25 * * ?'), 't timer-value'],
    [buildTimer('timeCycle', '0 0 9 15W * ?'), 't timer-value'],
    [buildTimer('timeCycle', '0 0 9 31 2 ?'), 't timer-value'],
    ['<signalEventDefinition/>', 't signal-missing'],
    [`${buildTimer('timeDate', '2026-05-01')}<signalEventDefinition/>`, 't unsupported-element'],
  ];
  for (const [timer, fault] of faulty) {
    test(`${timer} is refused`, async () => {
      assert.deepEqual(await listFaults(build(timer ?? '')), [fault]);
    });
  }
});

describe('timer boundary event', () => {
  const build = (cancelActivity: boolean) =>
    `<startEvent id="s"/><userTask id="a"/><userTask id="late"/><endEvent id="e"/>
    <boundaryEvent id="t" attachedToRef="a" cancelActivity="${cancelActivity}">${buildTimer('timeDuration', 'P5D')}</boundaryEvent>
    ${buildFlows('s > a > e', 't > late')}`;

  test('given an activity, when it is reached, then its timer is set after its task', async () => {
    const story = new Story(await deploy(build(true)));
    assert.deepEqual(
      story.start().map((effect) => effect.type),
      ['elementCompleted', 'taskCreated', 'timerSet'],
    );
    assert.deepEqual(story.state.timers, [
      { id: 't#2', element: 't', token: 'a#1', dueAt: '2026-03-07T01:00:00.000Z' },
    ]);
  });

  test('given the activity is done in time, then the timer is cancelled', async () => {
    const story = new Story(await deploy(build(true)));
    story.start();
    const effects = story.complete('a');
    assert.deepEqual(effects.slice(0, 3), [
      { type: 'taskCompleted', id: 'a#1', element: 'a' },
      { type: 'timerCancelled', id: 't#2', element: 't' },
      { type: 'elementCompleted', element: 'a' },
    ]);
    assert.deepEqual(story.state.timers, []);
  });

  test('given an interrupting timer, when it fires, then the activity is given up', async () => {
    const story = new Story(await deploy(build(true)));
    story.start();
    const effects = story.fire('t');
    assert.deepEqual(
      effects.map((effect) => effect.type),
      ['timerFired', 'taskCancelled', 'elementCompleted', 'taskCreated'],
    );
    assert.deepEqual(story.waiting, ['late']);
    assert.equal(story.trace, 's t');
  });

  test('given a non-interrupting timer, when it fires, then both go on, and it fires once', async () => {
    const story = new Story(await deploy(build(false)));
    story.start();
    story.fire('t', morning);
    assert.deepEqual(story.waiting, ['a', 'late']);
    assert.throws(() => story.tell({ type: 'fireTimer', timerId: 't#2' }), { code: 'timer-not-set' });
    story.complete('a');
    assert.deepEqual(story.waiting, ['late']);
  });

  test('given two timers on one border, when the interrupting one fires, then the other is cancelled', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><serviceTask id="a"/><endEvent id="e"/>
        <boundaryEvent id="t" attachedToRef="a">${buildTimer('timeDuration', 'P5D')}</boundaryEvent>
        <boundaryEvent id="u" attachedToRef="a" cancelActivity="false">${buildTimer('timeDuration', 'P3D')}</boundaryEvent>
        ${buildFlows('s > a > e', 't > e', 'u > e')}`),
    );
    story.start();
    assert.deepEqual(
      story.state.timers.map(({ element }) => element),
      ['t', 'u'],
    );
    const types = story.fire('t').map((effect) => effect.type);
    assert.deepEqual(types.slice(0, 3), ['timerFired', 'serviceCancelled', 'timerCancelled']);
    assert.equal(story.state.status, 'completed');
  });

  test('a border of nothing, of an event, or with a way in is refused', async () => {
    const timer = buildTimer('timeDuration', 'P5D');
    const nothing = `<startEvent id="s"/><endEvent id="e"/><boundaryEvent id="t" attachedToRef="x">${timer}</boundaryEvent>${buildFlows('s > e')}`;
    assert.deepEqual(await listFaults(nothing), ['t unresolved-reference', 't unreachable']);
    const event = `<startEvent id="s"/><endEvent id="e"/><boundaryEvent id="t" attachedToRef="e">${timer}</boundaryEvent>${buildFlows('s > e')}`;
    assert.deepEqual(await listFaults(event), ['t boundary-without-host']);
    const entered = `<startEvent id="s"/><userTask id="a"/><boundaryEvent id="t" attachedToRef="a">${timer}</boundaryEvent>${buildFlows('s > a > t')}`;
    assert.deepEqual(await listFaults(entered), ['t boundary-with-incoming']);
  });
});
