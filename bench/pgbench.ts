// Owns pgbench on the scratch cluster: what PostgreSQL itself can do; refuses to go on where a transaction failed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface PgbenchRun {
  /** Transactions a second, without the time to connect. */
  readonly perSecond: number;
  readonly latencyMeanMs: number;
}

const run = promisify(execFile);

/** Runs pgbench with prepared statements against this database. */
export async function runPgbench(databaseUrl: string, options: readonly string[]): Promise<PgbenchRun> {
  const { stdout } = await callPgbench(databaseUrl, ['--no-vacuum', '--protocol=prepared', ...options]);
  const perSecond = /tps = ([\d.]+)/.exec(stdout)?.[1];
  const latency = /latency average = ([\d.]+) ms/.exec(stdout)?.[1];
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1];
  if (perSecond === undefined || (failed !== undefined && failed !== '0')) {
    throw new Error(`pgbench did not end well:\n${stdout}`);
  }
  return { perSecond: Number(perSecond), latencyMeanMs: Number(latency ?? 0) };
}

/** Makes pgbench's own tables, for its look-up of one row by its key (-S). */
export async function preparePgbench(databaseUrl: string): Promise<void> {
  await callPgbench(databaseUrl, ['--initialize', '--quiet', '--scale=10']);
}

async function callPgbench(databaseUrl: string, options: readonly string[]): Promise<{ stdout: string }> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return await run('pgbench', [...options, pathname.slice(1)], {
    timeout: 300_000,
    env: {
      PATH: process.env['PATH'],
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
    },
  });
}
