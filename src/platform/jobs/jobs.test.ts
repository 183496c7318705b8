import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anonymous } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import { inTransaction, type LoginKind } from '#platform/database';
import { createLogger } from '#platform/logging';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { enqueueJob, type JobPayload, startJobRunner } from './index.ts';

const refused = { code: '42501' };

describe('jobs', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  function enqueue(
    login: LoginKind,
    task: string,
    payload: JobPayload,
    options: Parameters<typeof enqueueJob>[3] & { readonly thenFail?: boolean } = {},
  ): Promise<void> {
    return inTransaction(database.pools.get(login), anonymous, { readOnly: false }, async (db) => {
      await enqueueJob(db, task, payload, options);
      if (options.thenFail === true) throw new Error('rolled back');
    });
  }
  async function waitingJobs(): Promise<readonly { task: string; fileId: Id; runAt: Date }[]> {
    const { rows } = await database.migratorPool.query<{ task: string; fileId: Id; runAt: Date }>(
      `select task.identifier as task, job.payload ->> 'fileId' as "fileId", job.run_at as "runAt"
       from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
       order by job.id`,
    );
    return rows;
  }

  test('a zone enqueues the tasks that are permitted to it and no other', async () => {
    await enqueue('internet', 'scan-file', { fileId: newId(testNow) });
    await assert.rejects(enqueue('internet', 'send-mail', { noticeId: newId(testNow) }), refused);
    await assert.rejects(enqueue('internet', 'drop-everything', {}), refused);
    await assert.rejects(enqueue('extranet', 'scan-file', { fileId: newId(testNow) }), refused);
    await assert.rejects(enqueue('intranet', 'scan-file', { fileId: newId(testNow) }), refused);
    await database.migratorPool.query('delete from graphile_worker._private_jobs');
  });

  test('a payload holds ids and nothing else', async () => {
    const wrong: readonly JobPayload[] = [
      { name: '张三' },
      { fileId: newId(testNow).toUpperCase() },
      { fileId: `${newId(testNow)} ` },
      { fileId: newId(testNow), idNumber: '440507199001010012' },
      { nested: JSON.parse('{"id":"x"}') },
      { count: JSON.parse('1') },
    ];
    for (const payload of wrong) {
      await assert.rejects(
        enqueue('internet', 'scan-file', payload),
        { code: '23514' },
        JSON.stringify(payload),
      );
    }
    const list = database.pools
      .get('internet')
      .query(`select platform.enqueue_job('scan-file', '["x"]', null, null)`);
    await assert.rejects(list);
    assert.deepEqual(await waitingJobs(), []);
  });

  test('a job with a key replaces the one that waits', async () => {
    const [first, second] = [newId(testNow), newId(testNow)];
    const runAt = new Date('2099-01-01T00:00:00Z');
    await enqueue('internet', 'scan-file', { fileId: first }, { key: 'scan', runAt });
    await enqueue('internet', 'scan-file', { fileId: second }, { key: 'scan', runAt });
    assert.deepEqual(await waitingJobs(), [{ task: 'scan-file', fileId: second, runAt }]);
    await database.migratorPool.query('delete from graphile_worker._private_jobs');
  });

  test('a job runs with the worker’s login if its transaction commits, and not at all if it does not', async () => {
    const ran: JobPayload[] = [];
    const committed = newId(testNow);
    await assert.rejects(enqueue('internet', 'scan-file', { fileId: newId(testNow) }, { thenFail: true }));
    await enqueue('internet', 'scan-file', { fileId: committed });
    let done = () => {};
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    const runner = await startJobRunner({
      pool: database.pools.get('worker_internet'),
      logger: createLogger('silent'),
      tasks: {
        'scan-file': async (payload) => {
          ran.push(payload);
          done();
        },
      },
    });
    await finished;
    await runner.stop();
    assert.deepEqual(ran, [{ fileId: committed }]);
    assert.deepEqual(await waitingJobs(), []);
  });

  test('a job that fails waits for another try, and the log has no word of its payload', async () => {
    const fileId = newId(testNow);
    const lines: string[] = [];
    await enqueue('internet', 'scan-file', { fileId });
    const runner = await startJobRunner({
      pool: database.pools.get('worker_internet'),
      logger: createLogger('info', { write: (line) => lines.push(line) }),
      tasks: { 'scan-file': () => Promise.reject(new Error('the scanner is away')) },
      crontab: '15 18 * * * scan-file',
    });
    while (!lines.some((line) => line.includes('job failed'))) await sleep(20);
    await runner.stop();
    const { rows } = await database.migratorPool.query(
      'select attempts, locked_at, last_error, run_at > now() as later from graphile_worker._private_jobs',
    );
    assert.deepEqual(rows, [{ attempts: 1, locked_at: null, last_error: 'Error', later: true }]);
    assert.match(lines.join(''), /"task":"scan-file".*"job failed"/);
    assert.doesNotMatch(lines.join(''), new RegExp(fileId));
  });

  test('a job of a worker that was killed is taken up by the next, and one of a worker that lives is left alone', async () => {
    await database.migratorPool.query('delete from graphile_worker._private_jobs');
    const [lost, held] = [newId(testNow), newId(testNow)];
    for (const fileId of [lost, held]) await enqueue('internet', 'scan-file', { fileId });
    await database.migratorPool.query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', attempts = 1,
         locked_by = case when payload ->> 'fileId' = $1 then 'worker-gone' else 'worker-elsewhere' end`,
      [lost],
    );
    const elsewhere = await database.migratorPool.connect();
    await elsewhere.query(`select pg_advisory_lock(hashtextextended('worker-elsewhere', 4405))`);
    const ran: JobPayload[] = [];
    const runner = await startJobRunner({
      pool: database.pools.get('worker_internet'),
      logger: createLogger('silent'),
      tasks: { 'scan-file': async (payload) => void ran.push(payload) },
    });
    while (ran.length === 0) await sleep(20);
    const marks = await database.migratorPool.query<{ count: bigint }>(
      `select count(*) from pg_locks join pg_database on pg_database.oid = database
       where locktype = 'advisory' and datname = current_database() and pid <> $1`,
      [(await elsewhere.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid],
    );
    await runner.stop();
    elsewhere.release(true);
    assert.equal(marks.rows[0]?.count, 2n, 'each worker holds a lock of its own');
    assert.deepEqual(ran, [{ fileId: lost }]);
    await database.migratorPool.query('delete from graphile_worker._private_jobs');
  });

  test('a runner that stops first finishes the job that it began', async () => {
    await database.migratorPool.query('delete from graphile_worker._private_jobs');
    await enqueue('extranet', 'send-mail', { noticeId: newId(testNow) });
    let isFinished = false;
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const runner = await startJobRunner({
      pool: database.pools.get('worker_extranet'),
      logger: createLogger('silent'),
      tasks: {
        'send-mail': async () => {
          begun();
          await sleep(200);
          isFinished = true;
        },
      },
    });
    await beginning;
    await runner.stop();
    assert.equal(isFinished, true);
    assert.deepEqual(await waitingJobs(), []);
  });

  test('a database that goes away and comes back finds the runner at work, and the process alive', async () => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const runner = await startJobRunner({
      pool: database.pools.get('worker_internet'),
      logger: createLogger('silent'),
      tasks: {
        'scan-file': async () => {
          finish();
        },
      },
    });
    await database.migratorPool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'yizhan jobs' and datname = current_database()`,
    );
    await sleep(100);
    await enqueue('internet', 'scan-file', { fileId: newId(testNow) });
    await finished;
    await runner.stop();
    const countOpen = async () =>
      (
        await database.migratorPool.query(
          `select from pg_stat_activity where application_name = 'yizhan jobs' and datname = current_database()`,
        )
      ).rowCount;
    // The server takes a moment to forget a connection that was closed.
    for (let look = 0; look < 100 && (await countOpen()) !== 0; look += 1) await sleep(20);
    assert.equal(await countOpen(), 0, 'connections are let go');
  });
});
