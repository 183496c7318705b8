// Owns how the public sees divisions and organs. Refuses nobody: it is published.
import { revisionOf } from '#platform/database';
import { query } from '#platform/use-case';
import { type Division, listDivisions, listOrgans, type Organ } from './organ-queries.ts';
import type { OrgansTables } from './organs-tables.gen.ts';

/** All divisions, in the order of their codes. */
export const viewDivisions = query<
  Record<never, never>,
  readonly Division[],
  OrgansTables,
  readonly Division[]
>({
  name: 'view-divisions',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'division' }),
  revision: () => revisionOf('organs'),
  load: (db) => listDivisions(db),
  permission: () => true,
  present: (divisions) => divisions,
});

export interface OrganTree {
  readonly divisions: readonly Division[];
  readonly organs: readonly Organ[];
}

/** All organs with their divisions. */
export const viewOrgans = query<Record<never, never>, OrganTree, OrgansTables, OrganTree>({
  name: 'view-organs',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'organ' }),
  revision: () => revisionOf('organs'),
  load: async (db) => ({ divisions: await listDivisions(db), organs: await listOrgans(db) }),
  permission: () => true,
  present: (tree) => tree,
});
