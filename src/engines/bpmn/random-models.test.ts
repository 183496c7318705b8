// Random processes moved by random commands: what must hold for every model, whatever it is made of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CompiledProcess } from './compile-process.ts';
import type { Command, InstanceState } from './elements/instance.ts';
import { execute } from './execute.ts';
import { findElementKind } from './inspect-instance.ts';
import {
  buildBorder,
  buildEventSubProcess,
  buildFlows,
  buildTimer,
  deploy,
  morning,
  on,
  Story,
} from './process-fixtures.ts';

/** A piece of a process with one way in and one way out. */
interface Piece {
  readonly xml: string;
  readonly first: string;
  readonly last: string;
}
type Build = (id: string) => Piece;

const leaf =
  (xml: (id: string) => string): Build =>
  (id) => ({ xml: xml(id), first: id, last: id });

const leaves: fc.Arbitrary<Build> = fc.constantFrom<Build>(
  leaf((id) => `<userTask id="${id}"/>`),
  leaf((id) => `<serviceTask id="${id}"/>`),
  leaf((id) => `<manualTask id="${id}"/>`),
  leaf((id) => `<receiveTask id="${id}" messageRef="paid"/>`),
  leaf(
    (id) =>
      `<intermediateCatchEvent id="${id}">${buildTimer('timeDuration', 'PT1H')}</intermediateCatchEvent>`,
  ),
  leaf((id) => `<intermediateCatchEvent id="${id}">${on('signal:alarm')}</intermediateCatchEvent>`),
  leaf((id) => `<intermediateThrowEvent id="${id}">${on('signal:alarm')}</intermediateThrowEvent>`),
  leaf((id) => `<intermediateThrowEvent id="${id}">${on('compensate')}</intermediateThrowEvent>`),
  leaf((id) => `<intermediateThrowEvent id="${id}">${on('escalation:x1')}</intermediateThrowEvent>`),
  leaf(
    (id) =>
      `<userTask id="${id}"/>${buildBorder(`${id}b`, id, 'compensate')}<userTask id="${id}u" isForCompensation="true"/><association id="${id}as" sourceRef="${id}b" targetRef="${id}u"/>`,
  ),
  leaf(
    (id) =>
      `<userTask id="${id}"/>${buildBorder(`${id}b`, id, '+cycle:R2/PT1H')}<userTask id="${id}r"/>${buildFlows(`${id}b > ${id}r`)}`,
  ),
  leaf(
    (id) =>
      `<userTask id="${id}"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  ),
  leaf(
    (id) =>
      `<userTask id="${id}"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  ),
);

const sequence =
  (builds: readonly Build[]): Build =>
  (id) => {
    const pieces = builds.map((build, place) => build(`${id}${String.fromCharCode(97 + place)}`));
    const joints = pieces
      .slice(1)
      .map((piece, place) => buildFlows(`${pieces[place]?.last} > ${piece.first}`));
    return {
      xml: [...pieces.map(({ xml }) => xml), ...joints].join(''),
      first: pieces[0]?.first ?? '',
      last: pieces.at(-1)?.last ?? '',
    };
  };

const split =
  (gateway: 'parallelGateway' | 'inclusiveGateway', builds: readonly Build[]): Build =>
  (id) => {
    const pieces = builds.map((build, place) => build(`${id}${String.fromCharCode(97 + place)}`));
    const flows = pieces.map(({ first, last }) => buildFlows(`${id}f > ${first}`, `${last} > ${id}j`));
    const xml = pieces.map((piece) => piece.xml).join('');
    return {
      xml: `<${gateway} id="${id}f"/><${gateway} id="${id}j"/>${xml}${flows.join('')}`,
      first: `${id}f`,
      last: `${id}j`,
    };
  };

const none = () => '';

const nested =
  (more: (id: string) => string, after: (id: string) => string, build: Build): Build =>
  (id) => {
    const { xml, first, last } = build(`${id}i`);
    const inside = `<startEvent id="${id}s"/>${xml}<endEvent id="${id}e"/>${buildFlows(`${id}s > ${first}`, `${last} > ${id}e`)}`;
    return {
      xml: `<subProcess id="${id}">${more(id)}${inside}</subProcess>${after(id)}`,
      first: id,
      last: id,
    };
  };

/** A sub-process that a timer may give up; both ways out meet again. */
const givenUp =
  (build: Build): Build =>
  (id) => {
    const { xml } = nested(none, none, build)(id);
    const border = `${buildBorder(`${id}b`, id, 'timer:P1D')}<userTask id="${id}o"/><exclusiveGateway id="${id}m"/>`;
    const flows = buildFlows(`${id} > ${id}m`, `${id}b > ${id}o > ${id}m`);
    return { xml: `${xml}${border}${flows}`, first: id, last: `${id}m` };
  };
