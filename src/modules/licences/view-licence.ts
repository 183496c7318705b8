// Owns how holders see their licences and how anyone verifies one; refuses to tell a stranger more than the paper does.
import { sql } from 'kysely';
import { compareDays, isLegalDay, type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import type { LicenceState, LicenceView } from './contract.ts';
import type { LicenceEntry } from './licence.ts';
import { isHolder, isResident } from './licence-permissions.ts';
import {
  findTemplateById,
  findVisibleLicence,
  licenceNotFound,
  listVisibleLicences,
  type WholeLicence,
} from './licence-queries.ts';
import {
  type HistoryEntry,
  type LicenceEventAct,
  mayBeDone,
  type Standing,
  standingOf,
  standingOn,
} from './licence-state.ts';
import { basisTexts, storySentence } from './licence-story.ts';
import type { LicenceTemplate } from './licence-template.ts';
import { licenceView } from './licence-view.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';
import { listOwnPresentations, type OwnPresentation } from './presentation-store.ts';

interface VerifiedRow {
  readonly number: string;
  readonly templateId: Id | null;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly LicenceEntry[];
  readonly organName: Text;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly version: number;
  readonly replacedOn: string | null;
  readonly history: readonly {
    readonly act: LicenceEventAct;
    readonly effectiveOn: string;
    readonly untilOn: string | null;
  }[];
}

interface Verified {
  readonly row: VerifiedRow;
  readonly template: LicenceTemplate | undefined;
}

/** A licence as the paper with a code says it, and as it stands or stood. */
export interface VerifiedLicence extends LicenceView {
  /** The day that was asked about; null for now. */
  readonly on: LegalDay | null;
}

const codePattern = /^[0-9A-Z]{28}$/;

/** What `licences.verify_licence` gives for a code, and the template of the licence. Throws AppError 'not-found'. */
export async function loadVerified(
  db: Db<LicencesTables>,
  code: string,
  on: LegalDay | null,
): Promise<Verified> {
  if (!codePattern.test(code)) throw licenceNotFound();
  const { rows } =
    await sql<VerifiedRow>`select * from licences.verify_licence(${code}, ${on}::date)`.execute(db);
  const row = rows[0];
  if (row === undefined) {
    // The paper may be there and the day before its time.
    if (on === null) throw licenceNotFound();
    await loadVerified(db, code, null);
    throw new AppError('invalid', 'day-unknown', licenceMessages.dayUnknown);
  }
  return { row, template: await findTemplateById(db, row.templateId) };
}

/**
 * Verifies a licence by the code behind its QR code; anyone may, without signing in. With a day: what it stated and how
 * it stood then, for a contract of that time. Throws AppError 'not-found', or 'invalid' for a day that can't be.
 */
export const verifyLicence = query<
  { readonly code: string; readonly on?: string },
  Verified,
  LicencesTables,
  VerifiedLicence
>({
  name: 'verify-licence',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'licence' }),
  load: (db, { code, on }, { now }) => loadVerified(db, code, dayOf(on, legalDayOf(now))),
  permission: () => true,
  present: (verified, { code, on }, { now }) => {
    const today = legalDayOf(now);
    return { ...verifiedView(verified, code, dayOf(on, today) ?? today), on: dayOf(on, today) };
  },
});

function dayOf(on: string | undefined, today: LegalDay): LegalDay | null {
  if (on === undefined || on === '') return null;
  if (!isLegalDay(on) || compareDays(on, today) > 0) {
    throw new AppError('invalid', 'day-unknown', licenceMessages.dayUnknown);
  }
  return on;
}

/** Lost for good: what was done to the licence says more than that its paper gave way to another. */
const endedStates: readonly LicenceState[] = ['revoked', 'withdrawn', 'revoked-as-penalty', 'cancelled'];

export function verifiedView({ row, template }: Verified, code: string, day: LegalDay): LicenceView {
  const expiresOn = row.expiresOn === null ? null : legalDay(row.expiresOn);
  const history: readonly HistoryEntry[] = row.history.map(({ act, effectiveOn, untilOn }) => ({
    act,
    effectiveOn: legalDay(effectiveOn),
    untilOn: untilOn === null ? null : legalDay(untilOn),
  }));
  const standing = standingOn(history, expiresOn, day);
  const replacedOn = row.replacedOn === null ? null : legalDay(row.replacedOn);
  const isReplaced = replacedOn !== null && compareDays(replacedOn, day) <= 0;
  const shown: Standing =
    isReplaced && !endedStates.includes(standing.state)
      ? { state: 'replaced', since: replacedOn, until: null }
      : standing;
  const issuedOn = legalDay(row.issuedOn);
  return licenceView({ ...row, issuedOn, expiresOn, verificationCode: code }, shown, template);
}

