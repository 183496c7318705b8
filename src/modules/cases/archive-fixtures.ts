// Owns the bytes and the jobs that tests of archive packages need; refuses to seal but through the task itself.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Id } from '#kernel/ids';
import { isZone } from '#kernel/zones';
import { createVault } from '#platform/crypto';
import { createFileStore, type FileStore } from '#platform/files';
import type { TestCity } from '#test/kit/city';
import { type ArchiveSettings, archiveCaseTask } from './archive-case.ts';

export interface ArchiveStage {
  readonly files: FileStore;
  /** Gives every document of the case real bytes: in the fixtures of drafts they have rows only. */
  giveBytes(caseId: Id): Promise<void>;
  /** What the worker does when the job is due, at that moment. */
  archive(caseId: Id, now: Date, more?: Partial<ArchiveSettings>): Promise<void>;
  /** The packages on record. */
  packages(caseId: Id): Promise<readonly PackageRow[]>;
  /** A package's bytes in a file of their own, as somebody gets it. */
  copyOut(row: PackageRow, folder: string): Promise<string>;
  /** When the job of the case is due; undefined where there is none. */
  dueAt(caseId: Id): Promise<Date | undefined>;
}

export interface PackageRow {
  readonly version: number;
  readonly file_id: Id;
  readonly sha256: string;
  readonly status: string;
  readonly retained_until: string | null;
  readonly transfer_due_on: string | null;
}

export function openArchiveStage(city: TestCity): ArchiveStage {
  const { database, clock, configuration } = city;
  const { migratorPool, secrets, pools } = database;
  const files = createFileStore(path.join(configuration.dataDirectory, 'files'), secrets.keys);
  const settings: ArchiveSettings = {
    pools,
    vault: createVault(secrets.keys),
    files,
    now: () => clock.now,
    publicUrl: 'http://yizhan.test',
    retentionFile: path.join(
      import.meta.dirname,
      '..',
      '..',
      '..',
      'data',
      configuration.city,
      'retention.json',
    ),
  };
  return {
    files,
    async giveBytes(caseId) {
      const { rows } = await migratorPool.query<{ id: Id; file_id: Id; file_zone: string; name: string }>(
        `select id, file_id, file_zone, name from cases.evidence_item where case_id = $1 and size_bytes = 1`,
        [caseId],
      );
      for (const { id, file_id: fileId, file_zone: zone, name } of rows) {
        if (!isZone(zone)) throw new Error('The document lies in no zone.');
        const bytes = Buffer.from(`%PDF-1.7 ${name}`);
        // Two cases of one application may share a file.
        const there = await files.read(zone, fileId).catch(() => undefined);
        if (there === undefined) await files.receive(zone, fileId, Readable.from([bytes]), 1_000_000);
        await migratorPool.query(
          `update cases.evidence_item set size_bytes = $2, sha256 = $3 where id = $1`,
          [id, bytes.length, createHash('sha256').update(bytes).digest()],
        );
      }
    },
    async archive(caseId, now, more = {}) {
      clock.now = now;
      await archiveCaseTask({ ...settings, ...more })({ caseId });
      await city.app.workUntilDone();
    },
    async packages(caseId) {
      const { rows } = await migratorPool.query<PackageRow>(
        `select version, file_id, encode(sha256, 'hex') as sha256, status, retained_until::text, transfer_due_on::text
         from cases.archive_package where case_id = $1 order by version`,
        [caseId],
      );
      return rows;
    },
    async copyOut(row, folder) {
      const file = path.join(folder, `${row.file_id}.zip`);
      await writeFile(file, await files.read('extranet', row.file_id));
      return file;
    },
    async dueAt(caseId) {
      const { rows } = await migratorPool.query<{ run_at: Date }>(
        `select run_at from graphile_worker._private_jobs where key = $1`,
        [`archive-case:${caseId}`],
      );
      return rows[0]?.run_at;
    },
  };
}
