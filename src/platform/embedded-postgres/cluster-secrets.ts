// Owns the superuser's password and the address that holds it; refuses to log either.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFiles } from './cluster-files.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Reads the superuser's password; undefined before the first start. */
export async function findPassword(files: ClusterFiles): Promise<string | undefined> {
  try {
    return (await readFile(files.passwordFile, 'utf8')).trim();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new EmbeddedPostgresError(
      'not-permitted',
      `The password of the database in ${files.passwordFile} could not be read (${String(cause)}). Nothing was changed. Start Yizhan under the account that started it first, or as root.`,
      cause,
    );
  }
}

export async function createPassword(files: ClusterFiles): Promise<string> {
  const password = randomBytes(32).toString('base64url');
  await mkdir(path.dirname(files.passwordFile), { recursive: true, mode: 0o700 });
  const written = `${files.passwordFile}.${randomBytes(6).toString('hex')}`;
  await writeFile(written, `${password}\n`, { mode: 0o600, flush: true });
  await rename(written, files.passwordFile);
  return password;
}

export async function getPassword(files: ClusterFiles): Promise<string> {
  const password = await findPassword(files);
  if (password !== undefined) return password;
  throw new EmbeddedPostgresError(
    'missing-password',
    `The password of the database in ${files.dataDirectory} is missing: ${files.passwordFile} is not there. The data were kept. Put the file back from a backup, or move the data away to begin with an empty database.`,
  );
}

/** The password is base64url and needs no escaping. */
export function buildUrl(port: number, password: string, database = 'postgres'): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}
