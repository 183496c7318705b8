import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFlow, buildFlows, deploy, listFaults, Story } from './process-fixtures.ts';

describe('exclusive gateway', () => {
  const model = `<startEvent id="s"/><exclusiveGateway id="g" default="g-c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
    ${buildFlows('s > g')}${buildFlow('g > a', '= grade = "A"')}${buildFlow('g > b', '= score >= 60')}${buildFlows('g > c')}`;
  const cases: readonly [Record<string, unknown>, string][] = [
    [{ grade: 'A', score: 90 }, 'a'],
    [{ grade: 'B', score: 60 }, 'b'],
    [{ grade: 'B', score: 59 }, 'c'],
  ];
  for (const [variables, expected] of cases) {
    test(`given ${JSON.stringify(variables)}, then only ${expected} opens`, async () => {
      const story = new Story(await deploy(model));
      story.start(variables);
      assert.deepEqual(story.waiting, [expected]);
      assert.equal(story.trace, 's g');
    });
  }

  test('a variable that nobody has set refuses the command and names the gateway', async () => {
    const story = new Story(await deploy(model));
    assert.throws(() => story.start({ grade: 'B' }), { code: 'undefined-variable', element: 'g' });
    assert.equal(story.state.status, 'new');
  });

  test('a condition that is neither true nor false refuses the command', async () => {
    const story = new Story(await deploy(model));
    assert.throws(() => story.start({ grade: 7, score: 1 }), { code: 'condition-not-boolean', element: 'g' });
  });

  test('no condition true and no default refuses the command', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="a"/><endEvent id="b"/>
        ${buildFlows('s > g')}${buildFlow('g > a', '= n = 1')}${buildFlow('g > b', '= n = 2')}`),
    );
    assert.throws(() => story.start({ n: 3 }), { code: 'no-flow-chosen', element: 'g' });
  });

  test('given two threads, when they come in, then each goes on for itself', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="g"/><userTask id="c"/>
        ${buildFlows('s > a > g', 's > b > g > c')}`),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['c', 'c']);
  });

  test('a way out without condition that is not the default, a foreign default, or no way out is refused', async () => {
    const open = (other: string) => `<startEvent id="s"/><exclusiveGateway id="g" ${other}/><endEvent id="a"/>
      <endEvent id="b"/><endEvent id="c"/>${buildFlows('s > g > a', 'g > c')}${buildFlow('g > b', '= n')}`;
    assert.deepEqual(await listFaults(open('')), ['g flow-without-condition', 'g flow-without-condition']);
    assert.deepEqual(await listFaults(open('default="g-c"')), ['g flow-without-condition']);
    const foreign = `<startEvent id="s"/><exclusiveGateway id="g" default="s-g"/><endEvent id="a"/>${buildFlows('s > g > a')}`;
    assert.deepEqual(await listFaults(foreign), ['g default-elsewhere']);
    const dead = `<startEvent id="s"/><exclusiveGateway id="g"/>${buildFlows('s > g')}`;
    assert.deepEqual(await listFaults(dead), ['g gateway-without-outgoing']);
    const both = `<startEvent id="s"/><exclusiveGateway id="g" default="g-a"/><endEvent id="a"/>${buildFlows('s > g')}${buildFlow('g > a', '= n')}`;
    assert.deepEqual(await listFaults(both), ['g-a default-with-condition']);
  });

  test('a single way out without condition is open where no condition before it holds', async () => {
    const process =
      await deploy(`<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/>
      ${buildFlows('s > g')}${buildFlow('g > a', '= n > 1')}${buildFlows('g > b')}`);
    for (const [n, task] of [
      [2, 'a'],
      [1, 'b'],
    ] as const) {
      const story = new Story(process);
      story.start({ n });
      assert.deepEqual(story.waiting, [task]);
    }
  });

  test('a condition that is in no language that is known is refused', async () => {
    const model = (condition: string) =>
      `<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="a"/>${buildFlows('s > g')}${buildFlow('g > a', condition)}`;
    assert.deepEqual(await listFaults(model('n > 1')), ['g-a unsupported-expression']);
    assert.deepEqual(await listFaults(model(`\${n > 1}`)), []);
    assert.deepEqual(await listFaults(model(`\${n.go()}`)), ['g-a expression']);
    assert.deepEqual(await listFaults(model('= n >')), ['g-a expression']);
  });
});

describe('parallel gateway', () => {
  const model = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/>
    <userTask id="c"/>${buildFlows('s > f > a > j', 'f > b > j > c')}`;

  test('given a fork, then all ways open; given a join, then it waits for all of them', async () => {
    const story = new Story(await deploy(model));
    story.start();
    assert.deepEqual(story.waiting, ['a', 'b']);
    story.complete('b');
    assert.deepEqual(story.waiting, ['a', 'j']);
    story.complete('a');
    assert.deepEqual(story.waiting, ['c']);
    assert.equal(story.trace, 's f b a j');
  });

  test('given a second token on the same way in, then it stays for the next round', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="d"/><exclusiveGateway id="m"/>
        <parallelGateway id="j"/><userTask id="c"/>${buildFlows('s > a > m', 's > b > m > j', 's > d > j > c')}`),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['d', 'j', 'j']);
    story.complete('d');
    assert.deepEqual(story.waiting, ['j', 'c']);
  });

  test('given a gateway that joins and forks at once, then it does both', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/>
        <userTask id="d"/>${buildFlows('s > a > j > c', 's > b > j > d')}`),
    );
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['c', 'd']);
  });

  test('a condition on its way out is refused', async () => {
    const faulty = `<startEvent id="s"/><parallelGateway id="f"/><endEvent id="a"/>${buildFlows('s > f')}${buildFlow('f > a', '= n')}`;
    assert.deepEqual(await listFaults(faulty), ['f condition-not-allowed']);
  });
});
