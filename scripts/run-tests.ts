// Owns the run of the tests on one PostgreSQL; refuses to touch what it did not start. Called by test.mjs.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '#platform/embedded-postgres';

const root = path.dirname(import.meta.dirname);
const patterns = ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'];
/** A test that hangs ends its file after this long, and the others go on. */
const minutesPerTest = { short: 10, long: 35 };
/** How many runs may work in one checkout at once, each on a cluster of its own. */
const mostClusters = 8;

const words = process.argv.slice(2);
const isLong = words.includes('--long');
const named = words.filter((word) => word !== '--long');
const files = named.length > 0 ? named : listTestFiles();

function listTestFiles(): string[] {
  const all = globSync(patterns, { cwd: root, exclude: (name) => path.basename(name) === 'node_modules' });
  return all.filter((file) => file.endsWith('.long.test.ts') === isLong).sort();
}

/**
 * A whole run begins with an empty cluster, as on a fresh machine. A run of single files takes the cluster as
 * it was left, so that what the test kit has prepared there is used again.
 */
async function startCluster(): Promise<EmbeddedPostgres> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'test-postgres' : `test-postgres-${number}`;
    try {
      return await startEmbeddedPostgres({
        dataDirectory: path.join(root, '.yizhan', name),
        log: () => undefined,
        whenInUse: 'refuse',
        fresh: named.length === 0,
        settings: { max_connections: '200' },
      });
    } catch (error) {
      const isTaken = error instanceof EmbeddedPostgresError && error.code === 'in-use';
      if (!isTaken || number === mostClusters) throw error;
    }
  }
}

/** What a developer has set for a real installation must not reach the tests. */
function buildEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, YIZHAN_DATA: _data, PORT: _port, HOST: _host, ...rest } = process.env;
  return { ...rest, YIZHAN_TEST_DATABASE_URL: databaseUrl };
}

/** Node's own runner prints its summary last; nothing may be printed after it. */
function runFiles(databaseUrl: string): Promise<number> {
  const timeoutMs = (isLong ? minutesPerTest.long : minutesPerTest.short) * 60_000;
  const options = ['--test', '--test-concurrency=2', '--test-reporter=spec', `--test-timeout=${timeoutMs}`];
  const runner = spawn(process.execPath, [...options, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: buildEnvironment(databaseUrl),
    // A process group of its own: what a test left running (a browser, a server) ends with it.
    detached: process.platform !== 'win32',
  });
  const interrupt = () => runner.kill('SIGINT');
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, interrupt);
  return new Promise((resolve, reject) => {
    runner.once('error', reject);
    runner.once('exit', (code) => {
      endGroup(runner.pid);
      resolve(code ?? 1);
    });
  });
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined || process.platform === 'win32') return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

async function main(): Promise<number> {
  if (files.length === 0) {
    process.stdout.write('No test file was found; nothing was run.\n');
    return 1;
  }
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return runFiles(given);
  const cluster = await startCluster();
  try {
    return await runFiles(cluster.url);
  } finally {
    await cluster.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// The channel to test.mjs is kept open by our listener for its end.
if (process.connected) process.disconnect();
