// Owns the secrets that an installation makes for itself; refuses to make new ones where the kept ones can't be read.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The generated secrets of one installation. Lost secrets can't be made again: what they encrypt is lost with
 * them, so they belong into the backup, apart from the database's.
 */
export interface Secrets {
  /** Passwords of the database logins, by login kind. */
  readonly loginPasswords: Readonly<Record<string, string>>;
  /** Keys of 32 bytes in base64, by purpose. */
  readonly keys: Readonly<Record<string, string>>;
}

const keyPurposes = ['records', 'look-up', 'files-internet', 'files-extranet', 'files-intranet', 'forms'];
const loginKinds = ['internet', 'extranet', 'intranet', 'worker_internet', 'worker_extranet'];

/** New secrets from the system's random source; for a new installation and for tests. */
export function generateSecrets(): Secrets {
  return completeSecrets({ loginPasswords: {}, keys: {} });
}

/** Adds what a newer version needs and keeps what is there. */
function completeSecrets(present: Secrets): Secrets {
  return {
    loginPasswords: Object.fromEntries(
      loginKinds.map((kind) => [kind, present.loginPasswords[kind] ?? randomBytes(24).toString('base64url')]),
    ),
    keys: Object.fromEntries(
      keyPurposes.map((purpose) => [purpose, present.keys[purpose] ?? randomBytes(32).toString('base64')]),
    ),
  };
}

/**
 * Reads the installation's secrets from `secrets.json` in the data directory and makes them on the first start.
 * The file is written beside, synced and put in place, with mode 0600, so that a kill leaves either none or all of it
 * and processes that start together end with the same ones. A file that others may read is closed to them.
 */
export async function loadSecrets(dataDirectory: string): Promise<Secrets> {
  await mkdir(dataDirectory, { recursive: true });
  const path = join(dataDirectory, 'secrets.json');
  const present = (await readSecrets(path)) ?? (await makeSecrets(path));
  const complete = completeSecrets(present);
  if (JSON.stringify(present) !== JSON.stringify(complete)) {
    await rename(await writeBeside(path, complete), path);
    await syncDirectory(dataDirectory);
  }
  return complete;
}

/** The first secrets; where another process was quicker, its own. */
async function makeSecrets(path: string): Promise<Secrets> {
  const beside = await writeBeside(path, generateSecrets());
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(beside, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(beside, { force: true });
  }
  const made = await readSecrets(path);
  if (made === undefined)
    throw new Error(`The secrets in ${path} vanished while they were made. Start again.`);
  return made;
}

async function writeBeside(path: string, secrets: Secrets): Promise<string> {
  const beside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return beside;
}

/** What was put in place is there after a power failure only when the directory was synced as well. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows can't open a directory; its file system keeps the order by itself.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readSecrets(path: string): Promise<Secrets | undefined> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isSecrets(content)) return content;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(
      `The secrets in ${path} can't be read. Nothing was changed. Restore the file from the backup.`,
      {
        cause: error,
      },
    );
  }
  throw new Error(
    `${path} doesn't hold an installation's secrets. Nothing was changed. Restore it from the backup.`,
  );
}

function isSecrets(value: unknown): value is Secrets {
  return (
    typeof value === 'object' &&
    value !== null &&
    'loginPasswords' in value &&
    typeof value.loginPasswords === 'object' &&
    'keys' in value &&
    typeof value.keys === 'object'
  );
}
