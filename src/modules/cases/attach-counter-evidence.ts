// Owns the papers that are scanned at the counter; refuses papers that nothing in the draft asks for.
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { deleteFileRow, type FileRow, insertFileRow } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { command, query } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { mandateKey } from './counter-contract.ts';
import { assertCounterDraftOpen, type CounterDraftInHand } from './counter-draft.ts';
import { type CounterDraftChange, getCounterDraft, updateCounterDraft } from './counter-draft-store.ts';
import { counterMessages } from './counter-messages.ts';
import { type AttachedFile, evidenceToAttach } from './draft.ts';
import { fileRowOf } from './file-row-of.ts';
import { caseMessages } from './messages.ts';

export const scanCounterFileTaskName = 'scan-counter-file';

interface AttachInput {
  readonly draftId: Id;
  readonly revision: number;
  readonly requirementKey: string;
  readonly originalSeen: boolean;
  /** What the file store has taken in already, durably, in the extranet zone. */
  readonly file: AttachedFile;
}

interface Attachment {
  readonly draft: CounterDraftChange;
  readonly file: FileRow;
  readonly replaced: AttachedFile | undefined;
}

const auditObject = (draftId: Id, loaded: CounterDraftInHand | undefined) => ({
  kind: 'counter-draft',
  id: draftId,
  ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
});

/** As `attachEvidence` of the portal. The file is the organ's. Answers with the file whose bytes the caller removes. */
export const attachCounterEvidence = command<
  AttachInput,
  CounterDraftInHand,
  Attachment,
  AttachedFile | undefined,
  CasesTables
>({
  name: 'attach-counter-evidence',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => auditObject(draftId, loaded),
  load: (db, { draftId }, { vault }) => getCounterDraft(db, draftId, vault, true),
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  decide(inHand, { revision, requirementKey, originalSeen, file }, { now }) {
    const { draft } = inHand;
    assertCounterDraftOpen(draft, revision);
    assertAskedFor(inHand, requirementKey);
    const replaced = scannedHere(draft.evidence[requirementKey]);
    const others = draft.originalsSeen.filter((key) => key !== requirementKey);
    return {
      change: {
        draft: {
          draftId: draft.id,
          readRevision: draft.revision,
          evidence: { ...draft.evidence, [requirementKey]: { ...file, zone: 'extranet' } },
          deferred: draft.deferred.filter((key) => key !== requirementKey),
          originalsSeen: originalSeen ? [...others, requirementKey] : others,
        },
        file: fileRowOf(
          { ...file, zone: 'extranet' },
          { kind: 'counter-draft', id: draft.id },
          draft.organId,
          now,
        ),
        replaced,
      },
      answer: replaced,
      events: [],
    };
  },
  async store(db, { draft, file, replaced }, { vault, now }) {
    if (replaced !== undefined) await deleteFileRow(db, replaced.fileId);
    await insertFileRow(db, file);
    await updateCounterDraft(db, draft, vault, now);
    await enqueueJob(db, scanCounterFileTaskName, { fileId: file.id });
  },
});

interface RemoveInput {
  readonly draftId: Id;
  readonly revision: number;
  readonly requirementKey: string;
}

/** Takes a paper off again. Answers with the file whose bytes the caller removes. */
export const removeCounterEvidence = command<
  RemoveInput,
  CounterDraftInHand,
  { readonly draft: CounterDraftChange; readonly removed: AttachedFile | undefined },
  AttachedFile | undefined,
  CasesTables
>({
  name: 'remove-counter-evidence',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => auditObject(draftId, loaded),
  load: (db, { draftId }, { vault }) => getCounterDraft(db, draftId, vault, true),
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  decide({ draft }, { revision, requirementKey }) {
    assertCounterDraftOpen(draft, revision);
    const { [requirementKey]: taken, ...evidence } = draft.evidence;
    const removed = scannedHere(taken);
    return {
      change: {
        draft: {
          draftId: draft.id,
          readRevision: draft.revision,
          evidence,
          originalsSeen: draft.originalsSeen.filter((key) => key !== requirementKey),
        },
        removed,
      },
      answer: removed,
      events: [],
    };
  },
  async store(db, { draft, removed }, { vault, now }) {
    if (removed !== undefined) await deleteFileRow(db, removed.fileId);
    await updateCounterDraft(db, draft, vault, now);
  },
});

/** Where the bytes of an attached paper lie; the route reads them after this, outside the transaction. */
export const viewCounterEvidence = query<
  { readonly draftId: Id; readonly requirementKey: string },
  CounterDraftInHand,
  CasesTables,
  AttachedFile
>({
  name: 'view-counter-evidence',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ draftId }, loaded) => auditObject(draftId, loaded),
  load: (db, { draftId }, { vault }) => getCounterDraft(db, draftId, vault),
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  present({ draft }, { requirementKey }) {
    const file = draft.evidence[requirementKey];
    if (file === undefined) throw new AppError('not-found', 'no-such-evidence', caseMessages.noEvidence);
    return file;
  },
});

/** A file that came with a draft of the portal stays where it is: it is the applicant's. */
function scannedHere(file: AttachedFile | undefined): AttachedFile | undefined {
  return file?.zone === 'extranet' ? file : undefined;
}

function assertAskedFor(inHand: CounterDraftInHand, requirementKey: string): void {
  const isMandate = requirementKey === mandateKey && inHand.draft.agent !== null;
  const isNeeded = evidenceToAttach(inHand).some(({ requirement }) => requirement.key === requirementKey);
  if (!isMandate && !isNeeded)
    throw new AppError('invalid', 'evidence-unknown', counterMessages.documentUnknown);
}
