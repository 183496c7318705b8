// Owns a whole city for a test: seeded database, the app on a port of its own, a clock to set; refuses the machine's clock.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type App, createApp } from '#app';
import { seed } from '#commands';
import { type Configuration, readConfiguration } from '#platform/configuration';
import { createLogger } from '#platform/logging';
import { createTestDatabase, type TestDatabase, type TestSeed } from './database.ts';
import { testNow } from './requests.ts';

const repository = path.join(import.meta.dirname, '..', '..');
const cityDirectory = path.join(repository, 'data', 'shantou');
const calendarDirectory = path.join(repository, 'data', 'calendar');

/** The password of every demonstration account, as data/shantou/demonstration-accounts.json has it. */
export const demonstrationPassword = 'yizhan-demonstration';

export interface TestCity {
  readonly database: TestDatabase;
  readonly app: App;
  /** As http://127.0.0.1:PORT, without a slash at its end. */
  readonly url: string;
  /** The moment at which everything happens; tests move it on. */
  readonly clock: { now: Date };
  /** The log's lines so far. */
  readonly log: readonly string[];
  readonly configuration: Configuration;
  close(): Promise<void>;
}

export interface TestCityOptions {
  /** Whether events, timers and jobs run by themselves; else the test calls `app.workUntilDone()`. */
  readonly withWorker?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
  /** Requests a minute from one address; tests are faster than people. */
  readonly mostRequestsPerMinute?: number;
}

/** Shantou with its demonstration accounts, as `npm start` makes it, on a database of its own. */
export async function startTestCity(options: TestCityOptions = {}): Promise<TestCity> {
  const database = await createTestDatabase({ seed: await shantouSeed(), maxConnections: 8 });
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'yizhan-test-'));
  const clock = { now: testNow };
  const log: string[] = [];
  const configuration = readConfiguration({
    PORT: '0',
    YIZHAN_DATA: dataDirectory,
    LOG_LEVEL: 'info',
    ...options.environment,
  });
  const app = await createApp({
    configuration: {
      ...configuration,
      publicUrl: options.environment?.['YIZHAN_PUBLIC_URL'] ?? 'http://yizhan.test',
    },
    secrets: database.secrets,
    pools: database.pools,
    logger: createLogger('info', { write: (line) => void log.push(line) }),
    now: () => clock.now,
    mostRequestsPerMinute: options.mostRequestsPerMinute ?? 100_000,
    // Browser, server and test share two cores and partly one process: slow is not overloaded here.
    eventLoopDelayMostMs: 60_000,
  });
  if (options.withWorker === true) await app.startWorker();
  const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
  return {
    database,
    app,
    url,
    clock,
    log,
    configuration,
    async close() {
      await app.stop();
      await database.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The city's data once in a template; it is made anew when a file of them changes. */
export async function shantouSeed(): Promise<TestSeed> {
  const hash = createHash('sha256');
  for (const directory of [cityDirectory, calendarDirectory]) {
    for (const entry of (await readdir(directory, { recursive: true, withFileTypes: true })).sort(byPath)) {
      if (entry.isFile()) hash.update(await readFile(path.join(entry.parentPath, entry.name)));
    }
  }
  return {
    name: 'shantou',
    key: hash.digest('hex'),
    async load({ url, secrets }) {
      await seed({
        databaseUrl: url,
        secrets,
        cityDirectory,
        calendarDirectory,
        demonstration: true,
        now: testNow,
      });
    },
  };
}

function byPath(
  one: { parentPath: string; name: string },
  other: { parentPath: string; name: string },
): number {
  return path.join(one.parentPath, one.name).localeCompare(path.join(other.parentPath, other.name));
}
