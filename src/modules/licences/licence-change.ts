// Owns what changing, renewing and replacing a licence makes of it; pure. Refuses what its state does not allow.
import type { LawReference } from '#engines/clock';
import { addDays, addMonths, compareDays, type LegalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { newVerificationCode } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import type { NewEvent } from '#platform/events';
import type { LicenceEntry, LicenceInHand } from './licence.ts';
import { licenceEvent } from './licence-events.ts';
import { changeBasis, renewalBasis } from './licence-grounds.ts';
import {
  type CaseEffect,
  type LicenceEventAct,
  type LicenceStatus,
  mayBeDone,
  standingOf,
} from './licence-state.ts';
import { licenceMessages } from './messages.ts';

/** An entry of the history, ready to be written. */
export interface NewHistoryEntry {
  readonly id: Id;
  readonly act: LicenceEventAct;
  readonly version: number;
  readonly number: string | null;
  readonly effectiveOn: LegalDay;
  readonly untilOn: LegalDay | null;
  readonly ground: string | null;
  readonly basis: readonly LawReference[];
  readonly specialBasis: string | null;
  readonly reasons: string;
  readonly compensation: string | null;
  readonly confirmed: readonly string[];
  readonly appeal: Text | null;
}

/** A licence as it is printed from now on. */
export interface NewVersion {
  readonly version: number;
  readonly verificationCode: string;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly LicenceEntry[];
  readonly organName: Text;
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly inForceFrom: LegalDay;
  readonly source: { readonly kind: string; readonly id: Id };
}

/** What happens to a licence in one step: `storeLicenceChange` writes it, `events` are for the outcome of the use case. */
export interface LicenceChange {
  readonly licence: LicenceInHand;
  readonly entry: NewHistoryEntry;
  readonly newVersion?: NewVersion;
  readonly newStatus?: {
    readonly status: LicenceStatus;
    readonly since: LegalDay;
    readonly suspendedUntil: LegalDay | null;
  };
  /** An application for another term that begins or ends with it. */
  readonly openRenewal?: Renewal;
  readonly endRenewal?: RenewalEnd;
  readonly events: readonly NewEvent[];
}

/** An application for another term, as it came in. */
export interface Renewal {
  readonly id: Id;
  readonly source: { readonly kind: string; readonly id: Id };
  readonly appliedOn: LegalDay;
  readonly termEndsOn: LegalDay;
  readonly applyUntil: LegalDay;
  /** Whether the application came in time, so that silence of the organ grants it (第五十条第二款). */
  readonly inTime: boolean;
}

export interface RenewalEnd {
  readonly outcome: 'granted' | 'refused' | 'deemed-granted';
  readonly decidedOn: LegalDay;
  readonly reasons: string;
}

/** What a decision in a case says of an existing licence. */
export interface CaseDecision {
  readonly source: { readonly kind: string; readonly id: Id };
  /** The day of the decision; a renewal that was decided in time may be written a day later. */
  readonly decidedOn: LegalDay;
}

/** An entry without grounds of its own. */
export function plainEntry(
  act: LicenceEventAct,
  version: number,
  effectiveOn: LegalDay,
  now: Date,
  more: Partial<NewHistoryEntry> = {},
): NewHistoryEntry {
  return {
    id: newId(now),
    act,
    version,
    number: null,
    effectiveOn,
    untilOn: null,
    ground: null,
    basis: [],
    specialBasis: null,
    reasons: '',
    compensation: null,
    confirmed: [],
    appeal: null,
    ...more,
  };
}

/**
 * 变更 (行政许可法 第四十九条): the same licence under the same number states something else from the day of the
 * decision. Its term stays. Throws AppError 'conflict' `licence-not-now`.
 */
export function changeLicence(
  licence: LicenceInHand,
  decision: CaseDecision & {
    readonly entries?: readonly LicenceEntry[];
    readonly holderName?: string;
    readonly name?: Text;
  },
  now: Date,
): LicenceChange {
  assertMay(licence, 'change', decision.decidedOn);
  const { entries = licence.entries, holderName = licence.holderName, name = licence.name } = decision;
  return versionChange(licence, 'changed', { ...decision, entries, holderName, name }, [changeBasis], now);
}

/**
 * 延续 (第五十条): one more term, which begins the day after the present one ends, so that nobody loses days by applying
 * early. Throws AppError 'conflict' where the licence has no end or had ended on the day of the decision.
 */
export function renewLicence(
  licence: LicenceInHand,
  decision: CaseDecision & { readonly reasons?: string },
  now: Date,
): LicenceChange {
  assertMay(licence, 'renew', decision.decidedOn);
  const facts = { ...decision, expiresOn: nextTermEnd(licence) };
  const { decidedOn, reasons = '' } = decision;
  return {
    ...versionChange(licence, 'renewed', facts, [renewalBasis], now),
    endRenewal: { outcome: 'granted', decidedOn, reasons },
  };
}

/**
 * 视为准予延续 (第五十条第二款): the term ended and nobody had decided. How long the new term is the law does not say; it
 * is taken to be as long as the one before (docs/decisions, for legal review).
 */
export function deemRenewed(
  licence: LicenceInHand,
  source: CaseDecision['source'],
  now: Date,
): LicenceChange {
  const { expiresOn } = licence;
  if (expiresOn === null) throw notNow();
  const decidedOn = addDays(expiresOn, 1);
  const facts = { source, decidedOn, expiresOn: nextTermEnd(licence) };
  return {
    ...versionChange(licence, 'deemed-renewed', facts, [renewalBasis], now),
    endRenewal: { outcome: 'deemed-granted', decidedOn, reasons: '' },
  };
}

/** 补发: a new paper for one that was lost or damaged. What it states stays; the old paper no longer verifies as valid. */
export function replaceLicence(
  licence: LicenceInHand,
  decision: CaseDecision & { readonly reasons?: string },
  now: Date,
): LicenceChange {
  assertMay(licence, 'replace', decision.decidedOn);
  return versionChange(licence, 'replaced', decision, [], now);
}

function assertMay(licence: LicenceInHand, effect: CaseEffect, day: LegalDay): void {
  if (!mayBeDone(standingOf(licence, day).state, effect)) throw notNow();
}

export function notNow(): AppError {
  return new AppError('conflict', 'licence-not-now', licenceMessages.notNow);
}

function nextTermEnd({ expiresOn, termMonths }: LicenceInHand): LegalDay {
  if (expiresOn === null || termMonths === null) throw notNow();
  return addMonths(expiresOn, termMonths);
}

type VersionFacts = CaseDecision & {
  readonly entries?: readonly LicenceEntry[];
  readonly holderName?: string;
  readonly name?: Text;
  readonly expiresOn?: LegalDay;
  readonly reasons?: string;
};

function versionChange(
  licence: LicenceInHand,
  act: 'changed' | 'renewed' | 'deemed-renewed' | 'replaced',
  facts: VersionFacts,
  basis: readonly LawReference[],
  now: Date,
): LicenceChange {
  const version = licence.version + 1;
  // Two steps on one day keep their order; none reaches back before what it changes.
  const inForceFrom = compareDays(facts.decidedOn, licence.issuedOn) < 0 ? licence.issuedOn : facts.decidedOn;
  const entry = plainEntry(act, version, inForceFrom, now, { basis, reasons: facts.reasons ?? '' });
  const expiresOn = facts.expiresOn ?? licence.expiresOn;
  return {
    licence,
    entry,
    newVersion: {
      version,
      verificationCode: newVerificationCode(),
      name: facts.name ?? licence.name,
      holderName: facts.holderName ?? licence.holderName,
      entries: facts.entries ?? licence.entries,
      organName: licence.organName,
      issuedOn: facts.decidedOn,
      expiresOn,
      inForceFrom,
      source: facts.source,
    },
    events: [licenceEvent(act, licence, entry.id, { version, expiresOn })],
  };
}
