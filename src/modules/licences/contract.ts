// Owns how a licence is shown; refuses ids of people.
import type { LegalDay } from '#kernel/dates';
import type { Text } from '#kernel/texts';

/** valid: in force today; expired: its last day has passed; revoked: withdrawn by its organ. */
export const licenceStates = ['valid', 'expired', 'revoked'] as const;
export type LicenceState = (typeof licenceStates)[number];

/** A licence as printed. */
export interface LicenceView {
  readonly number: string;
  readonly name: Text;
  readonly holderName: string;
  readonly entries: readonly { readonly label: Text; readonly value: Text }[];
  readonly organName: Text;
  readonly issuedOn: LegalDay;
  readonly expiresOn: LegalDay | null;
  readonly state: LicenceState;
  readonly verificationCode: string;
}

/** Where anyone verifies it. */
export function verificationPath(locale: 'zh' | 'en', code: string): string {
  return `/${locale}/verify/${code}`;
}
