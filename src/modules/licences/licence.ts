// Owns what a licence is and whether it holds today; pure.
import { addMonths, compareDays, type LegalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { newNumber, newVerificationCode } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import type { LicenceState } from './contract.ts';

export interface LicenceEntry {
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

export interface Licence extends Omit<NewLicence, 'validityYears'> {
  readonly id: Id;
  readonly number: string;
  readonly verificationCode: string;
  readonly expiresOn: LegalDay | null;
  readonly status: 'valid' | 'revoked';
}

/** A licence ready to be stored, with its number and its verification code. */
export function drawUpLicence(licence: NewLicence, now: Date): Licence {
  const { validityYears, ...rest } = licence;
  return {
    ...rest,
    id: newId(now),
    number: newNumber('ZZ', Number(licence.issuedOn.slice(0, 4))),
    verificationCode: newVerificationCode(),
    expiresOn: validityYears === null ? null : addMonths(licence.issuedOn, validityYears * 12),
    status: 'valid',
  };
}

/** On its last day a licence still is valid (民法典 第二百零三条第二款). */
export function stateOf(
  status: 'valid' | 'revoked',
  expiresOn: LegalDay | null,
  today: LegalDay,
): LicenceState {
  if (status === 'revoked') return 'revoked';
  return expiresOn !== null && compareDays(expiresOn, today) < 0 ? 'expired' : 'valid';
}
