// Owns which PostgreSQL the tests work on; refuses to stop one that this process did not start.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';

/** A PostgreSQL for tests. `release` lets go of it; the last to let go of what this process started ends it. */
export interface TestCluster {
  /** The maintenance database, as a login that may create databases and roles. */
  readonly url: string;
  release(): Promise<void>;
}

const markOfUse = 'yizhan test kit';
const guestsMayTakeMs = 10 * 60_000;

let shared: Promise<TestCluster> | undefined;
let users = 0;

/**
 * The cluster that YIZHAN_TEST_DATABASE_URL names (the test runner sets it); without it the embedded one in
 * `.yizhan/test-postgres`, started or shared with the process that runs it, so that `node --test one-file` works.
 */
export async function openTestCluster(): Promise<TestCluster> {
  users += 1;
  shared ??= startOrAttach();
  try {
    const cluster = await shared;
    let released = false;
    return {
      url: cluster.url,
      async release() {
        if (released) return;
        released = true;
        users -= 1;
        if (users > 0) return;
        shared = undefined;
        await cluster.release();
      },
    };
  } catch (error) {
    users -= 1;
    shared = undefined;
    throw error;
  }
}

async function startOrAttach(): Promise<TestCluster> {
  const given = process.env['YIZHAN_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const maintenance = new URL(given);
    maintenance.pathname = '/postgres';
    return { url: maintenance.href, release: async () => undefined };
  }
  const embedded = await startEmbeddedPostgres({
    dataDirectory: path.join(import.meta.dirname, '..', '..', '.yizhan', 'test-postgres'),
    log: () => undefined,
    settings: { max_connections: '200' },
  });
  // A connection that is held open tells the process that started the cluster not to end it yet.
  const mark = new pg.Client({ connectionString: embedded.url, application_name: markOfUse });
  mark.on('error', () => undefined);
  await mark.connect();
  return {
    url: embedded.url,
    async release() {
      if (embedded.owned) await waitForGuests(mark);
      await mark.end();
      await embedded.stop();
    },
  };
}

/** Files that run in parallel share the cluster of the one that came first; that one ends last. */
async function waitForGuests(mark: pg.Client): Promise<void> {
  const deadline = Date.now() + guestsMayTakeMs;
  while (Date.now() < deadline) {
    const { rowCount } = await mark.query(
      'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [markOfUse],
    );
    if (rowCount === 0) return;
    await sleep(100);
  }
}
