// Owns the SQL that writes licences; refuses a second licence for one source and a change of what was not read.
import { sql } from 'kysely';
import { type Actor, actorIdOf } from '#kernel/actors';
import { yearOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { AnyDb, Db } from '#platform/database';
import type { Licence, LicenceInHand } from './licence.ts';
import { type LicenceChange, type NewHistoryEntry, type NewVersion, plainEntry } from './licence-change.ts';
import { formatLicenceNumber, type NumberFacts, seriesOf, usualPattern } from './licence-number.ts';
import { findTemplate } from './licence-queries.ts';
import { arrangeEntries } from './licence-template.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';
import { endRenewal, insertRenewal } from './renewal-store.ts';

type Tables = Db<LicencesTables>;

/** Who wrote it and when, as the history keeps it. */
export interface Writing {
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Stores a licence that was drawn up, numbered and arranged by the template of its kind, in the caller's transaction,
 * which runs as the extranet's worker.
 */
export async function storeLicence(db: AnyDb, licence: Licence, now: Date): Promise<void> {
  const tables = db.withTables<LicencesTables>();
  const template = await findTemplate(tables, licence.kind);
  const pattern = template?.content.number.pattern ?? usualPattern;
  const number = await takeNumber(tables, pattern, {
    districtCode: licence.districtCode,
    year: yearOf(licence.issuedOn),
  });
  const entries = arrangeEntries(licence.entries, template?.content);
  await insertLicence(tables, { ...licence, entries, number, templateId: template?.id ?? null }, now);
  await insertHistory(tables, { ...licence, eventCount: 0 }, plainEntry('issued', 1, licence.issuedOn, now), {
    actor: { kind: 'system', name: 'licences' },
    now,
  });
}

export interface StoredLicence extends Omit<Licence, 'holderId'> {
  readonly holderId: Id | null;
  readonly number: string;
  readonly templateId: Id | null;
  readonly holderNumberHmac?: Buffer;
  readonly holderNumberShown?: string;
  readonly origin?: string;
}

/** The row and its first version. */
export async function insertLicence(db: Tables, licence: StoredLicence, now: Date): Promise<void> {
  await db
    .insertInto('licences.licence')
    .values({
      id: licence.id,
      number: licence.number,
      verificationCode: licence.verificationCode,
      kind: licence.kind,
      name: JSON.stringify(licence.name),
      holderId: licence.holderId,
      holderName: licence.holderName,
      holderNumberHmac: licence.holderNumberHmac ?? null,
      holderNumberShown: licence.holderNumberShown ?? null,
      origin: licence.origin ?? null,
      entries: JSON.stringify(licence.entries),
      organId: licence.organId,
      organName: JSON.stringify(licence.organName),
      districtCode: licence.districtCode,
      sourceKind: licence.source.kind,
      sourceId: licence.source.id,
      templateId: licence.templateId,
      issuedOn: licence.issuedOn,
      expiresOn: licence.expiresOn,
      termMonths: licence.termMonths,
      status: 'valid',
      issuedAt: now,
    })
    .execute();
  await insertVersion(db, licence, { ...licence, version: 1, inForceFrom: licence.issuedOn }, now);
}

type OfLicence = Pick<LicenceInHand, 'id' | 'organId' | 'holderId'>;

async function insertVersion(db: Tables, licence: OfLicence, version: NewVersion, now: Date): Promise<void> {
  await db
    .insertInto('licences.licenceVersion')
    .values({
      id: newId(now),
      licenceId: licence.id,
      version: version.version,
      verificationCode: version.verificationCode,
      organId: licence.organId,
      holderId: licence.holderId,
      name: JSON.stringify(version.name),
      holderName: version.holderName,
      entries: JSON.stringify(version.entries),
      organName: JSON.stringify(version.organName),
      issuedOn: version.issuedOn,
      expiresOn: version.expiresOn,
      inForceFrom: version.inForceFrom,
      sourceKind: version.source.kind,
      sourceId: version.source.id,
      drawnUpAt: now,
    })
    .execute();
}

export async function insertHistory(
  db: Tables,
  licence: OfLicence & Pick<LicenceInHand, 'eventCount'>,
  entry: NewHistoryEntry,
  { actor, now }: Writing,
): Promise<void> {
  await db
    .insertInto('licences.licenceEvent')
    .values({
      id: entry.id,
      licenceId: licence.id,
      sequence: licence.eventCount + 1,
      organId: licence.organId,
      holderId: licence.holderId,
      act: entry.act,
      version: entry.version,
      number: entry.number,
      effectiveOn: entry.effectiveOn,
      untilOn: entry.untilOn,
      ground: entry.ground,
      basis: JSON.stringify(entry.basis),
      specialBasis: entry.specialBasis,
      reasons: entry.reasons,
      compensation: entry.compensation,
      confirmed: JSON.stringify(entry.confirmed),
      appeal: entry.appeal === null ? null : JSON.stringify(entry.appeal),
      actorKind: actor.kind,
      actedBy: actorIdOf(actor) ?? null,
      actedAt: now,
    })
    .execute();
}

/**
 * Writes a change that `changeLicence` and its like made of a licence in hand, in the same transaction. Throws AppError
 * 'conflict' `licence-changed` where somebody else was faster.
 */
export async function storeLicenceChange(db: AnyDb, change: LicenceChange, writing: Writing): Promise<void> {
  const tables = db.withTables<LicencesTables>();
  const { licence, newVersion, newStatus } = change;
  const updated = await tables
    .updateTable('licences.licence')
    .set({
      revision: licence.revision + 1,
      ...(newVersion === undefined ? {} : headOf(newVersion)),
      ...(newStatus === undefined
        ? {}
        : {
            status: newStatus.status,
            statusSince: newStatus.since,
            suspendedUntil: newStatus.suspendedUntil,
          }),
    })
    .where('id', '=', licence.id)
    .where('revision', '=', licence.revision)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) throw licenceChanged();
  if (newVersion !== undefined) await insertVersion(tables, licence, newVersion, writing.now);
  if (change.openRenewal !== undefined) await insertRenewal(tables, licence, change.openRenewal, writing.now);
  if (change.endRenewal !== undefined) await endRenewal(tables, licence.id, change.endRenewal, writing.now);
  await insertHistory(tables, licence, change.entry, writing);
}

export function licenceChanged(): AppError {
  return new AppError('conflict', 'licence-changed', licenceMessages.changed);
}

function headOf(version: NewVersion) {
  return {
    version: version.version,
    verificationCode: version.verificationCode,
    name: JSON.stringify(version.name),
    holderName: version.holderName,
    entries: JSON.stringify(version.entries),
    organName: JSON.stringify(version.organName),
    issuedOn: version.issuedOn,
    expiresOn: version.expiresOn,
  };
}

/** The next number of the pattern that no licence has: a paper that was entered may have taken one of the series. */
async function takeNumber(db: Tables, pattern: string, facts: NumberFacts): Promise<string> {
  const series = seriesOf(pattern, facts);
  for (;;) {
    const serial = series === undefined ? undefined : await nextSerial(db, series);
    const number = formatLicenceNumber(pattern, facts, serial);
    const taken = await db
      .selectFrom('licences.licence')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirst();
    if (taken === undefined) return number;
  }
}

async function nextSerial(db: Tables, series: string): Promise<bigint> {
  const row = await db
    .insertInto('licences.numberSeries')
    .values({ series, lastSerial: 1n })
    .onConflict((conflict) =>
      conflict.column('series').doUpdateSet({ lastSerial: sql<bigint>`number_series.last_serial + 1` }),
    )
    .returning('lastSerial')
    .executeTakeFirstOrThrow();
  return row.lastSerial;
}
