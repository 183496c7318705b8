// Owns the licence that a window clerk prints and hands over; refuses one that is not valid, or of another district.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import { type IssuedLicence, type IssuedLicenceRow, presentIssuedLicence } from '#modules/licences';
import { query } from '#platform/use-case';
import { isWindowClerk } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { nothingToDeliver } from './counter-deliveries.ts';

interface LicenceInHand {
  readonly organId: Id;
  readonly licence: IssuedLicence;
}

/** The licence with everything that its paper shows. The database gives it only to a clerk of the case's district. */
export const viewDeliverableLicence = query<
  { readonly caseId: Id },
  LicenceInHand,
  CasesTables,
  IssuedLicence
>({
  name: 'view-deliverable-licence',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId }, { now }) {
    const { rows } = await sql<IssuedLicenceRow & { readonly organId: Id }>`
      select * from cases.find_deliverable_licence(${caseId}, ${now})`.execute(db);
    const [row] = rows;
    if (row === undefined) throw nothingToDeliver();
    const { organId, ...issued } = row;
    return { organId, licence: await presentIssuedLicence(db, issued) };
  },
  permission: (actor) => isWindowClerk(actor),
  present: ({ licence }) => licence,
});
