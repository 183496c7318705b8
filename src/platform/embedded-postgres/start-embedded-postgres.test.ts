import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isProcessIdInUse } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const log = () => undefined;

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let folder = '';
  let dataDirectory = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yizhan-postgres-'));
    // As root PostgreSQL runs under another account, which must be able to pass.
    await chmod(folder, 0o755);
    dataDirectory = path.join(folder, 'postgres');
  });

  after(() => rm(folder, { recursive: true, force: true }));

  test('starts, keeps data and port over a restart, and ends with stop', async () => {
    const first = await startEmbeddedPostgres({ dataDirectory, log, database: 'city' });
    try {
      assert.equal(first.owned, true);
      await query(first.url, `create table place as select '汕头' as name`);
      assert.deepEqual(await query(first.url, 'show fsync'), ['on']);
      assert.deepEqual(await query(first.url, 'show listen_addresses'), ['127.0.0.1']);
      assert.deepEqual(await query(first.url, 'show unix_socket_directories'), ['']);
    } finally {
      await first.stop();
    }
    assert.equal(isProcessIdInUse(first.pid), false);
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDirectory, log, database: 'city' });
    try {
      assert.equal(second.port, first.port);
      assert.deepEqual(await query(second.url, 'select name from place'), ['汕头']);
    } finally {
      await second.stop();
    }
  });

  test('takes another port when somebody else has its own', async () => {
    const port = Number(await readFile(path.join(folder, 'postgres.port'), 'utf8'));
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    try {
      const started = await startEmbeddedPostgres({ dataDirectory, log });
      await started.stop();
      assert.notEqual(started.port, port);
    } finally {
      squatter.close();
    }
  });

  test('a second start attaches to the running one and its stop leaves that running', async () => {
    const owner = await startEmbeddedPostgres({ dataDirectory, log });
    try {
      const guest = await startEmbeddedPostgres({ dataDirectory, log, database: 'city' });
      assert.equal(guest.owned, false);
      assert.equal(guest.pid, owner.pid);
      await guest.stop();
      assert.deepEqual(await query(guest.url, 'select name from place'), ['汕头']);
      await assert.rejects(
        startEmbeddedPostgres({ dataDirectory, log, whenInUse: 'refuse' }),
        (error) => error instanceof EmbeddedPostgresError && error.code === 'in-use',
      );
    } finally {
      await owner.stop();
    }
  });

  test('two starts at once give one owner and one guest', async () => {
    const both = await Promise.all([
      startEmbeddedPostgres({ dataDirectory, log }),
      startEmbeddedPostgres({ dataDirectory, log }),
    ]);
    await Promise.all(both.map((started) => started.stop()));
    assert.deepEqual(both.map((started) => started.owned).sort(), [false, true]);
    assert.equal(both[0].pid, both[1].pid);
  });

  test('keeps the password in a file that only its owner can read', async () => {
    const { mode } = await stat(path.join(folder, 'secrets', 'postgres-superuser.password'));
    assert.equal(mode & 0o777, 0o600);
    assert.equal((await stat(path.join(folder, 'secrets'))).mode & 0o777, 0o700);
  });

  test('says what is missing when the password is gone, and keeps the data', async () => {
    const passwordFile = path.join(folder, 'secrets', 'postgres-superuser.password');
    const password = await readFile(passwordFile, 'utf8');
    await rm(passwordFile);
    await assert.rejects(
      startEmbeddedPostgres({ dataDirectory, log }),
      (error) => error instanceof EmbeddedPostgresError && error.code === 'missing-password',
    );
    await writeFile(passwordFile, password, { mode: 0o600 });
    const started = await startEmbeddedPostgres({ dataDirectory, log, database: 'city' });
    try {
      assert.deepEqual(await query(started.url, 'select name from place'), ['汕头']);
    } finally {
      await started.stop();
    }
  });

  test('throws the old data away when a fresh cluster is asked for', async () => {
    const started = await startEmbeddedPostgres({
      dataDirectory,
      log,
      fresh: true,
      settings: { fsync: 'off' },
    });
    try {
      assert.deepEqual(await query(started.url, `select 1 from pg_database where datname = 'city'`), []);
      assert.deepEqual(await query(started.url, 'show fsync'), ['on']);
    } finally {
      await started.stop();
    }
  });

  test('touches no folder that holds something else', async () => {
    const foreign = await mkdtemp(path.join(folder, 'foreign-'));
    await chmod(foreign, 0o755);
    await writeFile(path.join(foreign, 'letter.txt'), 'mine');
    await assert.rejects(
      startEmbeddedPostgres({ dataDirectory: foreign, log }),
      (error) => error instanceof EmbeddedPostgresError && error.code === 'foreign-data',
    );
    assert.equal(await readFile(path.join(foreign, 'letter.txt'), 'utf8'), 'mine');
  });
});