const { piece } = fc.letrec<{ piece: Build }>((tie) => {
  const inner = tie('piece');
  return {
    piece: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaves,
      fc.array(inner, { minLength: 1, maxLength: 3 }).map(sequence),
      fc.array(inner, { minLength: 2, maxLength: 3 }).map((builds) => split('parallelGateway', builds)),
      fc.array(inner, { minLength: 2, maxLength: 3 }).map((builds) => split('inclusiveGateway', builds)),
      inner.map((build) => nested(none, none, build)),
      inner.map((build) => nested((id) => buildEventSubProcess(`${id}v`, '+message:withdrawn'), none, build)),
      inner.map((build) => nested((id) => buildEventSubProcess(`${id}v`, 'signal:calm'), none, build)),
      inner.map(givenUp),
      inner.map((build) =>
        nested(
          () =>
            '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
          none,
          build,
        ),
      ),
    ),
  };
});

const model = piece.map((build) => {
  const { xml, first, last } = build('p');
  return `<startEvent id="s"/>${xml}<endEvent id="e"/>${buildFlows(`s > ${first}`, `${last} > e`)}`;
});

/** All commands that the state allows. */
function listCommands(process: CompiledProcess, state: InstanceState): readonly Command[] {
  const work = state.tokens.flatMap((token): Command[] => {
    if (token.loop) return [];
    const kind = findElementKind(process, state, token);
    if (kind === 'userTask') return [{ type: 'completeTask', taskId: token.id }];
    if (kind === 'serviceTask') return [{ type: 'completeService', serviceId: token.id }];
    return kind === 'receiveTask' ? [{ type: 'trigger', tokenId: token.id }] : [];
  });
  const heard = (state.subscriptions ?? []).flatMap(({ id, kind, name }): Command[] => {
    if (kind === 'message') return [{ type: 'deliverMessage', subscriptionId: id }];
    return kind === 'signal' ? [{ type: 'deliverSignal', name }] : [];
  });
  return [...work, ...heard, ...state.timers.map(({ id }): Command => ({ type: 'fireTimer', timerId: id }))];
}

/** What the effects say is open outside: tasks, services, timers, subscriptions. */
function listOpen(story: Story): readonly string[] {
  const open = new Set<string>();
  for (const effect of story.effects) {
    if (
      ['taskCreated', 'serviceRequested', 'timerSet', 'subscribed'].includes(effect.type) &&
      'id' in effect
    ) {
      assert.ok(!open.has(effect.id), `${effect.id} is opened twice`);
      open.add(effect.id);
    } else if ('id' in effect)
      assert.ok(open.delete(effect.id), `${effect.type} of ${effect.id}, which is not open`);
  }
  return [...open].sort();
}

function checkState(story: Story): void {
  const { state, process } = story;
  const ids = new Set(['', ...state.tokens.map(({ id }) => id)]);
  for (const { scope, id } of state.tokens) assert.ok(ids.has(scope ?? ''), `${id} lives in nothing`);
  for (const { token, id } of [...state.timers, ...(state.subscriptions ?? [])]) {
    assert.ok(ids.has(token), `${id} listens for nothing`);
  }
  const isWork = (kind: string) => kind === 'userTask' || kind === 'serviceTask';
  const work = state.tokens.filter((token) => !token.loop && isWork(findElementKind(process, state, token)));
  const waiting = [...work, ...state.timers, ...(state.subscriptions ?? [])].map(({ id }) => id).sort();
  assert.deepEqual(listOpen(story), waiting);
  assert.equal(state.status === 'running', state.tokens.length > 0);
}

test('whatever the model and the commands: nothing dangles, what is open outside is what waits inside, and it ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      model,
      fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      async (elements, choices) => {
        const story = new Story(await deploy(elements));
        story.start();
        checkState(story);
        for (const choice of choices) {
          const commands = listCommands(story.process, story.state);
          const command = commands[choice % Math.max(commands.length, 1)];
          if (!command) break;
          const again = execute(story.process, story.state, command, morning);
          story.tell(command);
          assert.deepEqual(JSON.parse(JSON.stringify(again.state)), story.state);
          checkState(story);
        }
        for (let round = 0; round < 2_000 && story.state.status === 'running'; round += 1) {
          const [command] = listCommands(story.process, story.state);
          assert.ok(command, `stands still at ${story.waiting}`);
          story.tell(command);
        }
        checkState(story);
        assert.notEqual(story.state.status, 'running');
        const ended = JSON.stringify(story.state);
        assert.throws(() => story.tell({ type: 'cancelInstance' }), { code: 'instance-ended' });
        assert.equal(JSON.stringify(story.state), ended);
      },
    ),
    { numRuns: 150 },
  );
});

test('an instance that is cancelled at any moment leaves nothing open', async () => {
  await fc.assert(
    fc.asyncProperty(model, fc.array(fc.nat(), { maxLength: 12 }), async (elements, choices) => {
      const story = new Story(await deploy(elements));
      story.start();
      for (const choice of choices) {
        const commands = listCommands(story.process, story.state);
        const command = commands[choice % Math.max(commands.length, 1)];
        if (command) story.tell(command);
      }
      if (story.state.status !== 'running') return;
      story.tell({ type: 'cancelInstance' });
      assert.deepEqual(listOpen(story), []);
      assert.deepEqual(
        { ...story.state, sequence: 0, variables: {} },
        { status: 'terminated', sequence: 0, tokens: [], timers: [], variables: {} },
      );
    }),
    { numRuns: 100 },
  );
});
