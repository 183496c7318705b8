// Owns `yizhan deadline`: the last day of a period and how it was counted; refuses days that no calendar knows.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  buildCalendar,
  type Calendar,
  computeDeadline,
  type Deadline,
  formatWarning,
  law,
  listDerivation,
  parseCalendarYear,
  type Suspension,
} from '#engines/clock';
import { type LegalDay, legalDay } from '#kernel/dates';

const calendarDirectory = fileURLToPath(new URL('../../data/calendar/', import.meta.url));

interface DeadlineWords {
  readonly from: LegalDay;
  readonly count: number;
  readonly calendarDays: boolean;
  readonly suspensions: readonly Suspension[];
  readonly json: boolean;
}

/** Prints the day and its derivation, or with --json one line. Returns 2 where the words are not understood. */
export async function deadline(words: readonly string[], say: (line: string) => void): Promise<number> {
  try {
    const asked = readDeadlineWords(words);
    const calendar = await readCalendar(calendarDirectory);
    const result = computeDeadline({
      calendar,
      from: asked.from,
      count: asked.count,
      unit: asked.calendarDays ? 'calendar-day' : 'working-day',
      suspensions: asked.suspensions,
      basis: asked.calendarDays ? law.restDayRollsOn : law.licenceWorkingDays,
    });
    if (asked.json) say(JSON.stringify(describeDeadline(result)));
    else for (const line of listLines(result)) say(line);
    return 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say(asksForJson(words) ? JSON.stringify({ error: error.message }) : error.message);
    return 2;
  }
}

function asksForJson(words: readonly string[]): boolean {
  return words.includes('--json');
}

function readDeadlineWords(words: readonly string[]): DeadlineWords {
  let from: LegalDay | undefined;
  let count: number | undefined;
  let calendarDays = false;
  const suspensions: Suspension[] = [];
  const rest = words.flatMap((word) => (/^--[a-z-]+=/.test(word) ? splitAtFirst(word, '=') : [word]));
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--calendar-days') calendarDays = true;
    else if (word === '--from') from = legalDay(rest.shift() ?? '');
    else if (word === '--days') count = Number(rest.shift() ?? Number.NaN);
    else if (word === '--suspend') {
      do suspensions.push(readSuspension(rest.shift() ?? ''));
      while (rest[0] !== undefined && !rest[0].startsWith('--'));
    } else if (word !== '--json') throw new RangeError(`"${word}" is not understood here.`);
  }
  if (from === undefined) throw new RangeError('Say from which day: --from 2026-09-28.');
  if (count === undefined || Number.isNaN(count)) throw new RangeError('Say how many days: --days 20.');
  return { from, count, calendarDays, suspensions, json: asksForJson(words) };
}

function splitAtFirst(word: string, mark: string): readonly string[] {
  const at = word.indexOf(mark);
  return [word.slice(0, at), word.slice(at + mark.length)];
}

/** `A..B`, both days included. */
function readSuspension(word: string): Suspension {
  const [from = '', to = '', ...more] = word.split('..');
  if (more.length > 0) throw new RangeError(`"${word}" is no suspension: write A..B.`);
  return { from: legalDay(from), to: legalDay(to), basis: law.licenceSuspension };
}

async function readCalendar(directory: string): Promise<Calendar> {
  const files = (await readdir(directory)).filter((name) => /^\d{4}\.json$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(`${directory}${name}`, 'utf8')));
  return buildCalendar(texts.map((text) => parseCalendarYear(JSON.parse(text))));
}

function describeDeadline(result: Deadline): object {
  return {
    date: result.due,
    derivation: result.derivation,
    warnings: result.warnings.map((warning) => ({ ...warning, message: formatWarning(warning, 'en') })),
  };
}

function listLines(result: Deadline): readonly string[] {
  return [
    result.due,
    ...listDerivation(result.derivation, 'zh'),
    ...result.warnings.flatMap((warning) => [formatWarning(warning, 'zh'), formatWarning(warning, 'en')]),
  ];
}
