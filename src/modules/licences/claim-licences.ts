// Owns how a resident claims licences on paper that were entered under their identity number; refuses unchecked numbers.
import { sql } from 'kysely';
import { command } from '#platform/use-case';
import { isResident } from './licence-permissions.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

/**
 * Takes what `count_claimable` counts into the resident's own space. The function in the database compares the codes of
 * the identity numbers itself: nothing that this process says can name another one.
 */
export const claimLicences = command<undefined, undefined, undefined, void, LicencesTables>({
  name: 'claim-licences',
  zone: 'internet',
  audience: ['resident'],
  object: () => ({ kind: 'licence' }),
  load: async () => undefined,
  permission: isResident,
  decide: () => ({ change: undefined, answer: undefined, events: [] }),
  async store(db, _change, { now }) {
    await sql`select licences.claim_licences(${now})`.execute(db);
  },
});
