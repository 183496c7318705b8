// Owns the SQL of licences that are shown; refuses to keep the digits themselves.
import type { Id } from '#kernel/ids';
import type { Db } from '#platform/database';
import type { LicencesTables } from './licences-tables.gen.ts';

/** A presentation as its holder sees it afterwards. */
export interface OwnPresentation {
  readonly presentedAt: Date;
  readonly expiresAt: Date;
  readonly openedCount: number;
  readonly lastOpenedAt: Date | null;
}

export interface NewPresentation {
  readonly id: Id;
  readonly licenceId: Id;
  readonly holderId: Id;
  readonly digitsHmac: Buffer;
  readonly presentedAt: Date;
  readonly expiresAt: Date;
}

export async function insertPresentation(
  db: Db<LicencesTables>,
  presentation: NewPresentation,
): Promise<void> {
  await db.insertInto('licences.presentation').values(presentation).execute();
}

const shownMost = 20;

/** The last presentations of a licence, the newest first. */
export async function listOwnPresentations(
  db: Db<LicencesTables>,
  licenceId: Id,
): Promise<readonly OwnPresentation[]> {
  return await db
    .selectFrom('licences.presentation')
    .select(['presentedAt', 'expiresAt', 'openedCount', 'lastOpenedAt'])
    .where('licenceId', '=', licenceId)
    .orderBy('presentedAt', 'desc')
    .limit(shownMost)
    .execute();
}
