// Owns the end of a counter draft that is not sent: it is forgotten, and what came from the portal goes back there.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import { deleteFileRow } from '#platform/files';
import { command } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { RevisionBody } from './counter-contract.ts';
import { assertCounterDraftOpen, type CounterDraftInHand } from './counter-draft.ts';
import { deleteCounterDraft, getCounterDraft } from './counter-draft-store.ts';

interface Discarding {
  readonly draftId: Id;
  readonly scannedIds: readonly Id[];
}

/** Answers with the ids of the files whose bytes the caller removes. */
export const discardCounterDraft = command<
  RevisionBody & { readonly draftId: Id },
  CounterDraftInHand,
  Discarding,
  readonly Id[],
  CasesTables
>({
  name: 'discard-counter-draft',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => ({
    kind: 'counter-draft',
    id: draftId,
    ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
  }),
  load: (db, { draftId }, { vault }) => getCounterDraft(db, draftId, vault, true),
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  decide({ draft }, { revision }) {
    assertCounterDraftOpen(draft, revision);
    const scannedIds = Object.values(draft.evidence)
      .filter((file) => file.zone === 'extranet')
      .map((file) => file.fileId);
    return { change: { draftId: draft.id, scannedIds }, answer: scannedIds, events: [] };
  },
  async store(db, { draftId, scannedIds }, { now }) {
    await sql`select cases.give_back_draft(${draftId}, ${now})`.execute(db);
    for (const fileId of scannedIds) await deleteFileRow(db, fileId);
    await deleteCounterDraft(db, draftId);
  },
});
