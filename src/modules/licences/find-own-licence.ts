// Owns the question whether somebody holds a valid licence of a kind; refuses to answer for other holders.
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { LicencesTables } from './licences-tables.gen.ts';

export interface LicenceQuestion {
  readonly number: string;
  readonly kind: string;
  readonly holderId: Id;
  readonly on: LegalDay;
}

/** The holder's own licence of this kind with this number, as long as it is valid and has not expired on that day. */
export async function findOwnLicence(
  db: AnyDb,
  { number, kind, holderId, on }: LicenceQuestion,
): Promise<{ readonly id: Id; readonly number: string; readonly verificationCode: string } | undefined> {
  return await db
    .withTables<LicencesTables>()
    .selectFrom('licences.licence')
    .select(['id', 'number', 'verificationCode'])
    .where('number', '=', number.trim().toUpperCase())
    .where('kind', '=', kind)
    .where('holderId', '=', holderId)
    .where('status', '=', 'valid')
    .where((licence) => licence.or([licence('expiresOn', 'is', null), licence('expiresOn', '>=', on)]))
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
