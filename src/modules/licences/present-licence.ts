// Owns how a holder shows a licence and how the other side opens it; refuses to open it a minute too late.
import { sql } from 'kysely';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, isId, newId } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { command, query } from '#platform/use-case';
import type { LicenceView } from './contract.ts';
import { isHolder } from './licence-permissions.ts';
import { findVisibleLicence, licenceNotFound, type WholeLicence } from './licence-queries.ts';
import { standingOf } from './licence-state.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';
import {
  digitsCode,
  presentationDigits,
  presentationMinutes,
  presentationToken,
  readPresentationDigits,
  readPresentationToken,
} from './presentation.ts';
import { insertPresentation, type NewPresentation } from './presentation-store.ts';
import { loadVerified, mayBePresented, verifiedView } from './view-licence.ts';

interface Presenting {
  readonly licence: WholeLicence;
  readonly holderId: Id | null;
}

async function loadOwn(db: Db<LicencesTables>, number: string): Promise<Presenting> {
  const licence = await findVisibleLicence(db, number);
  if (licence === undefined) throw licenceNotFound();
  return { licence, holderId: licence.holderId };
}

/** 出示: one licence, for five minutes. Answers the presentation's id. */
export const presentLicence = command<
  { readonly number: string },
  Presenting,
  NewPresentation,
  Id,
  LicencesTables
>({
  name: 'present-licence',
  zone: 'internet',
  audience: ['resident'],
  object: (_input, loaded) => ({
    kind: 'licence',
    ...(loaded === undefined ? {} : { id: loaded.licence.id, organId: loaded.licence.organId }),
  }),
  load: (db, { number }) => loadOwn(db, number),
  permission: isHolder,
  decide({ licence, holderId }, _input, { now, vault }) {
    if (!mayBePresented(standingOf(licence, legalDayOf(now)).state) || holderId === null) {
      throw new AppError('conflict', 'licence-not-in-force', licenceMessages.presentNotNow);
    }
    const id = newId(now);
    // Whole seconds, as the token has them.
    const startsAtMs = Math.floor(now.getTime() / 1_000) * 1_000;
    const change: NewPresentation = {
      id,
      licenceId: licence.id,
      holderId,
      digitsHmac: digitsCode(vault, presentationDigits(vault, id)),
      presentedAt: now,
      expiresAt: new Date(startsAtMs + presentationMinutes * 60_000),
    };
    return { change, answer: id, events: [] };
  },
  store: (db, presentation) => insertPresentation(db, presentation),
});

interface ShownRow {
  readonly licence: WholeLicence;
  readonly holderId: Id | null;
  readonly presentationId: Id;
  readonly expiresAt: Date;
}

/** What the holder holds out: the token for the QR code, and the digits in three groups. */
export interface ShownPresentation {
  readonly licence: Pick<WholeLicence, 'number' | 'name' | 'holderName' | 'organName'>;
  readonly token: string;
  readonly digits: string;
  readonly expiresAt: Date;
  readonly isOver: boolean;
}

/** One of the holder's own presentations. */
export const viewPresentation = query<
  { readonly number: string; readonly presentationId: string },
  ShownRow,
  LicencesTables,
  ShownPresentation
>({
  name: 'view-presentation',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: ({ presentationId }) => ({
    kind: 'licence-presentation',
    ...(isId(presentationId) ? { id: presentationId } : {}),
  }),
  async load(db, { number, presentationId }) {
    const own = await loadOwn(db, number);
    if (!isId(presentationId)) throw licenceNotFound();
    const row = await db
      .selectFrom('licences.presentation')
      .select(['id', 'expiresAt'])
      .where('id', '=', presentationId)
      .where('licenceId', '=', own.licence.id)
      .executeTakeFirstOrThrow(licenceNotFound);
    return { ...own, presentationId: row.id, expiresAt: row.expiresAt };
  },
  permission: isHolder,
  present: ({ licence, presentationId, expiresAt }, _input, { now, vault }) => ({
    licence,
    token: presentationToken(vault, presentationId, expiresAt),
    digits: presentationDigits(vault, presentationId).replace(/(\d{4})(?=\d)/g, '$1 '),
    expiresAt,
    isOver: expiresAt.getTime() <= now.getTime(),
  }),
});

/** A licence that was shown, as it stands at this moment. */
export interface OpenedPresentation {
  readonly licence: LicenceView;
  readonly presentedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Opens what somebody shows, by the token of the QR code or by the digits; anyone may. Throws AppError 'not-found'
 * `presentation-false` or `presentation-over`. It counts for the holder that it was opened, so it is a command.
 */
export const openPresentation = command<
  { readonly token: string },
  OpenedPresentation,
  undefined,
  OpenedPresentation,
  LicencesTables
>({
  name: 'open-presentation',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  object: () => ({ kind: 'licence-presentation' }),
  async load(db, { token }, { now, vault }) {
    const presentationId = await findPresentation(db, token, now, vault);
    const { rows } = await sql<{ verificationCode: string; presentedAt: Date; expiresAt: Date }>`
      select * from licences.open_presentation(${presentationId}, ${now})`.execute(db);
    const row = rows[0];
    if (row === undefined) throw over();
    const { verificationCode, presentedAt, expiresAt } = row;
    const verified = await loadVerified(db, verificationCode, null);
    return { licence: verifiedView(verified, verificationCode, legalDayOf(now)), presentedAt, expiresAt };
  },
  permission: () => true,
  decide: (opened) => ({ change: undefined, answer: opened, events: [] }),
  store: async () => undefined,
});

async function findPresentation(db: Db<LicencesTables>, token: string, now: Date, vault: Vault): Promise<Id> {
  const digits = readPresentationDigits(token);
  if (digits === undefined) {
    const read = readPresentationToken(vault, token, now);
    if (read.kind === 'over') throw over();
    if (read.kind === 'false') throw falseOne();
    return read.presentationId;
  }
  const { rows } = await sql<{ id: Id | null }>`
    select licences.find_presentation(${digitsCode(vault, digits)}, ${now}) as id`.execute(db);
  const id = rows[0]?.id;
  // Digits that are over and digits that never were can't be told apart, and need not be.
  if (id === null || id === undefined) throw over();
  return id;
}

function over(): AppError {
  return new AppError('not-found', 'presentation-over', licenceMessages.presentationOver);
}

function falseOne(): AppError {
  return new AppError('not-found', 'presentation-false', licenceMessages.presentationFalse);
}
