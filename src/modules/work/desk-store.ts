// Owns the SQL of an officer's desk; refuses rows of other officers, as the walls do.
import { type Id, newId } from '#kernel/ids';
import type { Db } from '#platform/database';
import type { DeskView, InboxFilter } from './contract.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** Everything on the desk: views and phrases by name. */
export async function loadDesk(db: Db<WorkTables>, officerId: Id): Promise<DeskView> {
  const views = await db
    .selectFrom('work.savedView')
    .select(['id', 'name'])
    .select((one) => one.ref('wish').$castTo<InboxFilter>().as('wish'))
    .where('officerId', '=', officerId)
    .orderBy('savedAt')
    .execute();
  const phrases = await db
    .selectFrom('work.phrase')
    .select(['id', 'name', 'body'])
    .where('officerId', '=', officerId)
    .orderBy('name')
    .execute();
  const look = await db
    .selectFrom('work.inboxLook')
    .select('lookedAt')
    .where('officerId', '=', officerId)
    .executeTakeFirst();
  return { views, phrases, lookedAt: look?.lookedAt.toISOString() ?? null };
}

export async function storeView(
  db: Db<WorkTables>,
  officerId: Id,
  { name, wish }: { readonly name: string; readonly wish: InboxFilter },
  now: Date,
): Promise<void> {
  const kept = { wish: JSON.stringify(wish), savedAt: now };
  await db
    .insertInto('work.savedView')
    .values({ id: newId(now), officerId, name, ...kept })
    .onConflict((conflict) => conflict.columns(['officerId', 'name']).doUpdateSet(kept))
    .execute();
}

export async function storePhrase(
  db: Db<WorkTables>,
  officerId: Id,
  { name, body }: { readonly name: string; readonly body: string },
  now: Date,
): Promise<void> {
  const kept = { body, savedAt: now };
  await db
    .insertInto('work.phrase')
    .values({ id: newId(now), officerId, name, ...kept })
    .onConflict((conflict) => conflict.columns(['officerId', 'name']).doUpdateSet(kept))
    .execute();
}

export async function removeFromDesk(
  db: Db<WorkTables>,
  table: 'work.savedView' | 'work.phrase',
  officerId: Id,
  id: Id,
): Promise<void> {
  await db.deleteFrom(table).where('officerId', '=', officerId).where('id', '=', id).execute();
}

export async function storeLook(db: Db<WorkTables>, officerId: Id, now: Date): Promise<void> {
  await db
    .insertInto('work.inboxLook')
    .values({ officerId, lookedAt: now })
    .onConflict((conflict) => conflict.column('officerId').doUpdateSet({ lookedAt: now }))
    .execute();
}
