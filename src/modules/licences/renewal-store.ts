// Owns the SQL of renewals and reminders; refuses a second open application for one licence.
import { type LegalDay, legalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import type { AnyDb, Db } from '#platform/database';
import type { RenewalView } from './contract.ts';
import type { LicenceInHand } from './licence.ts';
import type { Renewal, RenewalEnd } from './licence-change.ts';
import { findTemplateById, lockLicence, type WholeLicence } from './licence-queries.ts';
import type { ReminderKind, RenewalInHand } from './licence-renewal.ts';
import { applyDaysBeforeUsual } from './licence-template.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

/** An application for another term. */
export async function insertRenewal(
  db: Db<LicencesTables>,
  licence: Pick<LicenceInHand, 'id' | 'organId' | 'holderId'>,
  renewal: Renewal,
  now: Date,
): Promise<void> {
  await db
    .insertInto('licences.renewal')
    .values({
      id: renewal.id,
      licenceId: licence.id,
      organId: licence.organId,
      holderId: licence.holderId,
      sourceKind: renewal.source.kind,
      sourceId: renewal.source.id,
      appliedOn: renewal.appliedOn,
      termEndsOn: renewal.termEndsOn,
      applyUntil: renewal.applyUntil,
      inTime: renewal.inTime,
      outcome: 'open',
      openedAt: now,
    })
    .execute();
}

/** Ends the open application for another term of this licence, if there is one. */
export async function endRenewal(
  db: Db<LicencesTables>,
  licenceId: Id,
  end: RenewalEnd,
  now: Date,
): Promise<void> {
  await db
    .updateTable('licences.renewal')
    .set({ outcome: end.outcome, decidedOn: end.decidedOn, reasons: end.reasons, closedAt: now })
    .where('licenceId', '=', licenceId)
    .where('outcome', '=', 'open')
    .execute();
}

export interface StoredRenewal extends RenewalView {
  readonly id: Id;
  readonly licenceId: Id;
}

/** Every application for another term of a licence, the newest first. */
export async function listRenewals(db: Db<LicencesTables>, licenceId: Id): Promise<readonly StoredRenewal[]> {
  const rows = await db
    .selectFrom('licences.renewal')
    .select((row) => [
      'id',
      'licenceId',
      'appliedOn',
      'applyUntil',
      'termEndsOn',
      'inTime',
      row.ref('outcome').$castTo<RenewalView['outcome']>().as('outcome'),
      'decidedOn',
    ])
    .where('licenceId', '=', licenceId)
    .orderBy('openedAt', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    appliedOn: legalDay(row.appliedOn),
    applyUntil: legalDay(row.applyUntil),
    termEndsOn: legalDay(row.termEndsOn),
    decidedOn: row.decidedOn === null ? null : legalDay(row.decidedOn),
  }));
}

/** Keeps that the holder was reminded; answers the reminder's id, or nothing where that was done before. */
export async function storeReminder(
  db: Db<LicencesTables>,
  reminder: {
    readonly licenceId: Id;
    readonly organId: Id;
    readonly termEndsOn: LegalDay;
    readonly kind: ReminderKind;
  },
  now: Date,
): Promise<Id | undefined> {
  const row = await db
    .insertInto('licences.termReminder')
    .values({ id: newId(now), ...reminder, remindedAt: now })
    .onConflict((conflict) => conflict.columns(['licenceId', 'termEndsOn', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface StoredRenewalInHand extends RenewalInHand {
  readonly organId: Id;
  readonly licence: WholeLicence;
  readonly openRenewal: StoredRenewal | undefined;
}

/** The licence, locked, with its open application for another term. Throws as `lockLicence`. */
export async function lockRenewal(db: AnyDb, licenceId: Id): Promise<StoredRenewalInHand> {
  const licence = await lockLicence(db, licenceId);
  const tables = db.withTables<LicencesTables>();
  const template = await findTemplateById(tables, licence.templateId);
  const renewals = await listRenewals(tables, licenceId);
  const openRenewal = renewals.find((one) => one.outcome === 'open');
  return {
    organId: licence.organId,
    licence,
    openRenewal,
    hasOpenRenewal: openRenewal !== undefined,
    applyDaysBefore: template?.renewal.applyDaysBefore ?? applyDaysBeforeUsual,
  };
}
