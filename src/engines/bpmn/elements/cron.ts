// Cron: when a timer is due that repeats by the calendar. Refuses what it does not know, as the nearest weekday.

/** What a cron means: times of the day, and a test of the day itself. */
interface Schedule {
  readonly years: readonly number[];
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly isDay: (day: Date) => boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;
/** The city is eight hours ahead of UTC, without summer time. */
const OFFSET_MS = 8 * 3_600_000;
/** A 29 February comes again after at most eight years. */
const DAYS_MAX = 8 * 366;

/**
 * The first instant after the given one that the cron means, in the city's time; null where the text is no cron or means
 * no day at all. Six fields from the second to the day of the week (Sunday is 1), and perhaps a year, as Quartz, and so
 * Camunda and Flowable, write them.
 */
export function findNextByCron(text: string, after: string): string | null {
  const schedule = readSchedule(text);
  const from = Date.parse(after);
  if (!schedule || Number.isNaN(from)) return null;
  const local = from + OFFSET_MS;
  const year = schedule.years.find((one) => one >= new Date(local).getUTCFullYear());
  if (year === undefined) return null;
  const today = Math.max(Math.floor(local / DAY_MS) * DAY_MS, Date.UTC(year));
  for (let day = 0; day < DAYS_MAX; day += 1) {
    const midnight = today + day * DAY_MS;
    if (!schedule.isDay(new Date(midnight))) continue;
    const time = findTime(schedule, local - midnight);
    if (time !== null) return new Date(midnight + time - OFFSET_MS).toISOString();
  }
  return null;
}

/** Milliseconds since midnight of the first time after the given one; null where none is left that day. */
function findTime({ hours, minutes, seconds }: Schedule, after: number): number | null {
  for (const hour of hours) {
    if ((hour + 1) * 3_600_000 <= after) continue;
    for (const minute of minutes) {
      const start = (hour * 60 + minute) * 60_000;
      const second = seconds.find((one) => start + one * 1000 > after);
      if (second !== undefined) return start + second * 1000;
    }
  }
  return null;
}

function readSchedule(text: string): Schedule | null {
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) return null;
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = '', year = '*'] = fields;
  const seconds = readField(second, 0, 59);
  const minutes = readField(minute, 0, 59);
  const hours = readField(hour, 0, 23);
  const months = readField(month, 1, 12, MONTHS);
  const years = readField(year, 1970, 2199);
  const isMonthDay = readMonthDay(day);
  const isWeekday = readWeekday(weekday);
  if (!seconds || !minutes || !hours || !months || !years || !isMonthDay || !isWeekday) return null;
  const isDay = (date: Date) =>
    months.includes(date.getUTCMonth() + 1) &&
    years.includes(date.getUTCFullYear()) &&
    isMonthDay(date) &&
    isWeekday(date);
  return { years, seconds, minutes, hours, isDay };
}

/** `*`, `5`, `1-5`, `0/15`, `1,MAR`: the numbers that are meant, in order; null where it is none of these. */
function readField(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): readonly number[] | null {
  const meant = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from = '', to] = range.split('-');
    const read = (text: string) => (names.includes(text) ? names.indexOf(text) + least : Number(text || NaN));
    const isAll = range === '*' || range === '?';
    const first = isAll ? least : read(from);
    const last = isAll || (to === undefined && step !== undefined) ? most : read(to ?? from);
    const by = step === undefined ? 1 : Number(step);
    const isFit = [first, last].every((one) => Number.isInteger(one) && one >= least && one <= most);
    if (!isFit || by < 1) return null;
    // 'FRI-MON' goes on over the end.
    const length = (last - first + (first > last ? most - least + 1 : 0)) / by;
    for (let step = 0; step <= length; step += 1) {
      meant.add(least + ((first - least + step * by) % (most - least + 1)));
    }
  }
  return [...meant].sort((one, other) => one - other);
}

type DayTest = (date: Date) => boolean;

/** `L` is the month's last day. */
function readMonthDay(field: string): DayTest | null {
  if (field === 'L') return (date) => new Date(date.getTime() + DAY_MS).getUTCDate() === 1;
  const days = readField(field, 1, 31);
  return days && ((date) => days.includes(date.getUTCDate()));
}

/** `FRI#2` is the month's second Friday, `6L` its last one. */
function readWeekday(field: string): DayTest | null {
  const [, one = '', which] = /^([^,#/-]+?)(#[1-5]|L)$/.exec(field) ?? [];
  const days = readField(which === undefined ? field.replace(/^0$/, '1') : one, 1, 7, WEEKDAYS);
  if (!days) return null;
  const isWeekday: DayTest = (date) => days.includes(date.getUTCDay() + 1);
  if (which === undefined) return isWeekday;
  return which === 'L'
    ? (date) => isWeekday(date) && new Date(date.getTime() + 7 * DAY_MS).getUTCDate() <= 7
    : (date) => isWeekday(date) && Math.ceil(date.getUTCDate() / 7) === Number(which.slice(1));
}
