// Owns the SQL of sessions and of attempts at sign-in, all of it through the database's own functions, which know the
// kind of account by the login that asks; refuses to see a table.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Db } from '#platform/database';
import type { IdentityTables } from './identity-tables.gen.ts';

type Handle = Db<IdentityTables>;

export interface Credentials {
  readonly accountId: Id;
  readonly passwordHash: string;
}

/** Attempts with one login name since the last that succeeded or the last quiet quarter of an hour. */
export interface FailedAttempts {
  readonly failedCount: number;
  readonly lastFailedAt: Date;
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly accountId: Id;
  readonly expiresAt: Date;
}

/** A living session and whom it belongs to, as the database tells it. */
export interface SessionRow {
  readonly accountKind: string;
  readonly accountId: Id;
  readonly displayName: string;
  readonly realNameLevel: number | null;
  readonly posts: readonly {
    readonly postId: Id;
    readonly organId: Id;
    readonly role: string;
    readonly actingForId?: Id;
  }[];
  readonly lastSeenAt: Date;
}

export async function findCredentials(db: Handle, loginName: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select account_id, password_hash from identity.find_credentials(${loginName})`.execute(db);
  return rows[0];
}

/** Also holds the login name until the transaction ends, so that attempts are counted one after the other. */
export async function lockFailedAttempts(
  db: Handle,
  loginNameCode: Buffer,
): Promise<FailedAttempts | undefined> {
  const { rows } = await sql<FailedAttempts>`
    select failed_count, last_failed_at from identity.lock_failed_attempts(${loginNameCode})`.execute(db);
  return rows[0];
}

export async function countAttempt(db: Handle, loginNameCode: Buffer, at: Date): Promise<void> {
  await sql`select identity.record_attempt(${loginNameCode}, ${at}, false)`.execute(db);
}

export async function forgetAttempts(db: Handle, loginNameCode: Buffer, at: Date): Promise<void> {
  await sql`select identity.record_attempt(${loginNameCode}, ${at}, true)`.execute(db);
}

export async function insertSession(db: Handle, session: NewSession, at: Date): Promise<void> {
  await sql`
    select identity.open_session(${session.tokenHash}, ${session.accountId}, ${at}, ${session.expiresAt})`.execute(
    db,
  );
}

/** One look for any number of tokens: a row each, in their order, undefined where no session lives. */
export async function findSessionRows(
  db: Handle,
  asked: readonly { readonly tokenHash: Buffer; readonly at: Date }[],
  idleMinutes: number,
): Promise<readonly (SessionRow | undefined)[]> {
  const hashes = asked.map((one) => one.tokenHash);
  const instants = asked.map((one) => one.at);
  const { rows } = await sql<SessionRow & { readonly position: bigint }>`
    select asked.position, account_kind, account_id, display_name, real_name_level, posts, last_seen_at
    from unnest(${hashes}::bytea[], ${instants}::timestamptz[]) with ordinality as asked (token_hash, at, position)
    cross join lateral identity.find_session(asked.token_hash, asked.at, make_interval(mins => ${idleMinutes}))`.execute(
    db,
  );
  const found = new Map(rows.map(({ position, ...row }) => [Number(position), row]));
  return asked.map((_, index) => found.get(index + 1));
}

export async function touchSession(db: Handle, tokenHash: Buffer, at: Date): Promise<void> {
  await sql`select identity.touch_session(${tokenHash}, ${at})`.execute(db);
}

export async function closeSession(db: Handle, tokenHash: Buffer, at: Date): Promise<void> {
  await sql`select identity.end_session(${tokenHash}, ${at})`.execute(db);
}

export async function deleteOldSignIns(db: Handle, at: Date): Promise<void> {
  await sql`select identity.sweep_sign_ins(${at})`.execute(db);
}
