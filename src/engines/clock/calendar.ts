// Owns which days are worked; refuses to guess: a year that nobody announced is answered with a warning.
import { addDays, type LegalDay, weekdayOf, yearOf } from '#kernel/dates';
import type { Text } from '#kernel/texts';
import type { CalendarYear, SpecialDay } from './calendar-year.ts';
import { holidayNotice, type LawReference, law } from './law.ts';
import { holidayNames } from './messages.ts';

interface CalendarEntry {
  readonly special: SpecialDay;
  readonly basis: LawReference;
}

/** The announced years, ready to be asked. Immutable; a changed calendar is a new one. */
export interface Calendar {
  readonly entries: ReadonlyMap<LegalDay, CalendarEntry>;
  readonly announcedYears: ReadonlySet<number>;
  /** The latest announced year; 0 for a calendar without any. */
  readonly lastYear: number;
}

/**
 * - `year-not-announced`: the State Council has not arranged the holidays of `year`. Counted were Monday to
 *   Friday except the holidays whose dates the law fixes; lunar holidays, days in lieu and make-up working
 *   days are unknown.
 * - `year-without-data`: the same for an earlier year that this calendar lacks.
 * - `december-may-change`: the result rests on 29, 30 or 31 December, which the notice for `year` may still
 *   move (it did in 2006, 2007, 2011 and 2018).
 */
export interface ClockWarning {
  readonly code: 'year-not-announced' | 'year-without-data' | 'december-may-change';
  readonly year: number;
}

export type DayReason = 'weekday' | 'make-up-day' | 'weekend' | 'holiday' | 'fixed-holiday';

export interface WorkingDayVerdict {
  readonly working: boolean;
  /**
   * `weekday` worked as usual; `make-up-day` a weekend day worked by notice (调休上班); `weekend`; `holiday`
   * off by notice, days in lieu included; `fixed-holiday` off by the law alone, in a year without notice.
   */
  readonly reason: DayReason;
  /** The holiday that the day serves. */
  readonly name?: Text;
  /** What makes it so; for an ordinary weekday the rule on weekly rest. */
  readonly basis: LawReference;
  /** Whether the calendar has the day's year. */
  readonly announced: boolean;
  readonly warning?: ClockWarning;
}

/**
 * Joins years to a calendar.
 * @throws RangeError when a year occurs twice, or two years give one day different kinds.
 */
export function buildCalendar(years: readonly CalendarYear[]): Calendar {
  const entries = new Map<LegalDay, CalendarEntry>();
  const announcedYears = new Set<number>();
  for (const { year, notices, days } of years) {
    if (announcedYears.has(year)) throw new RangeError(`The year ${year} occurs twice`);
    announcedYears.add(year);
    for (const special of days) {
      const other = entries.get(special.date);
      if (other !== undefined && other.special.kind !== special.kind) {
        throw new RangeError(`Two years disagree on ${special.date}`);
      }
      const notice = notices[special.notice ?? 0];
      entries.set(special.date, { special, basis: holidayNotice(year, notice?.title, notice?.url) });
    }
  }
  return { entries, announcedYears, lastYear: Math.max(0, ...announcedYears) };
}

interface FixedHolidays {
  readonly fromYear: number;
  readonly version: string;
  readonly days: Readonly<Record<string, keyof typeof holidayNames>>;
}

const nationalDays = { '10-01': 'nationalDay', '10-02': 'nationalDay', '10-03': 'nationalDay' } as const;

/**
 * The holidays whose dates 全国年节及纪念日放假办法第二条 itself fixes, newest version first. The versions of
 * 1999 and 2007 differ in Labour Day (three days, then one); that of 2013 fixed the same dates as 2007.
 * Blind spot: years before 2000 are answered by the version of 1999, and Saturdays as rest days throughout,
 * though they were worked until May 1995.
 */
const fixedHolidays: readonly FixedHolidays[] = [
  {
    fromYear: 2025,
    version: '2024-11-10',
    days: { '01-01': 'newYear', '05-01': 'labourDay', '05-02': 'labourDay', ...nationalDays },
  },
  {
    fromYear: 2008,
    version: '2007-12-14',
    days: { '01-01': 'newYear', '05-01': 'labourDay', ...nationalDays },
  },
  {
    fromYear: 0,
    version: '1999-09-18',
    days: {
      '01-01': 'newYear',
      '05-01': 'labourDay',
      '05-02': 'labourDay',
      '05-03': 'labourDay',
      ...nationalDays,
    },
  },
];

function findFixedHoliday(day: LegalDay): { name: Text; basis: LawReference } | undefined {
  const version = fixedHolidays.find(({ fromYear }) => fromYear <= yearOf(day));
  const name = version?.days[day.slice(5)];
  if (version === undefined || name === undefined) return undefined;
  return { name: holidayNames[name], basis: { ...law.publicHolidays, version: version.version } };
}

function findWarning(calendar: Calendar, day: LegalDay): ClockWarning | undefined {
  const year = yearOf(day);
  if (!calendar.announcedYears.has(year)) {
    return { code: year > calendar.lastYear ? 'year-not-announced' : 'year-without-data', year };
  }
  // A day of late December that some notice already names is settled by it.
  const open = year === calendar.lastYear && day.slice(5) >= '12-29' && !calendar.entries.has(day);
  return open ? { code: 'december-may-change', year: year + 1 } : undefined;
}

/** Whether organs of state work on the day, and why. */
export function isWorkingDay(calendar: Calendar, day: LegalDay): WorkingDayVerdict {
  const warning = findWarning(calendar, day);
  const announced = calendar.announcedYears.has(yearOf(day));
  const shared = { announced, ...(warning === undefined ? {} : { warning }) };
  const entry = calendar.entries.get(day);
  if (entry !== undefined) {
    const working = entry.special.kind === 'work';
    const reason = working ? 'make-up-day' : 'holiday';
    return { working, reason, name: entry.special.name, basis: entry.basis, ...shared };
  }
  const fixed = announced ? undefined : findFixedHoliday(day);
  if (fixed !== undefined) return { working: false, reason: 'fixed-holiday', ...fixed, ...shared };
  const weekend = weekdayOf(day) > 5;
  return { working: !weekend, reason: weekend ? 'weekend' : 'weekday', basis: law.weeklyRest, ...shared };
}

/** The first working day after `day`. Every calendar has one within a fortnight; more is a fault in the data. */
export function nextWorkingDay(calendar: Calendar, day: LegalDay): LegalDay {
  for (let distance = 1; distance <= 60; distance += 1) {
    const candidate = addDays(day, distance);
    if (isWorkingDay(calendar, candidate).working) return candidate;
  }
  throw new RangeError(`No working day within 60 days after ${day}`);
}

/** One warning a year, in the order of years: that a year is not announced covers its effect on December. */
export function distinctWarnings(warnings: Iterable<ClockWarning>): readonly ClockWarning[] {
  const byYear = new Map<number, ClockWarning>();
  for (const warning of warnings) {
    const known = byYear.get(warning.year);
    if (known === undefined || known.code === 'december-may-change') byYear.set(warning.year, warning);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}
