// Owns residents and officers for tests, stating only what matters; refuses to be used outside of them.
import { randomInt } from 'node:crypto';
import type { HeldPost, OfficerActor, ResidentActor } from '#kernel/actors';
import { type LegalDay, legalDay } from '#kernel/dates';
import { isResidentIdNumber } from '#kernel/identity-numbers';
import { newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { ensurePost, type Organ } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import { createOfficer, createResident, givePost } from './account-store.ts';
import { hashPassword } from './password.ts';
import type { RealNameLevel } from './real-name-level.ts';

/** Every fixture has this password; its hash is made once a process. */
export const fixturePassword = 'the password of tests';
let fixtureHash: Promise<string> | undefined;

function hashOfFixtures(): Promise<string> {
  fixtureHash ??= hashPassword(fixturePassword);
  return fixtureHash;
}

/** A new identity number that passes the check and can be nobody's: no address code begins with 00 (GB/T 2260). */
export function exampleIdNumber(): string {
  const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0');
  const first = `00${digits(4)}19900101${digits(3)}`;
  return [...'0123456789X'].map((one) => first + one).find(isResidentIdNumber) ?? first;
}

interface SignInData {
  readonly loginName: string;
  readonly password: string;
  readonly displayName: string;
}

export interface BuiltResident extends SignInData {
  readonly actor: ResidentActor;
  readonly idNumber: string;
}

export interface ResidentFixture {
  readonly loginName?: string;
  readonly displayName?: string;
  readonly idNumber?: string;
  readonly email?: string;
  readonly realNameLevel?: RealNameLevel;
}

/** A resident seen in person, without a mail address, unless said otherwise. Runs as the migrator. */
export async function buildResident(
  db: AnyDb,
  vault: Vault,
  stated: ResidentFixture = {},
): Promise<BuiltResident> {
  const now = new Date();
  const loginName = stated.loginName ?? `resident-${newId(now)}`;
  const displayName = stated.displayName ?? '示例居民';
  const idNumber = stated.idNumber ?? exampleIdNumber();
  const realNameLevel = stated.realNameLevel ?? 3;
  const passwordHash = await hashOfFixtures();
  const account = {
    loginName,
    displayName,
    idNumber,
    realNameLevel,
    passwordHash,
    email: stated.email ?? null,
  };
  const id = await createResident(db, vault, account, now);
  const actor = { kind: 'resident', id, realNameLevel } as const;
  return { actor, loginName, password: fixturePassword, displayName, idNumber };
}

export interface BuiltOfficer extends SignInData {
  readonly actor: OfficerActor;
}

export interface OfficerFixture {
  readonly loginName?: string;
  readonly displayName?: string;
  readonly posts?: readonly { readonly organ: Pick<Organ, 'id' | 'key'>; readonly role: Role }[];
  /** The day on which the posts begin; long ago unless said otherwise. */
  readonly validFrom?: LegalDay;
  readonly validTo?: LegalDay;
}

/** An officer without a post, unless said otherwise. Runs as the migrator. */
export async function buildOfficer(db: AnyDb, stated: OfficerFixture = {}): Promise<BuiltOfficer> {
  const now = new Date();
  const loginName = stated.loginName ?? `officer-${newId(now)}`;
  const displayName = stated.displayName ?? '示例工作人员';
  const id = await createOfficer(db, { loginName, displayName, passwordHash: await hashOfFixtures() }, now);
  const posts: HeldPost[] = [];
  for (const { organ, role } of stated.posts ?? []) {
    const postId = await ensurePost(db, organ, role, now);
    await givePost(db, {
      officerId: id,
      postId,
      validFrom: stated.validFrom ?? legalDay('2020-01-01'),
      ...(stated.validTo === undefined ? {} : { validTo: stated.validTo }),
    });
    posts.push({ postId, organId: organ.id, role });
  }
  return { actor: { kind: 'officer', id, posts }, loginName, password: fixturePassword, displayName };
}
