// Owns where a running clock stands on a given day; refuses to know what 'today' is: the caller says.
import { addDays, compareDays, type LegalDay } from '#kernel/dates';
import { type Calendar, isWorkingDay } from './calendar.ts';
import type { Deadline } from './deadline.ts';

/** The counted days up to and including `today`: 'day 3 of 10' is 3 with `countedDays` 10. */
export function elapsedDays(deadline: Deadline, today: LegalDay): number {
  return deadline.derivation.filter((step) => step.counted !== null && compareDays(step.day, today) <= 0)
    .length;
}

/** The counted days after `today`; 0 on the due day and later. Suspended days don't use any up. */
export function remainingDays(deadline: Deadline, today: LegalDay): number {
  return deadline.countedDays - elapsedDays(deadline, today);
}

/** Whether the due day has passed: on the due day itself the act is still in time (民法典第二百零三条第二款). */
export function isOverdue(due: LegalDay, today: LegalDay): boolean {
  return compareDays(due, today) < 0;
}

/** Working days from `due` (exclusive) to `today` (inclusive): 0 while in time, 1 on the first working day late. */
export function overdueDays(calendar: Calendar, due: LegalDay, today: LegalDay): number {
  let late = 0;
  for (let day = addDays(due, 1); compareDays(day, today) <= 0; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day).working) late += 1;
  }
  return late;
}
