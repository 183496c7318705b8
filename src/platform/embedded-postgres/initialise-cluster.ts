// Owns the making of a new cluster; refuses to leave half of one behind.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { buildPostgresEnvironment } from './postmaster.ts';
import type { ServiceAccount } from './service-account.ts';

interface NewCluster {
  readonly binaries: PostgresBinaries;
  readonly account: ServiceAccount | undefined;
  readonly directory: string;
  readonly password: string;
}

/**
 * Makes a cluster beside its final place and moves it there when it is whole and on the disk, so that a kill
 * in between leaves only rubbish, which the next start removes.
 */
export async function initialiseCluster({
  binaries,
  account,
  directory,
  password,
}: NewCluster): Promise<void> {
  await removeUnfinished(directory);
  const staging = `${directory}.new-${randomBytes(6).toString('hex')}`;
  const passwordFile = path.join(staging, 'password');
  const data = path.join(staging, 'data');
  try {
    await mkdir(staging, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) {
      await chown(staging, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await promisify(execFile)(binaries.initdb, listArguments(data, passwordFile), {
      cwd: staging,
      env: buildPostgresEnvironment(),
      ...account,
    });
    await rename(data, directory);
    await flushDirectory(path.dirname(directory));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'start-failed',
      `The database could not be made in ${directory}: ${tellCause(cause)} Nothing of it was kept. Mend what is said there and start again.`,
      cause,
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * C.UTF-8 sorts by code point and knows that Chinese characters are letters. With plain C pg_trgm takes them
 * for punctuation and finds nothing, silently. Only Linux has that locale for certain; elsewhere PostgreSQL's
 * builtin provider brings it (blind spot: never run on macOS or Windows; the start asserts the result).
 */
function listArguments(data: string, passwordFile: string): string[] {
  const provider =
    process.platform === 'linux' ? [] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    ...provider,
  ];
}

async function removeUnfinished(directory: string): Promise<void> {
  const prefix = `${path.basename(directory)}.new-`;
  for (const name of await readdir(path.dirname(directory))) {
    if (!name.startsWith(prefix)) continue;
    // The initdb of a killed start may still be writing there for a moment.
    await rm(path.join(path.dirname(directory), name), { recursive: true, force: true, maxRetries: 20 });
  }
}

/** A rename is on the disk only when the folder that holds the name is. Windows cannot flush a folder. */
async function flushDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

function tellCause(cause: unknown): string {
  if (
    cause instanceof Error &&
    'stderr' in cause &&
    typeof cause.stderr === 'string' &&
    cause.stderr !== ''
  ) {
    return cause.stderr.trim();
  }
  return cause instanceof Error ? `${cause.message}.` : String(cause);
}
