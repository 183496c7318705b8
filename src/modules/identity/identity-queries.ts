// Owns the SQL by which accounts are read; refuses login names and password hashes to everyone.
import { sql } from 'kysely';
import type { LegalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { listPosts } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import type { IdentityTables } from './identity-tables.gen.ts';
import { identityMessages } from './messages.ts';
import { type RealNameLevel, realNameLevelOf } from './real-name-level.ts';

/** A resident's own data, for the forms that they fill. */
export interface Resident {
  readonly id: Id;
  readonly displayName: string;
  /** In the clear: to be masked where it is shown, encrypted where it is stored. */
  readonly idNumber: string;
  readonly email: string | null;
  readonly realNameLevel: RealNameLevel;
}

/** A colleague, as officers see each other. */
export interface Officer {
  readonly id: Id;
  readonly displayName: string;
}

/**
 * The resident who acts; in the internet zone nobody sees another one's row. Throws AppError 'not-found'
 * `no-such-resident`.
 */
export async function getResident(db: AnyDb, vault: Vault, residentId: Id): Promise<Resident> {
  const { idNumberEncrypted, realNameLevel, ...row } = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.resident')
    .select(['id', 'displayName', 'idNumberEncrypted', 'email', 'realNameLevel'])
    .where('id', '=', residentId)
    .executeTakeFirstOrThrow(
      () => new AppError('not-found', 'no-such-resident', identityMessages.noSuchResident),
    );
  return {
    ...row,
    idNumber: vault.decrypt(idNumberEncrypted),
    realNameLevel: realNameLevelOf(realNameLevel),
  };
}

/** Where mail for a resident goes, if they gave an address; for the extranet's worker. */
export async function findMailAddress(db: AnyDb, residentId: Id): Promise<string | undefined> {
  const row = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.resident')
    .select('email')
    .where('id', '=', residentId)
    .executeTakeFirst();
  return row?.email ?? undefined;
}

/** The officers who hold a post with one of these roles in the organ on that day, by name; for the extranet. */
export async function listOfficers(
  db: AnyDb,
  organId: Id,
  among: readonly Role[],
  day: LegalDay,
): Promise<readonly Officer[]> {
  const posts = (await listPosts(db, { organId })).filter((post) => among.includes(post.role));
  return db
    .withTables<IdentityTables>()
    .selectFrom('identity.officer as officer')
    .innerJoin('identity.postHolding as holding', 'holding.officerId', 'officer.id')
    .select(['officer.id', 'officer.displayName'])
    .distinct()
    .where(sql<boolean>`holding.post_id = any (${posts.map((post) => post.id)}::uuid[])`)
    .where('officer.closedAt', 'is', null)
    .where('holding.validFrom', '<=', day)
    .where((row) => row.or([row('holding.validTo', 'is', null), row('holding.validTo', '>=', day)]))
    .orderBy('officer.displayName')
    .orderBy('officer.id')
    .execute();
}

/** The names of these officers by id, of those too who have left; for the extranet. */
export async function listOfficerNames(db: AnyDb, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const rows = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.officer')
    .select(['id', 'displayName'])
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.displayName]));
}
