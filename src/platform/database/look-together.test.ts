import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { lookTogether } from './look-together.ts';

interface Look {
  readonly asked: readonly string[];
  answer(answers: readonly string[]): void;
  fail(error: Error): void;
}

function watchedLooks() {
  const looks: Look[] = [];
  const ask = lookTogether<string, string>(
    (asked) =>
      new Promise((resolve, reject) => {
        looks.push({ asked, answer: resolve, fail: reject });
      }),
  );
  return { looks, ask };
}

describe('looks together', () => {
  test('begin at once while two are under way at most, and then take all who wait along', async () => {
    const { looks, ask } = watchedLooks();
    const answers = Promise.all(['a', 'b', 'c', 'd', 'c'].map(ask));
    assert.deepEqual(
      looks.map((one) => one.asked),
      [['a'], ['b']],
    );
    looks[1]?.answer(['B']);
    await setImmediate();
    assert.deepEqual(looks[2]?.asked, ['c', 'd', 'c']);
    looks[2]?.answer(['C', 'D', 'C']);
    looks[0]?.answer(['A']);
    assert.deepEqual(await answers, ['A', 'B', 'C', 'D', 'C']);
  });

  test('never answer with what was asked for before somebody came', async () => {
    const { looks, ask } = watchedLooks();
    const first = ask('a');
    const second = ask('a');
    const late = ask('a');
    looks[0]?.answer(['old']);
    looks[1]?.answer(['old']);
    assert.deepEqual([await first, await second], ['old', 'old']);
    assert.equal(looks.length, 3);
    looks[2]?.answer(['new']);
    assert.equal(await late, 'new');
  });

  test('fail for those who went along, and for nobody after them', async () => {
    const { looks, ask } = watchedLooks();
    const refused = assert.rejects(ask('a'), /away/);
    looks[0]?.fail(new Error('away'));
    await refused;
    const short = assert.rejects(ask('b'), /without an answer/);
    looks[1]?.answer([]);
    await short;
    const next = ask('c');
    looks[2]?.answer(['C']);
    assert.equal(await next, 'C');
  });
});
