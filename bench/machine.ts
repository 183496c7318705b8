// Owns what a figure must be read with: the machine, its load, and which tools it has; refuses to install any.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** As `2 cores (AMD EPYC), 24 GiB, Node v24.21.0, PostgreSQL 18.4, load 0.4 when it began`. */
export function describeMachine(postgresVersion: string): string {
  const [first] = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return (
    `${cpus().length} cores (${first?.model ?? 'unknown'}), ${memoryGiB} GiB, Node ${process.version}, ` +
    `PostgreSQL ${postgresVersion}, load ${load} when it began; generator, server and database share the machine`
  );
}

/** Whether a program of the machine answers; what isn't there is named in the report instead of failing it. */
export function hasProgram(name: string, versionOption: string): boolean {
  const { status, error } = spawnSync(name, [versionOption], { stdio: 'ignore', timeout: 10_000 });
  return error === undefined && status === 0;
}
