// Owns where the files of a cluster lie; refuses a place that PostgreSQL's account may not enter.
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, realpath, rename, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFiles } from './cluster-files.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter, type ServiceAccount } from './service-account.ts';

/** Where the data really lie, and whether a cluster is there already. */
export interface ClusterPlace {
  readonly directory: string;
  readonly exists: boolean;
}

/**
 * Finds the cluster, or chooses where a new one goes: where the caller says if the account may go there, else
 * into `serviceDirectory`, with a symbolic link where the caller said. (Not into /var/tmp: systems clear it.)
 */
export async function findClusterPlace(
  files: ClusterFiles,
  account: ServiceAccount | undefined,
  serviceDirectory: string,
): Promise<ClusterPlace> {
  const { dataDirectory } = files;
  const entry = await lstat(dataDirectory).catch(() => undefined);
  if (entry === undefined) {
    const open = await canEnter(account, path.dirname(dataDirectory));
    if (open)
      return {
        directory: path.join(await realpath(path.dirname(dataDirectory)), path.basename(dataDirectory)),
        exists: false,
      };
    await makeServiceDirectory(serviceDirectory);
    const name = `data-${randomBytes(6).toString('hex')}`;
    return { directory: path.join(await realpath(serviceDirectory), name), exists: false };
  }
  const directory = await realpath(dataDirectory).catch(() => undefined);
  if (directory === undefined) {
    throw new EmbeddedPostgresError(
      'foreign-data',
      `${dataDirectory} is a link to a database that is no longer there. Nothing was changed. Put the database back, or delete the link to begin with an empty one.`,
    );
  }
  const names = await readdir(directory);
  if (names.length > 0 && !names.includes('PG_VERSION')) {
    throw new EmbeddedPostgresError(
      'foreign-data',
      `${directory} holds files, but no PostgreSQL database. Nothing was changed. Move the files away or choose another folder with YIZHAN_DATA.`,
    );
  }
  if (!(await canEnter(account, directory))) {
    throw new EmbeddedPostgresError(
      'not-permitted',
      `The account that runs PostgreSQL (uid ${account?.uid}) may no longer enter ${directory}. The data were kept. Give every folder above it the right to pass (chmod o+x).`,
    );
  }
  return { directory, exists: names.length > 0 };
}

/** Puts the link where the caller expects the data, once the data are there. */
export async function linkToPlace(files: ClusterFiles, place: ClusterPlace): Promise<void> {
  const expected = await realpath(files.dataDirectory).catch(() => undefined);
  if (expected === place.directory) return;
  const link = `${files.dataDirectory}.${randomBytes(6).toString('hex')}`;
  await symlink(place.directory, link);
  await rename(link, files.dataDirectory);
}

async function makeServiceDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o755);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'not-permitted',
      `PostgreSQL does not run as root, and ${directory}, where its files would go, could not be made (${String(cause)}). Nothing was changed. Start Yizhan under another account, put YIZHAN_DATA where every account may go, or name a PostgreSQL in DATABASE_URL.`,
      cause,
    );
  }
}
