// Owns the question whether a remembered process still runs; refuses to trust a bare process id, which the
// system gives to another process after a while.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was born, in the system's own words; only ever compared with itself. */
  readonly born: string;
}

export function identifyThisProcess(): ProcessIdentity {
  return { pid: process.pid, born: findBirth(process.pid) ?? 'unknown' };
}

/** True while this very process runs. A process that has ended but was not yet collected does not run. */
export function isRunning(identity: ProcessIdentity): boolean {
  return findBirth(identity.pid) === identity.born;
}

/** True while any process with this id runs. For processes that we started ourselves a moment ago. */
export function isProcessIdInUse(pid: number): boolean {
  return findBirth(pid) !== undefined;
}

function findBirth(pid: number): string | undefined {
  if (process.platform === 'linux') return findBirthInProc(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that it runs and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  // Blind spot: Windows tells no birth here, so there a process with the same id passes for the same process.
  if (process.platform === 'win32') return 'running';
  const listing = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [state = '', ...start] = listing.stdout.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : start.join(' ');
}

/**
 * Field 3 of /proc/<pid>/stat is the state and field 22 the birth in clock ticks since the machine started
 * (proc_pid_stat(5)); the boot id makes ticks of two boots differ.
 */
function findBirthInProc(pid: number): string | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const [state, ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const ticks = rest[18] ?? '';
  return `${readBootId()}:${ticks}`;
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return 'unknown';
  }
}
