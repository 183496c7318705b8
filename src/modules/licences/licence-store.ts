// Owns the SQL that writes licences; refuses a second licence for one source.
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { AnyDb } from '#platform/database';
import type { Licence } from './licence.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

export async function storeLicence(db: AnyDb, licence: Licence, now: Date): Promise<void> {
  await db
    .withTables<LicencesTables>()
    .insertInto('licences.licence')
    .values({
      id: licence.id,
      number: licence.number,
      verificationCode: licence.verificationCode,
      kind: licence.kind,
      name: JSON.stringify(licence.name),
      holderId: licence.holderId,
      holderName: licence.holderName,
      entries: JSON.stringify(licence.entries),
      organId: licence.organId,
      organName: JSON.stringify(licence.organName),
      districtCode: licence.districtCode,
      sourceKind: licence.source.kind,
      sourceId: licence.source.id,
      issuedOn: licence.issuedOn,
      expiresOn: licence.expiresOn,
      status: licence.status,
      issuedAt: now,
    })
    .execute();
}

/** Number and verification code of the licences that came from these sources, as far as the reader may see them. */
export async function listLicencesOf(
  db: AnyDb,
  sourceIds: readonly Id[],
): Promise<
  readonly {
    readonly id: Id;
    readonly sourceId: Id;
    readonly number: string;
    readonly verificationCode: string;
    readonly name: Text;
  }[]
> {
  if (sourceIds.length === 0) return [];
  return await db
    .withTables<LicencesTables>()
    .selectFrom('licences.licence')
    .select((row) => [
      'id',
      'sourceId',
      'number',
      'verificationCode',
      row.ref('name').$castTo<Text>().as('name'),
    ])
    .where('sourceId', 'in', sourceIds)
    .execute();
}
