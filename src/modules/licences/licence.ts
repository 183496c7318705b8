// Owns what a licence is when it is drawn up; pure. Its number is given when it is stored.
import { addMonths, type LegalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { newVerificationCode } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import type { LicenceStatus } from './licence-state.ts';

/** One thing that a licence states. `field` is the form's, by which a template orders and names it. */
export interface LicenceEntry {
  readonly field?: string;
  readonly label: Text;
  readonly value: Text;
}

export interface NewLicence {
  readonly kind: string;
  readonly name: Text;
  readonly holderId: Id;
  readonly holderName: string;
  readonly entries: readonly LicenceEntry[];
  readonly organId: Id;
  readonly organName: Text;
  readonly districtCode: string;
  readonly source: { readonly kind: string; readonly id: Id };
  readonly issuedOn: LegalDay;
  /** How long it is valid; null for licences without an end. */
  readonly validityYears: number | null;
}

/** A licence ready to be stored; `storeLicence` gives the number by the rule of its kind. */
export interface Licence extends Omit<NewLicence, 'validityYears'> {
  readonly id: Id;
  readonly verificationCode: string;
  readonly expiresOn: LegalDay | null;
  readonly termMonths: number | null;
}

export function drawUpLicence(licence: NewLicence, now: Date): Licence {
  const { validityYears, ...rest } = licence;
  const termMonths = validityYears === null ? null : validityYears * 12;
  return {
    ...rest,
    id: newId(now),
    verificationCode: newVerificationCode(),
    expiresOn: termMonths === null ? null : addMonths(licence.issuedOn, termMonths),
    termMonths,
  };
}

/** A licence as it lies in the database, locked by whoever is about to change it. */
export interface LicenceInHand {
  readonly id: Id;
  readonly number: string;
  readonly kind: string;
  readonly organId: Id;
  readonly holderId: Id | null;
  readonly holderName: string;
  readonly districtCode: string;
  readonly name: Text;
  readonly organName: Text;
  readonly entries: readonly LicenceEntry[];
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly termMonths: number | null;
  readonly version: number;
  readonly revision: number;
  readonly status: LicenceStatus;
  readonly statusSince: LegalDay | null;
  readonly suspendedUntil: LegalDay | null;
  /** How many entries the history has. */
  readonly eventCount: number;
}
