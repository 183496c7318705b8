// Owns the facts that the cases module publishes; refuses personal data by the type of an event's data.
import type { Id } from '#kernel/ids';
import type { EventData, NewEvent } from '#platform/events';

/** What happens to a case, as others may hear of it. */
export type CaseEventType =
  | 'CaseOpened'
  | 'CaseReceived'
  | 'CaseAccepted'
  | 'CorrectionRequested'
  | 'CorrectionReplied'
  | 'CorrectionSupplied'
  | 'CaseReviewed'
  | 'CaseInspected'
  | 'CaseFileAdded'
  | 'CaseFileRemoved'
  | 'CaseDecided'
  | 'CaseSuspended'
  | 'CaseResumed'
  | 'ClockExtended'
  | 'ClockRecounted'
  | 'CaseTransferDecided'
  | 'CaseTransferred'
  | 'CaseStopped'
  | 'CaseWithdrawn'
  | 'CaseTerminated'
  | 'ApplicantActed'
  | 'ApplicantActLate'
  | 'CaseClosed'
  | 'CaseArchived'
  | 'NoteAdded'
  | 'PaperIssued'
  | 'PaperOpened'
  | 'PaperDelivered';

export function caseEvent(
  type: CaseEventType,
  theCase: { readonly id: Id; readonly organId: Id },
  data: EventData = {},
): NewEvent {
  return {
    type,
    schemaVersion: 1,
    subject: { kind: 'case', id: theCase.id },
    organId: theCase.organId,
    data,
  };
}
