// Owns the PostgreSQL of a bench: new, durable, on loopback, gone afterwards; refuses a cluster that somebody uses.
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';

export interface ScratchCluster {
  /** The maintenance database, as its superuser. */
  readonly url: string;
  readonly postgresVersion: string;
  urlOf(database: string): string;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on a directory of its own and names it to the test kit, which then makes its databases
 * there. Settings are PostgreSQL's own but for the number of connections and what is stated.
 */
export async function openScratchCluster(
  settings: Readonly<Record<string, string>> = {},
): Promise<ScratchCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yizhan-bench-'));
  // As root PostgreSQL runs under another account, which must be able to pass.
  await chmod(folder, 0o755);
  const dataDirectory = path.join(folder, 'postgres');
  const postgres = await startEmbeddedPostgres({
    dataDirectory,
    log: () => undefined,
    settings: { max_connections: '200', ...settings },
  });
  process.env['YIZHAN_TEST_DATABASE_URL'] = postgres.url;
  const close = async () => {
    await postgres.stop();
    const place = await realpath(dataDirectory).catch(() => dataDirectory);
    await rm(place, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  // Whoever ends a bench in the middle ends its database with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    return {
      url: postgres.url,
      postgresVersion: await assertDurable(postgres.url),
      urlOf(database) {
        const url = new URL(postgres.url);
        url.pathname = `/${database}`;
        return url.href;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Answers with the server's version; a figure that wasn't written to the disk would be no figure. */
async function assertDurable(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings
       where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version')`,
    );
    const found = new Map(rows.map((row) => [row.name, row.setting]));
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      if (found.get(name) !== 'on') throw new Error(`${name} is ${found.get(name)}; a bench needs it on.`);
    }
    return found.get('server_version') ?? 'unknown';
  } finally {
    await client.end();
  }
}
