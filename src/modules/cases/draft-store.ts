// Owns the SQL of drafts; refuses a draft that changed meanwhile.
import type { Answers, FormContent } from '#engines/forms';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import {
  type Choice,
  chooseServices,
  getFormVersion,
  getLifeEventVersion,
  listServices,
  type Situations,
} from '#modules/catalogue';
import type { LifeEventContent } from '#modules/catalogue/contract';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';
import { counterMessages } from './counter-messages.ts';
import {
  type AttachedEvidence,
  type ContentInHand,
  compiledFormOf,
  type Draft,
  type DraftContent,
  type DraftInHand,
} from './draft.ts';
import { caseMessages } from './messages.ts';
import { joinAnswers, splitAnswers } from './sensitive-answers.ts';

/**
 * The draft with its catalogue, its row locked where `forUpdate`. Throws AppError 'not-found' where it is not there
 * or not the reader's (row-level security can't tell the two apart, and need not).
 */
export async function getDraftInHand(
  db: Db<CasesTables>,
  draftId: Id,
  vault: Vault,
  forUpdate = false,
): Promise<DraftInHand> {
  const base = db.selectFrom('cases.draft').selectAll().where('id', '=', draftId);
  const row = await (forUpdate ? base.forUpdate() : base).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-draft', caseMessages.noDraft);
  const draft: Draft = {
    id: row.id,
    residentId: row.residentId,
    lifeEventVersionId: row.lifeEventVersionId,
    formVersionId: row.formVersionId,
    situations: row.situations as Situations,
    answers: joinAnswers(row.answers, row.sensitiveAnswersEncrypted, vault),
    evidence: row.evidence as AttachedEvidence,
    modes: row.modes as Draft['modes'],
    deferred: row.deferred as Draft['deferred'],
    revision: row.revision,
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
    continuedAtCounterAt: row.continuedAtCounterAt,
  };
  const catalogue = await loadCatalogueOf(db, draft, (lifeEvent) =>
    chooseServices(lifeEvent, draft.situations),
  );
  return { draft, ...catalogue };
}

/** What the catalogue says about a draft: its life event and form as they were when it began, its services as they are. */
export async function loadCatalogueOf(
  db: Db<CasesTables>,
  draft: Pick<DraftContent, 'lifeEventVersionId' | 'formVersionId'>,
  choose: (lifeEvent: LifeEventContent) => Choice,
): Promise<Omit<ContentInHand, 'draft'>> {
  const lifeEvent = await getLifeEventVersion(db, draft.lifeEventVersionId);
  const form = compiledFormOf(await getFormVersion(db, draft.formVersionId));
  const choice = choose(lifeEvent.content);
  const keys = choice.services.map((one) => one.serviceKey);
  const services = await listServices(db, keys);
  const missing = keys.find((key) => !services.some(({ content }) => content.key === key));
  if (missing !== undefined)
    throw new Error(`The life event names the service ${missing}, which is not published.`);
  return { lifeEvent, form, choice, services };
}

export async function insertDraft(db: Db<CasesTables>, draft: Draft, now: Date): Promise<void> {
  await db
    .insertInto('cases.draft')
    .values({
      id: draft.id,
      residentId: draft.residentId,
      lifeEventVersionId: draft.lifeEventVersionId,
      formVersionId: draft.formVersionId,
      situations: JSON.stringify(draft.situations),
      answers: '{}',
      revision: draft.revision,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

/** What a save changes; the revision that was read must still be the one in the table. */
export interface DraftChange {
  readonly draftId: Id;
  readonly readRevision: number;
  readonly answers?: { readonly values: Answers; readonly content: FormContent };
  readonly evidence?: AttachedEvidence;
  readonly modes?: Draft['modes'];
  readonly deferred?: Draft['deferred'];
  readonly submittedAt?: Date;
}

export async function updateDraft(
  db: Db<CasesTables>,
  change: DraftChange,
  vault: Vault,
  now: Date,
): Promise<void> {
  const stored =
    change.answers === undefined
      ? undefined
      : splitAnswers(change.answers.values, change.answers.content, vault);
  const { numUpdatedRows } = await db
    .updateTable('cases.draft')
    .set({
      revision: change.readRevision + 1,
      updatedAt: now,
      ...(stored === undefined ? {} : { answers: stored.open, sensitiveAnswersEncrypted: stored.encrypted }),
      ...(change.evidence === undefined ? {} : { evidence: JSON.stringify(change.evidence) }),
      ...(change.modes === undefined ? {} : { modes: JSON.stringify(change.modes) }),
      ...(change.deferred === undefined ? {} : { deferred: JSON.stringify(change.deferred) }),
      ...(change.submittedAt === undefined ? {} : { submittedAt: change.submittedAt }),
    })
    .where('id', '=', change.draftId)
    .where('revision', '=', change.readRevision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'draft-changed', caseMessages.draftChanged);
}

/** Refuses what may not happen to a draft: it was submitted, is at the counter, or changed since the page was shown. */
export function assertDraftOpen(draft: Draft, shownRevision: number): void {
  if (draft.submittedAt !== null)
    throw new AppError('conflict', 'draft-submitted', caseMessages.draftSubmitted);
  if (draft.continuedAtCounterAt !== null)
    throw new AppError('conflict', 'draft-at-counter', counterMessages.draftAtCounter);
  if (draft.revision !== shownRevision)
    throw new AppError('conflict', 'draft-changed', caseMessages.draftChanged);
}
