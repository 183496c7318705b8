// Owns the life of the embedded PostgreSQL from start to stop; refuses to run two on the same data.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertCluster, createDatabaseIfMissing } from './cluster-checks.ts';
import { type ClusterClaim, findOwnerProcessId, tryClaim } from './cluster-claim.ts';
import { type ClusterFiles, listClusterFiles } from './cluster-files.ts';
import { buildUrl, getPassword } from './cluster-secrets.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { launchCluster } from './launch-cluster.ts';
import { preparePostgresBinaries } from './postgres-binaries.ts';
import { findPostmasterRecord, isPostmasterOf, stopPostmaster } from './postmaster.ts';
import { chooseServiceAccount } from './service-account.ts';
import { settleCluster } from './settle-cluster.ts';

export interface EmbeddedPostgresOptions {
  /** Where the cluster lies or is to be made. Its parent also gets the owner, port, log and secrets files. */
  readonly dataDirectory: string;
  /** Takes sentences for the operator. */
  readonly log: (message: string) => void;
  /** Made when it is missing; `url` points to it. Default: `postgres`. Lower-case letters, digits, `_`. */
  readonly database?: string;
  /**
   * What to do when another living Yizhan process looks after this cluster: `attach` uses it as a guest
   * (`owned` is false and stop() leaves it running), `refuse` throws `in-use`. Default: `attach`.
   */
  readonly whenInUse?: 'attach' | 'refuse';
  /** Throws an existing cluster away first, when no living process owns it. For tests. Default: false. */
  readonly fresh?: boolean;
  /** Server settings, as { max_connections: '200' }. fsync cannot be turned off. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Used only as root and only where PostgreSQL's account may not enter the repository or the data's parent:
   * then programs and data go here. Default: /var/lib/yizhan.
   */
  readonly serviceDirectory?: string;
}

export interface EmbeddedPostgres {
  /** postgres://postgres:…@127.0.0.1:port/database, as superuser. A secret: never log it. */
  readonly url: string;
  /** The postmaster's process id. */
  readonly pid: number;
  readonly port: number;
  /** False for a guest: another process started the cluster and will stop it. */
  readonly owned: boolean;
  /** Fast shutdown; resolves when the postmaster has ended. May be called again. A guest only lets go. */
  stop(): Promise<void>;
}

/** What a living owner may take to make and recover its cluster before a guest gives up. */
const attachWithinMs = 180_000;
const pollMs = 100;

/**
 * Starts PostgreSQL on the data directory, or attaches to the one that a living Yizhan process started there.
 * A postmaster that a killed process left behind is stopped first and started anew with the data kept.
 * @throws EmbeddedPostgresError whose message says what happened, what was kept and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const files = listClusterFiles(options.dataDirectory);
  const claimed = await claimOrFindRunning(files, options);
  if ('pid' in claimed) return attach(files, options, claimed);
  try {
    return await startAsOwner(files, options, claimed);
  } catch (error) {
    await claimed.release();
    throw error;
  }
}

/** Waits until this process owns the cluster or its living owner has it ready. */
async function claimOrFindRunning(
  files: ClusterFiles,
  options: EmbeddedPostgresOptions,
): Promise<ClusterClaim | { pid: number; port: number }> {
  const deadline = Date.now() + attachWithinMs;
  for (;;) {
    const claim = await claimOrExplain(files);
    if (claim !== undefined) return claim;
    const ownerId = await findOwnerProcessId(files.ownerFile);
    if (options.whenInUse === 'refuse' || Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'in-use',
        `The database in ${files.dataDirectory} is in use by process ${ownerId ?? 'unknown'}. Nothing was changed. Stop that process first, or choose another folder with YIZHAN_DATA.`,
      );
    }
    const record = await findPostmasterRecord(files.dataDirectory);
    if (record?.ready === true && (await isPostmasterOf(record.pid, files.dataDirectory))) return record;
    await sleep(pollMs);
  }
}

async function claimOrExplain(files: ClusterFiles): Promise<ClusterClaim | undefined> {
  try {
    await mkdir(path.dirname(files.ownerFile), { recursive: true });
    return await tryClaim(files.ownerFile);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'not-permitted',
      `The folder ${path.dirname(files.ownerFile)} cannot be written (${String(cause)}). Nothing was changed. Start Yizhan under the account that started it first, or choose another folder with YIZHAN_DATA.`,
      cause,
    );
  }
}

async function attach(
  files: ClusterFiles,
  options: EmbeddedPostgresOptions,
  { pid, port }: { pid: number; port: number },
): Promise<EmbeddedPostgres> {
  const url = buildUrl(port, await getPassword(files), options.database);
  await createDatabaseIfMissing(url);
  return { url, pid, port, owned: false, stop: async () => undefined };
}

async function startAsOwner(
  files: ClusterFiles,
  options: EmbeddedPostgresOptions,
  claim: ClusterClaim,
): Promise<EmbeddedPostgres> {
  const account = await chooseServiceAccount(files.dataDirectory);
  const serviceDirectory = options.serviceDirectory ?? '/var/lib/yizhan';
  // Without root no other account is involved, so a copy of the programs may lie beside the data.
  const copies = account === undefined ? path.dirname(files.dataDirectory) : serviceDirectory;
  const binaries = await preparePostgresBinaries(account, copies);
  const fresh = options.fresh === true;
  const place = await settleCluster({ files, account, binaries, serviceDirectory, fresh, log: options.log });
  const { settings = {}, log, database } = options;
  const { directory } = place;
  const { pid, port } = await launchCluster({ files, binaries, account, directory, settings, log });
  const password = await getPassword(files);
  const url = buildUrl(port, password, database);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(pid, directory, binaries);
    await claim.release();
  };
  try {
    await assertCluster(buildUrl(port, password, undefined), { isNew: !place.exists });
    await createDatabaseIfMissing(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    pid,
    port,
    owned: true,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
