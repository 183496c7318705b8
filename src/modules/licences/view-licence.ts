// Owns how holders see their licences and how anyone verifies one; refuses to tell a stranger more than the paper does.
import { sql } from 'kysely';
import { legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import type { LicenceView } from './contract.ts';
import { type LicenceEntry, stateOf } from './licence.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';

interface LicenceRow {
  readonly number: string;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly LicenceEntry[];
  readonly organName: Text;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly status: 'valid' | 'revoked';
  readonly verificationCode: string;
}

/** Verifies a licence by the code behind its QR code. Anyone may, without signing in. */
export const verifyLicence = query<{ readonly code: string }, LicenceRow, LicencesTables, LicenceView>({
  name: 'verify-licence',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'licence' }),
  async load(db, { code }) {
    if (!/^[0-9A-Z]{28}$/.test(code)) throw notFound();
    const { rows } = await sql<
      Omit<LicenceRow, 'verificationCode'>
    >`select * from licences.verify_licence(${code})`.execute(db);
    const row = rows[0];
    if (row === undefined) throw notFound();
    return { ...row, verificationCode: code };
  },
  permission: () => true,
  present: (row, _input, { now }) => viewOf(row, now),
});

/** One of the resident's own licences, by its number. */
export const viewOwnLicence = query<{ readonly number: string }, LicenceRow, LicencesTables, LicenceView>({
  name: 'view-own-licence',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: () => ({ kind: 'licence' }),
  load: (db, { number }) => selectLicences(db).where('number', '=', number).executeTakeFirstOrThrow(notFound),
  permission: (actor) => actor.kind === 'resident',
  present: (row, _input, { now }) => viewOf(row, now),
});

function selectLicences(db: Db<LicencesTables>) {
  return db
    .selectFrom('licences.licence')
    .select((row) => [
      'number',
      row.ref('name').$castTo<Text>().as('name'),
      'holderName',
      row.ref('entries').$castTo<readonly LicenceEntry[]>().as('entries'),
      row.ref('organName').$castTo<Text>().as('organName'),
      'issuedOn',
      'expiresOn',
      row.ref('status').$castTo<'valid' | 'revoked'>().as('status'),
      'verificationCode',
    ]);
}

function notFound(): AppError {
  return new AppError('not-found', 'no-such-licence', licenceMessages.notFound);
}

function viewOf(row: LicenceRow, now: Date): LicenceView {
  const expiresOn = row.expiresOn === null ? null : legalDay(row.expiresOn);
  return {
    number: row.number,
    name: row.name,
    holderName: row.holderName,
    entries: row.entries,
    organName: row.organName,
    issuedOn: legalDay(row.issuedOn),
    expiresOn,
    state: stateOf(row.status, expiresOn, legalDayOf(now)),
    verificationCode: row.verificationCode,
  };
}
