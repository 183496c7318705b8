import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadline } from './deadline.ts';

async function ask(...words: readonly string[]) {
  const lines: string[] = [];
  const exitCode = await deadline(words, (line) => void lines.push(line));
  return { lines, exitCode };
}

/** Counted by hand in the calendar of 2026: 1 to 7 October are off, Saturday 10 October is worked (国庆节). */
const dates: readonly [words: readonly string[], date: string][] = [
  [['--from', '2026-09-28', '--days', '2'], '2026-09-30'],
  [['--from', '2026-09-28', '--days', '3'], '2026-10-08'],
  [['--from', '2026-09-28', '--days', '5'], '2026-10-10'],
  [['--from', '2026-09-28', '--days', '20'], '2026-10-30'],
  [['--from', '2026-09-28', '--days', '0'], '2026-09-28'],
  [['--from=2026-09-28', '--days=3', '--suspend', '2026-09-29..2026-10-08'], '2026-10-12'],
  [
    ['--from', '2026-09-28', '--days', '3', '--suspend', '2026-09-29..2026-09-29', '2026-10-08..2026-10-08'],
    '2026-10-10',
  ],
  [['--from', '2026-09-28', '--days', '5', '--calendar-days'], '2026-10-08'],
  [['--from', '2026-10-09', '--days', '1', '--calendar-days'], '2026-10-10'],
];
for (const [words, date] of dates) {
  test(`${words.join(' ')} is ${date}`, async () => {
    const { lines, exitCode } = await ask(...words, '--json');
    const answer = JSON.parse(lines[0] ?? '');
    assert.deepEqual([exitCode, lines.length, answer.date, answer.warnings], [0, 1, date, []]);
    assert.equal(answer.derivation.at(-1).day, date);
  });
}

test('without --json: the day, then each day with its article', async () => {
  const { lines } = await ask('--from', '2026-09-28', '--days', '2');
  assert.equal(lines[0], '2026-09-30');
  assert.equal(lines.length, 4);
  assert.match(lines[3] ?? '', /第2日（《行政许可法》第八十二条）/);
});

test('a year that is not announced is warned of', async () => {
  const { lines } = await ask('--from', '2026-12-20', '--days', '20', '--json');
  assert.deepEqual(
    JSON.parse(lines[0] ?? '').warnings.map(({ year }: { year: number }) => year),
    [2027],
  );
});

test('words and days that are none are refused', async () => {
  for (const words of [
    [],
    ['--from', '2026-02-30', '--days', '1'],
    ['--from', '2026-09-28'],
    ['--from', '2026-09-28', '--days', '-1'],
    ['--from', '2026-09-28', '--days', 'x'],
    ['--from', '2026-09-28', '--days', '1', '--suspend', '2026-09-30'],
    ['--from', '2026-09-28', '--days', '1', '--fast'],
  ]) {
    assert.equal((await ask(...words)).exitCode, 2, words.join(' '));
  }
});
