// Owns the day on which a period ends and its derivation day by day; refuses to know why a clock runs (rules.ts).
import { addDays, addMonths, compareDays, daysBetween, type LegalDay } from '#kernel/dates';
import type { Text } from '#kernel/texts';
import {
  type Calendar,
  type ClockWarning,
  distinctWarnings,
  isWorkingDay,
  type WorkingDayVerdict,
} from './calendar.ts';
import { type LawReference, law } from './law.ts';

export const clockUnits = ['working-day', 'calendar-day', 'month'] as const;
export type ClockUnit = (typeof clockUnits)[number];

/** Days on which the clock stands still, `from` and `to` both included. */
export interface Suspension {
  readonly from: LegalDay;
  /** For a suspension that still runs: the end that the applicant was told (行政许可法第四十五条). */
  readonly to: LegalDay;
  readonly basis: LawReference;
  /** What the time is needed for, as people read it. */
  readonly label?: Text;
}

/** Time added by decision. Counted after the limit, in the limit's unit unless it has its own. */
export interface Extension {
  readonly count: number;
  readonly unit?: ClockUnit;
  readonly basis: LawReference;
}

export interface DeadlineRequest {
  readonly calendar: Calendar;
  /** The day of the event (acceptance, receipt …); it isn't counted itself. */
  readonly from: LegalDay;
  /** Whole number from 0 (on the spot) to 3660. */
  readonly count: number;
  readonly unit: ClockUnit;
  /** May overlap and come in any order; days up to `from` have no effect. */
  readonly suspensions?: readonly Suspension[];
  readonly extensions?: readonly Extension[];
  /** The article that sets the limit. */
  readonly basis: LawReference;
}

export type StepReason =
  | 'event-day'
  | 'counted'
  | 'counted-make-up'
  | 'weekend'
  | 'holiday'
  | 'fixed-holiday'
  | 'suspended'
  | 'rolled';

/** One day of a derivation. Plain data, stored as it is. */
export interface DerivationStep {
  readonly day: LegalDay;
  /** Which day of the period this is, from 1; null where the day isn't counted. */
  readonly counted: number | null;
  /**
   * `event-day` the day of the event; `counted`; `counted-make-up` counted on a weekend day worked by notice;
   * `weekend`, `holiday`, `fixed-holiday` (by law alone, no notice yet) and `suspended` not counted;
   * `rolled` the working day to which a period moves that ended on a rest day.
   */
  readonly reason: StepReason;
  /** The holiday, or what the suspension is for. */
  readonly label?: Text;
  /** Present on counted days that an extension added. */
  readonly extended?: true;
  readonly basis: LawReference;
}

export interface Deadline {
  readonly from: LegalDay;
  readonly unit: ClockUnit;
  /** How many days are counted, extensions included; for months the days that they come to. */
  readonly countedDays: number;
  /** The last day on which the act is in time. It always is a working day, as far as announced. */
  readonly due: LegalDay;
  /** Every day from the event to `due`, without gaps. */
  readonly derivation: readonly DerivationStep[];
  readonly warnings: readonly ClockWarning[];
}

interface Walk {
  readonly request: DeadlineRequest;
  readonly steps: DerivationStep[];
  readonly warnings: ClockWarning[];
  day: LegalDay;
  counted: number;
}

/** A bound on the walk (about a century), so that a mistyped suspension ends in an error and not in a standstill. */
const longestWalkDays = 36_600;

function assertCount(count: number, least: number, what: string): void {
  if (!Number.isInteger(count) || count < least || count > 3660) {
    throw new RangeError(`${what} is not a whole number from ${least} to 3660: ${count}`);
  }
}

function assertRequest({ count, suspensions = [], extensions = [] }: DeadlineRequest): void {
  assertCount(count, 0, 'The limit');
  for (const extension of extensions) assertCount(extension.count, 1, 'The extension');
  for (const { from, to } of suspensions) {
    if (compareDays(from, to) > 0)
      throw new RangeError(`The suspension ends (${to}) before it begins (${from})`);
  }
}

function findSuspension({ request }: Walk, day: LegalDay): Suspension | undefined {
  return request.suspensions?.find(
    ({ from, to }) => compareDays(from, day) <= 0 && compareDays(day, to) <= 0,
  );
}

function pushStep(
  walk: Walk,
  reason: StepReason,
  basis: LawReference,
  details: { counted?: number; label?: Text | undefined; extended?: boolean } = {},
): void {
  const { counted = null, label, extended = false } = details;
  walk.steps.push({
    day: walk.day,
    counted,
    reason,
    ...(label === undefined ? {} : { label }),
    ...(extended ? { extended } : {}),
    basis,
  });
  if (walk.steps.length > longestWalkDays) throw new RangeError('The period reaches further than a century');
}

