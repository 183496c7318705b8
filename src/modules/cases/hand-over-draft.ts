// Owns the code by which an applicant hands a draft over to a counter; refuses to show the same code twice.
import type { Id } from '#kernel/ids';
import { newQueryCode } from '#kernel/numbers';
import { command } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { DraftInHand } from './draft.ts';
import { assertDraftOpen, getDraftInHand } from './draft-store.ts';
import { handOverLookUp } from './start-counter-draft.ts';

/** Long enough to go from the queue to the window, too short to be found by trying: eight characters are 36 bits. */
const validMinutes = 30;

export interface HandOver {
  /** As 7KQM-3XWD; only its HMAC is stored. */
  readonly code: string;
  readonly expiresAt: Date;
}

interface Offer extends HandOver {
  readonly draftId: Id;
  readonly residentId: Id;
}

/** Makes a code for the draft; an earlier one is worth nothing from then on. */
export const offerHandOver = command<
  { readonly draftId: Id; readonly revision: number },
  DraftInHand,
  Offer,
  HandOver,
  CasesTables
>({
  name: 'offer-hand-over',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide({ draft }, { revision }, { now }) {
    assertDraftOpen(draft, revision);
    const code = newQueryCode();
    const expiresAt = new Date(now.getTime() + validMinutes * 60_000);
    const { id: draftId, residentId } = draft;
    return { change: { draftId, residentId, code, expiresAt }, answer: { code, expiresAt }, events: [] };
  },
  async store(db, { draftId, residentId, code, expiresAt }, { vault }) {
    const codeHmac = vault.lookUpCode(handOverLookUp(code));
    await db
      .insertInto('cases.draftHandOver')
      .values({ draftId, residentId, codeHmac, expiresAt })
      .onConflict((offered) => offered.column('draftId').doUpdateSet({ codeHmac, expiresAt }))
      .execute();
  },
});
