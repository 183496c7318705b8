// Owns how long a text may be, as the contract says it; refuses a second place for the number.
import { caseMessages } from './case-messages.ts';
import type { Say } from './words.tsx';

/** The `maxLength` of a contract's string; its type does not tell that it has one. */
export function lengthMost(schema: object): number {
  const most: unknown = 'maxLength' in schema ? schema.maxLength : undefined;
  return typeof most === 'number' ? most : Number.POSITIVE_INFINITY;
}

/** The sentence beside a field that is too long; nothing where it is not. */
export function tooLong(
  say: Say,
  field: string,
  value: string,
  most: number,
): Readonly<Record<string, string>> {
  // The schema counts code points, as JSON Schema does.
  const count = [...value.trim()].length;
  return count > most ? { [field]: say(caseMessages.tooLong, { most, count }) } : {};
}
