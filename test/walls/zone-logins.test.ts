import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { createPools, loginKinds, roleName } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';

const refused = { code: '42501' };

describe('the logins of the zones', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  test('each pool connects as the login of its own zone, never by taking a role on', async () => {
    for (const kind of loginKinds) {
      const { rows } = await database.pools.get(kind).query('select session_user, current_user');
      const role = roleName(database.rolePrefix, kind);
      assert.deepEqual(rows, [{ session_user: role, current_user: role }]);
    }
  });

  test('a process for all zones still uses another login for each', async () => {
    const seen = new Set<string>();
    for (const zone of ['internet', 'extranet', 'intranet'] as const) {
      const { rows } = await database.pools.get(zone).query<{ name: string }>('select session_user as name');
      seen.add(rows[0]?.name ?? '');
    }
    assert.equal(seen.size, 3);
  });

  test('no login can become another one, nor the owner', async () => {
    const { rows } = await database.migratorPool.query<{ name: string }>('select current_user as name');
    const others = [...loginKinds.map((kind) => roleName(database.rolePrefix, kind)), rows[0]?.name ?? ''];
    for (const kind of loginKinds) {
      const own = roleName(database.rolePrefix, kind);
      for (const other of others.filter((one) => one !== own)) {
        const pool = database.pools.get(kind);
        await assert.rejects(pool.query(`set role ${pg.escapeIdentifier(other)}`), refused, other);
        await assert.rejects(
          pool.query(`set session authorization ${pg.escapeIdentifier(other)}`),
          refused,
          other,
        );
      }
    }
  });

  test('the password of one login opens no other', async () => {
    const wrong = createPools({
      databaseUrl: database.url,
      rolePrefix: database.rolePrefix,
      passwords: { extranet: database.secrets.loginPasswords['internet'] ?? '' },
      kinds: ['extranet'],
    });
    await assert.rejects(wrong.get('extranet').query('select 1'), { code: '28P01' });
    await wrong.close();
  });

  test('a process holds no connection for a login that it was not started for', async () => {
    const passwords = database.secrets.loginPasswords;
    const { url: databaseUrl, rolePrefix } = database;
    const pools = createPools({ databaseUrl, rolePrefix, passwords, kinds: ['internet'] });
    assert.throws(() => pools.get('extranet'), /holds no connection for the login extranet/);
    await pools.close();
  });

  test('a login of another installation in the same cluster cannot connect', async () => {
    const stranger = pg.escapeIdentifier(`${database.rolePrefix}_stranger`);
    await database.migratorPool.query(`create role ${stranger} login password 'stranger'`);
    try {
      const url = new URL(database.url);
      url.username = `${database.rolePrefix}_stranger`;
      url.password = 'stranger';
      const client = new pg.Client({ connectionString: url.href });
      await assert.rejects(client.connect(), refused);
    } finally {
      await database.migratorPool.query(`drop role ${stranger}`);
    }
  });
});

describe('what the logins may read', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  const closed = {
    internet: [
      'identity.officer',
      'identity.session',
      'identity.sign_in_attempt',
      'work.task',
      'cases.opinion',
      'platform.audit_entry',
      'platform.event',
      'platform.event_subject',
      'platform.permitted_job',
      'graphile_worker._private_jobs',
    ],
    extranet: [
      'identity.resident',
      'identity.session',
      'cases.draft',
      'cases.draft_hand_over',
      'platform.event',
    ],
    intranet: ['cases.application', 'identity.officer', 'organs.organ', 'platform.event'],
    worker_internet: ['identity.resident', 'cases.application', 'platform.event', 'graphile_worker.jobs'],
    worker_extranet: ['identity.session', 'cases.draft', 'platform.audit_entry', 'graphile_worker.jobs'],
  } as const;

  for (const kind of loginKinds) {
    test(`${kind} is refused where the table is not for it`, async () => {
      for (const table of closed[kind]) {
        await assert.rejects(database.pools.get(kind).query(`select from ${table}`), refused, table);
      }
    });
  }

  test('nobody but the owner reads a password hash from a table', async () => {
    for (const kind of loginKinds) {
      for (const table of ['identity.resident', 'identity.officer']) {
        const reading = database.pools.get(kind).query(`select password_hash from ${table}`);
        await assert.rejects(reading, refused, `${kind} ${table}`);
      }
    }
  });
});
