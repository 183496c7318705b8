import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anonymous, type OfficerActor, type ResidentActor, type SystemActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import type { Zone } from '#kernel/zones';
import { type Db, loginKinds } from '#platform/database';
import { command, query, runUseCase } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { requestAs, testNow } from '#test/kit/requests';
import { insertRow } from '#test/kit/rows';

/** The columns of cases.case that these tests read; its own types are the module's. */
interface Tables {
  readonly 'cases.case': { id: Id; organId: Id; residentId: Id; status: string };
}

const organA = newId(testNow);
const organB = newId(testNow);
const residentA: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 2 };
const residentB: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 2 };
const system: SystemActor = { kind: 'system', name: 'tests' };

function officerOf(...organIds: Id[]): OfficerActor {
  const posts = organIds.map((organId) => ({ postId: newId(testNow), organId, role: 'approver' as const }));
  return { kind: 'officer', id: newId(testNow), posts };
}

/** A use case by somebody who forgot what a permission is. */
function listCases(zone: Zone) {
  return query({
    name: 'list-cases-without-asking',
    zone,
    audience: ['anonymous', 'resident', 'officer', 'system'],
    audited: false,
    permission: () => true,
    load: (db: Db<Tables>, _input: undefined) => db.selectFrom('cases.case').selectAll().execute(),
    object: () => ({ kind: 'case' }),
    present: (cases) => cases.map((one) => one.organId).sort(),
  });
}

const closeCase = command({
  name: 'close-case-without-asking',
  zone: 'extranet',
  audience: ['officer'],
  permission: () => true,
  load: async (_db: Db<Tables>, caseId: Id) => caseId,
  object: (caseId) => ({ kind: 'case', id: caseId }),
  decide: (caseId) => ({ change: caseId, answer: undefined, events: [] }),
  async store(db, caseId) {
    await db
      .updateTable('cases.case')
      .set({ status: 'closed' })
      .where('id', '=', caseId)
      .returning('id')
      .executeTakeFirstOrThrow();
  },
});

describe('the walls around a record, with the permission check removed', () => {
  let database: TestDatabase;
  let caseOfA: Id;
  let caseOfB: Id;

  before(async () => {
    database = await createTestDatabase();
    const insert = (organId: Id, residentId: Id) =>
      insertRow(database.migratorPool, 'cases.case', { organ_id: organId, resident_id: residentId });
    caseOfA = await insert(organA, residentA.id);
    caseOfB = await insert(organB, residentB.id);
  });
  after(() => database.close());

  test('an officer sees the cases of the own organs and none of another', async () => {
    const seenBy = (organIds: readonly Id[]) =>
      runUseCase(requestAs(database, officerOf(...organIds)), listCases('extranet'), undefined);
    assert.deepEqual(await seenBy([organA]), [organA]);
    assert.deepEqual(await seenBy([organB]), [organB]);
    assert.deepEqual(await seenBy([organA, organB]), [organA, organB].sort());
    assert.deepEqual(await seenBy([]), []);
  });

  test('a resident sees the own cases and none of another resident', async () => {
    const seenBy = (resident: ResidentActor) =>
      runUseCase(requestAs(database, resident), listCases('internet'), undefined);
    assert.deepEqual(await seenBy(residentA), [organA]);
    assert.deepEqual(await seenBy(residentB), [organB]);
  });

  test('nobody is not somebody: without an actor there is no row', async () => {
    for (const zone of ['internet', 'extranet'] as const) {
      assert.deepEqual(
        await runUseCase(requestAs(database, anonymous), listCases(zone), undefined),
        [],
        zone,
      );
      assert.deepEqual(await runUseCase(requestAs(database, system), listCases(zone), undefined), [], zone);
      const unset = await database.pools.get(zone).query('select from cases.case');
      assert.equal(unset.rowCount, 0, `${zone}, outside any transaction of ours`);
    }
  });

  test('a resident with the id of an organ or an officer with that of a resident gains nothing', async () => {
    const asOrgan = requestAs(database, { ...residentA, id: organA });
    assert.deepEqual(await runUseCase(asOrgan, listCases('internet'), undefined), []);
    const asResident = requestAs(database, officerOf(residentA.id));
    assert.deepEqual(await runUseCase(asResident, listCases('extranet'), undefined), []);
  });

  test('an officer changes a case of the own organ and cannot touch one of another', async () => {
    const request = requestAs(database, officerOf(organA));
    await runUseCase(request, closeCase, caseOfA);
    await assert.rejects(runUseCase(request, closeCase, caseOfB), /no result/);
    const { rows } = await database.migratorPool.query<{ id: Id }>(
      `select id from cases.case where status = 'closed'`,
    );
    assert.deepEqual(rows, [{ id: caseOfA }]);
  });

  test('every table that belongs to an organ or a person has its rows behind a policy', async () => {
    const { rows } = await database.migratorPool.query<{ table: string }>(
      `select distinct format('%I.%I', nspname, relname) as table
       from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
       where relkind = 'r' and not relrowsecurity and nspname not in ('platform', 'graphile_worker')
         and attname in ('resident_id', 'holder_id', 'person_id', 'uploader_id', 'district_code')
       order by 1`,
    );
    assert.deepEqual(rows, []);
  });

  test('no login is exempt from policies', async () => {
    const { rowCount } = await database.migratorPool.query(
      'select from pg_roles where rolname = any ($1) and (rolbypassrls or rolsuper)',
      [loginKinds.map((kind) => `${database.rolePrefix}_${kind}`)],
    );
    assert.equal(rowCount, 0);
  });
});