function pushSuspended(walk: Walk): boolean {
  const suspension = findSuspension(walk, walk.day);
  if (suspension === undefined) return false;
  pushStep(walk, 'suspended', suspension.basis, { label: suspension.label });
  return true;
}

function restReason({ reason }: WorkingDayVerdict): 'weekend' | 'holiday' | 'fixed-holiday' {
  return reason === 'holiday' || reason === 'fixed-holiday' ? reason : 'weekend';
}

function verdictOn(walk: Walk, day: LegalDay): WorkingDayVerdict {
  const verdict = isWorkingDay(walk.request.calendar, day);
  if (verdict.warning !== undefined) walk.warnings.push(verdict.warning);
  return verdict;
}

interface Period {
  readonly unit: ClockUnit;
  readonly basis: LawReference;
  readonly extended: boolean;
}

/** Goes on one day; says whether the day was counted. */
function walkOneDay(walk: Walk, { unit, basis, extended }: Period): boolean {
  walk.day = addDays(walk.day, 1);
  if (pushSuspended(walk)) return false;
  const verdict = verdictOn(walk, walk.day);
  const { reason, name } = verdict;
  if (!verdict.working && unit === 'working-day') {
    pushStep(walk, restReason(verdict), verdict.basis, { label: name });
    return false;
  }
  walk.counted += 1;
  // A period of calendar days counts make-up days as any other: only working days need that reason.
  const makeUp = unit === 'working-day' && reason === 'make-up-day';
  pushStep(walk, makeUp ? 'counted-make-up' : 'counted', makeUp ? verdict.basis : basis, {
    counted: walk.counted,
    label: name,
    extended,
  });
  return true;
}

function walkDays(walk: Walk, days: number, period: Period): void {
  for (let left = days; left > 0; ) if (walkOneDay(walk, period)) left -= 1;
}

/**
 * Months become the days to their corresponding day (民法典第二百零二条), so that a suspension moves them as it
 * moves days. An extension by months goes on from the same anchor: 31 January + 1 + 1 month is 31 March.
 */
function walkPeriods(walk: Walk): void {
  const { count, unit, basis, extensions = [] } = walk.request;
  let anchor = { day: walk.day, months: 0, days: 0 };
  const limit = { count, unit, basis, extended: false };
  for (const period of [limit, ...extensions.map((one) => ({ unit, ...one, extended: true }))]) {
    if (period.unit !== 'month') {
      walkDays(walk, period.count, period);
      anchor = { day: walk.day, months: 0, days: 0 };
      continue;
    }
    anchor.months += period.count;
    const days = daysBetween(anchor.day, addMonths(anchor.day, anchor.months));
    walkDays(walk, days - anchor.days, { ...period, unit: 'calendar-day' });
    anchor.days = days;
  }
}

/** A last day that is a rest day gives way to the next working day (民法典第二百零三条), never into a suspension. */
function rollToWorkingDay(walk: Walk): void {
  const last = verdictOn(walk, walk.day);
  if (last.working && findSuspension(walk, walk.day) === undefined) return;
  for (let rolled = false; !rolled; ) {
    walk.day = addDays(walk.day, 1);
    if (pushSuspended(walk)) continue;
    const verdict = verdictOn(walk, walk.day);
    rolled = verdict.working;
    pushStep(walk, rolled ? 'rolled' : restReason(verdict), law.restDayRollsOn, { label: verdict.name });
  }
}

/**
 * When a period ends, and why.
 *
 * - The day of the event isn't counted (民法典第二百零一条, by analogy for acts of organs).
 * - `working-day` counts worked days only, make-up days included (行政许可法第八十二条).
 * - `calendar-day` and `month` count every day and roll on from a rest day (民法典第二百零二、二百零三条).
 * - Suspended days are not counted, and what was left is left: a period of working days goes on with the next
 *   working day after the suspension, one of calendar days with the next day.
 *
 * Every year without announced holidays that the result touches is in `warnings`.
 * @throws RangeError on a count that is no whole number in range and on a suspension that ends before it begins.
 */
export function computeDeadline(request: DeadlineRequest): Deadline {
  assertRequest(request);
  const walk: Walk = { request, steps: [], warnings: [], day: request.from, counted: 0 };
  pushStep(walk, 'event-day', law.eventDayNotCounted);
  walkPeriods(walk);
  rollToWorkingDay(walk);
  return {
    from: request.from,
    unit: request.unit,
    countedDays: walk.counted,
    due: walk.day,
    derivation: walk.steps,
    warnings: distinctWarnings(walk.warnings),
  };
}
