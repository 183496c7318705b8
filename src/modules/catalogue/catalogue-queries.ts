// Owns the SQL that reads what is published; refuses drafts, for there are none in these tables.

import { sql } from 'kysely';
import type { FormContent } from '#engines/forms';
import { compareDays, type LegalDay, legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { AnyDb } from '#platform/database';
import type { CatalogueTables } from './catalogue-tables.gen.ts';
import type { LifeEventContent, ServiceContent } from './contract.ts';

/** One published version with its id, by which everything refers to it. */
export interface Published<Content> {
  readonly id: Id;
  readonly content: Content;
}

type VersionTable = 'catalogue.lifeEventVersion' | 'catalogue.formVersion' | 'catalogue.serviceVersion';

/**
 * What a version says, kept once it was read: versions never change, and reading and parsing them again was most of
 * what a page or a submission took (docs/performance.md). An id of a publication that was rolled back is never asked for.
 */
const contentById = new Map<Id, unknown>();
const contentsMost = 2_000;

function keepContent(id: Id, content: unknown): unknown {
  if (contentById.size >= contentsMost) contentById.clear();
  contentById.set(id, content);
  return content;
}

async function findLatest<Content>(
  db: AnyDb,
  table: VersionTable,
  key: string,
): Promise<Published<Content> | undefined> {
  const row = await db
    .withTables<CatalogueTables>()
    .selectFrom(table)
    .select('id')
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : await getVersion<Content>(db, table, row.id);
}

async function getVersion<Content>(db: AnyDb, table: VersionTable, id: Id): Promise<Published<Content>> {
  const present = contentById.get(id);
  if (present !== undefined) return { id, content: present as Content };
  const row = await db
    .withTables<CatalogueTables>()
    .selectFrom(table)
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, content: keepContent(id, row.content) as Content };
}

export async function findLifeEvent(
  db: AnyDb,
  key: string,
): Promise<Published<LifeEventContent> | undefined> {
  return await findLatest<LifeEventContent>(db, 'catalogue.lifeEventVersion', key);
}

export async function findForm(db: AnyDb, key: string): Promise<Published<FormContent> | undefined> {
  return await findLatest<FormContent>(db, 'catalogue.formVersion', key);
}

export async function findService(db: AnyDb, key: string): Promise<Published<ServiceContent> | undefined> {
  return await findLatest<ServiceContent>(db, 'catalogue.serviceVersion', key);
}

/** The latest versions of these services, in the order of their keys here; those that are not published are left out. */
export async function listServices(
  db: AnyDb,
  keys: readonly string[],
): Promise<readonly Published<ServiceContent>[]> {
  const rows = await db
    .withTables<CatalogueTables>()
    .selectFrom('catalogue.serviceVersion')
    .distinctOn('key')
    .select(['id', 'key'])
    .where('key', '=', sql<string>`any (${[...keys]}::text[])`)
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  const idByKey = new Map(rows.map((row) => [row.key, row.id]));
  const found: Published<ServiceContent>[] = [];
  for (const key of keys) {
    const id = idByKey.get(key);
    if (id !== undefined) found.push(await getServiceVersion(db, id));
  }
  return found;
}

export async function getLifeEventVersion(db: AnyDb, id: Id): Promise<Published<LifeEventContent>> {
  return await getVersion<LifeEventContent>(db, 'catalogue.lifeEventVersion', id);
}

export async function getFormVersion(db: AnyDb, id: Id): Promise<Published<FormContent>> {
  return await getVersion<FormContent>(db, 'catalogue.formVersion', id);
}

export async function getServiceVersion(db: AnyDb, id: Id): Promise<Published<ServiceContent>> {
  return await getVersion<ServiceContent>(db, 'catalogue.serviceVersion', id);
}

/** The latest version of every life event, by key, without its decisions: a list asks none of them. */
export async function listLifeEvents(db: AnyDb): Promise<readonly Published<LifeEventContent>[]> {
  const rows = await db
    .withTables<CatalogueTables>()
    .selectFrom('catalogue.lifeEventVersion')
    .distinctOn('key')
    .select(['id', sql<unknown>`content - 'decisions'`.as('content')])
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({ id: row.id, content: row.content as LifeEventContent }));
}

/** Who handles a service, and the rows that say so. */
export interface ResponsibleOrgan {
  /** Whose case it is: the delegate where there is one, in the delegating organ's name. */
  readonly organId: Id;
  readonly responsibilityId: Id;
  readonly responsibleOrganId: Id;
  readonly exerciseLevel: string;
  readonly divisionCode: string;
  readonly basis: string;
  readonly delegationId: Id | null;
  readonly delegationBasis: string | null;
}

