// Owns which kind of account signs in where; refuses a kind without a zone of its own.
import type { Zone } from '#kernel/zones';

/** Residents sign in on the internet, officers in the extranet; the database knows it by the login that asks. */
export type AccountKind = 'resident' | 'officer';

export const zoneOfKind = { resident: 'internet', officer: 'extranet' } as const satisfies Record<
  AccountKind,
  Zone
>;

/** A login name as it is stored and compared: without blanks around it, in lower case. */
export function normaliseLoginName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
