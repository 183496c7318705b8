import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { CompiledProcess } from './compile-process.ts';
import type { Command, Effect, InstanceState } from './elements/instance.ts';
import { execute, newInstance } from './execute.ts';
import { buildFlow, buildFlows, buildTimer, deploy, morning, Story } from './process-fixtures.ts';

describe('the stages of an instance', () => {
  let process: CompiledProcess;
  before(async () => {
    process = await deploy(
      `<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${buildFlows('s > a > e')}`,
    );
  });

  test('nothing but a start moves a new instance, and it starts once', () => {
    const story = new Story(process);
    assert.throws(() => story.tell({ type: 'completeTask', taskId: 'a#1' }), { code: 'not-started' });
    story.start();
    assert.throws(() => story.start(), { code: 'already-started' });
  });

  test('no command moves an ended instance', () => {
    const story = new Story(process);
    story.start();
    story.complete('a');
    const ended = JSON.stringify(story.state);
    const commands: readonly Command[] = [
      { type: 'start' },
      { type: 'completeTask', taskId: 'a#1', variables: { x: 1 } },
      { type: 'completeService', serviceId: 'a#1' },
      { type: 'fireTimer', timerId: 't#1' },
    ];
    for (const command of commands)
      assert.throws(() => story.tell(command), { code: 'instance-ended', element: null });
    assert.equal(JSON.stringify(story.state), ended);
  });

  test('the given state is never changed, even where it is frozen', () => {
    const started = freeze(execute(process, freeze(newInstance), { type: 'start' }, morning).state);
    const command = freeze({ type: 'completeTask', taskId: 'a#1', variables: { x: 1 } } as const);
    assert.equal(execute(process, started, command, morning).state.status, 'completed');
    assert.equal(started.status, 'running');
  });
});

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}

describe('an instance that is cancelled', () => {
  test('gives up tasks, services and timers in their order, and ends as terminated', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><serviceTask id="b"/><endEvent id="e"/>
        <boundaryEvent id="t" attachedToRef="a">${buildTimer('timeDuration', 'P1D')}</boundaryEvent>
        <intermediateCatchEvent id="w">${buildTimer('timeDuration', 'P2D')}</intermediateCatchEvent>
        ${buildFlows('s > a > e', 's > b > e', 's > w > e', 't > e')}`),
    );
    story.start();
    assert.deepEqual(
      story
        .tell({ type: 'cancelInstance' })
        .map((effect) => `${effect.type} ${'id' in effect ? effect.id : ''}`),
      [
        'taskCancelled a#1',
        'timerCancelled t#2',
        'serviceCancelled b#3',
        'timerCancelled w#5',
        'processEnded ',
      ],
    );
    assert.deepEqual(story.state, {
      status: 'terminated',
      sequence: 5,
      tokens: [],
      timers: [],
      variables: {},
    });
    assert.throws(() => story.tell({ type: 'cancelInstance' }), { code: 'instance-ended' });
  });

  test('has started before', async () => {
    const story = new Story(await deploy(`<startEvent id="s"/>`));
    assert.throws(() => story.tell({ type: 'cancelInstance' }), { code: 'not-started' });
  });
});

describe('an endless loop', () => {
  test('without a wait is refused, with the elements that go round', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="g"/><exclusiveGateway id="h" default="h-g"/>
        <endEvent id="e"/>${buildFlows('s > a > g > h > g')}${buildFlow('h > e', '= done')}`),
    );
    story.start();
    assert.throws(
      () => story.complete('a', { done: false }),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'endless-loop');
        assert.match(error.message, /: (g, h|h, g)\.$/);
        return true;
      },
    );
    assert.deepEqual(story.waiting, ['a']);
    story.complete('a', { done: true });
    assert.equal(story.state.status, 'completed');
  });

  test('that multiplies its tokens is refused before it eats the memory', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><exclusiveGateway id="m"/><parallelGateway id="f"/>
        ${buildFlows('s > m > f')}${Array.from({ length: 500 }, (_, n) => `<sequenceFlow id="f${n}" sourceRef="f" targetRef="m"/>`).join('')}`),
    );
    assert.throws(() => story.start(), { code: 'endless-loop' });
  });

  test('with a wait in it goes round as often as people like', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><exclusiveGateway id="m"/><userTask id="a"/><exclusiveGateway id="g" default="g-m"/>
        <endEvent id="e"/>${buildFlows('s > m > a > g > m')}${buildFlow('g > e', '= done')}`),
    );
    story.start({ done: false });
    for (let round = 0; round < 200; round += 1) story.complete('a');
    assert.equal(story.idAt('a'), 'a#201');
    story.complete('a', { done: true });
    assert.equal(story.state.status, 'completed');
  });
});

