// Owns the SQL of files that belong to a record; refuses to take one off that its record holds.
import { sql } from 'kysely';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Db } from '#platform/database';
import { deleteFileRow, insertFileRow } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { scanCounterFileTaskName } from './attach-counter-evidence.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { fileRowOf } from './file-row-of.ts';
import type { RecordFileKind } from './procedure-contract.ts';
import type { RecordFile } from './record-file.ts';
import { recordFileMessages } from './record-file-messages.ts';

/** Those of cases or of one procedure, in the order in which they were added. */
export async function listRecordFiles(
  db: Db<CasesTables>,
  which: { readonly caseId: Id } | { readonly procedureId: Id },
): Promise<readonly RecordFile[]> {
  const [column, id] =
    'caseId' in which ? (['caseId', which.caseId] as const) : (['procedureId', which.procedureId] as const);
  const rows = await db
    .selectFrom('cases.recordFile')
    .select(['id', 'caseId', 'organId', 'procedureId', 'handOverId', 'fileId', 'name', 'mediaType'])
    .select(['sizeBytes', 'sha256', 'sharedWithOrganIds', 'addedBy', 'addedAt', 'sealedAt'])
    .select((one) => one.ref('kind').$castTo<RecordFileKind>().as('kind'))
    .where(column, '=', id)
    .orderBy('addedAt')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    sha256: row.sha256.toString('hex'),
  }));
}

/** The file's row, the record's, and the job that scans it: the same as of what is scanned at the counter. */
export async function insertRecordFile(db: Db<CasesTables>, file: RecordFile): Promise<void> {
  const { sealedAt, sharedWithOrganIds, sha256, ...columns } = file;
  if (sealedAt !== null) throw new Error('A file is added before its record is made.');
  const owner = { kind: `record-file`, id: file.caseId };
  await insertFileRow(db, fileRowOf({ ...file, zone: 'extranet' }, owner, file.organId, file.addedAt));
  await db
    .insertInto('cases.recordFile')
    .values({ ...columns, sha256: Buffer.from(sha256, 'hex'), sharedWithOrganIds: [...sharedWithOrganIds] })
    .execute();
  await enqueueJob(db, scanCounterFileTaskName, { fileId: file.fileId });
}

/** Throws AppError 'conflict' where the record was made meanwhile. */
export async function deleteRecordFile(db: Db<CasesTables>, file: RecordFile): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('cases.recordFile')
    .where('id', '=', file.id)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) throw new AppError('conflict', 'record-made', recordFileMessages.recordMade);
  await deleteFileRow(db, file.fileId);
}

/** The record is made: what belongs to it stays from now on. */
export async function sealRecordFiles(
  db: Db<CasesTables>,
  of: { readonly caseId: Id; readonly procedureId: Id | null; readonly kind: RecordFileKind },
  now: Date,
): Promise<void> {
  await sql`select cases.seal_record_files(${of.caseId}, ${of.procedureId}, ${of.kind}, ${now})`.execute(db);
}
