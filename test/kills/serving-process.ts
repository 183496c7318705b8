// Owns a real `yizhan serve` as a process of its own, on a database and a directory of its own; refuses to outlive its test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loginKinds, roleName } from '#platform/database';
import { openTestCluster } from '#test/kit/cluster';

const repository = path.join(import.meta.dirname, '..', '..');
const readyWithinMs = 120_000;

export interface ServingProcess {
  readonly pid: number;
  /** Resolves with the exit code, or with the signal's name, when the process has ended. */
  readonly ended: Promise<number | string>;
  /** What it printed so far. */
  said(): string;
  /** Resolves when it listens; throws when it ends before. */
  ready(): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

export interface Place {
  readonly dataDirectory: string;
  readonly port: number;
  readonly url: string;
  /** Of the migrator; undefined where the embedded PostgreSQL of the data directory is used. */
  readonly databaseUrl: string | undefined;
  readonly rolePrefix: string;
  /** Ends what still runs, and removes database, logins and directory. */
  clear(): Promise<void>;
}

const started = new WeakMap<Place, ServingProcess[]>();
let places = 0;

/** An empty database of the test cluster (or none), an empty data directory, and a port that is free. */
export async function preparePlace(options: { readonly embedded?: boolean } = {}): Promise<Place> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'yizhan-kill-'));
  const port = await findFreePort();
  const database = options.embedded === true ? undefined : await createDatabase();
  const place: Place = {
    dataDirectory,
    port,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: database?.url,
    rolePrefix: database?.name ?? 'yizhan',
    async clear() {
      for (const one of started.get(place) ?? []) one.signal('SIGKILL');
      await Promise.all((started.get(place) ?? []).map((one) => one.ended));
      await database?.drop();
      // As root the embedded cluster lies elsewhere, where PostgreSQL's own account may go, behind a link.
      const cluster = await realpath(path.join(dataDirectory, 'postgres')).catch(() => undefined);
      if (cluster !== undefined) await rm(cluster, { recursive: true, force: true });
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
  started.set(place, []);
  return place;
}

/** Starts `yizhan serve` there. It ends by itself when this process ends, however that ends. */
export function startServing(place: Place, environment: NodeJS.ProcessEnv = {}): ServingProcess {
  const child = spawn(process.execPath, ['src/main.ts', 'serve'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(place.port),
      YIZHAN_DATA: place.dataDirectory,
      YIZHAN_DEMONSTRATION: 'true',
      // Each applicant is an address of its own, as in a city.
      YIZHAN_TRUST_PROXY: 'true',
      LOG_LEVEL: 'warn',
      ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
      ...environment,
    },
  });
  const serving = watch(child);
  started.get(place)?.push(serving);
  return serving;
}

function watch(child: ChildProcess): ServingProcess {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  let hasEnded = false;
  const ended = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => {
    hasEnded = true;
    return code ?? signal ?? 'unknown';
  });
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said,
    async ready() {
      const deadline = Date.now() + readyWithinMs;
      while (!said.includes('is running in the zones')) {
        if (hasEnded || Date.now() > deadline) throw new Error(`It did not start serving:\n${said}`);
        await sleep(20);
      }
    },
    signal: (name) => void (hasEnded || child.kill(name)),
  };
}

async function createDatabase(): Promise<{ url: string; name: string; drop(): Promise<void> }> {
  const cluster = await openTestCluster();
  places += 1;
  const name = `yzkill_${process.pid}_${places}`;
  await maintain(cluster.url, [
    `create database "${name}" template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  ]);
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    async drop() {
      const roles = loginKinds.map((kind) => pg.escapeIdentifier(roleName(name, kind)));
      await maintain(cluster.url, [
        `drop database if exists "${name}" with (force)`,
        ...roles.map((role) => `drop role if exists ${role}`),
      ]);
      await cluster.release();
    },
  };
}

async function maintain(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
