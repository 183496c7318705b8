// Owns under which system account PostgreSQL runs and where that account may go; refuses root, as PostgreSQL
// itself does.
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A system account, by number. `undefined` stands for the account that Yizhan itself runs under. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * `nobody` on every Linux. Blind spot: other services that run as nobody on the same machine could read the
 * data; a production installation runs Yizhan under an account of its own, or brings DATABASE_URL.
 */
const nobody: ServiceAccount = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root, so root hands it to somebody else: to the owner of the data where there
 * is data already (a folder that was first used without root goes on belonging to its user), else to nobody.
 */
export async function chooseServiceAccount(dataDirectory: string): Promise<ServiceAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const { uid, gid } = await stat(dataDirectory);
    return uid === 0 ? nobody : { uid, gid };
  } catch {
    return nobody;
  }
}

/**
 * Whether the account may enter a folder: every folder on the way must let it through.
 * Blind spot: access control lists are not read; where they forbid more than the mode bits, PostgreSQL says so.
 */
export async function canEnter(account: ServiceAccount | undefined, directory: string): Promise<boolean> {
  if (account === undefined) return true;
  const absolute = path.resolve(directory);
  const { root } = path.parse(absolute);
  const steps = absolute.slice(root.length).split(path.sep);
  let current = root;
  for (const step of ['', ...steps]) {
    current = path.join(current, step);
    const { uid, gid, mode } = await stat(current);
    const executeBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & executeBit) === 0) return false;
  }
  return true;
}
