// Owns the calendar that tests of this folder count with: the real one, from data/calendar. For tests only.
import { legalDay } from '#kernel/dates';
import { buildCalendar, type Calendar } from './calendar.ts';
import { type CalendarYear, parseCalendarYear } from './calendar-year.ts';
import { computeDeadline, type Deadline, type DeadlineRequest } from './deadline.ts';
import { law } from './law.ts';

export const firstNationalYear = 2004;
export const lastNationalYear = 2026;

async function readNationalYear(year: number): Promise<CalendarYear> {
  const file = new URL(`../../../data/calendar/${year}.json`, import.meta.url);
  const loaded: { default: unknown } = await import(file.href, { with: { type: 'json' } });
  return parseCalendarYear(loaded.default);
}

export const nationalYears: readonly CalendarYear[] = await Promise.all(
  Array.from({ length: lastNationalYear - firstNationalYear + 1 }, (_, index) =>
    readNationalYear(firstNationalYear + index),
  ),
);

export const nationalCalendar: Calendar = buildCalendar(nationalYears);

/** A deadline by the national calendar; what isn't stated is 20 working days of the Licensing Law. */
export function buildDeadline(from: string, stated: Partial<Omit<DeadlineRequest, 'from'>> = {}): Deadline {
  return computeDeadline({
    calendar: nationalCalendar,
    from: legalDay(from),
    count: 20,
    unit: 'working-day',
    basis: law.licenceDecision,
    ...stated,
  });
}
