// Owns the question whether somebody holds a valid licence of a kind; refuses to answer for other holders.
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { LicencesTables } from './licences-tables.gen.ts';

/**
 * The reader's own valid licence of this kind with this number. Row-level security hides other holders' licences from
 * the internet zone, so that a number alone tells nothing.
 */
export async function findOwnLicence(
  db: AnyDb,
  { number, kind }: { readonly number: string; readonly kind: string },
): Promise<{ readonly id: Id; readonly number: string; readonly verificationCode: string } | undefined> {
  return await db
    .withTables<LicencesTables>()
    .selectFrom('licences.licence')
    .select(['id', 'number', 'verificationCode'])
    .where('number', '=', number.trim().toUpperCase())
    .where('kind', '=', kind)
    .where('status', '=', 'valid')
    .executeTakeFirst();
}

/** The id of the reader's own licence with this number, whatever its state; undefined for others' licences. */
export async function findOwnLicenceId(db: AnyDb, number: string): Promise<Id | undefined> {
  const row = await db
    .withTables<LicencesTables>()
    .selectFrom('licences.licence')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.id;
}
