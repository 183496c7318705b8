// Owns the facts that the licences module publishes; refuses personal data and reasons: ids, days and codes only.
import type { Id } from '#kernel/ids';
import type { EventData, NewEvent } from '#platform/events';
import type { LicenceEventAct } from './licence-state.ts';

/** What is called what outside; `LicenceDeemedRenewed` is what supervision asks about. */
export const platformEventOf = {
  imported: 'LicenceImported',
  changed: 'LicenceChanged',
  renewed: 'LicenceRenewed',
  'deemed-renewed': 'LicenceDeemedRenewed',
  replaced: 'LicenceReplaced',
  suspended: 'LicenceSuspended',
  resumed: 'LicenceResumed',
  withdrawn: 'LicenceWithdrawn',
  revoked: 'LicenceRevoked',
  'revoked-as-penalty': 'LicenceRevokedAsPenalty',
  cancelled: 'LicenceCancelled',
  'renewal-opened': 'RenewalOpened',
  'renewal-refused': 'RenewalRefused',
} as const satisfies Record<Exclude<LicenceEventAct, 'issued' | 'claimed'>, string>;

/** What was done to a licence, as others may hear of it; `entryId` names the line of its history. */
export function licenceEvent(
  act: keyof typeof platformEventOf,
  licence: { readonly id: Id; readonly organId: Id },
  entryId: Id,
  data: EventData = {},
): NewEvent {
  return {
    type: platformEventOf[act],
    schemaVersion: 1,
    subject: { kind: 'licence', id: licence.id },
    organId: licence.organId,
    data: { entryId, ...data },
  };
}
