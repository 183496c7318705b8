// Large models: what they cost is bounded, and what is too large or goes round without end is refused by name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFlows, deploy, Story } from './process-fixtures.ts';

const many = (count: number, build: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => build(place)).join('');

/** Far more than they take, so that a busy machine does not fail them; a square of the size would. */
const LIMIT_MS = 20_000;

async function within(work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  assert.ok(performance.now() - began < LIMIT_MS);
}

test('a process of 2,000 steps in a row runs through', () =>
  within(async () => {
    const steps = many(2_000, (place) => `<manualTask id="m${place}"/>`);
    const flows = many(1_999, (place) => buildFlows(`m${place} > m${place + 1}`));
    const story = new Story(await deploy(`<startEvent id="s"/>${steps}${buildFlows('s > m0')}${flows}`));
    story.start();
    assert.equal(story.state.status, 'completed');
  }));

for (const gateway of ['parallelGateway', 'inclusiveGateway']) {
  test(`a ${gateway} with 500 branches opens and joins`, () =>
    within(async () => {
      const branches = many(500, (place) => `<userTask id="a${place}"/>${buildFlows(`f > a${place} > j`)}`);
      const story = new Story(
        await deploy(
          `<startEvent id="s"/><${gateway} id="f"/><${gateway} id="j"/><endEvent id="e"/>${branches}${buildFlows('s > f', 'j > e')}`,
        ),
      );
      story.start();
      assert.equal(story.waiting.length, 500);
      for (let place = 0; place < 500; place += 1) story.complete(`a${place}`);
      assert.equal(story.state.status, 'completed');
    }));
}

test('5,000 instances of a task are begun; 5,001 are refused', () =>
  within(async () => {
    const story = new Story(
      await deploy(
        `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>= n</loopCardinality></multiInstanceLoopCharacteristics></userTask>${buildFlows('s > a')}`,
      ),
    );
    assert.throws(() => story.start({ n: 5_001 }), { code: 'loop-count', element: 'a' });
    story.start({ n: 5_000 });
    assert.equal(story.waiting.length, 5_000);
  }));

test('a loop of several processes without a wait is refused with the elements that go round', async () => {
  const story = new Story(
    await deploy(`<startEvent id="s"/><exclusiveGateway id="g"/><subProcess id="sub"><startEvent id="ss"/><manualTask id="m"/>${buildFlows('ss > m')}</subProcess>
      ${buildFlows('s > g > sub > g')}`),
  );
  assert.throws(
    () => story.start(),
    (error: Error & { code: string }) =>
      error.code === 'endless-loop' && /: .*(m|sub|ss|g)/.test(error.message),
  );
  assert.equal(story.state.status, 'new');
});
