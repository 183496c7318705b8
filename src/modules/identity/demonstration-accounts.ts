// Owns the accounts for trying Yizhan out; refuses an installation that has accounts of its own.
import { join } from 'node:path';
import { sql } from 'kysely';
import Type, { type Static } from 'typebox';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { isResidentIdNumber } from '#kernel/identity-numbers';
import type { Role } from '#kernel/roles';
import { fillText, type Text, text } from '#kernel/texts';
import { listOrgans, listPosts, type Post } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import { dataFileFault, readDataFile } from '#platform/data-files';
import type { AnyDb, Db } from '#platform/database';
import type { AccountKind } from './account-kind.ts';
import { createOfficer, createResident, givePost } from './account-store.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { identityFileProblems, identityMessages } from './messages.ts';
import { hashPassword } from './password.ts';

const loginName = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const displayName = Type.String({ pattern: '^示例', maxLength: 60 });

const accountsFile = Type.Object(
  {
    about: Type.Array(Type.String()),
    checkedOn: Type.String(),
    password: Type.String({ minLength: 12, maxLength: 200 }),
    residents: Type.Array(
      Type.Object(
        {
          loginName,
          displayName,
          idNumber: Type.String(),
          email: Type.Union([Type.String({ pattern: '@example\\.(com|org|net)$' }), Type.Null()]),
          realNameLevel: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
        },
        { additionalProperties: false },
      ),
    ),
    officers: Type.Array(
      Type.Object(
        { loginName, displayName, posts: Type.Array(Type.String()) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
type AccountsFile = Static<typeof accountsFile>;

/** An account to be shown to whoever started the demonstration. Residents have neither role nor organ. */
export interface DemonstrationAccount {
  readonly kind: AccountKind;
  readonly loginName: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role | null;
  readonly postName: Text | null;
  readonly organName: Text | null;
}

/**
 * Makes what is missing of demonstration-accounts.json and answers with all of its accounts, those that were there
 * included. Runs as the migrator, after loadPosts.
 *
 * Throws AppError 'conflict' `not-a-demonstration` where the database has accounts and none of them has one of the
 * file's identity numbers, which nobody else can have: a public password must not open an installation that people
 * use. Whether this is a demonstration at all is for the command line to say; this is the second line. Blind spot: an
 * installation without any account is taken for an empty one.
 */
export async function loadDemonstrationAccounts(
  db: AnyDb,
  directory: string,
  vault: Vault,
  now: Date,
): Promise<readonly DemonstrationAccount[]> {
  const path = join(directory, 'demonstration-accounts.json');
  const file = await readDataFile(path, accountsFile);
  const posts = new Map((await listPosts(db)).map((post) => [post.key, post]));
  checkAccounts(path, file, posts);
  const tables = db.withTables<IdentityTables>();
  const known = await listLoginNames(tables);
  const ofTheFile = [...file.residents, ...file.officers];
  if (known.size > 0 && !(await isDemonstration(tables, file, vault))) {
    throw new AppError('conflict', 'not-a-demonstration', identityMessages.notADemonstration);
  }
  if (ofTheFile.some((account) => !known.has(account.loginName))) {
    // One hash for all, which share a public password: the one place where hashing inside a transaction is accepted.
    const passwordHash = await hashPassword(file.password);
    for (const resident of file.residents) {
      if (!known.has(resident.loginName)) await createResident(db, vault, { ...resident, passwordHash }, now);
    }
    for (const officer of file.officers) {
      if (known.has(officer.loginName)) continue;
      const officerId = await createOfficer(db, { ...officer, passwordHash }, now);
      for (const key of officer.posts) {
        const post = posts.get(key);
        if (post !== undefined)
          await givePost(db, { officerId, postId: post.id, validFrom: legalDayOf(now) });
      }
    }
  }
  return describeAccounts(db, file, posts);
}

function checkAccounts(path: string, file: AccountsFile, posts: ReadonlyMap<string, Post>): void {
  for (const resident of file.residents) {
    if (isResidentIdNumber(resident.idNumber) && resident.idNumber.startsWith('00')) continue;
    throw dataFileFault(path, text(resident.loginName, resident.loginName), identityFileProblems.idNumber);
  }
  for (const officer of file.officers) {
    const unknown = officer.posts.find((key) => !posts.has(key));
    if (unknown === undefined) continue;
    const place = text(officer.loginName, officer.loginName);
    throw dataFileFault(path, place, fillText(identityFileProblems.noSuchPost, { post: unknown }));
  }
}

async function listLoginNames(db: Db<IdentityTables>): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('identity.resident')
    .select('loginName')
    .unionAll(db.selectFrom('identity.officer').select('loginName'))
    .execute();
  // Whoever was seen at a counter has no login.
  return new Set(rows.flatMap((row) => row.loginName ?? []));
}

async function isDemonstration(db: Db<IdentityTables>, file: AccountsFile, vault: Vault): Promise<boolean> {
  const codes = file.residents.map((resident) => vault.lookUpCode(resident.idNumber));
  const { rows } = await sql`
    select from identity.resident where id_number_hmac = any (${codes}::bytea[]) limit 1`.execute(db);
  return rows.length > 0;
}

async function describeAccounts(
  db: AnyDb,
  file: AccountsFile,
  posts: ReadonlyMap<string, Post>,
): Promise<readonly DemonstrationAccount[]> {
  const organNames = new Map((await listOrgans(db)).map((organ) => [organ.id, organ.name]));
  const { password } = file;
  const residents = file.residents.map((account) => ({
    kind: 'resident' as const,
    loginName: account.loginName,
    password,
    displayName: account.displayName,
    role: null,
    postName: null,
    organName: null,
  }));
  const officers = file.officers.map((account) => {
    const post = posts.get(account.posts[0] ?? '');
    return {
      kind: 'officer' as const,
      loginName: account.loginName,
      password,
      displayName: account.displayName,
      role: post?.role ?? null,
      postName: post?.name ?? null,
      organName: organNames.get(post?.organId ?? '') ?? null,
    };
  });
  return [...residents, ...officers];
}