/**
 * The organ that handles a service for premises in a division on a day: the responsibility of the smallest division
 * that contains them (street, then district, then city), then a delegation from its organ, both in force that day.
 * Undefined where the city has not opened the service there.
 */
export async function findResponsibleOrgan(
  db: AnyDb,
  {
    serviceKey,
    ...place
  }: { readonly serviceKey: string; readonly divisionCode: string; readonly on: LegalDay },
): Promise<ResponsibleOrgan | undefined> {
  return (await findResponsibleOrgans(db, { ...place, serviceKeys: [serviceKey] })).get(serviceKey);
}

/** As findResponsibleOrgan, for several services: by service key, without those that are not open there. */
export async function findResponsibleOrgans(
  db: AnyDb,
  question: {
    readonly serviceKeys: readonly string[];
    readonly divisionCode: string;
    readonly on: LegalDay;
  },
): Promise<ReadonlyMap<string, ResponsibleOrgan>> {
  const { divisionCode, on } = question;
  const containing = [divisionCode, divisionCode.slice(0, 6), `${divisionCode.slice(0, 4)}00`];
  const tables = db.withTables<CatalogueTables>();
  const keys = sql<readonly string[]>`${[...question.serviceKeys]}::text[]`;
  const places = sql<readonly string[]>`${containing}::text[]`;
  const [responsibilities, delegations] = await Promise.all([
    tables
      .selectFrom('catalogue.responsibility')
      .selectAll()
      .where(sql<boolean>`service_key = any (${keys})`)
      .where(sql<boolean>`division_code = any (${places})`)
      .execute(),
    tables
      .selectFrom('catalogue.delegation')
      .selectAll()
      .where(sql<boolean>`service_key = any (${keys})`)
      .where(sql<boolean>`division_code = any (${places})`)
      .execute(),
  ]);
  const found = new Map<string, ResponsibleOrgan>();
  for (const serviceKey of question.serviceKeys) {
    const inForce = responsibilities
      .filter((row) => row.serviceKey === serviceKey && isInForce(row, on))
      .sort(
        (one, other) =>
          other.divisionCode.length - one.divisionCode.length ||
          containing.indexOf(one.divisionCode) - containing.indexOf(other.divisionCode),
      )[0];
    if (inForce === undefined) continue;
    const delegation = delegations.find(
      (row) => row.serviceKey === serviceKey && row.fromOrganId === inForce.organId && isInForce(row, on),
    );
    found.set(serviceKey, {
      organId: delegation?.toOrganId ?? inForce.organId,
      responsibilityId: inForce.id,
      responsibleOrganId: inForce.organId,
      exerciseLevel: inForce.exerciseLevel,
      divisionCode: inForce.divisionCode,
      basis: inForce.basis,
      delegationId: delegation?.id ?? null,
      delegationBasis: delegation?.basis ?? null,
    });
  }
  return found;
}

/** Every organ that handles a service somewhere on that day, delegates included. */
export async function listResponsibleOrganIds(
  db: AnyDb,
  question: { readonly serviceKey: string; readonly on: LegalDay },
): Promise<readonly Id[]> {
  const tables = db.withTables<CatalogueTables>();
  const own = await tables
    .selectFrom('catalogue.responsibility')
    .select(['organId', 'validFrom', 'validTo'])
    .where('serviceKey', '=', question.serviceKey)
    .execute();
  const delegated = await tables
    .selectFrom('catalogue.delegation')
    .select(['toOrganId as organId', 'validFrom', 'validTo'])
    .where('serviceKey', '=', question.serviceKey)
    .execute();
  const inForce = [...own, ...delegated].filter((row) => isInForce(row, question.on));
  return [...new Set(inForce.map((row) => row.organId))];
}

function isInForce(
  row: { readonly validFrom: string; readonly validTo: string | null },
  on: LegalDay,
): boolean {
  return (
    compareDays(legalDay(row.validFrom), on) <= 0 &&
    (row.validTo === null || compareDays(on, legalDay(row.validTo)) <= 0)
  );
}

/** The titles of these versions of life events, by version id. */
export async function titlesOfLifeEvents(
  db: AnyDb,
  versionIds: readonly Id[],
): Promise<ReadonlyMap<Id, Text>> {
  if (versionIds.length === 0) return new Map();
  const rows = await db
    .withTables<CatalogueTables>()
    .selectFrom('catalogue.lifeEventVersion')
    .select(['id', sql<Text>`content -> 'title'`.as('title')])
    .where('id', 'in', [...new Set(versionIds)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.title]));
}
