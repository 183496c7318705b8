// Owns the search of imported service items: what exists and can't be applied for here yet. Refuses nobody: it is public.

import { query } from '#platform/use-case';
import type { CatalogueTables } from './catalogue-tables.gen.ts';

/** An item as another system lists it, in the words of its list. */
export interface FoundServiceItem {
  readonly name: string;
  readonly organName: string;
  readonly taskTypeName: string;
  /** The guide that the list points to; http or https. */
  readonly sourceUrl: string | null;
}

const foundMost = 20;
/** One character would find half of the list. */
const typedLeast = 2;

/** Items whose name contains what was typed, shortest first, at most 20; none for a single character. */
export const findServiceItems = query<
  { readonly typed: string },
  readonly FoundServiceItem[],
  CatalogueTables,
  readonly FoundServiceItem[]
>({
  name: 'find-service-items',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'service-item' }),
  async load(db, { typed }) {
    const sought = typed.normalize('NFKC').trim();
    if ([...sought].length < typedLeast) return [];
    return await db
      .selectFrom('catalogue.serviceItem')
      .select(['name', 'organName', 'taskTypeName', 'sourceUrl'])
      .where('name', 'ilike', `%${sought.replace(/[\\%_]/g, '\\$&')}%`)
      // What is done to people is in such lists as well; here is only what they can ask for.
      .where('kind', 'is not', null)
      .orderBy((eb) => eb.fn('length', ['name']))
      .orderBy('code')
      .limit(foundMost)
      .execute();
  },
  permission: () => true,
  present: (found) => found,
});
