import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { anonymous, type OfficerActor, type ResidentActor } from '#kernel/actors';
import { newId } from '#kernel/ids';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { type Db, inTransaction, writeAhead } from './transaction.ts';

const resident: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 1 };
const posts = [newId(testNow), newId(testNow)].flatMap((organId) => [
  { postId: newId(testNow), organId, role: 'reviewer' as const },
  { postId: newId(testNow), organId, role: 'approver' as const },
]);
const officer: OfficerActor = { kind: 'officer', id: newId(testNow), posts };
const readWrite = { readOnly: false };

interface Acting {
  readonly actorId: string | null;
  readonly organIds: readonly string[];
}

async function actingIn(db: Db<unknown>): Promise<Acting | undefined> {
  const { rows } = await sql<Acting>`
    select platform.actor_id() as actor_id, platform.actor_organ_ids()::text[] as organ_ids`.execute(db);
  return rows[0];
}

/** Counts what is sent: every round trip to the server is one call of the client's query. */
function countRoundTrips(client: pg.PoolClient): { readonly sent: string[]; restore(): void } {
  const sent: string[] = [];
  const original = client.query;
  const spied = new Proxy(original, {
    apply(target, self, parameters: unknown[]) {
      const [first] = parameters;
      sent.push(typeof first === 'string' ? first : JSON.stringify(first));
      return Reflect.apply(target, self, parameters);
    },
  });
  client.query = spied;
  return {
    sent,
    restore() {
      client.query = original;
    },
  };
}

