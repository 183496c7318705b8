// Owns the search over the licences of the officer's organs; every search is audited.
import { sql } from 'kysely';
import { addDays, type LegalDay, legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { query } from '#platform/use-case';
import type { LicenceFilter, LicenceListView } from './contract.ts';
import { maySearch } from './licence-permissions.ts';
import { listLicences, type WholeLicence } from './licence-queries.ts';
import { standingOf } from './licence-state.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { stateNames } from './messages.ts';

const pageSize = 50;
/** What ends within this many days is about to end. */
const endingDays = 60;

interface SearchInput {
  readonly text: string;
  readonly filter?: LicenceFilter;
  readonly page: number;
}

interface Narrowing {
  readonly statuses: readonly string[] | null;
  readonly endsFrom: LegalDay | null;
  readonly endsTo: LegalDay | null;
}

/**
 * A filter as the columns have it. Blind spot: what was suspended until a day that has passed counts as suspended here,
 * and what is suspended from a day to come as well; the row itself says how it stands.
 */
function narrowingOf(filter: LicenceFilter | undefined, today: LegalDay): Narrowing {
  const alive = ['valid', 'suspended'];
  switch (filter) {
    case undefined:
      return { statuses: null, endsFrom: null, endsTo: null };
    case 'ending':
      return { statuses: alive, endsFrom: today, endsTo: addDays(today, endingDays) };
    case 'expired':
      return { statuses: alive, endsFrom: null, endsTo: addDays(today, -1) };
    default:
      return { statuses: [filter], endsFrom: null, endsTo: null };
  }
}

/** By number, holder, name of the licence or anything that it states; of the officer's own organs. */
export const searchLicences = query<
  SearchInput,
  { readonly rows: readonly WholeLicence[]; readonly total: number },
  LicencesTables,
  LicenceListView
>({
  name: 'search-licences',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: () => ({ kind: 'licence' }),
  async load(db, { text, filter, page }, { now }) {
    // `%` and `_` of what was typed are letters, not wildcards.
    const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const { statuses, endsFrom, endsTo } = narrowingOf(filter, legalDayOf(now));
    const { rows: found } = await sql<{ id: Id; total: bigint }>`
      select id, total from licences.search_licences(${pattern}, ${statuses === null ? null : [...statuses]}::text[],
        ${endsFrom}::date, ${endsTo}::date, ${pageSize}, ${(page - 1) * pageSize})`.execute(db);
    const ids = found.map((row) => row.id);
    const rows = ids.length === 0 ? [] : await listLicences(db, ids);
    return {
      rows: rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)),
      total: Number(found[0]?.total ?? 0),
    };
  },
  permission: maySearch,
  present: ({ rows, total }, { page }, { now }) => ({
    rows: rows.map((licence) => {
      const { state } = standingOf(licence, legalDayOf(now));
      return {
        licenceId: licence.id,
        number: licence.number,
        name: licence.name,
        holderName: licence.holderName,
        organName: licence.organName,
        issuedOn: licence.issuedOn,
        expiresOn: licence.expiresOn,
        state,
        stateName: stateNames[state],
      };
    }),
    total,
    page,
    pageSize,
  }),
});
