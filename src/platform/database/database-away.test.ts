import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { isDatabaseAway } from './database-away.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());

test('a connection that was ended, or that nobody takes, means that the database is away', async () => {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  const running = client.query('select pg_sleep(30)').catch((error: unknown) => error);
  const end = async () =>
    (
      await database.migratorPool.query<{ ended: boolean }>(
        `select pg_terminate_backend(pid) as ended from pg_stat_activity
         where datname = current_database() and query = 'select pg_sleep(30)' and state = 'active'`,
      )
    ).rows;
  // The question may not have reached the server yet.
  let ended = await end();
  for (let tries = 0; tries < 200 && ended.length === 0; tries += 1) {
    await sleep(25);
    ended = await end();
  }
  assert.deepEqual(ended, [{ ended: true }]);
  assert.equal(isDatabaseAway(await running), true);
  assert.equal(isDatabaseAway(await client.query('select 1').catch((error: unknown) => error)), true);

  const nobody = new pg.Client({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
  assert.equal(isDatabaseAway(await nobody.connect().catch((error: unknown) => error)), true);
});

test('a statement that is wrong is our fault, and no absence', async () => {
  const error = await database.migratorPool.query('select 1/0').catch((one: unknown) => one);
  assert.equal(isDatabaseAway(error), false);
  for (const other of [undefined, 'ECONNREFUSED', new Error('something else')]) {
    assert.equal(isDatabaseAway(other), false);
  }
});