describe('a transaction', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  before(async () => {
    // One connection, so that each transaction here gets the one that the last gave back.
    database = await createTestDatabase({ maxConnections: 1 });
    pool = database.pools.get('extranet');
    await database.migratorPool.query(`
      create schema probe;
      create table probe.note (id uuid primary key, day date, amount bigint, at timestamptz, content jsonb);
      grant usage on schema probe to public;
      grant select, insert on probe.note to public;`);
  });
  after(() => database.close());

  test('acts as its actor: a resident by id, an officer also by the organs of the posts, each once', async () => {
    assert.deepEqual(await inTransaction(pool, resident, readWrite, actingIn), {
      actorId: resident.id,
      organIds: [],
    });
    assert.deepEqual(await inTransaction(pool, officer, readWrite, actingIn), {
      actorId: officer.id,
      organIds: [...new Set(posts.map((post) => post.organId))],
    });
  });

  test('leaves no actor on the connection, whether it ended well or badly', async () => {
    await inTransaction(pool, officer, readWrite, actingIn);
    const nobody = { actor_id: null, organ_ids: [] };
    const look = () => pool.query('select platform.actor_id(), platform.actor_organ_ids() as organ_ids');
    assert.deepEqual((await look()).rows, [nobody]);
    await assert.rejects(
      inTransaction(pool, officer, readWrite, async () => {
        throw new Error('badly');
      }),
      /badly/,
    );
    assert.deepEqual((await look()).rows, [nobody]);
    assert.deepEqual(await inTransaction(pool, anonymous, readWrite, actingIn), {
      actorId: null,
      organIds: [],
    });
  });

  test('sets the actor in the first round trip, with BEGIN, reads included', async () => {
    const client = await pool.connect();
    const spy = countRoundTrips(client);
    client.release();
    try {
      await inTransaction(pool, officer, { readOnly: true }, (db) => sql`select 1`.execute(db));
    } finally {
      spy.restore();
    }
    assert.equal(spy.sent.length, 3, spy.sent.join('\n'));
    assert.match(spy.sent[0] ?? '', /^begin read only; select set_config\('yizhan.actor_id'/);
    assert.match(spy.sent[1] ?? '', /select 1/);
    assert.equal(spy.sent[2], 'commit');
  });

  test('does what is written ahead before what comes next, and sends the rest in one message with COMMIT', async () => {
    const [first, second] = [newId(testNow), newId(testNow)];
    const note = (id: string, content: string) => ({
      text: 'insert into probe.note (id, content) values ($1, $2)',
      parameters: [id, content],
    });
    const client = await pool.connect();
    const spy = countRoundTrips(client);
    client.release();
    const text = JSON.stringify({ zh: "引号 ' 与反斜杠 \\ 与 $1" });
    try {
      await inTransaction(pool, officer, readWrite, async (db) => {
        await sql`select 1`.execute(db);
        writeAhead(db, note(first, '{}'));
        const { rows } = await sql<{
          count: bigint;
        }>`select count(*) from probe.note where id = ${first}`.execute(db);
        assert.equal(rows[0]?.count, 1n);
        writeAhead(db, note(second, text));
      });
    } finally {
      spy.restore();
    }
    assert.equal(spy.sent.length, 5, spy.sent.join('\n'));
    assert.match(spy.sent[4] ?? '', /^insert into probe.note .*; commit$/);
    const kept = await database.migratorPool.query('select content from probe.note where id = $1', [second]);
    assert.deepEqual(kept.rows, [{ content: JSON.parse(text) }]);
  });

  test('fails with what was written ahead, as it explains itself, and keeps nothing', async () => {
    const id = newId(testNow);
    const twice = { text: 'insert into probe.note (id) values ($1)', parameters: [id] };
    const explain = (failure: unknown) => new Error('It is there already.', { cause: failure });
    for (const isSentEarly of [true, false]) {
      const failing = inTransaction(pool, officer, readWrite, async (db) => {
        await sql`select 1`.execute(db);
        writeAhead(db, twice);
        writeAhead(db, { ...twice, explain });
        if (isSentEarly) await sql`select 2`.execute(db);
      });
      await assert.rejects(failing, /It is there already/);
      const kept = await database.migratorPool.query('select from probe.note where id = $1', [id]);
      assert.equal(kept.rowCount, 0);
    }
    assert.equal((await inTransaction(pool, officer, readWrite, actingIn))?.actorId, officer.id);
  });

  test('names its statements, so that each is planned once a connection', async () => {
    const run = () =>
      inTransaction(pool, officer, readWrite, (db) => sql`select ${1}::int as planned_once`.execute(db));
    await run();
    await run();
    const prepared = await pool.query(
      `select from pg_prepared_statements where statement like '%planned_once%'`,
    );
    assert.equal(prepared.rowCount, 1);
  });

  test('refuses a change where only reading was asked for', async () => {
    await assert.rejects(
      inTransaction(pool, officer, { readOnly: true }, (db) =>
        sql`insert into probe.note (id) values (${newId(testNow)})`.execute(db),
      ),
      { code: '25006' },
    );
  });

  test('fails where a statement failed and was ignored, because nothing was committed', async () => {
    const id = newId(testNow);
    const careless = inTransaction(pool, officer, readWrite, async (db) => {
      await sql`insert into probe.note (id) values (${id})`.execute(db);
      await sql`select 1 / 0`.execute(db).catch(() => undefined);
    });
    await assert.rejects(careless, /nothing was committed/);
    const stored = await database.migratorPool.query('select from probe.note where id = $1', [id]);
    assert.equal(stored.rowCount, 0);
  });

  test('fails when its connection breaks, and the next one gets another; the process goes on', async () => {
    const terminate = 'select pg_terminate_backend($1)';
    const broken = inTransaction(pool, officer, readWrite, async (db) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      await database.migratorPool.query(terminate, [rows[0]?.pid]);
      // The break arrives while no statement is under way, as when the database is restarted.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return sql`select 1`.execute(db);
    });
    await assert.rejects(broken);
    assert.equal((await inTransaction(pool, officer, readWrite, actingIn))?.actorId, officer.id);
  });

  test('gives days as text, bigints as BigInt, instants as Date and JSON as its value', async () => {
    interface Tables {
      readonly 'probe.note': { id: string; day: string; amount: bigint; at: Date; content: unknown };
    }
    const note = { id: newId(testNow), day: '2026-03-01', amount: 9_007_199_254_740_993n, at: testNow };
    const content = { zh: '汕头', nested_key: [1, { inner_key: null }] };
    const read = await inTransaction(pool, officer, readWrite, async (db: Db<Tables>) => {
      await db
        .insertInto('probe.note')
        .values({ ...note, content: JSON.stringify(content) })
        .execute();
      return db.selectFrom('probe.note').selectAll().where('id', '=', note.id).executeTakeFirst();
    });
    assert.deepEqual(read, { ...note, content });
  });
});
