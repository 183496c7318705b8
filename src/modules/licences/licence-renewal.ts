// Owns until when another term is applied for and what comes of it; pure. Refuses a term that has no end.
import { addDays, compareDays, type LegalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { LicenceInHand } from './licence.ts';
import { type LicenceChange, notNow, plainEntry, type Renewal } from './licence-change.ts';
import { licenceEvent } from './licence-events.ts';
import { mayBeDone, standingOf } from './licence-state.ts';
import { applyDaysBeforeUsual } from './licence-template.ts';

/**
 * The last day to apply: the term must have thirty days left (行政许可法 第五十条第一款: 届满三十日前). Days of the calendar:
 * 第八十二条 counts only the organs' own periods in working days; this reading is ours (docs/decisions).
 */
export function applyUntil(termEndsOn: LegalDay, applyDaysBefore = applyDaysBeforeUsual): LegalDay {
  return addDays(termEndsOn, -applyDaysBefore);
}

/**
 * An application for another term (行政许可法 第五十条第一款). One that came too late is kept as well, but silence grants
 * nothing then. `openRenewal` says whether one is open already. Throws AppError 'conflict' `licence-not-now`.
 */
export function applyForRenewal(
  { licence, hasOpenRenewal, applyDaysBefore }: RenewalInHand,
  application: { readonly source: Renewal['source']; readonly appliedOn: LegalDay },
  now: Date,
): LicenceChange {
  const { expiresOn: termEndsOn, termMonths } = licence;
  const { state } = standingOf(licence, application.appliedOn);
  if (termEndsOn === null || termMonths === null || hasOpenRenewal || !mayBeDone(state, 'open-renewal'))
    throw notNow();
  const until = applyUntil(termEndsOn, applyDaysBefore);
  const renewal: Renewal = {
    id: newId(now),
    ...application,
    termEndsOn,
    applyUntil: until,
    inTime: compareDays(application.appliedOn, until) <= 0,
  };
  const basis = { law: '行政许可法', article: '50', paragraph: '1' };
  const entry = plainEntry('renewal-opened', licence.version, application.appliedOn, now, { basis: [basis] });
  const data = { renewalId: renewal.id, inTime: renewal.inTime, termEndsOn };
  return {
    licence,
    entry,
    openRenewal: renewal,
    events: [licenceEvent('renewal-opened', licence, entry.id, data)],
  };
}

/** 不予延续, with reasons and appeal rights (第三十八条第二款). The licence stays as it is until its term ends. */
export function refuseRenewal(
  { licence, hasOpenRenewal }: RenewalInHand,
  decision: { readonly decidedOn: LegalDay; readonly reasons: string; readonly appeal: Text },
  now: Date,
): LicenceChange {
  if (!hasOpenRenewal) throw notNow();
  const { decidedOn, reasons, appeal } = decision;
  const basis = { law: '行政许可法', article: '38', paragraph: '2' };
  const entry = plainEntry('renewal-refused', licence.version, decidedOn, now, {
    basis: [basis],
    reasons,
    appeal,
  });
  return {
    licence,
    entry,
    endRenewal: { outcome: 'refused', decidedOn, reasons },
    events: [licenceEvent('renewal-refused', licence, entry.id)],
  };
}

/** A licence locked together with what bears on its next term. */
export interface RenewalInHand {
  readonly licence: LicenceInHand;
  readonly hasOpenRenewal: boolean;
  readonly applyDaysBefore: number;
}

/** 第五十条第二款: the term has ended, the application came in time, and nobody has decided. */
export function isDeemedGranted(
  renewal: { readonly inTime: boolean; readonly termEndsOn: LegalDay },
  today: LegalDay,
): boolean {
  return renewal.inTime && compareDays(renewal.termEndsOn, today) < 0;
}

export const reminderKinds = ['apply-soon', 'last-day', 'expired'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** How long before the last day to apply the holder is reminded for the first time, and for the second. */
const remindDaysBefore = 30;
const remindAgainDaysBefore = 5;
/** How long after the end it is still told that the term has ended: older ends are no news. */
const tellEndedDays = 30;

/**
 * Which reminder is due today, if any. The law wants the application thirty days before the end, so a reminder on that
 * day would be the last call: the first one comes thirty days earlier, and another in the last days to apply. Each
 * lasts for days, so that a job that did not run one night still reminds.
 */
export function reminderDue(
  termEndsOn: LegalDay,
  today: LegalDay,
  applyDaysBefore: number,
): ReminderKind | undefined {
  const until = applyUntil(termEndsOn, applyDaysBefore);
  const isBetween = (from: LegalDay, to: LegalDay) =>
    compareDays(from, today) <= 0 && compareDays(today, to) <= 0;
  if (isBetween(addDays(termEndsOn, 1), addDays(termEndsOn, tellEndedDays))) return 'expired';
  if (isBetween(addDays(until, -remindAgainDaysBefore), until)) return 'last-day';
  return isBetween(addDays(until, -remindDaysBefore), until) ? 'apply-soon' : undefined;
}
