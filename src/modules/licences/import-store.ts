// Owns the SQL of batches of licences on paper; refuses to show another organ's, which the walls see to.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Db } from '#platform/database';
import type { LicencesTables } from './licences-tables.gen.ts';

export type BatchStatus = 'waiting' | 'approved' | 'refused';

export interface StoredBatch {
  readonly id: Id;
  readonly organId: Id;
  readonly fileName: string;
  readonly lineCount: number;
  readonly linesEncrypted: Buffer;
  readonly status: BatchStatus;
  readonly note: string;
  readonly enteredBy: Id;
  readonly enteredAt: Date;
  readonly checkedBy: Id | null;
  readonly checkedAt: Date | null;
}

export async function insertBatch(db: Db<LicencesTables>, batch: StoredBatch): Promise<void> {
  await db.insertInto('licences.importBatch').values(batch).execute();
}

function selectBatches(db: Db<LicencesTables>) {
  return db
    .selectFrom('licences.importBatch')
    .select((row) => [
      'id',
      'organId',
      'fileName',
      'lineCount',
      'linesEncrypted',
      row.ref('status').$castTo<BatchStatus>().as('status'),
      'note',
      'enteredBy',
      'enteredAt',
      'checkedBy',
      'checkedAt',
    ]);
}

/** The batch, locked where it is about to be decided. */
export async function findBatch(
  db: Db<LicencesTables>,
  batchId: Id,
  forUpdate: boolean,
): Promise<StoredBatch | undefined> {
  if (forUpdate) await sql`select from licences.import_batch where id = ${batchId} for update`.execute(db);
  return await selectBatches(db).where('id', '=', batchId).executeTakeFirst();
}

const listedMost = 50;

/** The newest of the reader's organs. */
export async function listBatches(db: Db<LicencesTables>): Promise<readonly StoredBatch[]> {
  return await selectBatches(db).orderBy('enteredAt', 'desc').orderBy('id').limit(listedMost).execute();
}

export async function updateBatch(
  db: Db<LicencesTables>,
  batchId: Id,
  decision: { readonly status: 'approved' | 'refused'; readonly note: string; readonly checkedBy: Id },
  now: Date,
): Promise<void> {
  await db
    .updateTable('licences.importBatch')
    .set({ ...decision, checkedAt: now })
    .where('id', '=', batchId)
    .execute();
}
