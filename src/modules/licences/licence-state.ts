// Owns how a licence stands on any day and what may then be done with it; pure. Refuses a state that nobody foresaw.
import { compareDays, type LegalDay } from '#kernel/dates';
import type { LicenceAct, LicenceAction, LicenceState } from './contract.ts';

/** What the record says of itself; expiry and the end of a suspension follow from the days. */
export const licenceStatuses = [
  'valid',
  'suspended',
  'revoked',
  'withdrawn',
  'revoked-as-penalty',
  'cancelled',
] as const;
export type LicenceStatus = (typeof licenceStatuses)[number];

/** What happens to a licence, as its history keeps it. */
export const licenceEventActs = [
  'issued',
  'imported',
  'changed',
  'renewed',
  'deemed-renewed',
  'replaced',
  'suspended',
  'resumed',
  'revoked',
  'withdrawn',
  'revoked-as-penalty',
  'cancelled',
  'renewal-opened',
  'renewal-refused',
  'claimed',
] as const;
export type LicenceEventAct = (typeof licenceEventActs)[number];

/** What the decision on a case may do with a licence (行政许可法 第四十九条, 第五十条). */
export type CaseEffect = 'change' | 'renew' | 'replace';

/**
 * What may be done in each state.
 * - Whoever lost a licence by revocation keeps nothing that could be renewed; all that is left is to strike it off the
 *   register (第七十条第四项).
 * - An expired licence can't be renewed any more: a decision in time comes before expiry, and one that does not come is
 *   deemed to grant (第五十条第二款). What is left is to strike it off (第七十条第一项), or to say that it never should
 *   have been given (第六十九条).
 * - What is suspended may be renewed: the term runs on while the suspension lasts. It may be replaced, not changed.
 */
export const actionsOfState = {
  valid: [
    'change',
    'renew',
    'replace',
    'open-renewal',
    'decide-renewal',
    'suspend',
    'withdraw',
    'revoke',
    'revoke-as-penalty',
    'cancel',
  ],
  suspended: [
    'renew',
    'replace',
    'open-renewal',
    'decide-renewal',
    'resume',
    'withdraw',
    'revoke',
    'revoke-as-penalty',
    'cancel',
  ],
  expired: ['revoke', 'cancel'],
  revoked: ['cancel'],
  withdrawn: ['cancel'],
  'revoked-as-penalty': ['cancel'],
  cancelled: [],
  replaced: [],
} as const satisfies Record<LicenceState, readonly (LicenceAction | CaseEffect)[]>;

export function mayBeDone(state: LicenceState, action: LicenceAction | CaseEffect): boolean {
  const allowed: readonly (LicenceAction | CaseEffect)[] = actionsOfState[state];
  return allowed.includes(action);
}

/** What an officer's act is called in the history, and where it leads. */
export const outcomeOfAct = {
  suspend: { event: 'suspended', status: 'suspended' },
  resume: { event: 'resumed', status: 'valid' },
  withdraw: { event: 'withdrawn', status: 'withdrawn' },
  revoke: { event: 'revoked', status: 'revoked' },
  'revoke-as-penalty': { event: 'revoked-as-penalty', status: 'revoked-as-penalty' },
  cancel: { event: 'cancelled', status: 'cancelled' },
} as const satisfies Record<LicenceAct, { readonly event: LicenceEventAct; readonly status: LicenceStatus }>;

/** From which statuses an event leads on; any other is passed over, as a suspension of what is revoked already. */
const leadsFrom: Partial<Record<LicenceEventAct, readonly LicenceStatus[]>> = {
  suspended: ['valid'],
  resumed: ['suspended'],
  withdrawn: ['valid', 'suspended'],
  revoked: ['valid', 'suspended'],
  'revoked-as-penalty': ['valid', 'suspended'],
  cancelled: ['valid', 'suspended', 'revoked', 'withdrawn', 'revoked-as-penalty'],
};

const leadsTo: Partial<Record<LicenceEventAct, LicenceStatus>> = Object.fromEntries(
  Object.values(outcomeOfAct).map(({ event, status }) => [event, status]),
);

/** How a licence stands. `since` is null for what is valid without more; `until` is the last day of a suspension. */
export interface Standing {
  readonly state: LicenceState;
  readonly since: LegalDay | null;
  readonly until: LegalDay | null;
}

/** The record's own columns. */
export interface StatusColumns {
  readonly status: LicenceStatus;
  readonly statusSince: LegalDay | null;
  readonly suspendedUntil: LegalDay | null;
  readonly expiresOn: LegalDay | null;
}

/**
 * How the licence stands on `day`, which lies on or after the day of its last act. On its last day it still is valid
 * (民法典 第二百零三条第二款), and the last day of a suspension still belongs to it.
 */
export function standingOf(licence: StatusColumns, day: LegalDay): Standing {
  const { status, statusSince, suspendedUntil, expiresOn } = licence;
  const expired = expiresOn !== null && compareDays(expiresOn, day) < 0;
  const lapsed: Standing = expired
    ? { state: 'expired', since: expiresOn, until: null }
    : { state: 'valid', since: null, until: null };
  // An act that lies ahead changes nothing yet.
  if (statusSince !== null && compareDays(statusSince, day) > 0) return lapsed;
  if (status === 'valid') return lapsed;
  if (status !== 'suspended') return { state: status, since: statusSince, until: null };
  const isOver = suspendedUntil !== null && compareDays(suspendedUntil, day) < 0;
  return expired || isOver ? lapsed : { state: 'suspended', since: statusSince, until: suspendedUntil };
}

/** One entry of the history, as far as it decides how the licence stands. */
export interface HistoryEntry {
  readonly act: LicenceEventAct;
  readonly effectiveOn: LegalDay;
  readonly untilOn: LegalDay | null;
}

/**
 * How the licence stood on any day, by its history: entries in the order of their effect (those of one day in the order
 * given), each of which counts only where the law lets it follow.
 */
export function standingOn(
  history: readonly HistoryEntry[],
  expiresOn: LegalDay | null,
  day: LegalDay,
): Standing {
  let columns: StatusColumns = { status: 'valid', statusSince: null, suspendedUntil: null, expiresOn };
  const inForce = history
    .filter((entry) => compareDays(entry.effectiveOn, day) <= 0)
    .toSorted((one, other) => compareDays(one.effectiveOn, other.effectiveOn));
  for (const entry of inForce) {
    // A suspension whose last day has passed is over before the next act.
    const { state } = standingOf({ ...columns, expiresOn: null }, entry.effectiveOn);
    const status = columns.status === 'suspended' && state === 'valid' ? 'valid' : columns.status;
    const to = leadsTo[entry.act];
    if (to === undefined || leadsFrom[entry.act]?.includes(status) !== true) continue;
    columns = {
      status: to,
      statusSince: entry.effectiveOn,
      suspendedUntil: to === 'suspended' ? entry.untilOn : null,
      expiresOn,
    };
  }
  return standingOf(columns, day);
}

/** Whether an act was recorded whose day of effect has not come yet. */
export function isPending(licence: Pick<StatusColumns, 'status' | 'statusSince'>, today: LegalDay): boolean {
  return licence.statusSince !== null && compareDays(licence.statusSince, today) > 0;
}
