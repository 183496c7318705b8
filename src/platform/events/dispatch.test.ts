import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { text } from '#kernel/texts';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { dispatchNext, registerSubscriber, retryDelaySeconds, type Subscriber } from './dispatch.ts';
import type { StoredEvent } from './event.ts';

function eventOf(
  subjectId: Id,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    id: newId(testNow),
    type: 'NoteWritten',
    schemaVersion: 1,
    subjectKind: 'note',
    subjectId,
    occurredAt: testNow.toISOString(),
    actorKind: 'system',
    ...more,
  };
}

async function record(client: pg.Pool | pg.PoolClient, ...events: readonly unknown[]): Promise<void> {
  await client.query('select platform.record_use_case($1, null)', [JSON.stringify(events)]);
}

function later(seconds: number): Date {
  return new Date(testNow.getTime() + seconds * 1_000);
}

let subscribers = 0;

/** A subscriber that remembers what it was handed. */
function listener(types: readonly string[] = ['NoteWritten']): Subscriber & { readonly seen: StoredEvent[] } {
  const seen: StoredEvent[] = [];
  subscribers += 1;
  return {
    name: `listener-${subscribers}`,
    types,
    seen,
    handle: async (_db, event) => {
      seen.push(event);
    },
  };
}

describe('events and their dispatch', () => {
  let database: TestDatabase;
  let internet: pg.Pool;
  let worker: pg.Pool;
  let subject: Id;

  before(async () => {
    database = await createTestDatabase({ maxConnections: 10 });
    internet = database.pools.get('internet');
    worker = database.pools.get('worker_extranet');
    await database.migratorPool.query(
      `insert into platform.internet_event values ('NoteWritten'), ('NoteBurnt')`,
    );
  });
  after(() => database.close());
  beforeEach(async () => {
    subject = newId(testNow);
    await database.migratorPool.query('truncate platform.event, platform.event_subject, platform.subscriber');
  });

  /**
   * Waits until what was committed can be read. Transaction ids are the whole cluster's, so that the transactions of
   * test files that run beside this one hold dispatch back for a moment as well.
   */
  async function settle(): Promise<void> {
    const { rows } = await database.migratorPool.query<{ id: string }>(
      'select pg_current_xact_id()::text as id',
    );
    for (;;) {
      const passed = await database.migratorPool.query<{ yes: boolean }>(
        'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as yes',
        [rows[0]?.id],
      );
      if (passed.rows[0]?.yes === true) return;
      await sleep(5);
    }
  }
  async function tell(...events: readonly unknown[]): Promise<void> {
    await record(internet, ...events);
    await settle();
  }
  async function drain(subscriber: Subscriber, now = testNow): Promise<number> {
    let handled = 0;
    for (;;) {
      const outcome = await dispatchNext(worker, subscriber, now);
      if (outcome.handled === 0) return handled;
      handled += outcome.handled;
    }
  }
  async function sequencesOf(subjectId: Id): Promise<readonly bigint[]> {
    const { rows } = await database.migratorPool.query<{ number: bigint }>(
      'select subject_sequence as number from platform.event where subject_id = $1 order by transaction_id, position',
      [subjectId],
    );
    return rows.map((row) => row.number);
  }
  async function begin(): Promise<{ client: pg.PoolClient; transactionId: bigint; commit(): Promise<void> }> {
    const client = await internet.connect();
    await client.query('begin');
    const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
    const commit = async () => {
      await client.query('commit');
      client.release();
    };
    return { client, transactionId: BigInt(rows[0]?.id ?? 0), commit };
  }

  test('a subject’s events are numbered without gaps, in the order of dispatch, under eight writers at once', async () => {
    const other = newId(testNow);
    const write = async () => {
      for (let round = 0; round < 12; round += 1) {
        const client = await internet.connect();
        await client.query('begin');
        await record(client, eventOf(subject), eventOf(other));
        // Some transactions fail after their events were numbered.
        await client.query(round % 4 === 3 ? 'rollback' : 'commit');
        client.release();
      }
    };
    await Promise.all(Array.from({ length: 8 }, write));
    const expected = Array.from({ length: 72 }, (_, index) => BigInt(index + 1));
    assert.deepEqual(await sequencesOf(subject), expected);
    assert.deepEqual(await sequencesOf(other), expected);
  });

  test('a subscriber gets the events of its types with all that they say', async () => {
    const told = listener();
    await registerSubscriber(worker, told);
    const organId = newId(testNow);
    const event = eventOf(subject, { organId, data: { dueOn: '2026-12-01', count: 2, isLate: false } });
    await tell(eventOf(subject, { type: 'NoteBurnt' }), event);
    assert.equal(await drain(told), 1);
    assert.deepEqual(told.seen, [
      {
        id: event['id'],
        type: 'NoteWritten',
        schemaVersion: 1,
        subject: { kind: 'note', id: subject },
        subjectSequence: 2n,
        occurredAt: testNow,
        organId,
        zone: 'internet',
        data: { dueOn: '2026-12-01', count: 2, isLate: false },
      },
    ]);
  });

  test('an event whose transaction began earlier and commits later is not lost', async () => {
    const told = listener();
    await registerSubscriber(worker, told);
    const long = await begin();
    await record(long.client, eventOf(subject, { type: 'NoteWritten', data: { who: 'long' } }));
    const quick = await begin();
    assert.ok(quick.transactionId > long.transactionId);
    await record(quick.client, eventOf(newId(testNow), { data: { who: 'quick' } }));
    await quick.commit();
    assert.equal(await drain(told), 0, 'what is above the oldest running transaction waits');
    await long.commit();
    await settle();
    assert.equal(await drain(told), 2);
    assert.deepEqual(
      told.seen.map((event) => event.data['who']),
      ['long', 'quick'],
    );
  });

  test('a subject’s second event never comes before its first, whose transaction began later and ended earlier', async () => {
    const told = listener();
    await registerSubscriber(worker, told);
    const a = await begin();
    const c = await begin();
    const b = await begin();
    assert.ok(a.transactionId < c.transactionId && c.transactionId < b.transactionId);
    await record(b.client, eventOf(subject, { data: { order: 1 } }));
    await b.commit();
    await record(a.client, eventOf(subject, { data: { order: 2 } }));
    await a.commit();
    // c still runs: below it lies a, which wrote the second event, and above it b, which wrote the first.
    await drain(told);
    await c.commit();
    await settle();
    await drain(told);
    assert.deepEqual(
      told.seen.map((event) => [event.data['order'], event.subjectSequence]),
      [
        [1, 1n],
        [2, 2n],
      ],
    );
  });

  test('no event is lost or out of order while writers and a worker run together', async () => {
    const told = listener();
    await registerSubscriber(worker, told);
    const subjects = Array.from({ length: 4 }, () => newId(testNow));
    let writing = true;
    const write = async (seed: number) => {
      for (let round = 0; round < 15; round += 1) {
        const { client, commit } = await begin();
        await record(client, eventOf(subjects[(seed + round) % 4] ?? subject));
        if ((seed * round) % 3 === 0) await sleep((seed * 7) % 11);
        await commit();
      }
    };
    const dispatching = (async () => {
      while (writing) await dispatchNext(worker, told, testNow);
      await settle();
      await drain(told);
    })();
    await Promise.all(Array.from({ length: 6 }, (_, seed) => write(seed)));
    writing = false;
    await dispatching;
    assert.equal(told.seen.length, 90);
    for (const one of subjects) {
      const numbers = told.seen
        .filter((event) => event.subject.id === one)
        .map((event) => event.subjectSequence);
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => BigInt(index + 1)),
      );
    }
  });

  test('two workers never hand the same event out twice', async () => {
    const counting = listener();
    await registerSubscriber(worker, counting);
    for (let count = 0; count < 40; count += 1) await tell(eventOf(subject));
    const work = async () => {
      while (counting.seen.length < 40) await dispatchNext(worker, counting, testNow);
    };
    await Promise.all([work(), work(), work()]);
    assert.equal(new Set(counting.seen.map((event) => event.id)).size, 40);
    assert.equal(counting.seen.length, 40);
    assert.equal(await drain(counting), 0);
  });

  test('a handler that fails gets the same event again, after a wait that doubles', async () => {
    let failures = 0;
    const seen: Id[] = [];
    const failing: Subscriber = {
      ...listener(),
      async handle(_db, event) {
        seen.push(event.id);
        if (failures < 2) {
          failures += 1;
          throw new AppError('unavailable', 'neighbour-away', text('张三的电话', 'private words'));
        }
      },
    };
    await registerSubscriber(worker, failing);
    await tell(eventOf(subject), eventOf(subject));
    const stateOf = async () =>
      (
        await database.migratorPool.query(
          'select failed_attempts, retry_at, last_error from platform.subscriber where name = $1',
          [failing.name],
        )
      ).rows[0];
    assert.deepEqual(await dispatchNext(worker, failing, testNow), { handled: 0, failed: true });
    assert.deepEqual(await stateOf(), {
      failed_attempts: 1,
      retry_at: later(1),
      last_error: 'unavailable/neighbour-away',
    });
    assert.deepEqual(await dispatchNext(worker, failing, later(0.5)), { handled: 0, failed: false });
    assert.deepEqual(await dispatchNext(worker, failing, later(1)), { handled: 0, failed: true });
    assert.deepEqual(await dispatchNext(worker, failing, later(2.5)), { handled: 0, failed: false });
    assert.equal(await drain(failing, later(3)), 2);
    assert.deepEqual(await stateOf(), { failed_attempts: 0, retry_at: null, last_error: null });
    assert.equal(new Set(seen.slice(0, 3)).size, 1, 'the same event until it succeeded');
  });

  test('a failing subscriber holds itself back and nobody else', async () => {
    const told = listener();
    const failing: Subscriber = { ...listener(), handle: () => Promise.reject(new Error('always')) };
    await registerSubscriber(worker, told);
    await registerSubscriber(worker, failing);
    await tell(eventOf(subject), eventOf(subject));
    await dispatchNext(worker, failing, testNow);
    assert.equal(await drain(told), 2);
  });

  test('what a failing handler wrote is rolled back, so that it takes effect once', async () => {
    let attempt = 0;
    const writing: Subscriber = {
      ...listener(),
      async handle(db) {
        attempt += 1;
        await sql`insert into platform.subscriber (name, transaction_id, position)
          values (${`effect-${attempt}`}, '0', 0)`.execute(db.withTables<Record<never, never>>());
        if (attempt === 1) throw new Error('after writing');
      },
    };
    await registerSubscriber(worker, writing);
    await tell(eventOf(subject));
    await dispatchNext(worker, writing, testNow);
    await dispatchNext(worker, writing, later(1));
    const { rows } = await database.migratorPool.query(
      `select name from platform.subscriber where name like 'effect-%'`,
    );
    assert.deepEqual(rows, [{ name: 'effect-2' }]);
  });

  test('what stands before a failing event takes effect once, and only what stands behind it waits', async () => {
    let isAway = true;
    const writing: Subscriber = {
      ...listener(),
      async handle(db, event) {
        if (isAway && event.subjectSequence === 3n) throw new Error('away');
        await sql`insert into platform.subscriber (name, transaction_id, position)
          values (${`told-${event.subjectSequence}`}, '0', 0)`.execute(db.withTables<Record<never, never>>());
      },
    };
    const told = async () =>
      (
        await database.migratorPool.query(
          `select name from platform.subscriber where name like 'told-%' order by name`,
        )
      ).rows.map((row) => row.name);
    await registerSubscriber(worker, writing);
    for (let count = 0; count < 4; count += 1) await tell(eventOf(subject));
    assert.deepEqual(await dispatchNext(worker, writing, testNow), { handled: 2, failed: false });
    assert.deepEqual(await told(), ['told-1', 'told-2']);
    assert.deepEqual(await dispatchNext(worker, writing, testNow), { handled: 0, failed: true });
    isAway = false;
    assert.equal(await drain(writing, later(1)), 2);
    assert.deepEqual(await told(), ['told-1', 'told-2', 'told-3', 'told-4']);
  });

  test('registering again keeps the cursor; a new subscriber begins with the first event', async () => {
    const told = listener();
    await registerSubscriber(worker, told);
    await tell(eventOf(subject));
    await drain(told);
    await registerSubscriber(worker, told);
    assert.equal(await drain(told), 0);
    const newcomer = listener();
    await registerSubscriber(worker, newcomer);
    assert.equal(await drain(newcomer), 1);
  });

  test('a subscriber of rare events does not read all of history at every look, and misses nothing by it', async () => {
    const rare = listener(['NoteBurnt']);
    await registerSubscriber(worker, rare);
    await tell(eventOf(subject));
    await database.migratorPool.query(
      'do $$ begin for number in 1 .. 1100 loop perform pg_current_xact_id(); commit; end loop; end $$',
    );
    await settle();
    const running = await begin();
    await record(running.client, eventOf(subject, { type: 'NoteBurnt' }));
    assert.equal(await drain(rare), 0);
    const cursor = await database.migratorPool.query<{ reached: boolean }>(
      'select transaction_id::text::bigint > 0 as reached from platform.subscriber where name = $1',
      [rare.name],
    );
    assert.deepEqual(cursor.rows, [{ reached: true }]);
    await running.commit();
    await settle();
    assert.equal(await drain(rare), 1);
  });
});

describe('the wait after a failure', () => {
  test('doubles from a second to five minutes', () => {
    const waits = [0, 1, 2, 3, 4, 8, 9, 10, 1_000].map(retryDelaySeconds);
    assert.deepEqual(waits, [1, 1, 2, 4, 8, 128, 256, 300, 300]);
  });
});
