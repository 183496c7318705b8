import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFlow, buildFlows, deploy, listFaults, on, Story } from './process-fixtures.ts';

describe('inclusive gateway', () => {
  const split = `<startEvent id="s"/><inclusiveGateway id="f" default="f-c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
    <inclusiveGateway id="j"/><userTask id="after"/>${buildFlows('s > f > c > j > after', 'a > j', 'b > j')}${buildFlow('f > a', '= n > 1')}${buildFlow('f > b', '= n > 2')}`;

  const ways: readonly [number, readonly string[]][] = [
    [3, ['a', 'b']],
    [2, ['a']],
    [0, ['c']],
  ];
  for (const [n, tasks] of ways) {
    test(`given n = ${n}, it opens ${tasks.join(' and ')}, and the join waits for these and no others`, async () => {
      const story = new Story(await deploy(split));
      story.start({ n });
      assert.deepEqual(story.waiting, tasks);
      for (const task of tasks.toReversed()) story.complete(task);
      assert.deepEqual(story.waiting, ['after']);
      assert.equal(story.trace, ['s f', ...tasks.toReversed(), 'j'].join(' '));
    });
  }

  test('with no way open and no default the command is refused', async () => {
    const story = new Story(
      await deploy(
        split.replace(' default="f-c"', '').replace(buildFlow('f > c'), buildFlow('f > c', '= n > 9')),
      ),
    );
    assert.throws(() => story.start({ n: 0 }), { code: 'no-flow-chosen', element: 'f' });
  });

  test('the join waits for a thread far away that may still come, and for none that ended elsewhere', async () => {
    const model = `<startEvent id="s"/><parallelGateway id="p"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><exclusiveGateway id="g" default="g-e"/>
      <endEvent id="e"/><inclusiveGateway id="j"/><userTask id="after"/>${buildFlows('s > p > a > j > after', 'p > b > c > g > e')}${buildFlow('g > j', '= comes')}`;
    for (const comes of [true, false]) {
      const story = new Story(await deploy(model));
      story.start({ comes });
      story.complete('a');
      assert.deepEqual(story.waiting, ['b', 'j']);
      story.complete('b');
      assert.deepEqual(story.waiting, ['j', 'c']);
      story.complete('c');
      assert.deepEqual(story.waiting, ['after']);
    }
  });

  test('a thread behind a loop that may come again is waited for', async () => {
    const model = `<startEvent id="s"/><parallelGateway id="p"/><exclusiveGateway id="m"/><userTask id="a"/><exclusiveGateway id="g" default="g-j"/>
      <userTask id="b"/><inclusiveGateway id="j"/><userTask id="after"/>${buildFlows('s > p > m > a > g > j > after', 'p > b > j')}${buildFlow('g > m', '= again')}`;
    const story = new Story(await deploy(model));
    story.start({ again: true });
    story.complete('b');
    story.complete('a');
    assert.deepEqual(story.waiting, ['j', 'a']);
    story.complete('a', { again: false });
    assert.deepEqual(story.waiting, ['after']);
  });

  test('joins in a sub-process look at their own scope, and a border that is left counts as a way', async () => {
    const model = `<startEvent id="s"/><parallelGateway id="p"/><userTask id="a"/><userTask id="b"/>
      <boundaryEvent id="t" attachedToRef="b">${on('timer:P1D')}</boundaryEvent><endEvent id="e"/><inclusiveGateway id="j"/><userTask id="after"/>
      ${buildFlows('s > p > a > j > after', 'p > b > e', 't > j')}`;
    const late = new Story(await deploy(model));
    late.start();
    late.complete('a');
    assert.deepEqual(late.waiting, ['b', 'j']);
    late.fire('t');
    assert.deepEqual(late.waiting, ['after']);
    const early = new Story(await deploy(model));
    early.start();
    early.complete('a');
    early.complete('b');
    assert.deepEqual(early.waiting, ['after']);
  });

  test('leads somewhere', async () => {
    assert.deepEqual(
      await listFaults(`<startEvent id="s"/><inclusiveGateway id="g"/>${buildFlows('s > g')}`),
      ['g gateway-without-outgoing'],
    );
  });
});
