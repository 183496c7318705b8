import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import { generateSecrets } from '#platform/configuration';
import { openTestCluster, type TestCluster } from '#test/kit/cluster';
import { loginKinds, roleName } from './logins.ts';
import { listPendingMigrations, type MigrationSettings, migrate } from './migrate.ts';

/** A database of its own for each test, because what is tried here is what makes one. */
describe('migrate', () => {
  let cluster: TestCluster;
  let maintenance: pg.Client;
  let name: string;
  let settings: MigrationSettings;
  let directory: string;

  before(async () => {
    cluster = await openTestCluster();
    maintenance = new pg.Client({ connectionString: cluster.url });
    await maintenance.connect();
  });
  after(async () => {
    await maintenance.end();
    await cluster.release();
  });
  beforeEach(async () => {
    name = `migrate_${randomBytes(6).toString('hex')}`;
    await maintenance.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
    directory = await mkdtemp(path.join(tmpdir(), 'yizhan-migrations-'));
    await writeMigration('0001-ground', 'create schema ground; create table ground.stone (id integer);');
    settings = settingsFor(name);
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
    await maintenance.query(`drop database ${name} with (force)`);
    for (const kind of loginKinds) await maintenance.query(`drop role if exists ${roleName(name, kind)}`);
  });

  function settingsFor(database: string): MigrationSettings {
    const url = new URL(cluster.url);
    url.pathname = `/${database}`;
    return {
      databaseUrl: url.href,
      rolePrefix: database,
      passwords: generateSecrets().loginPasswords,
      migrationsDirectory: directory,
    };
  }
  function writeMigration(migration: string, content: string): Promise<void> {
    return writeFile(path.join(directory, `${migration}.sql`), content);
  }
  async function run(statement: string, url = settings.databaseUrl): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  test('runs each file once, in the order of the numbers, and says which ran', async () => {
    await writeMigration('0002-wall', 'alter table ground.stone add weight integer;');
    assert.deepEqual(await listPendingMigrations(settings.databaseUrl, directory), [
      '0001-ground',
      '0002-wall',
    ]);
    assert.deepEqual(await migrate(settings), ['0001-ground', '0002-wall']);
    assert.deepEqual(await migrate(settings), []);
    await writeMigration('0003-roof', 'create table ground.roof (id integer);');
    assert.deepEqual(await listPendingMigrations(settings.databaseUrl, directory), ['0003-roof']);
    assert.deepEqual(await migrate(settings), ['0003-roof']);
    assert.deepEqual(await listPendingMigrations(settings.databaseUrl, directory), []);
  });

  test('refuses a file that was changed after it ran, and changes nothing', async () => {
    await migrate(settings);
    await writeMigration('0001-ground', 'create schema ground; create table ground.stone (id bigint);');
    await writeMigration('0002-wall', 'create table ground.wall (id integer);');
    await assert.rejects(migrate(settings), /0001-ground was changed after it ran/);
    assert.deepEqual(await run(`select to_regclass('ground.wall') as wall`), [{ wall: null }]);
  });

  test('takes line ends of another system for what they are', async () => {
    await writeMigration('0001-ground', 'create schema ground;\ncreate table ground.stone (id integer);\n');
    await migrate(settings);
    await writeMigration(
      '0001-ground',
      'create schema ground;\r\ncreate table ground.stone (id integer);\r\n',
    );
    assert.deepEqual(await migrate(settings), []);
  });

  test('refuses a database that a newer version made', async () => {
    await writeMigration('0002-wall', 'create table ground.wall (id integer);');
    await migrate(settings);
    await rm(path.join(directory, '0002-wall.sql'));
    await assert.rejects(migrate(settings), /0002-wall, which this version lacks/);
  });

  test('rolls a failing file back whole, names it, and goes on from there once it is mended', async () => {
    await writeMigration('0002-wall', 'create table ground.wall (id integer); select 1 / 0;');
    await assert.rejects(migrate(settings), /0002-wall failed and was rolled back whole/);
    assert.deepEqual(await run(`select to_regclass('ground.wall') as wall`), [{ wall: null }]);
    await writeMigration('0002-wall', 'create table ground.wall (id integer);');
    assert.deepEqual((await migrate(settings)).at(-1), '0002-wall');
  });

  test('refuses a database whose encoding loses Chinese', async () => {
    const unfit = `${name}_unfit`;
    await maintenance.query(`create database ${unfit} template template0 encoding 'SQL_ASCII' locale 'C'`);
    try {
      await assert.rejects(
        migrate(settingsFor(unfit)),
        /encoding is SQL_ASCII\. Nothing was changed\. Create it/,
      );
    } finally {
      await maintenance.query(`drop database ${unfit}`);
    }
  });

  test('several processes that start together migrate once', async () => {
    const ran = await Promise.all([migrate(settings), migrate(settings), migrate(settings)]);
    assert.deepEqual(ran.flat(), ['0001-ground']);
  });

  test('gives each login its password, and a new one when it was changed', async () => {
    await migrate(settings);
    const passwords = generateSecrets().loginPasswords;
    await migrate({ ...settings, passwords });
    for (const kind of loginKinds) {
      const url = new URL(settings.databaseUrl);
      url.username = roleName(name, kind);
      url.password = passwords[kind] ?? '';
      assert.deepEqual(await run('select session_user::text as name', url.href), [
        { name: roleName(name, kind) },
      ]);
    }
  });

  test('needs no superuser: a login that may create roles and owns the database is enough', async () => {
    const migrator = `${name}_migrator`;
    await maintenance.query(`create role ${migrator} login createrole password 'migrator'`);
    try {
      await maintenance.query(`alter database ${name} owner to ${migrator}`);
      const url = new URL(settings.databaseUrl);
      url.username = migrator;
      url.password = 'migrator';
      const asMigrator = { ...settings, databaseUrl: url.href };
      const real = path.join(import.meta.dirname, '..', '..', '..', 'migrations');
      assert.ok((await migrate({ ...asMigrator, migrationsDirectory: real })).length > 0);
      assert.deepEqual(await migrate({ ...asMigrator, migrationsDirectory: real }), []);
    } finally {
      await maintenance.query(`alter database ${name} owner to current_user`);
      await run(`drop owned by ${migrator} cascade; reassign owned by ${migrator} to current_user`);
      for (const kind of loginKinds) {
        await run(`drop owned by ${roleName(name, kind)}; drop role ${roleName(name, kind)}`);
      }
      await maintenance.query(`drop role ${migrator}`);
    }
  });

  test('puts this installation’s role names in the places of a file, and refuses an unknown place', async () => {
    await writeMigration('0002-grants', 'grant usage on schema ground to {{internet}};');
    await migrate(settings);
    assert.deepEqual(
      await run(`select has_schema_privilege('${roleName(name, 'internet')}', 'ground', 'usage') as granted`),
      [{ granted: true }],
    );
    await writeMigration('0003-wrong', 'grant usage on schema ground to {{everybody}};');
    await assert.rejects(migrate(settings));
  });
});

describe('role names', () => {
  test('carry the database’s name and are refused where PostgreSQL would cut them off', () => {
    assert.equal(roleName('city', 'worker_internet'), 'city_worker_internet');
    assert.throws(() => roleName('汕'.repeat(20), 'internet'), /longer than PostgreSQL's 63 bytes/);
  });
});
