// Owns the way from a committed event to its subscribers; refuses to skip an event whose handler failed.
import { sql } from 'kysely';
import type pg from 'pg';
import type { SystemActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type AnyDb, type Db, inTransaction } from '#platform/database';
import type { StoredEvent } from './event.ts';

/**
 * A named reader of events. Its cursor moves in the same transaction as what its handler writes, so that an event
 * takes effect once; handlers are idempotent all the same, for what reaches beyond the database.
 */
export interface Subscriber {
  /** Stable: the cursor is kept under it. */
  readonly name: string;
  readonly types: readonly string[];
  handle(db: AnyDb, event: StoredEvent): Promise<void>;
}

export interface DispatchOutcome {
  readonly handled: number;
  readonly failed: boolean;
  /** An event is there that can't be read yet, because a transaction that began before it still runs: look again soon. */
  readonly waits?: boolean;
}

/** How many events one transaction hands over at most: one fsync and one move of the cursor for all of them. */
const togetherMost = 16;

/** How many transactions a cursor may lag behind before it is moved without an event. */
const horizonStep = 1_000n;

/** Waits of 1, 2, 4 … seconds, five minutes at most: a failing handler holds its subscriber, never the others. */
export function retryDelaySeconds(failedAttempts: number): number {
  return Math.min(300, 2 ** Math.max(0, failedAttempts - 1));
}

/** The platform acting on an event, under the subscriber's name. */
function actorOf(subscriber: Subscriber): SystemActor {
  return { kind: 'system', name: subscriber.name };
}

/** Gives a new subscriber its cursor, at the beginning of history. */
export async function registerSubscriber(pool: pg.Pool, subscriber: Subscriber): Promise<void> {
  await inTransaction(pool, actorOf(subscriber), { readOnly: false }, async (db) => {
    await sql`insert into platform.subscriber (name, transaction_id, position) values (${subscriber.name}, '0', 0)
      on conflict (name) do nothing`.execute(db);
  });
}

/**
 * Hands the subscriber its next events, as far as there are any, in one transaction with the cursor's move. Any number of
 * workers may call this: a lock lets one of them work on a subscriber at a time. It is an advisory one, because a row's
 * lock would give the transaction an id: each look without an event would then cost an fsync, and while one subscriber's
 * handler ran no other subscriber could read what was committed meanwhile (docs/performance.md).
 *
 * Where an event fails, nothing of the transaction stays. Those before it are then handed over once more, without it, so
 * that it stands first at the next call and holds up none but those behind it.
 *
 * Only events below the oldest running transaction are read: positions commit out of order, and an event that
 * became visible behind the cursor would be lost. Transaction ids are the whole cluster's: a long transaction of
 * another database in the same cluster holds dispatch back too, so the city's database wants a cluster of its own.
 *
 * Blind spot: a dump that is restored into a new cluster meets younger transaction ids there, and dispatch would wait
 * until they have caught up. Physical backups keep them; after a restore from a dump, raise the new cluster's ids
 * above those in platform.event (pg_resetwal --next-transaction-id) before the first start.
 */
export async function dispatchNext(
  pool: pg.Pool,
  subscriber: Subscriber,
  now: Date,
): Promise<DispatchOutcome> {
  return await dispatchAtMost(togetherMost, pool, subscriber, now);
}

async function dispatchAtMost(
  most: number,
  pool: pg.Pool,
  subscriber: Subscriber,
  now: Date,
): Promise<DispatchOutcome> {
  let failing: number | undefined;
  try {
    return await inTransaction<object, DispatchOutcome>(
      pool,
      actorOf(subscriber),
      { readOnly: false },
      async (db) => {
        // Sent together and done one after the other: the look sees what the last holder of the lock committed.
        const [isMine, look] = await Promise.all([
          tryLock(db, subscriber),
          findNextEvents(db, subscriber, now, most),
        ]);
        if (!isMine) return { handled: 0, failed: false };
        const { found, isBehind, horizon, cursorAt } = look;
        const last = found.at(-1);
        if (last === undefined) {
          await moveToHorizon(db, subscriber, cursorAt, horizon);
          return { handled: 0, failed: false, ...(isBehind ? { waits: true } : {}) };
        }
        for (const [index, { event }] of found.entries()) {
          failing = index;
          await subscriber.handle(db, event);
        }
        await sql`update platform.subscriber set transaction_id = ${last.transactionId}::xid8,
        position = ${last.position}::bigint, failed_attempts = 0, retry_at = null, last_error = null
        where name = ${subscriber.name}`.execute(db);
        return { handled: found.length, failed: false };
      },
    );
  } catch (error) {
    if (failing === undefined) throw error;
    if (failing > 0) return await dispatchAtMost(failing, pool, subscriber, now);
    await recordFailure(pool, subscriber, now, error);
    return { handled: 0, failed: true };
  }
}

/** Every lock of the dispatchers is in this class of advisory locks; the number says nothing. */
const lockClass = 4_405;