export interface OwnLicenceRow {
  readonly number: string;
  readonly name: Text;
  readonly organName: Text;
  readonly expiresOn: LegalDay | null;
  readonly state: LicenceState;
  readonly since: LegalDay | null;
  readonly until: LegalDay | null;
}

export interface OwnLicences {
  readonly licences: readonly OwnLicenceRow[];
  /** Licences on paper that were entered under the resident's identity number and wait to be claimed. */
  readonly claimable: number;
}

/** The resident's own licences, the newest first. */
export const listOwnLicences = query<
  undefined,
  { readonly licences: readonly WholeLicence[]; readonly claimable: number },
  LicencesTables,
  OwnLicences
>({
  name: 'list-own-licences',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: () => ({ kind: 'licence' }),
  async load(db) {
    const { rows } = await sql<{ count: bigint }>`select licences.count_claimable() as count`.execute(db);
    return { licences: await listVisibleLicences(db), claimable: Number(rows[0]?.count ?? 0) };
  },
  permission: isResident,
  present: ({ licences, claimable }, _input, { now }) => ({
    licences: licences.map((licence) => ({
      number: licence.number,
      name: licence.name,
      organName: licence.organName,
      expiresOn: licence.expiresOn,
      ...standingOf(licence, legalDayOf(now)),
    })),
    claimable,
  }),
});

/** What was done to a licence, as its holder reads it: why and on which basis, and not which officer did it. */
export interface OwnStoryLine {
  readonly at: Date;
  readonly text: Text;
  readonly number: string | null;
  readonly basis: readonly Text[];
  readonly reasons: string;
  readonly compensation: string | null;
  readonly appeal: Text | null;
}

export interface OwnLicence extends LicenceView {
  readonly story: readonly OwnStoryLine[];
  readonly presentations: readonly OwnPresentation[];
  readonly mayPresent: boolean;
}

interface LoadedOwn {
  readonly licence: WholeLicence;
  readonly holderId: Id | null;
  readonly template: LicenceTemplate | undefined;
  readonly story: readonly OwnStoryLine[];
  readonly presentations: readonly OwnPresentation[];
}

/** One of the resident's own licences, by its number. */
export const viewOwnLicence = query<{ readonly number: string }, LoadedOwn, LicencesTables, OwnLicence>({
  name: 'view-own-licence',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: () => ({ kind: 'licence' }),
  async load(db, { number }) {
    const licence = await findVisibleLicence(db, number);
    if (licence === undefined) throw licenceNotFound();
    return {
      licence,
      holderId: licence.holderId,
      template: await findTemplateById(db, licence.templateId),
      story: await listOwnStory(db, licence.id),
      presentations: await listOwnPresentations(db, licence.id),
    };
  },
  permission: isHolder,
  present({ licence, template, story, presentations }, _input, { now }) {
    const standing = standingOf(licence, legalDayOf(now));
    return {
      ...licenceView(licence, standing, template),
      story,
      presentations,
      mayPresent: mayBePresented(standing.state),
    };
  },
});

/** Only what is in force is shown: a code for anything else would say less than the verification page does. */
export function mayBePresented(state: LicenceState): boolean {
  return mayBeDone(state, 'change');
}

async function listOwnStory(db: Db<LicencesTables>, licenceId: Id): Promise<readonly OwnStoryLine[]> {
  const rows = await db
    .selectFrom('licences.licenceEvent')
    .select((row) => [
      row.ref('act').$castTo<LicenceEventAct>().as('act'),
      'version',
      'number',
      'effectiveOn',
      'untilOn',
      'basis',
      'specialBasis',
      'reasons',
      'compensation',
      row.ref('appeal').$castTo<Text | null>().as('appeal'),
      'actedAt',
    ])
    .where('licenceId', '=', licenceId)
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map((row) => ({
    at: row.actedAt,
    text: storySentence(row),
    number: row.number,
    basis: basisTexts(row.basis, row.specialBasis),
    reasons: row.reasons,
    compensation: row.compensation,
    appeal: row.appeal,
  }));
}
