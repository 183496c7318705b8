import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { type Id, newId } from '#kernel/ids';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { insertRow } from '#test/kit/rows';
import { describeWalls } from './describe-walls.ts';

/** What each attempt must end with: permission denied, unless PostgreSQL has another word for it. */
interface Attempt {
  readonly title: string;
  readonly statement: string;
  readonly code?: string;
}

const reading: readonly Attempt[] = [
  { title: 'reading the audit', statement: 'select * from platform.audit_entry' },
  { title: 'reading a partition of the audit', statement: 'select * from platform.audit_entry_202611' },
  { title: 'reading events', statement: 'select * from platform.event' },
  { title: 'reading officers', statement: 'select * from identity.officer' },
  { title: 'reading sessions', statement: 'select * from identity.session' },
  { title: 'reading password hashes', statement: 'select password_hash from identity.resident' },
  { title: 'reading tasks', statement: 'select * from work.task' },
  { title: 'reading the jobs', statement: 'select * from graphile_worker.jobs' },
  { title: 'reading the job tables', statement: 'select * from graphile_worker._private_jobs' },
  { title: 'reading a file of the server', statement: `select pg_read_file('/etc/passwd')` },
  { title: 'reading the server’s directory', statement: `select pg_ls_dir('/')` },
  { title: 'reading large objects of a file', statement: `select lo_import('/etc/passwd')` },
  { title: 'reading password verifiers of logins', statement: 'select * from pg_authid' },
];

const writing: readonly Attempt[] = [
  { title: 'writing audit', statement: 'insert into platform.audit_entry default values' },
  { title: 'erasing audit', statement: 'delete from platform.audit_entry' },
  { title: 'changing audit', statement: `update platform.audit_entry set outcome = 'done'` },
  { title: 'emptying audit', statement: 'truncate platform.audit_entry' },
  { title: 'writing events past the function', statement: 'insert into platform.event default values' },
  { title: 'erasing events', statement: 'delete from platform.event' },
  { title: 'moving a subscriber', statement: 'update platform.subscriber set position = 0' },
  { title: 'deciding a case', statement: `update cases.case set status = 'granted'` },
  { title: 'writing a decision', statement: 'insert into cases.decision default values' },
  { title: 'issuing a licence', statement: 'insert into licences.licence default values' },
  { title: 'changing the catalogue', statement: `update catalogue.service_version set content = '{}'` },
  { title: 'making itself responsible', statement: 'insert into catalogue.responsibility default values' },
  { title: 'claiming a dispatch', statement: 'update cases.application set dispatched_at = now()' },
  {
    title: 'permitting itself a job',
    statement: `insert into platform.permitted_job values ('internet', 'send-mail')`,
  },
  { title: 'naming itself another zone', statement: `update platform.zone_login set zone = 'extranet'` },
  { title: 'calling a clean file clean', statement: `update platform.file set state = 'clean'` },
  { title: 'adding a job past the function', statement: `select graphile_worker.add_job('send-mail')` },
  { title: 'a job of another zone', statement: `select platform.enqueue_job('send-mail', '{}', null, null)` },
];

const building: readonly Attempt[] = [
  { title: 'creating a schema', statement: 'create schema own' },
  { title: 'creating a table', statement: 'create table public.own (id integer)' },
  { title: 'creating a table beside ours', statement: 'create table cases.own (id integer)' },
  { title: 'creating a temporary table', statement: 'create temporary table own (id integer)' },
  {
    title: 'creating a function',
    statement: `create function public.own() returns integer language sql return 1`,
  },
  { title: 'creating a role', statement: 'create role own' },
  { title: 'creating a database', statement: 'create database own' },
  { title: 'loading an extension', statement: 'create extension postgres_fdw schema cases' },
  { title: 'running a program', statement: `copy (select 1) to program 'id'` },
  { title: 'writing a file of the server', statement: `copy (select 1) to '/tmp/own'` },
  { title: 'changing the server', statement: `alter system set fsync = 'off'` },
  { title: 'switching triggers off', statement: `set session_replication_role = 'replica'` },
  { title: 'switching policies off', statement: 'alter table cases.draft disable row level security' },
  { title: 'making partitions', statement: `select platform.create_month_partitions(date '2030-01-01', 1)` },
  {
    title: 'ending another connection',
    statement: `select pg_terminate_backend(pid) from pg_stat_activity where usename <> session_user`,
  },
  { title: 'a program by another language', statement: `do language plpython3u 'import os'`, code: '42704' },
];

