// Owns what a draft at the counter is and what it still lacks; pure. Refuses to send what nobody showed a document for.
import type { FieldError } from '#kernel/errors';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { type Choice, chooseNamedServices, chooseServices } from '#modules/catalogue';
import type { LifeEventContent } from '#modules/catalogue/contract';
import type { DocumentKind } from '#modules/identity/contract';
import type { Agent } from './application-store.ts';
import { mandateKey } from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';
import { type ContentInHand, type DraftContent, draftErrors } from './draft.ts';

/** Whoever showed a document at the counter. */
export interface IdentifiedApplicant {
  readonly name: string;
  readonly documentKind: DocumentKind;
  /** In the clear here, encrypted in the table. */
  readonly number: string;
}

/** Whoever came in the applicant's place, with the number as it is kept for the application. */
export interface IdentifiedAgent {
  readonly agent: Agent;
  readonly number: string;
}

export interface CounterDraft extends DraftContent {
  readonly id: Id;
  readonly organId: Id;
  readonly clerkId: Id;
  /** Of a draft that began on the portal it is known before the document is shown. */
  readonly residentId: Id | null;
  readonly applicant: IdentifiedApplicant | null;
  readonly agent: IdentifiedAgent | null;
  /** Null where the situations choose the services. */
  readonly serviceKeys: readonly string[] | null;
  readonly originalsSeen: readonly string[];
  readonly ticketLabel: string | null;
  readonly onlineDraftId: Id | null;
  readonly printedRevision: number | null;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
}

export interface CounterDraftInHand extends ContentInHand {
  readonly draft: CounterDraft;
}

/** The services of a counter draft: named one by one, or as the situations choose. */
export function chooseForCounter(
  lifeEvent: LifeEventContent,
  { serviceKeys, situations }: Pick<CounterDraft, 'serviceKeys' | 'situations'>,
): Choice {
  if (serviceKeys === null) return chooseServices(lifeEvent, situations);
  const choice = chooseNamedServices(lifeEvent, serviceKeys);
  if (choice.services.length !== new Set(serviceKeys).size)
    throw new AppError('invalid', 'service-unknown', counterMessages.serviceUnknown);
  return choice;
}

/** As `draftErrors`, with what only a counter asks for: `applicant`, and the agent's mandate. */
export function counterDraftErrors(inHand: CounterDraftInHand): readonly FieldError[] {
  const { applicant, agent, evidence } = inHand.draft;
  return [
    ...(applicant === null ? [{ field: 'applicant', text: counterMessages.applicantMissing }] : []),
    ...draftErrors(inHand),
    ...(agent !== null && evidence[mandateKey] === undefined
      ? [{ field: `evidence.${mandateKey}`, text: counterMessages.mandateMissing }]
      : []),
  ];
}

/** Refuses what may not happen to a counter draft: it was sent, or changed since the page was shown. */
export function assertCounterDraftOpen(draft: CounterDraft, shownRevision: number): void {
  if (draft.submittedAt !== null)
    throw new AppError('conflict', 'draft-submitted', counterMessages.draftSent);
  if (draft.revision !== shownRevision)
    throw new AppError('conflict', 'draft-changed', counterMessages.draftChanged);
}
