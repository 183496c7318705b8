// Owns which events of a case lead to papers and deliveries; refuses to issue within the dispatcher's transaction.
import { isId } from '#kernel/ids';
import type { StoredEvent } from '#platform/events';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { issuePaper } from './issue-paper.ts';
import { paperSubjectOf } from './paper.ts';
import { takeInOpening } from './record-delivery.ts';

/** The paper that answers the event, dated with the event's legal day; nothing where it was issued before. */
export async function issuePaperOn(request: UseCaseRequest, event: StoredEvent): Promise<void> {
  const subject = paperSubjectOf(event);
  if (subject === undefined) return;
  const { id: eventId, type: eventType, occurredAt } = event;
  await runUseCase(request, issuePaper, { ...subject, eventId, eventType, occurredAt });
}

/** What the applicant opened on the portal becomes a delivery. */
export async function takeInOpeningOn(request: UseCaseRequest, event: StoredEvent): Promise<void> {
  const openingId = event.data['openingId'];
  // An event of the internet zone that names no opening is nobody's, and must not hold the others up.
  if (!isId(openingId)) return;
  await runUseCase(request, takeInOpening, { caseId: event.subject.id, openingId });
}
