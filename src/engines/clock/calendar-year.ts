// Owns the shape of one year of the national calendar as editors write it; refuses a year with a fault in it.
import { isLegalDay, type LegalDay, weekdayOf, yearOf } from '#kernel/dates';
import { type Text, text } from '#kernel/texts';

/** The notice by which the State Council arranges a year's holidays. */
export interface CalendarNotice {
  readonly title: string;
  readonly url?: string;
}

/** A day on which the calendar departs from the ordinary week, or a weekend day that belongs to a holiday. */
export interface SpecialDay {
  readonly date: LegalDay;
  /** `off` 放假, `work` 调休上班. */
  readonly kind: 'off' | 'work';
  /** The holiday that the day serves. */
  readonly name: Text;
  /** Place in the year's `notices` of the one that sets this day; the first where absent. */
  readonly notice?: number;
}

/**
 * One year as announced. Its days may begin in the December before: the arrangement for New Year 2019 took
 * 29 to 31 December 2018. That a year exists here means that the State Council has announced it.
 */
export interface CalendarYear {
  readonly year: number;
  readonly notices: readonly CalendarNotice[];
  readonly days: readonly SpecialDay[];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${place} is not an object`);
  }
  return { ...value };
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new RangeError(`${place} is not a list`);
  return value;
}

function stringOf(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new RangeError(`${place} is empty`);
  return value;
}

function readNotice(value: unknown, place: string): CalendarNotice {
  const fields = fieldsOf(value, place);
  const title = stringOf(fields['title'], `${place}.title`);
  if (fields['url'] === undefined) return { title };
  return { title, url: stringOf(fields['url'], `${place}.url`) };
}

function readDate(value: unknown, year: number, place: string): LegalDay {
  const date = stringOf(value, place);
  if (!isLegalDay(date)) throw new RangeError(`${place} is not a day: ${date}`);
  if (yearOf(date) !== year && !date.startsWith(`${year - 1}-12-`)) {
    throw new RangeError(`${place} (${date}) is neither in ${year} nor in the December before`);
  }
  return date;
}

function readDay(value: unknown, year: number, notices: number, place: string): SpecialDay {
  const fields = fieldsOf(value, place);
  const date = readDate(fields['date'], year, `${place}.date`);
  const kind = fields['kind'];
  if (kind !== 'off' && kind !== 'work')
    throw new RangeError(`${place}.kind is neither off nor work (${date})`);
  if (kind === 'work' && weekdayOf(date) < 6) {
    throw new RangeError(`${place} (${date}) is worked in any case: an ordinary weekday needs no entry`);
  }
  const name = fieldsOf(fields['name'], `${place}.name`);
  const day = {
    date,
    kind,
    name: text(stringOf(name['zh'], `${place}.name.zh`), stringOf(name['en'], `${place}.name.en`)),
  } as const;
  const notice = fields['notice'];
  if (notice === undefined) return day;
  if (typeof notice !== 'number' || !Number.isInteger(notice) || notice < 0 || notice >= notices) {
    throw new RangeError(`${place}.notice (${date}) is no place in the list of notices`);
  }
  return { ...day, notice };
}

/**
 * Reads one file of data/calendar, or what an editor entered. Fields that it doesn't know (origin, licence)
 * are left out.
 * @throws RangeError naming the field that is wrong: unknown days, days of another year, a day listed twice,
 * a make-up working day that is no weekend day.
 */
export function parseCalendarYear(value: unknown): CalendarYear {
  const fields = fieldsOf(value, 'calendar year');
  const year = fields['year'];
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 2999) {
    throw new RangeError('year is not a year from 1949 to 2999');
  }
  const notices = listOf(fields['notices'], 'notices').map((one, index) =>
    readNotice(one, `notices[${index}]`),
  );
  const days = listOf(fields['days'], 'days').map((one, index) =>
    readDay(one, year, notices.length, `days[${index}]`),
  );
  const seen = new Set<LegalDay>();
  for (const { date } of days) {
    if (seen.has(date)) throw new RangeError(`${date} is listed twice`);
    seen.add(date);
  }
  return { year, notices, days };
}
