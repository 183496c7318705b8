// Owns attaching documents to a draft and taking them off; refuses documents that no service of the draft needs.
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { deleteFileRow, type FileRow, insertFileRow } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { command } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { type AttachedEvidence, type AttachedFile, type DraftInHand, evidenceToAttach } from './draft.ts';
import { assertDraftOpen, type DraftChange, getDraftInHand, updateDraft } from './draft-store.ts';
import { fileRowOf } from './file-row-of.ts';
import { caseMessages } from './messages.ts';

interface AttachInput {
  readonly draftId: Id;
  readonly revision: number;
  readonly requirementKey: string;
  /** What the file store has taken in already, durably. */
  readonly file: AttachedFile;
}

interface Attachment {
  readonly draft: DraftChange;
  readonly file: FileRow;
  readonly replaced: Id | undefined;
}

/**
 * Attaches a file that was received already. The bytes come first and the row after them, so that no row is without
 * its bytes; where this is refused, the caller removes the bytes. Answers with the id of the file that it replaced.
 */
export const attachEvidence = command<AttachInput, DraftInHand, Attachment, Id | undefined, CasesTables>({
  name: 'attach-evidence',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(inHand, { revision, requirementKey, file }, { now }) {
    const { draft } = inHand;
    assertDraftOpen(draft, revision);
    assertNeeded(inHand, requirementKey);
    const replaced = draft.evidence[requirementKey]?.fileId;
    const evidence: AttachedEvidence = { ...draft.evidence, [requirementKey]: file };
    // What is there needs no undertaking any more.
    const deferred = draft.deferred.filter((key) => key !== requirementKey);
    return {
      change: {
        draft: { draftId: draft.id, readRevision: draft.revision, evidence, deferred },
        file: fileRowOf(file, { kind: 'draft', id: draft.id }, draft.residentId, now),
        replaced,
      },
      answer: replaced,
      events: [],
    };
  },
  async store(db, { draft, file, replaced }, { vault, now }) {
    if (replaced !== undefined) await deleteFileRow(db, replaced);
    await insertFileRow(db, file);
    await updateDraft(db, draft, vault, now);
    await enqueueJob(db, 'scan-file', { fileId: file.id });
  },
});

interface RemoveInput {
  readonly draftId: Id;
  readonly revision: number;
  readonly requirementKey: string;
}

/** Takes a document off again. Answers with the id of its file, whose bytes the caller removes. */
export const removeEvidence = command<
  RemoveInput,
  DraftInHand,
  { readonly draft: DraftChange; readonly removed: Id | undefined },
  Id | undefined,
  CasesTables
>({
  name: 'remove-evidence',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide({ draft }, { revision, requirementKey }) {
    assertDraftOpen(draft, revision);
    const { [requirementKey]: removed, ...evidence } = draft.evidence;
    return {
      change: {
        draft: { draftId: draft.id, readRevision: draft.revision, evidence },
        removed: removed?.fileId,
      },
      answer: removed?.fileId,
      events: [],
    };
  },
  async store(db, { draft, removed }, { vault, now }) {
    if (removed !== undefined) await deleteFileRow(db, removed);
    await updateDraft(db, draft, vault, now);
  },
});

function assertNeeded(inHand: DraftInHand, requirementKey: string): void {
  if (!evidenceToAttach(inHand).some(({ requirement }) => requirement.key === requirementKey)) {
    throw new AppError('invalid', 'evidence-unknown', caseMessages.unknownRequirement);
  }
}
