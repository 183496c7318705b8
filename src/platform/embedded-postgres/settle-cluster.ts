// Owns the way from any state of the disk to a data directory on which a postmaster can start; refuses to
// touch data that it cannot use.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lstat, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ClusterFiles } from './cluster-files.ts';
import { type ClusterPlace, findClusterPlace, linkToPlace } from './cluster-place.ts';
import { createPassword, findPassword, getPassword } from './cluster-secrets.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { stopLeftoverPostmaster } from './postmaster.ts';
import type { ServiceAccount } from './service-account.ts';

export interface Settling {
  readonly files: ClusterFiles;
  readonly account: ServiceAccount | undefined;
  readonly binaries: PostgresBinaries;
  readonly serviceDirectory: string;
  readonly fresh: boolean;
  readonly log: (message: string) => void;
}

/** The caller owns the cluster (cluster-claim.ts), so whatever still runs on it was left behind. */
export async function settleCluster(settling: Settling): Promise<ClusterPlace> {
  const { files, account, binaries, serviceDirectory, fresh, log } = settling;
  if (fresh) await removeDanglingLink(files.dataDirectory);
  const place = await findClusterPlace(files, account, serviceDirectory);
  if (place.exists) {
    await stopLeftoverPostmaster(place.directory, binaries, log);
    if (!fresh) {
      await assertVersion(place.directory, binaries, account);
      await getPassword(files);
      return place;
    }
    await discard(place.directory);
  }
  const password = (await findPassword(files)) ?? (await createPassword(files));
  log(`A new database is made in ${place.directory}.`);
  await initialiseCluster({ binaries, account, directory: place.directory, password });
  await linkToPlace(files, place);
  return { ...place, exists: false };
}

/** A test run that was killed between discarding and making leaves a link to nothing. */
async function removeDanglingLink(dataDirectory: string): Promise<void> {
  const isLink = (await lstat(dataDirectory).catch(() => undefined))?.isSymbolicLink() === true;
  const target = await realpath(dataDirectory).catch(() => undefined);
  if (isLink && target === undefined) await rm(dataDirectory);
}

/** Moved aside under a name that initialiseCluster clears, so that a kill leaves no half of a cluster. */
async function discard(directory: string): Promise<void> {
  const aside = `${directory}.new-${randomBytes(6).toString('hex')}`;
  await rename(directory, aside);
  await rm(aside, { recursive: true, force: true });
}

async function assertVersion(
  directory: string,
  binaries: PostgresBinaries,
  account: ServiceAccount | undefined,
): Promise<void> {
  const written = (await readFile(path.join(directory, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await promisify(execFile)(binaries.postgres, ['--version'], { cwd: '/', ...account });
  const brought = /(\d+)\.\d+/.exec(stdout)?.[1] ?? stdout.trim();
  if (written === brought) return;
  throw new EmbeddedPostgresError(
    'other-version',
    `The data in ${directory} were written by PostgreSQL ${written}, and this Yizhan brings PostgreSQL ${brought}. The data were kept. Start the Yizhan that wrote them, or move them with the programs of PostgreSQL ${written} (pg_dumpall) and begin in another folder with YIZHAN_DATA.`,
  );
}
