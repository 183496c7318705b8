// Owns the SQL that reads licences for their module and its neighbours; the walls say whose.
import { sql } from 'kysely';
import { type LegalDay, legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { AnyDb, Db } from '#platform/database';
import type { LicenceEntry, LicenceInHand } from './licence.ts';
import type { LicenceStatus } from './licence-state.ts';
import type { LicenceTemplate } from './licence-template.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';

export interface StoredTemplate {
  readonly id: Id;
  readonly content: LicenceTemplate;
}

/** The newest template of a kind; kinds without one are printed in the usual words. */
export async function findTemplate(
  db: Db<LicencesTables>,
  kind: string,
): Promise<StoredTemplate | undefined> {
  return await db
    .selectFrom('licences.licenceTemplate')
    .select((row) => ['id', row.ref('content').$castTo<LicenceTemplate>().as('content')])
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The template with which a licence was drawn up, by its id; undefined for licences without one. */
export async function findTemplateById(
  db: Db<LicencesTables>,
  id: Id | null,
): Promise<LicenceTemplate | undefined> {
  if (id === null) return undefined;
  const row = await db
    .selectFrom('licences.licenceTemplate')
    .select((one) => one.ref('content').$castTo<LicenceTemplate>().as('content'))
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.content;
}

/** The newest template of every kind, by kind. */
export async function listTemplates(db: Db<LicencesTables>): Promise<readonly StoredTemplate[]> {
  return await db
    .selectFrom('licences.licenceTemplate')
    .distinctOn('kind')
    .select((row) => ['id', row.ref('content').$castTo<LicenceTemplate>().as('content')])
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute();
}

export function licenceNotFound(): AppError {
  return new AppError('not-found', 'no-such-licence', licenceMessages.notFound);
}

export function licenceHidden(): AppError {
  return new AppError('not-found', 'no-such-licence', licenceMessages.notYours);
}

const day = (value: string | null): LegalDay | null => (value === null ? null : legalDay(value));

function selectInHand(db: Db<LicencesTables>) {
  return db
    .selectFrom('licences.licence')
    .select((row) => [
      'id',
      'number',
      'kind',
      'organId',
      'holderId',
      'holderName',
      'districtCode',
      row.ref('name').$castTo<Text>().as('name'),
      row.ref('organName').$castTo<Text>().as('organName'),
      row.ref('entries').$castTo<readonly LicenceEntry[]>().as('entries'),
      'issuedOn',
      'expiresOn',
      'termMonths',
      'version',
      'revision',
      row.ref('status').$castTo<LicenceStatus>().as('status'),
      'statusSince',
      'suspendedUntil',
      'templateId',
      'verificationCode',
      'holderNumberShown',
      'origin',
      sql<number>`(select count(*)::integer from licences.licence_event done where done.licence_id = licence.id)`.as(
        'eventCount',
      ),
    ]);
}

/** Everything that the module itself reads of a licence. */
export interface WholeLicence extends LicenceInHand {
  readonly templateId: Id | null;
  readonly verificationCode: string;
  readonly holderNumberShown: string | null;
  readonly origin: string | null;
}

type Row = Awaited<ReturnType<ReturnType<typeof selectInHand>['executeTakeFirstOrThrow']>>;

function wholeOf(row: Row): WholeLicence {
  return {
    ...row,
    issuedOn: legalDay(row.issuedOn),
    expiresOn: day(row.expiresOn),
    statusSince: day(row.statusSince),
    suspendedUntil: day(row.suspendedUntil),
  };
}

/**
 * The licence in hand, its row locked until the transaction ends, for whoever is about to change it. Throws AppError
 * 'not-found' `no-such-licence`, also where the walls hide it.
 */
export async function lockLicence(db: AnyDb, licenceId: Id): Promise<WholeLicence> {
  const tables = db.withTables<LicencesTables>();
  await sql`select from licences.licence where id = ${licenceId} for update`.execute(tables);
  return await getLicence(tables, licenceId);
}

export async function getLicence(db: Db<LicencesTables>, licenceId: Id): Promise<WholeLicence> {
  return wholeOf(await selectInHand(db).where('id', '=', licenceId).executeTakeFirstOrThrow(licenceHidden));
}

export async function listLicences(
  db: Db<LicencesTables>,
  ids: readonly Id[],
): Promise<readonly WholeLicence[]> {
  const rows = await selectInHand(db)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
  return rows.map(wholeOf);
}

/** The licences that the walls show to the reader: a resident's own, the newest first. */
export async function listVisibleLicences(db: Db<LicencesTables>): Promise<readonly WholeLicence[]> {
  const rows = await selectInHand(db).orderBy('issuedAt', 'desc').orderBy('id').execute();
  return rows.map(wholeOf);
}

export async function findVisibleLicence(
  db: Db<LicencesTables>,
  number: string,
): Promise<WholeLicence | undefined> {
  const row = await selectInHand(db).where('number', '=', number).executeTakeFirst();
  return row === undefined ? undefined : wholeOf(row);
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
  // A case may also have changed or renewed a licence: then a later version is its result.
  return await db
    .withTables<LicencesTables>()
    .selectFrom('licences.licenceVersion as version')
    .innerJoin('licences.licence as licence', 'licence.id', 'version.licenceId')
    .select((row) => [
      'licence.id',
      'version.sourceId',
      'licence.number',
      'version.verificationCode',
      row.ref('version.name').$castTo<Text>().as('name'),
    ])
    .where('version.sourceId', 'in', sourceIds)
    .execute();
}
