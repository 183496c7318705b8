// Owns a licence as a case brought it forth, whatever became of it since; refuses to say how it stands today.
import { type LegalDay, legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { AnyDb } from '#platform/database';
import type { LicenceView } from './contract.ts';
import type { LicenceEntry } from './licence.ts';
import { findTemplateById } from './licence-queries.ts';
import { licenceView } from './licence-view.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

/** `drawnUpAt` is the moment from which its paper is dated. */
export interface IssuedLicence extends LicenceView {
  readonly id: Id;
  readonly version: number;
  readonly inForceFrom: LegalDay;
  readonly drawnUpAt: Date;
}

/** The version of a licence that this source, as a case, issued, changed or renewed; undefined where it did not. */
export async function findIssuedLicence(db: AnyDb, sourceId: Id): Promise<IssuedLicence | undefined> {
  const tables = db.withTables<LicencesTables>();
  const row = await tables
    .selectFrom('licences.licenceVersion as version')
    .innerJoin('licences.licence as licence', 'licence.id', 'version.licenceId')
    .select((one) => [
      'licence.id',
      'licence.number',
      'licence.templateId',
      'version.version',
      'version.verificationCode',
      'version.holderName',
      'version.issuedOn',
      'version.expiresOn',
      'version.inForceFrom',
      'version.drawnUpAt',
      one.ref('version.name').$castTo<Text>().as('name'),
      one.ref('version.organName').$castTo<Text>().as('organName'),
      one.ref('version.entries').$castTo<readonly LicenceEntry[]>().as('entries'),
    ])
    .where('version.sourceId', '=', sourceId)
    .executeTakeFirst();
  return row === undefined ? undefined : await presentIssuedLicence(db, row);
}

/** A version of a licence as it is stored. */
export interface IssuedLicenceRow
  extends Pick<IssuedLicence, 'id' | 'number' | 'version' | 'verificationCode' | 'holderName' | 'drawnUpAt'> {
  readonly templateId: Id | null;
  readonly name: Text;
  readonly organName: Text;
  readonly entries: readonly LicenceEntry[];
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly inForceFrom: string;
}

/** The row with the words of its template, for its paper. */
export async function presentIssuedLicence(db: AnyDb, row: IssuedLicenceRow): Promise<IssuedLicence> {
  const { id, templateId, version, inForceFrom, drawnUpAt, issuedOn, expiresOn, ...printed } = row;
  const shown = licenceView(
    { ...printed, issuedOn: legalDay(issuedOn), expiresOn: expiresOn === null ? null : legalDay(expiresOn) },
    { state: 'valid', since: null, until: null },
    await findTemplateById(db.withTables<LicencesTables>(), templateId),
  );
  return { ...shown, id, version, inForceFrom: legalDay(inForceFrom), drawnUpAt };
}
