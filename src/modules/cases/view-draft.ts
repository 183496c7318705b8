// Owns how an applicant sees a draft, and the list of them; refuses the drafts of others.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { titlesOfLifeEvents as titlesOf } from '#modules/catalogue';
import { query } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { DraftInHand } from './draft.ts';
import { getDraftInHand } from './draft-store.ts';

/** The draft with its catalogue, as its pages need it. */
export const viewDraft = query<{ readonly draftId: Id }, DraftInHand, CasesTables, DraftInHand>({
  name: 'view-draft',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault),
  permission: (actor, { draft }) => isOwn(actor, draft),
  present: (inHand) => inHand,
});

/** A draft in the list of those that were not submitted. */
export interface DraftRow {
  readonly id: Id;
  readonly lifeEventTitle: Text;
  /** Name of the shop, as far as it was entered. */
  readonly subject: string | undefined;
  readonly updatedAt: Date;
}

/** The resident's open drafts, last changed first. */
export const listDrafts = query<Record<never, never>, readonly DraftRow[], CasesTables, readonly DraftRow[]>({
  name: 'list-drafts',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: () => ({ kind: 'draft' }),
  async load(db) {
    const rows = await db
      .selectFrom('cases.draft')
      .select([
        'id',
        'lifeEventVersionId',
        'updatedAt',
        sql<string | null>`answers ->> 'shopName'`.as('subject'),
      ])
      .where('submittedAt', 'is', null)
      .orderBy('updatedAt', 'desc')
      .limit(50)
      .execute();
    const titles = await titlesOf(
      db,
      rows.map((row) => row.lifeEventVersionId),
    );
    return rows.map((row) => ({
      id: row.id,
      lifeEventTitle: titles.get(row.lifeEventVersionId) ?? { zh: '', en: '' },
      subject: row.subject ?? undefined,
      updatedAt: row.updatedAt,
    }));
  },
  permission: (actor) => actor.kind === 'resident',
  present: (rows) => rows,
});
