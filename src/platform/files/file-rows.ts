// Owns the rows that say what a file's bytes are; refuses to say who may read them: that is the owning record's.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Zone } from '#kernel/zones';
import type { AnyDb } from '#platform/database';

export interface FileRow {
  readonly id: Id;
  readonly zone: Zone;
  readonly ownerKind: string;
  readonly ownerId: Id;
  readonly uploaderId: Id;
  /** As shown; see `shownNameOf`. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly receivedAt: Date;
}

/** States that a file was received; its bytes must be durable already. */
export async function insertFileRow(db: AnyDb, file: FileRow): Promise<void> {
  await sql`insert into platform.file
    (id, zone, owner_kind, owner_id, uploader_id, name, media_type, size_bytes, sha256, state, received_at)
    values (${file.id}, ${file.zone}, ${file.ownerKind}, ${file.ownerId}, ${file.uploaderId}, ${file.name},
      ${file.mediaType}, ${file.sizeBytes}, ${file.sha256}, 'received', ${file.receivedAt})`.execute(
    db.withTables<Record<never, never>>(),
  );
}

export async function deleteFileRow(db: AnyDb, id: Id): Promise<void> {
  await sql`delete from platform.file where id = ${id}`.execute(db.withTables<Record<never, never>>());
}

/** Which of these ids have a row, for the sweep of orphans. */
export async function listKnownFileIds(db: AnyDb, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const { rows } = await sql<{
    id: Id;
  }>`select id from platform.file where id = any (${[...ids]}::uuid[])`.execute(
    db.withTables<Record<never, never>>(),
  );
  return new Set(rows.map((row) => row.id));
}

export async function setFileState(
  db: AnyDb,
  id: Id,
  state: 'scanning' | 'clean' | 'infected' | 'not-scanned',
): Promise<void> {
  await sql`update platform.file set state = ${state} where id = ${id}`.execute(
    db.withTables<Record<never, never>>(),
  );
}

/** Keeps files that an organ has as evidence now: whoever uploaded them can't remove them any more. */
export async function keepFiles(db: AnyDb, ids: readonly Id[], now: Date): Promise<void> {
  await sql`update platform.file set kept_at = ${now} where id = any (${[...ids]}::uuid[]) and kept_at is null`.execute(
    db.withTables<Record<never, never>>(),
  );
}
