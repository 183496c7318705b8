// Owns what happens to received files by themselves: scanning and the sweep of orphans. Refuses to say 'clean' unscanned.
import type { Zone } from '#kernel/zones';
import { inTransaction, type Pools } from '#platform/database';
import type { TaskHandler } from '#platform/jobs';
import type { Logger } from '#platform/logging';
import { listKnownFileIds, setFileState } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { scanWithClamd } from './scan-with-clamd.ts';

export interface FileTaskSettings {
  readonly zone: Zone;
  readonly pools: Pools;
  readonly files: FileStore;
  /** host:port of clamd; undefined where there is no scanner. */
  readonly clamdAddress: string | undefined;
  readonly now: () => Date;
  readonly logger: Logger;
}

const actor = { kind: 'system', name: 'files' } as const;

/** Scans a received file. Without a scanner its state is 'not-scanned', and never 'clean'. */
export function scanFileTask(settings: FileTaskSettings): TaskHandler {
  const { zone, pools, files, clamdAddress } = settings;
  const pool = pools.get(zone === 'internet' ? 'worker_internet' : 'worker_extranet');
  return async ({ fileId }) => {
    if (fileId === undefined) throw new Error('scan-file needs a file id.');
    const mark = (state: Parameters<typeof setFileState>[2]) =>
      inTransaction(pool, actor, { readOnly: false }, (db) => setFileState(db, fileId, state));
    if (clamdAddress === undefined) return await mark('not-scanned');
    await mark('scanning');
    const found = await scanWithClamd(clamdAddress, await files.read(zone, fileId));
    await mark(found);
  };
}

/** A file younger than this may still be waiting for its row. */
const orphanAgeMs = 24 * 60 * 60 * 1_000;

/**
 * Removes bytes without a row: an upload that ended between the bytes and the commit, or a document that was taken
 * off. Bytes with a row are never touched.
 */
export function sweepOrphanFilesTask(settings: FileTaskSettings): TaskHandler {
  const { zone, pools, files, now, logger } = settings;
  const pool = pools.get(zone === 'internet' ? 'worker_internet' : 'worker_extranet');
  return async () => {
    const old = await files.listOlderThan(zone, new Date(now().getTime() - orphanAgeMs));
    const known = await inTransaction(pool, actor, { readOnly: true }, (db) => listKnownFileIds(db, old));
    const orphans = old.filter((id) => !known.has(id));
    for (const id of orphans) await files.remove(zone, id);
    logger.info({ zone, removed: orphans.length }, 'orphan files swept');
  };
}