describe('free SQL as the internet login', () => {
  let database: TestDatabase;
  let internet: pg.Pool;
  let extranet: pg.Pool;

  before(async () => {
    database = await createTestDatabase();
    internet = database.pools.get('internet');
    extranet = database.pools.get('extranet');
    // Somebody else's connection, for the attempt to end it.
    await extranet.query('select 1');
  });
  after(() => database.close());

  test('reaches what docs/walls.md lists, and nothing else', async () => {
    const page = path.join(import.meta.dirname, '..', '..', 'docs', 'walls.md');
    const now = await describeWalls(database.migratorPool, database.rolePrefix, 'node scripts/generate.ts');
    assert.equal(
      now,
      await readFile(page, 'utf8'),
      'Run "node scripts/generate.ts" and look at the difference.',
    );
  });

  for (const { title, statement, code = '42501' } of [...reading, ...writing, ...building]) {
    test(`${title} is refused`, async () => {
      await assert.rejects(internet.query(statement), { code }, statement);
    });
  }

  test('what it writes through the one function bears its own zone, whatever it says', async () => {
    const subjectId = newId(testNow);
    const event = {
      id: newId(testNow),
      type: 'ApplicationSubmitted',
      schemaVersion: 1,
      subjectKind: 'case',
      subjectId,
      occurredAt: testNow.toISOString(),
      actorKind: 'system',
      zone: 'extranet',
    };
    await internet.query('select platform.record_use_case($1, null)', [JSON.stringify([event])]);
    const { rows } = await database.migratorPool.query(
      'select zone from platform.event where subject_id = $1',
      [subjectId],
    );
    assert.deepEqual(rows, [{ zone: 'internet' }]);
    // What organs do is not for this zone to say.
    const forged = { ...event, id: newId(testNow), type: 'CaseClosed' };
    const stating = internet.query('select platform.record_use_case($1, null)', [JSON.stringify([forged])]);
    await assert.rejects(stating, { code: '42501' });
  });

  test('it finds residents’ credentials by login name and never an officer’s', async () => {
    await insertRow(database.migratorPool, 'identity.officer', { login_name: 'officer.one' });
    const resident = await insertRow(database.migratorPool, 'identity.resident', {
      login_name: 'resident.one',
      password_hash: 'none',
      real_name_level: 2,
    });
    const found = async (pool: pg.Pool, login: string) =>
      (
        await pool.query<{ account_id: Id }>('select account_id from identity.find_credentials($1)', [login])
      ).rows.map((row) => row.account_id);
    assert.deepEqual(await found(internet, 'officer.one'), []);
    assert.deepEqual(await found(internet, 'resident.one'), [resident]);
    assert.deepEqual(await found(extranet, 'resident.one'), []);
    assert.equal((await found(extranet, 'officer.one')).length, 1);
  });

  test('an officer’s session means nothing to it: not found, not prolonged, not ended', async () => {
    const officer = await insertRow(database.migratorPool, 'identity.officer');
    const token = randomBytes(32);
    const later = new Date(testNow.getTime() + 60_000);
    const expires = new Date(testNow.getTime() + 3_600_000);
    await extranet.query('select identity.open_session($1, $2, $3, $4)', [token, officer, testNow, expires]);
    const found = (pool: pg.Pool) =>
      pool.query(`select last_seen_at from identity.find_session($1, $2, interval '30 minutes')`, [
        token,
        later,
      ]);
    assert.equal((await found(internet)).rowCount, 0);
    await internet.query('select identity.touch_session($1, $2)', [token, later]);
    await internet.query('select identity.end_session($1, $2)', [token, later]);
    assert.deepEqual((await found(extranet)).rows, [{ last_seen_at: testNow }]);
  });

  test('a wrong query code opens nobody’s progress', async () => {
    const hmac = randomBytes(32);
    await insertRow(database.migratorPool, 'cases.application', {
      number: 'SQ26-TEST',
      query_code_hmac: hmac,
    });
    const progress = (code: Buffer) =>
      internet.query('select from cases.find_progress($1, $2)', ['SQ26-TEST', code]);
    assert.equal((await progress(hmac)).rowCount, 1);
    assert.equal((await progress(randomBytes(32))).rowCount, 0);
  });

  test('no function that runs as owner looks names up where a caller could plant them', async () => {
    const { rows } = await database.migratorPool.query(
      `select format('%I.%I', nspname, proname) as name, proconfig from pg_proc
       join pg_namespace on pg_namespace.oid = pronamespace
       where prosecdef and nspname not like 'pg\\_%'
         and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)`,
    );
    assert.deepEqual(rows, []);
  });

  test('no function of ours is everybody’s', async () => {
    const { rows } = await database.migratorPool.query(
      `select format('%I.%I', nspname, proname) as name from pg_proc
       join pg_namespace on pg_namespace.oid = pronamespace, aclexplode(coalesce(proacl, acldefault('f', proowner))) acl
       where acl.grantee = 0 and nspname not like 'pg\\_%' and nspname not in ('information_schema', 'graphile_worker')`,
    );
    assert.deepEqual(rows, []);
  });
});
