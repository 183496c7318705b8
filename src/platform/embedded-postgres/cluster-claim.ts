// Owns the question which Yizhan process looks after a cluster; refuses two owners at once.
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { identifyThisProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

export interface ClusterClaim {
  release(): Promise<void>;
}

/** A file without content is being written; after this long its writer was killed in between. */
const writingMs = 5_000;

/**
 * Makes this process the owner of a cluster, unless a process that still runs owns it (then undefined). The
 * claim of a process that was killed is taken over. The file is a first gate with a clear answer; should two
 * processes slip through it in the same millisecond, PostgreSQL's own lock in the data directory refuses one.
 */
export async function tryClaim(ownerFile: string): Promise<ClusterClaim | undefined> {
  for (;;) {
    const mine = JSON.stringify(identifyThisProcess());
    if (await createExclusively(ownerFile, mine)) {
      return { release: () => releaseIfMine(ownerFile, mine) };
    }
    const found = await readIfThere(ownerFile);
    if (found === undefined) continue;
    const owner = parseOwner(found);
    if (owner === undefined ? await isFresh(ownerFile) : isRunning(owner)) return undefined;
    await removeStale(ownerFile, found);
  }
}

/** The process that owns the cluster now, for sentences that people read. */
export async function findOwnerProcessId(ownerFile: string): Promise<number | undefined> {
  return parseOwner((await readIfThere(ownerFile)) ?? '')?.pid;
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Renaming first makes sure that of two processes which saw the same stale claim only one removes it. */
async function removeStale(ownerFile: string, stale: string): Promise<void> {
  const aside = `${ownerFile}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(ownerFile, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  // Somebody else was quicker, and what we hold is the claim of a living process: it goes back.
  if ((await readIfThere(aside)) !== stale) await rename(aside, ownerFile);
  else await rm(aside, { force: true });
}

async function releaseIfMine(ownerFile: string, mine: string): Promise<void> {
  if ((await readIfThere(ownerFile)) === mine) await rm(ownerFile, { force: true });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function isFresh(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs < writingMs;
  } catch {
    return false;
  }
}

function parseOwner(content: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('born' in value))
      return undefined;
    const { pid, born } = value;
    return typeof pid === 'number' && typeof born === 'string' ? { pid, born } : undefined;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
