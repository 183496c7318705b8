// Owns legal days and how instants become days; refuses the machine's own time zone.
import type { Locale } from './texts.ts';

/**
 * A day of the law: 'YYYY-MM-DD' in Asia/Shanghai, as in columns of type `date`. Text order is time order.
 * Made only by the functions of this file, so that an impossible date can't travel.
 */
export type LegalDay = string & { readonly brand: 'LegalDay' };

const timeZone = 'Asia/Shanghai';
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Reads 'YYYY-MM-DD' of the years 1000 to 9999.
 * @throws RangeError on any other shape and on days that no calendar has (2026-02-30).
 */
export function legalDay(text: string): LegalDay {
  if (!isLegalDay(text)) throw new RangeError(`Not a day of the form YYYY-MM-DD: ${text}`);
  return text;
}

/** Whether the text is a day that exists, written 'YYYY-MM-DD' (years 1000 to 9999). */
export function isLegalDay(text: string): text is LegalDay {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The day numbered from 1970-01-01; pure calendar arithmetic, without any zone. */
function dayNumberOf(day: LegalDay): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

const firstDayNumber = Date.UTC(1000, 0, 1) / dayMs;
const lastDayNumber = Date.UTC(9999, 11, 31) / dayMs;

function dayFromNumber(number: number): LegalDay {
  if (number < firstDayNumber || number > lastDayNumber) {
    throw new RangeError('The day lies outside the years 1000 to 9999');
  }
  // A day number in range always gives a real day: reading it again would double the cost of every deadline.
  return new Date(number * dayMs).toISOString().slice(0, 10) as LegalDay;
}

interface WallClock {
  readonly day: string;
  readonly time: string;
}

// One formatter for all calls: making one costs a hundred times what using it does.
const shanghaiFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function wallClockOf(instant: Date): WallClock {
  const parts = new Map(shanghaiFormat.formatToParts(instant).map((part) => [part.type, part.value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` };
}

/**
 * The day on which an instant falls in Asia/Shanghai, summer time of 1986–1991 included.
 * @throws RangeError on an invalid Date.
 */
export function legalDayOf(instant: Date): LegalDay {
  return legalDay(wallClockOf(instant).day);
}

export function addDays(day: LegalDay, days: number): LegalDay {
  if (!Number.isInteger(days)) throw new RangeError(`Not a whole number of days: ${days}`);
  return dayFromNumber(dayNumberOf(day) + days);
}

/**
 * The corresponding day `months` later; where that month has none, its last day (民法典第二百零二条):
 * one month after 31 January is 28 or 29 February.
 */
export function addMonths(day: LegalDay, months: number): LegalDay {
  if (!Number.isInteger(months)) throw new RangeError(`Not a whole number of months: ${months}`);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayFromNumber(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)) / dayMs);
}

/** Days from `start` to `end`: 1 from a day to the next, negative when `end` comes first. */
export function daysBetween(start: LegalDay, end: LegalDay): number {
  return dayNumberOf(end) - dayNumberOf(start);
}

/** Monday is 1, Sunday is 7 (ISO 8601). */
export function weekdayOf(day: LegalDay): number {
  // Day 0, 1970-01-01, was a Thursday; the double remainder keeps days before it positive.
  return ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1;
}

export function yearOf(day: LegalDay): number {
  return Number(day.slice(0, 4));
}

/** Negative when `a` comes first, positive when `b` does, 0 for the same day: for sorting. */
export function compareDays(a: LegalDay, b: LegalDay): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The instant at which the day begins in Asia/Shanghai, whatever the machine's zone.
 * Where summer time began at midnight (1 June 1940) the day's first instant is 01:00.
 */
export function startOfDay(day: LegalDay): Date {
  const midnightUtcMs = Date.parse(`${day}T00:00:00Z`);
  // The zone's offsets, greatest first: summer time, local mean time until 1901, standard time.
  for (const offsetMs of [9 * hourMs, 8 * hourMs + 343_000]) {
    const candidate = new Date(midnightUtcMs - offsetMs);
    if (wallClockOf(candidate).day === day) return candidate;
  }
  return new Date(midnightUtcMs - 8 * hourMs);
}

/** The exclusive end of the day: the instant at which the next one begins (民法典第二百零三条第二款, 24:00). */
export function endOfDay(day: LegalDay): Date {
  return startOfDay(addDays(day, 1));
}

const weekdayNames = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** 2026年9月28日 / 28 September 2026; with the weekday 2026年9月28日（星期一） / Monday 28 September 2026. */
export function formatDay(day: LegalDay, locale: Locale, options: { weekday?: boolean } = {}): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const weekday = options.weekday ? weekdayNames[locale][weekdayOf(day) - 1] : undefined;
  if (locale === 'zh') return `${year}年${month}月${date}日${weekday === undefined ? '' : `（${weekday}）`}`;
  return `${weekday === undefined ? '' : `${weekday} `}${date} ${monthNames[month - 1]} ${year}`;
}

/** The instant as Shanghai's wall clock shows it: 2026年9月28日 10:32 / 28 September 2026, 10:32. */
export function formatInstant(instant: Date, locale: Locale): string {
  const { day, time } = wallClockOf(instant);
  return `${formatDay(legalDay(day), locale)}${locale === 'zh' ? ' ' : ', '}${time}`;
}