/** Everything at once: a fork of three with a loop, timers on borders, a service, and a join. */
const busy = `<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/><userTask id="a"/><exclusiveGateway id="g" default="g-j"/>
  <serviceTask id="b"/><userTask id="c"/><intermediateCatchEvent id="w">${buildTimer('timeDuration', 'P1D')}</intermediateCatchEvent>
  <boundaryEvent id="i" attachedToRef="c">${buildTimer('timeDuration', 'P2D')}</boundaryEvent><exclusiveGateway id="n"/>
  <boundaryEvent id="k" attachedToRef="b" cancelActivity="false">${buildTimer('timeDuration', 'P3D')}</boundaryEvent>
  <userTask id="remind"/><parallelGateway id="j"/><userTask id="d"/><endEvent id="e"/>
  ${buildFlows('s > f > m > a > g > j', 'f > b > j', 'f > c > n > w > j > d > e', 'i > n', 'k > remind')}${buildFlow('g > m', '= again')}`;

/** All commands that the state allows. */
function listCommands(state: InstanceState, again: boolean): readonly Command[] {
  const tokens = state.tokens.filter(({ element }) => !['j', 'w'].includes(element));
  return [
    ...tokens.map(({ id, element }): Command => {
      const variables = { [`${element}Done`]: true, ...(element === 'a' && { again }) };
      return element === 'b'
        ? { type: 'completeService', serviceId: id, variables }
        : { type: 'completeTask', taskId: id, variables };
    }),
    ...state.timers.map(({ id }): Command => ({ type: 'fireTimer', timerId: id })),
  ];
}

/** What is open outside, by the effects alone. */
function listOpen(effects: readonly Effect[]): readonly string[] {
  const open = new Set<string>();
  for (const effect of effects) {
    if (effect.type === 'taskCreated' || effect.type === 'serviceRequested' || effect.type === 'timerSet')
      open.add(effect.id);
    else if ('id' in effect) {
      assert.ok(open.delete(effect.id), `${effect.type} of ${effect.id}, which is not open`);
    }
  }
  return [...open].sort();
}

test('tokens are conserved: what waits in the state is what is open outside, after any commands', async () => {
  const process = await deploy(busy);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 40 }), (choices) => {
      const story = new Story(process);
      story.start({ again: false });
      for (const [choice, again] of choices) {
        const commands = listCommands(story.state, again);
        const command = commands[choice % Math.max(commands.length, 1)];
        if (!command) break;
        story.tell(command);
        const work = story.state.tokens.filter(({ element }) => !['j', 'w'].includes(element));
        const waiting = [...work, ...story.state.timers].map(({ id }) => id).sort();
        assert.deepEqual(listOpen(story.effects), waiting);
        for (const timer of story.state.timers)
          assert.ok(story.state.tokens.some(({ id }) => id === timer.token));
        assert.equal(story.state.status === 'completed', story.state.tokens.length === 0);
        const joining = story.state.tokens.filter(({ element }) => element === 'j');
        assert.ok(new Set(joining.map(({ flow }) => flow)).size < 3);
      }
    }),
    { numRuns: 300 },
  );
});

test('any order in which parallel branches complete ends in the same state', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  const process = await deploy(
    `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/><userTask id="last"/><endEvent id="e"/>
    ${ids.map((id) => `<userTask id="${id}1"/><userTask id="${id}2"/>${buildFlows(`f > ${id}1 > ${id}2 > j`)}`).join('')}${buildFlows('s > f', 'j > last > e')}`,
  );
  const branches = fc.shuffledSubarray([...ids, ...ids], { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(branches, (order) => {
      const story = new Story(process);
      story.start();
      const rounds = new Map<string, number>();
      for (const id of order) {
        const round = (rounds.get(id) ?? 0) + 1;
        rounds.set(id, round);
        story.complete(`${id}${round}`, { [`${id}${round}`]: round });
      }
      assert.deepEqual(story.waiting, ['last']);
      assert.equal(story.idAt('last').startsWith('last#'), true);
      assert.deepEqual(
        story.state.variables,
        Object.fromEntries(
          ids.flatMap((id) => [
            [`${id}1`, 1],
            [`${id}2`, 2],
          ]),
        ),
      );
      story.complete('last');
      assert.equal(story.state.status, 'completed');
    }),
    { numRuns: 100 },
  );
});

test('a refused command leaves the state as it was, and the same command gives the same answer again', async () => {
  const process = await deploy(busy);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 10 }), fc.string(), (choices, id) => {
      const story = new Story(process);
      story.start({ again: false });
      for (const choice of choices) {
        const commands = listCommands(story.state, false);
        const command = commands[choice % Math.max(commands.length, 1)];
        if (!command) return;
        const state = freeze(story.state);
        assert.throws(() => execute(process, state, { type: 'completeTask', taskId: id }, morning));
        assert.deepEqual(
          execute(process, state, command, morning),
          execute(process, state, command, morning),
        );
        story.tell(command);
      }
    }),
    { numRuns: 100 },
  );
});
