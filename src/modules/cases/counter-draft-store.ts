// Owns the SQL of drafts at the counter; refuses a draft that changed meanwhile.
import type { Answers, FormContent } from '#engines/forms';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Situations } from '#modules/catalogue';
import type { DocumentKind } from '#modules/identity/contract';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { Agent } from './application-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import {
  type CounterDraft,
  type CounterDraftInHand,
  chooseForCounter,
  type IdentifiedAgent,
  type IdentifiedApplicant,
} from './counter-draft.ts';
import { counterMessages } from './counter-messages.ts';
import type { AttachedEvidence, DraftContent } from './draft.ts';
import { loadCatalogueOf } from './draft-store.ts';
import { joinAnswers, splitAnswers } from './sensitive-answers.ts';

/**
 * The draft with its catalogue, its row locked where `forUpdate`. Throws AppError 'not-found' where it is not there or
 * not of the clerk's organ.
 */
export async function getCounterDraft(
  db: Db<CasesTables>,
  draftId: Id,
  vault: Vault,
  forUpdate = false,
): Promise<CounterDraftInHand> {
  const base = db.selectFrom('cases.counterDraft').selectAll().where('id', '=', draftId);
  const row = await (forUpdate ? base.forUpdate() : base).executeTakeFirst();
  if (row === undefined) throw noCounterDraft();
  const { applicantName, applicantIdNumberEncrypted, agentIdNumberEncrypted } = row;
  const draft: CounterDraft = {
    id: row.id,
    organId: row.organId,
    clerkId: row.clerkId,
    residentId: row.residentId,
    applicant:
      applicantName === null || applicantIdNumberEncrypted === null
        ? null
        : {
            name: applicantName,
            documentKind: row.applicantDocumentKind as DocumentKind,
            number: vault.decrypt(applicantIdNumberEncrypted),
          },
    agent:
      agentIdNumberEncrypted === null
        ? null
        : { agent: row.agent as Agent, number: vault.decrypt(agentIdNumberEncrypted) },
    lifeEventVersionId: row.lifeEventVersionId,
    formVersionId: row.formVersionId,
    situations: row.situations as Situations,
    serviceKeys: row.serviceKeys as readonly string[] | null,
    answers: joinAnswers(row.answers, row.sensitiveAnswersEncrypted, vault),
    evidence: row.evidence as AttachedEvidence,
    modes: row.modes as DraftContent['modes'],
    deferred: row.deferred as readonly string[],
    originalsSeen: row.originalsSeen as readonly string[],
    ticketLabel: row.ticketLabel,
    onlineDraftId: row.onlineDraftId,
    printedRevision: row.printedRevision,
    revision: row.revision,
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
  };
  const catalogue = await loadCatalogueOf(db, draft, (lifeEvent) => chooseForCounter(lifeEvent, draft));
  return { draft, ...catalogue };
}

export function noCounterDraft(): AppError {
  return new AppError('not-found', 'no-such-counter-draft', counterMessages.noDraft);
}

/** A draft as it begins: empty, or as the portal's was. The sensitive answers of the portal's come as they are stored. */
export type NewCounterDraft = Pick<
  CounterDraft,
  | 'id'
  | 'organId'
  | 'clerkId'
  | 'lifeEventVersionId'
  | 'formVersionId'
  | 'situations'
  | 'serviceKeys'
  | 'ticketLabel'
> & {
  readonly online?: {
    readonly draftId: Id;
    readonly residentId: Id;
    readonly answers: unknown;
    readonly sensitiveAnswersEncrypted: Buffer | null;
    readonly evidence: unknown;
    readonly modes: unknown;
    readonly deferred: unknown;
  };
};

export async function insertCounterDraft(
  db: Db<CasesTables>,
  { online, ...draft }: NewCounterDraft,
  now: Date,
): Promise<void> {
  await db
    .insertInto('cases.counterDraft')
    .values({
      ...draft,
      situations: JSON.stringify(draft.situations),
      serviceKeys: draft.serviceKeys === null ? null : JSON.stringify(draft.serviceKeys),
      answers: JSON.stringify(online?.answers ?? {}),
      sensitiveAnswersEncrypted: online?.sensitiveAnswersEncrypted ?? null,
      evidence: JSON.stringify(online?.evidence ?? {}),
      modes: JSON.stringify(online?.modes ?? {}),
      deferred: JSON.stringify(online?.deferred ?? []),
      onlineDraftId: online?.draftId ?? null,
      residentId: online?.residentId ?? null,
      revision: 1,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

/** What a save changes; the revision that was read must still be the one in the table. */
export interface CounterDraftChange {
  readonly draftId: Id;
  readonly readRevision: number;
  readonly answers?: { readonly values: Answers; readonly content: FormContent };
  readonly evidence?: AttachedEvidence;
  readonly modes?: CounterDraft['modes'];
  readonly deferred?: readonly string[];
  readonly originalsSeen?: readonly string[];
  readonly identified?: {
    readonly residentId: Id;
    readonly applicant: IdentifiedApplicant;
    readonly agent: IdentifiedAgent | null;
  };
  readonly submittedAt?: Date;
}

export async function updateCounterDraft(
  db: Db<CasesTables>,
  change: CounterDraftChange,
  vault: Vault,
  now: Date,
): Promise<void> {
  const { answers, evidence, modes, deferred, originalsSeen, identified, submittedAt } = change;
  const stored = answers === undefined ? undefined : splitAnswers(answers.values, answers.content, vault);
  const { numUpdatedRows } = await db
    .updateTable('cases.counterDraft')
    .set({
      revision: change.readRevision + 1,
      updatedAt: now,
      ...(stored === undefined ? {} : { answers: stored.open, sensitiveAnswersEncrypted: stored.encrypted }),
      ...(evidence === undefined ? {} : { evidence: JSON.stringify(evidence) }),
      ...(modes === undefined ? {} : { modes: JSON.stringify(modes) }),
      ...(deferred === undefined ? {} : { deferred: JSON.stringify(deferred) }),
      ...(originalsSeen === undefined ? {} : { originalsSeen: JSON.stringify(originalsSeen) }),
      ...(identified === undefined ? {} : identifiedColumns(identified, vault, now)),
      ...(submittedAt === undefined ? {} : { submittedAt }),
    })
    .where('id', '=', change.draftId)
    .where('revision', '=', change.readRevision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'draft-changed', counterMessages.draftChanged);
}

function identifiedColumns(
  { residentId, applicant, agent }: NonNullable<CounterDraftChange['identified']>,
  vault: Vault,
  now: Date,
) {
  return {
    residentId,
    applicantName: applicant.name,
    applicantDocumentKind: applicant.documentKind,
    applicantIdNumberEncrypted: vault.encrypt(applicant.number),
    identifiedAt: now,
    agent: agent === null ? null : JSON.stringify(agent.agent),
    agentIdNumberEncrypted: agent === null ? null : vault.encrypt(agent.number),
  };
}

/** States which revision was printed to be signed; the draft itself doesn't change by it. */
export async function markPrinted(db: Db<CasesTables>, draftId: Id, revision: number): Promise<void> {
  await db
    .updateTable('cases.counterDraft')
    .set({ printedRevision: revision })
    .where('id', '=', draftId)
    .where('revision', '=', revision)
    .execute();
}

export async function deleteCounterDraft(db: Db<CasesTables>, draftId: Id): Promise<void> {
  await db.deleteFrom('cases.counterDraft').where('id', '=', draftId).execute();
}
