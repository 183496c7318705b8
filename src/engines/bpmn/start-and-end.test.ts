import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFlow, buildFlows, deploy, listFaults, Story } from './process-fixtures.ts';

describe('start event', () => {
  test('given a new instance, when it starts, then a token leaves on every flow', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${buildFlows('s > a', 's > b')}`),
    );
    story.start({ area: 80 });
    assert.deepEqual(story.waiting, ['a', 'b']);
    assert.deepEqual(story.state.variables, { area: 80 });
    assert.equal(story.trace, 's');
  });

  test('a process without start, or with two, or with something before the start, is refused', async () => {
    assert.deepEqual(await listFaults('<userTask id="a"/>'), ['process no-start-event']);
    const two = `<startEvent id="s"/><startEvent id="t"/><endEvent id="e"/>${buildFlows('s > e', 't > e')}`;
    assert.deepEqual(await listFaults(two), ['t several-start-events']);
    const loop = `<startEvent id="s"/><userTask id="a"/>${buildFlows('s > a > s')}`;
    assert.deepEqual(await listFaults(loop), ['s start-with-incoming']);
  });

  test('conditions on the flows out of a start event are looked at, as Camunda and Flowable do', async () => {
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${buildFlow('s > a', '= n > 1')}${buildFlow('s > b', '= n > 2')}`,
      ),
    );
    story.start({ n: 2 });
    assert.deepEqual(story.waiting, ['a']);
  });
});

describe('end event', () => {
  const fork = `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="x"/>${buildFlows('s > a > x', 's > b > y')}`;

  test('given two threads, when one ends, then the other goes on; when both have, then the instance is over', async () => {
    const story = new Story(await deploy(`${fork}<endEvent id="y"/>`));
    story.start();
    story.complete('a');
    assert.equal(story.state.status, 'running');
    const effects = story.complete('b');
    assert.equal(story.state.status, 'completed');
    assert.deepEqual(effects.at(-1), { type: 'processEnded', outcome: 'completed' });
    assert.equal(story.trace, 's a x b y');
  });

  test('given a terminate end, when it is reached, then all that waits is cancelled', async () => {
    const story = new Story(await deploy(`${fork}<endEvent id="y"><terminateEventDefinition/></endEvent>`));
    story.start();
    const effects = story.complete('b');
    assert.deepEqual(
      effects.map((effect) => effect.type),
      ['taskCompleted', 'elementCompleted', 'elementCompleted', 'taskCancelled', 'processEnded'],
    );
    assert.equal(story.state.status, 'terminated');
    assert.deepEqual(story.state.tokens, []);
  });

  test('given a terminate end beside a thread that has not moved yet, then that thread never moves', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><endEvent id="x"><terminateEventDefinition/></endEvent><userTask id="a"/>
        ${buildFlows('s > x', 's > a')}`),
    );
    story.start();
    assert.equal(story.trace, 's x');
    assert.equal(story.state.status, 'terminated');
    assert.deepEqual(story.waiting, []);
  });

  test('an end event with a way out, or with another trigger, is refused', async () => {
    const model = `<startEvent id="s"/><endEvent id="e"/><endEvent id="m"><errorEventDefinition/></endEvent>${buildFlows('s > e > m')}`;
    assert.deepEqual(await listFaults(model), ['m error-code-missing', 'e end-with-outgoing']);
  });
});
