import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBorder,
  buildEventSubProcess,
  buildFlows,
  buildSubProcess,
  deploy,
  listFaults,
  morning,
  on,
  Story,
} from './process-fixtures.ts';

/** A task, and a sub-process with two tasks, each with that event on its border. */
const hosts = {
  task: (what: string) =>
    `<startEvent id="s"/><userTask id="h"/>${buildBorder('b', 'h', what)}<userTask id="after"/><userTask id="out"/>${buildFlows('s > h > after', 'b > out')}`,
  subProcess: (what: string) =>
    `<startEvent id="s"/>${buildSubProcess('h', '<userTask id="i"/><userTask id="j"/>', 'i > j')}${buildBorder('b', 'h', what)}
    <userTask id="after"/><userTask id="out"/>${buildFlows('s > h > after', 'b > out')}`,
};

const causes: Readonly<Record<string, (story: Story) => unknown>> = {
  'timer:P1D': (story) => story.fire('b'),
  'message:paid': (story) => story.send('paid'),
  'signal:alarm': (story) => story.signal('alarm'),
  'condition:=n > 1': (story) => story.tell({ type: 'setVariables', variables: { n: 2 } }),
};

for (const [host, build] of Object.entries(hosts)) {
  const open = host === 'task' ? 'h' : 'i';
  for (const [what, happen] of Object.entries(causes)) {
    describe(`${what} on the border of a ${host}`, () => {
      test('interrupts: what is inside is given up, and nothing listens any more', async () => {
        const story = new Story(await deploy(build(what)));
        story.start();
        happen(story);
        assert.deepEqual(story.waiting, ['out']);
        assert.deepEqual([story.state.timers, story.listening], [[], []]);
        assert.ok(story.effects.some((effect) => effect.type === 'taskCancelled' && effect.element === open));
        assert.ok(!story.trace.split(' ').includes('h'));
      });

      test('or goes out beside, as often as it comes', async () => {
        const story = new Story(await deploy(build(`+${what}`)));
        story.start();
        happen(story);
        assert.deepEqual(story.waiting, [open, 'out']);
        if (what.startsWith('timer')) assert.deepEqual(story.state.timers, []);
        else {
          happen(story);
          assert.deepEqual(story.waiting, [open, 'out', 'out']);
        }
      });

      test('is called off with the end of the activity', async () => {
        const story = new Story(await deploy(build(what)));
        story.start();
        while (story.waiting[0] !== 'after') story.complete(story.waiting[0] ?? '');
        assert.deepEqual([story.state.timers, story.listening], [[], []]);
      });
    });
  }
}

describe('a timer that repeats', () => {
  test('fires its rounds at fixed distances and no more', async () => {
    const story = new Story(await deploy(hosts.task('+cycle:R3/PT1H')));
    story.start();
    const dues: string[] = [];
    while (story.state.timers[0]) {
      dues.push(story.state.timers[0].dueAt);
      story.fire('b', '2026-03-09T01:00:00.000Z');
    }
    assert.deepEqual(dues, [
      '2026-03-02T02:00:00.000Z',
      '2026-03-02T03:00:00.000Z',
      '2026-03-02T04:00:00.000Z',
    ]);
    assert.deepEqual(story.waiting, ['h', 'out', 'out', 'out']);
  });

  test('has an end in time, or none', async () => {
    const bounded = new Story(await deploy(hosts.task('+cycle:R/PT1H/2026-03-02T11:30:00')));
    bounded.start();
    bounded.fire('b');
    bounded.fire('b');
    assert.deepEqual(bounded.state.timers, []);
    const endless = new Story(await deploy(hosts.task('+cycle:R/P1D')));
    endless.start();
    for (let day = 0; day < 50; day += 1) endless.fire('b');
    assert.equal(endless.state.timers.length, 1);
  });

  test('that interrupts fires once', async () => {
    const story = new Story(await deploy(hosts.task('cycle:R3/PT1H')));
    story.start();
    story.fire('b');
    assert.deepEqual([story.waiting, story.state.timers], [['out'], []]);
  });
});

