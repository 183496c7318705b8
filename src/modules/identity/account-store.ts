// Owns the SQL that writes accounts and who holds which post; refuses a password: it takes hashes only.
import type { LegalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { isResidentIdNumber } from '#kernel/identity-numbers';
import { type Id, newId } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import { normaliseLoginName } from './account-kind.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { identityMessages } from './messages.ts';
import type { RealNameLevel } from './real-name-level.ts';

export interface NewResident {
  readonly loginName: string;
  /** From hashPassword, made before the transaction. */
  readonly passwordHash: string;
  readonly displayName: string;
  /** 18 characters (GB 11643); kept encrypted, with a look-up code beside it. */
  readonly idNumber: string;
  readonly email?: string | null;
  readonly realNameLevel: RealNameLevel;
}

/** Answers with the new account's id. Runs as the migrator. Throws AppError 'invalid' `id-number-wrong`. */
export async function createResident(db: AnyDb, vault: Vault, resident: NewResident, now: Date): Promise<Id> {
  if (!isResidentIdNumber(resident.idNumber)) {
    throw new AppError('invalid', 'id-number-wrong', identityMessages.idNumberWrong);
  }
  const id = newId(now);
  await db
    .withTables<IdentityTables>()
    .insertInto('identity.resident')
    .values({
      id,
      loginName: normaliseLoginName(resident.loginName),
      passwordHash: resident.passwordHash,
      displayName: resident.displayName,
      idNumberEncrypted: vault.encrypt(resident.idNumber),
      idNumberHmac: vault.lookUpCode(resident.idNumber),
      email: resident.email ?? null,
      realNameLevel: resident.realNameLevel,
      createdAt: now,
    })
    .execute();
  return id;
}

export interface NewOfficer {
  readonly loginName: string;
  /** From hashPassword, made before the transaction. */
  readonly passwordHash: string;
  readonly displayName: string;
}

/** Answers with the new account's id. An officer without a post may sign in and do nothing. Runs as the migrator. */
export async function createOfficer(db: AnyDb, officer: NewOfficer, now: Date): Promise<Id> {
  const id = newId(now);
  await db
    .withTables<IdentityTables>()
    .insertInto('identity.officer')
    .values({
      id,
      loginName: normaliseLoginName(officer.loginName),
      passwordHash: officer.passwordHash,
      displayName: officer.displayName,
      createdAt: now,
    })
    .execute();
  return id;
}

export interface PostHolding {
  readonly officerId: Id;
  readonly postId: Id;
  readonly validFrom: LegalDay;
  /** The last day on which it holds; without it, until somebody says otherwise. */
  readonly validTo?: LegalDay;
}

/** Gives an officer a post from a day on; saying it again changes nothing. Runs as the migrator. */
export async function givePost(db: AnyDb, holding: PostHolding): Promise<void> {
  await db
    .withTables<IdentityTables>()
    .insertInto('identity.postHolding')
    .values({ ...holding, validTo: holding.validTo ?? null })
    .onConflict((conflict) => conflict.columns(['officerId', 'postId', 'validFrom']).doNothing())
    .execute();
}
