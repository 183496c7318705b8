// Owns PostgreSQL's main process: starts it, recognises one that was left behind, stops it; refuses to signal
// a process of which it does not know that it is the postmaster of this data directory.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readlinkSync } from 'node:fs';
import { readFile, realpath, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { isProcessIdInUse } from './process-identity.ts';
import type { ServiceAccount } from './service-account.ts';

/** What the first lines of postmaster.pid say (src/include/utils/pidfile.h of PostgreSQL). */
export interface PostmasterRecord {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export interface PostmasterLaunch {
  readonly binaries: PostgresBinaries;
  readonly account: ServiceAccount | undefined;
  readonly directory: string;
  readonly port: number;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Recovery after a kill replays what was written since the last checkpoint; that may take minutes. */
const readyWithinMs = 180_000;
/** A fast shutdown waits for a checkpoint; an immediate one only for the processes to end. */
const fastShutdownMs = 30_000;
const immediateShutdownMs = 10_000;
const longestLogBytes = 10_000_000;
const pollMs = 20;

export async function findPostmasterRecord(directory: string): Promise<PostmasterRecord | undefined> {
  const content = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = content?.split('\n') ?? [];
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: (lines[7] ?? '').trim() === 'ready' };
}

/**
 * Starts the postmaster and waits until it takes connections. It gets a session of its own, so that Ctrl-C in
 * a terminal reaches Yizhan alone, which first finishes what it accepted. It writes to a file instead of to
 * us, so that it survives our death without an error and the next start finds its words.
 * @throws Error with the last lines of the log when it ends before it is ready
 */
export async function launchPostmaster(launch: PostmasterLaunch): Promise<number> {
  const logStart = await trimLog(launch.logFile);
  const log = openSync(launch.logFile, 'a', 0o600);
  const child = spawn(launch.binaries.postgres, listArguments(launch), {
    cwd: launch.directory,
    detached: true,
    stdio: ['ignore', log, log],
    env: buildPostgresEnvironment(),
    ...launch.account,
  });
  closeSync(log);
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  failure.catch(() => undefined);
  child.unref();
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    await Promise.race([sleep(pollMs), failure]);
    if (child.exitCode !== null || child.signalCode !== null) break;
    const record = await findPostmasterRecord(launch.directory);
    if (record?.ready === true && record.pid === child.pid) return record.pid;
  }
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
  const said = (await readFile(launch.logFile, 'utf8').catch(() => '')).slice(logStart);
  throw new Error(said.trim().split('\n').slice(-5).join('\n') || 'PostgreSQL ended without a word.');
}

function listArguments({ directory, port, settings }: PostmasterLaunch): string[] {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // TCP on loopback with a password is the only way in; a socket would be one more door to guard.
    unix_socket_directories: '',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
    // What was acknowledged must be on the disk, whatever the caller sets.
    fsync: 'on',
  };
  return ['-D', directory, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** PostgreSQL gets none of our secrets: of the environment only what its programs need. */
export function buildPostgresEnvironment(): Record<string, string> {
  const needed = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP'];
  const kept = needed.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

/** Empties a log that has grown long; gives the length from which new lines begin. */
async function trimLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= longestLogBytes) return size;
  await truncate(logFile);
  return 0;
}

/**
 * Stops what a killed Yizhan left behind in this data directory, and removes its pid file where the id has
 * since gone to another process (PostgreSQL would take that process for its own and refuse to start).
 */
export async function stopLeftoverPostmaster(
  directory: string,
  binaries: PostgresBinaries,
  log: (message: string) => void,
): Promise<void> {
  const record = await findPostmasterRecord(directory);
  if (record === undefined) return;
  if (await isPostmasterOf(record.pid, directory)) {
    log(
      `A PostgreSQL of an earlier run still works (process ${record.pid}); it is stopped, its data are kept.`,
    );
    await stopPostmaster(record.pid, directory, binaries);
  } else if (isProcessIdInUse(record.pid)) {
    await rm(path.join(directory, 'postmaster.pid'), { force: true });
  }
}

/** A postmaster changes into its data directory, which tells it from every other process (and its children from those of another). */
export async function isPostmasterOf(pid: number, directory: string): Promise<boolean> {
  if (!isProcessIdInUse(pid)) return false;
  if (process.platform === 'linux') {
    try {
      const program = path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
      return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === (await realpath(directory));
    } catch {
      // Another account's process shows neither; PostgreSQL's account is ours or we are root.
      return false;
    }
  }
  // Blind spot: on Windows the process id in the file is believed.
  if (process.platform === 'win32') return true;
  const listing = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return listing.stdout.includes('postgres') && listing.stdout.includes(directory);
}

/**
 * Fast shutdown (SIGINT: open transactions are rolled back, everything is written), then immediate shutdown
 * (SIGQUIT: the next start recovers from the log). Never SIGKILL, which leaves shared memory behind.
 */
export async function stopPostmaster(
  pid: number,
  directory: string,
  binaries: PostgresBinaries,
): Promise<void> {
  for (const [signal, mode, waitMs] of [
    ['SIGINT', 'fast', fastShutdownMs],
    ['SIGQUIT', 'immediate', immediateShutdownMs],
  ] as const) {
    signalPostmaster(pid, signal, () => {
      spawnSync(binaries.pgCtl, ['stop', '-D', directory, '-m', mode, '-W'], { stdio: 'ignore' });
    });
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!isProcessIdInUse(pid)) return;
      await sleep(pollMs);
    }
  }
  throw new EmbeddedPostgresError(
    'stop-failed',
    `PostgreSQL (process ${pid}) did not stop within ${(fastShutdownMs + immediateShutdownMs) / 1000} seconds. Its data in ${directory} were kept. Look at its log; end the process by hand when nothing else helps.`,
  );
}

function signalPostmaster(pid: number, signal: NodeJS.Signals, stopOnWindows: () => void): void {
  if (process.platform === 'win32') {
    stopOnWindows();
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ESRCH') return;
    throw new EmbeddedPostgresError(
      'leftover-postmaster',
      `PostgreSQL (process ${pid}) runs under another account and could not be stopped. Nothing was changed. Start Yizhan under the account that started it, or as root.`,
      cause,
    );
  }
}
