// Owns when an application counts as accepted because nobody spoke; refuses to judge what is missing in it.
import { addDays, compareDays, type LegalDay } from '#kernel/dates';
import type { Calendar } from './calendar.ts';
import { computeDeadline, type Deadline } from './deadline.ts';
import type { LawReference } from './law.ts';
import type { ClockRules } from './rules.ts';

export interface AcceptanceQuestion {
  readonly calendar: Calendar;
  readonly rules: ClockRules;
  /** The day on which the materials were received. */
  readonly receivedOn: LegalDay;
  /** The day of the one notice of what is missing; absent where none was given. */
  readonly correctionNoticeOn?: LegalDay;
  readonly today: LegalDay;
}

/**
 * - `no-limit`: the service's law sets no time for the notice.
 * - `open`: a notice is still in time; `noticeDeadline.due` is the last day.
 * - `notified`: the notice was given in time.
 * - `overdue`: it wasn't, and the service's law doesn't say what follows.
 * - `deemed-accepted`: it wasn't, and so the application is accepted as of `acceptedOn`, the day of receipt
 *   (行政许可法第三十二条第一款第四项); known since `deemedSince`. A notice after that day has no effect.
 */
export type AcceptanceByLaw =
  | { readonly state: 'no-limit' }
  | { readonly state: 'open' | 'notified' | 'overdue'; readonly noticeDeadline: Deadline }
  | {
      readonly state: 'deemed-accepted';
      readonly noticeDeadline: Deadline;
      readonly acceptedOn: LegalDay;
      readonly deemedSince: LegalDay;
      readonly basis: LawReference;
    };

/** What the law makes of an application that its organ has neither accepted nor refused. */
export function acceptanceByLaw(question: AcceptanceQuestion): AcceptanceByLaw {
  const { calendar, rules, receivedOn, correctionNoticeOn, today } = question;
  const limit = rules.correctionNotice;
  if (limit === undefined) return { state: 'no-limit' };
  const noticeDeadline = computeDeadline({ calendar, from: receivedOn, ...limit });
  const { due } = noticeDeadline;
  if (correctionNoticeOn !== undefined && compareDays(correctionNoticeOn, due) <= 0) {
    return { state: 'notified', noticeDeadline };
  }
  if (compareDays(today, due) <= 0) return { state: 'open', noticeDeadline };
  if (!rules.deemedAcceptance) return { state: 'overdue', noticeDeadline };
  return {
    state: 'deemed-accepted',
    noticeDeadline,
    acceptedOn: receivedOn,
    deemedSince: addDays(due, 1),
    basis: limit.basis,
  };
}