/** Until the transaction ends. A statement of its own: one snapshot for lock and look would be older than the lock. */
async function tryLock(db: Db<object>, subscriber: Subscriber): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${lockClass}::integer, hashtext(${subscriber.name})) as locked`.execute(
    db,
  );
  return rows[0]?.locked === true;
}

interface FoundEvent {
  readonly event: StoredEvent;
  readonly transactionId: string;
  readonly position: string;
}

interface Look {
  readonly found: readonly FoundEvent[];
  /** There is an event, but not yet below the horizon. */
  readonly isBehind: boolean;
  /** The oldest running transaction, and the transaction at which the cursor stands. */
  readonly horizon: string;
  readonly cursorAt: string;
}

interface EventRow {
  id: string;
  type: string;
  schemaVersion: number;
  subjectKind: string;
  subjectId: string;
  subjectSequence: bigint;
  transactionId: string;
  position: string;
  occurredAt: Date;
  organId: string | null;
  zone: StoredEvent['zone'];
  data: StoredEvent['data'];
}

interface LookRow {
  horizon: string;
  cursorAt: string;
  waitsForRetry: boolean;
  isReady: boolean | null;
}

/** The first events beyond the cursor; where one isn't below the horizon, none after it is. */
async function findNextEvents(
  db: Db<object>,
  subscriber: Subscriber,
  now: Date,
  most: number,
): Promise<Look> {
  const { rows } = await sql<LookRow & EventRow>`
    select horizon.xmin::text as horizon, cursor.transaction_id::text as cursor_at,
      coalesce(cursor.retry_at > ${now}, false) as waits_for_retry, event.transaction_id < horizon.xmin as is_ready,
      event.id, type, schema_version, subject_kind, subject_id, subject_sequence,
      event.transaction_id::text, event.position::text, occurred_at, organ_id, zone, data
    from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) horizon
    cross join platform.subscriber cursor
    left join lateral (
      select * from platform.event
      where (transaction_id, position) > (cursor.transaction_id, cursor.position)
        and type = any (${[...subscriber.types]}::text[])
      order by transaction_id, position limit ${most}) event on true
    where cursor.name = ${subscriber.name}
    order by event.transaction_id, event.position`.execute(db);
  const [first] = rows;
  // A cursor that isn't there, or rests after a failure, doesn't move either.
  if (first === undefined || first.waitsForRetry)
    return { found: [], isBehind: false, horizon: '0', cursorAt: '0' };
  const { horizon, cursorAt, isReady } = first;
  return {
    found: rows.filter((row) => row.isReady === true).map(foundEvent),
    isBehind: isReady === false,
    horizon,
    cursorAt,
  };
}

function foundEvent(row: EventRow): FoundEvent {
  const { id, type, schemaVersion, subjectSequence, occurredAt, organId, zone, data } = row;
  const subject = { kind: row.subjectKind, id: row.subjectId };
  return {
    transactionId: row.transactionId,
    position: row.position,
    event: { id, type, schemaVersion, subject, subjectSequence, occurredAt, organId, zone, data },
  };
}

/**
 * A subscriber of rare events would read all that happened since its last one at every look. Nothing below the horizon
 * is for it, so its cursor may go there; seldom, because each move is a write.
 */
async function moveToHorizon(
  db: Db<object>,
  subscriber: Subscriber,
  cursorAt: string,
  horizon: string,
): Promise<void> {
  if (BigInt(horizon) - BigInt(cursorAt) < horizonStep) return;
  await sql`update platform.subscriber set transaction_id = ${horizon}::xid8, position = 0
    where name = ${subscriber.name}`.execute(db);
}

/** A failure's name without its message: a message may quote what somebody entered. */
function errorName(error: unknown): string {
  if (isAppError(error)) return `${error.kind}/${error.code}`;
  if (error instanceof Error && 'code' in error) return `${error.name} ${String(error.code)}`;
  return error instanceof Error ? error.name : 'unknown';
}

async function recordFailure(
  pool: pg.Pool,
  subscriber: Subscriber,
  now: Date,
  error: unknown,
): Promise<void> {
  const name = errorName(error);
  await inTransaction(pool, actorOf(subscriber), { readOnly: false }, async (db) => {
    const { rows } = await sql<{ failedAttempts: number }>`
      update platform.subscriber set failed_attempts = failed_attempts + 1, last_error = ${name}
      where name = ${subscriber.name} returning failed_attempts`.execute(db);
    const retryAt = new Date(now.getTime() + retryDelaySeconds(rows[0]?.failedAttempts ?? 1) * 1_000);
    await sql`update platform.subscriber set retry_at = ${retryAt} where name = ${subscriber.name}`.execute(
      db,
    );
  });
}

/** How many subscribers wait to try an event again; for the doctor, who runs as the migrator. */
export async function countFailedSubscribers(db: AnyDb): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from platform.subscriber where failed_attempts > 0`.execute(
    db.withTables<Record<never, never>>(),
  );
  return Number(rows[0]?.count ?? 0);
}

/**
 * Whether events wait for the subscriber, those included that can't be read yet because a transaction that began
 * before them still runs, in whichever database of the cluster.
 */
export async function hasUndispatchedEvents(pool: pg.Pool, subscriber: Subscriber): Promise<boolean> {
  return await inTransaction<object, boolean>(pool, actorOf(subscriber), { readOnly: true }, async (db) => {
    const { rows } = await sql`
      select from platform.event, platform.subscriber cursor
      where cursor.name = ${subscriber.name} and event.type = any (${[...subscriber.types]}::text[])
        and (event.transaction_id, event.position) > (cursor.transaction_id, cursor.position) limit 1`.execute(
      db,
    );
    return rows.length > 0;
  });
}
