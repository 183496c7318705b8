import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor, ResidentActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import { type Db, inTransaction, type LoginKind } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { insertRow } from '#test/kit/rows';

/** The columns that these tests read; the types are the module's. */
interface Tables {
  readonly 'licences.licence': { id: Id };
  readonly 'licences.licenceVersion': { id: Id };
  readonly 'licences.licenceEvent': { id: Id };
  readonly 'licences.renewal': { id: Id };
  readonly 'licences.presentation': { id: Id };
  readonly 'licences.importBatch': { id: Id };
}

const organA = newId(testNow);
const organB = newId(testNow);
const holderA: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 3 };
const holderB: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 3 };

function officerOf(organId: Id): OfficerActor {
  return {
    kind: 'officer',
    id: newId(testNow),
    posts: [{ postId: newId(testNow), organId, role: 'approver' }],
  };
}

const holdersTables = [
  'licences.licence',
  'licences.licenceVersion',
  'licences.licenceEvent',
  'licences.renewal',
  'licences.presentation',
] as const;
const organsTables = [
  'licences.licence',
  'licences.licenceVersion',
  'licences.licenceEvent',
  'licences.renewal',
  'licences.importBatch',
] as const;

describe('the walls around licences, with every permission removed', () => {
  let database: TestDatabase;
  const licences = new Map<Id, Id>();

  before(async () => {
    database = await createTestDatabase();
    for (const [organ_id, holder_id] of [
      [organA, holderA.id],
      [organB, holderB.id],
    ] as const) {
      const { migratorPool } = database;
      const common = { organ_id, holder_id };
      const stated = { ...common, status: 'valid', verification_code: `CODE${holder_id}` };
      const licence_id = await insertRow(migratorPool, 'licences.licence', stated);
      licences.set(organ_id, licence_id);
      const of = { ...common, licence_id };
      await insertRow(migratorPool, 'licences.licence_version', {
        ...of,
        version: 1,
        verification_code: `CODE${holder_id}`,
      });
      await insertRow(migratorPool, 'licences.licence_event', { ...of, sequence: 1, act: 'issued' });
      await insertRow(migratorPool, 'licences.renewal', { ...of, outcome: 'open' });
      await insertRow(migratorPool, 'licences.presentation', {
        licence_id,
        holder_id,
        presented_at: testNow,
        expires_at: new Date(testNow.getTime() + 60_000),
      });
      await insertRow(migratorPool, 'licences.import_batch', { organ_id, status: 'waiting', line_count: 1 });
    }
  });
  after(() => database.close());

  async function countSeen(
    login: LoginKind,
    actor: OfficerActor | ResidentActor,
    table: keyof Tables,
  ): Promise<number> {
    const count = async (db: Db<Tables>) => (await db.selectFrom(table).select('id').execute()).length;
    return await inTransaction(database.pools.get(login), actor, { readOnly: true }, count);
  }

  test('a holder sees the own licence, its story, terms and presentations, and none of another', async () => {
    for (const table of holdersTables) {
      assert.equal(await countSeen('internet', holderA, table), 1, table);
      assert.equal(await countSeen('internet', { ...holderA, id: newId(testNow) }, table), 0, table);
    }
  });

  test('an officer sees what the own organ issued and entered, and none of another', async () => {
    for (const table of organsTables) {
      assert.equal(await countSeen('extranet', officerOf(organA), table), 1, table);
      assert.equal(await countSeen('extranet', officerOf(newId(testNow)), table), 0, table);
    }
  });

  test('the internet zone changes no licence and no line of history, and reads not who decided', async () => {
    const refused = [
      `update licences.licence set status = 'valid'`,
      'update licences.licence_version set expires_on = null',
      'insert into licences.licence_event default values',
      'select acted_by from licences.licence_event',
      'select confirmed from licences.licence_event',
      'select id from licences.import_batch',
      'update licences.presentation set expires_at = now()',
      'update licences.renewal set in_time = true',
    ];
    for (const statement of refused) {
      await assert.rejects(database.pools.get('internet').query(statement), { code: '42501' }, statement);
    }
  });

  test('an officer changes no licence of another organ, and makes none but of paper for the own', async () => {
    const change = async (db: Db<Tables & { 'licences.licence': { id: Id; revision: number } }>) =>
      (
        await db
          .updateTable('licences.licence')
          .set({ revision: 9 })
          .where('id', '=', licences.get(organB) ?? '')
          .returning('id')
          .execute()
      ).length;
    const pool = database.pools.get('extranet');
    assert.equal(await inTransaction(pool, officerOf(organA), { readOnly: false }, change), 0);
    assert.equal(await inTransaction(pool, officerOf(organB), { readOnly: false }, change), 1);
    const forged = `insert into licences.licence (id, number, verification_code, kind, name, holder_id, holder_name, entries,
        organ_id, organ_name, district_code, source_kind, source_id, issued_on, status, issued_at)
      values (gen_random_uuid(), 'X', 'X', 'x', '{}', gen_random_uuid(), 'x', '[]', $1, '{}', 'x', 'case', gen_random_uuid(),
        now(), 'valid', now())`;
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('yizhan.organ_ids', '{${organA}}', true)`);
      await assert.rejects(client.query(forged, [organA]), /row-level security/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