describe('an error', () => {
  const throwing = (id: string, code: string) => `<endEvent id="${id}">${on(`error:${code}`)}</endEvent>`;
  const inside = (
    more = '',
  ) => `<startEvent id="s"/><subProcess id="h"><startEvent id="hs"/><parallelGateway id="f"/><userTask id="i"/>
    <userTask id="j"/>${throwing('x', 'e1')}${buildFlows('hs > f > i > x', 'f > j')}${more}</subProcess><userTask id="after"/>`;

  test('given two threads in a sub-process, when one throws, then both are given up and the border is left', async () => {
    const story = new Story(
      await deploy(
        `${inside()}${buildBorder('b', 'h', 'error:e1')}<userTask id="out"/>${buildFlows('s > h > after', 'b > out')}`,
      ),
    );
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['out']);
    assert.equal(story.trace, 's hs f i x b');
  });

  test('goes to who names its code before who takes any, and past who names another', async () => {
    const story = new Story(
      await deploy(`${inside()}${buildBorder('any', 'h', 'error')}${buildBorder('b', 'h', 'error:e1')}${buildBorder('c', 'h', 'error:e2')}
        <userTask id="out"/><userTask id="other"/>${buildFlows('s > h > after', 'b > out', 'any > other', 'c > other')}`),
    );
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['out']);
  });

  test('goes to an event sub-process inside before the border outside', async () => {
    const story = new Story(
      await deploy(`${inside(buildEventSubProcess('own', 'error:e1'))}${buildBorder('b', 'h', 'error:e1')}<userTask id="out"/>
        ${buildFlows('s > h > after', 'b > out')}`),
    );
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['own-task']);
    story.complete('own-task');
    assert.deepEqual(story.waiting, ['after']);
  });

  test('that its own handler throws again goes outwards', async () => {
    const own = `<subProcess id="own" triggeredByEvent="true"><startEvent id="os">${on('error:e1')}</startEvent>${throwing('y', 'e1')}${buildFlows('os > y')}</subProcess>`;
    const story = new Story(
      await deploy(
        `${inside(own)}${buildBorder('b', 'h', 'error:e1')}<userTask id="out"/>${buildFlows('s > h > after', 'b > out')}`,
      ),
    );
    story.start();
    story.complete('i');
    assert.deepEqual(story.waiting, ['out']);
  });

  test('that nobody catches ends the instance', async () => {
    const story = new Story(await deploy(`${inside()}${buildFlows('s > h > after')}`));
    story.start();
    const effects = story.complete('i');
    assert.deepEqual(effects.at(-1), { type: 'processEnded', outcome: 'terminated' });
    assert.ok(effects.some((effect) => effect.type === 'errorUncaught' && effect.code === 'E1'));
  });

  test('of a program takes variables and its code along', async () => {
    const border = `<boundaryEvent id="b" attachedToRef="h"><errorEventDefinition camunda:errorCodeVariable="code" camunda:errorMessageVariable="why"/></boundaryEvent>`;
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><serviceTask id="h"/>${border}<userTask id="out"/>${buildFlows('s > h', 'b > out')}`,
      ),
    );
    story.start();
    story.tell({
      type: 'throwError',
      tokenId: story.idAt('h'),
      code: 'E9',
      message: 'no',
      variables: { n: 1 },
    });
    assert.deepEqual(story.waiting, ['out']);
    assert.deepEqual(story.state.variables, { n: 1, code: 'E9', why: 'no' });
    assert.ok(story.effects.some(({ type }) => type === 'serviceCancelled'));
  });

  test('without a code can not be thrown; one event catches each code once', async () => {
    const border = `${buildBorder('b', 'h', 'error:e1')}${buildBorder('c', 'h', 'error:e1')}`;
    const faults = await listFaults(`${inside()}${border}${buildFlows('s > h > after')}`);
    assert.deepEqual(faults, ['c caught-twice']);
  });
});

describe('an escalation', () => {
  const model = (
    what: string,
  ) => `<startEvent id="s"/><subProcess id="h"><startEvent id="hs"/><intermediateThrowEvent id="t">${on('escalation:x1')}</intermediateThrowEvent>
    <userTask id="i"/>${buildFlows('hs > t > i')}</subProcess>${buildBorder('b', 'h', what)}<userTask id="out"/>${buildFlows('s > h', 'b > out')}`;

  test('that does not interrupt is handled beside; the handler comes first', async () => {
    const story = new Story(await deploy(model('+escalation:x1')));
    story.start();
    assert.deepEqual(story.waiting.toSorted(), ['i', 'out']);
    assert.equal(story.trace, 's hs t b');
  });

  test('that interrupts ends the sub-process', async () => {
    const story = new Story(await deploy(model('escalation')));
    story.start();
    assert.deepEqual(story.waiting, ['out']);
  });

  test('that nobody catches does no harm', async () => {
    const story = new Story(await deploy(model('escalation:x2')));
    story.start();
    assert.deepEqual(story.waiting, ['i']);
  });

  test('of a person comes by command', async () => {
    const story = new Story(await deploy(hosts.task('+escalation:x1')));
    story.start();
    story.tell({ type: 'throwEscalation', tokenId: story.idAt('h'), code: 'X1' }, morning);
    assert.deepEqual(story.waiting, ['h', 'out']);
  });
});
