// Owns organs for tests, stating only what matters; refuses to be used outside of them.
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { AnyDb } from '#platform/database';
import { getOrgan, type Organ } from './organ-queries.ts';
import { upsertDivisions } from './organ-store.ts';
import type { OrgansTables } from './organs-tables.gen.ts';

export interface OrganFixture {
  readonly key?: string;
  readonly name?: Text;
  /** A district of Shantou; it is made where the database has none. */
  readonly divisionCode?: string;
  readonly reconsiderationOrganId?: Id;
}

/** A department in 龙湖区 unless said otherwise. Runs as the migrator. */
export async function buildOrgan(db: AnyDb, stated: OrganFixture = {}): Promise<Organ> {
  const tables = db.withTables<OrgansTables>();
  const id = newId(new Date());
  const divisionCode = stated.divisionCode ?? '440507';
  const known = await tables
    .selectFrom('organs.division')
    .select('code')
    .where('code', '=', divisionCode)
    .executeTakeFirst();
  if (known === undefined) {
    const name = { zh: '示例区', en: 'Example District' };
    await upsertDivisions(tables, [
      { code: divisionCode, parent: null, kind: 'district', name, verified: false },
    ]);
  }
  await tables
    .insertInto('organs.organ')
    .values({
      id,
      key: stated.key ?? `example-${id}`,
      kind: 'department',
      name: JSON.stringify(stated.name ?? { zh: '示例局', en: 'Example Bureau' }),
      divisionCode,
      reconsiderationOrganId: stated.reconsiderationOrganId ?? null,
      reconsiderationVerified: false,
      verified: false,
    })
    .execute();
  return getOrgan(db, id);
}
