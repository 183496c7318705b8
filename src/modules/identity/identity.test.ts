import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Actor, anonymous } from '#kernel/actors';
import { legalDay } from '#kernel/dates';
import { isResidentIdNumber } from '#kernel/identity-numbers';
import { newId } from '#kernel/ids';
import { buildOrgan, loadOrgans, loadPosts } from '#modules/organs';
import { createVault, newToken, sha256, type Vault } from '#platform/crypto';
import { type AnyDb, inTransaction, type LoginKind } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { insertAbsence } from './absence-store.ts';
import type { AccountKind } from './account-kind.ts';
import { createResident } from './account-store.ts';
import { loadDemonstrationAccounts } from './demonstration-accounts.ts';
import { findSession } from './find-session.ts';
import { buildOfficer, buildResident, exampleIdNumber } from './identity-fixtures.ts';
import { findMailAddress, getResident, listOfficerNames, listOfficers } from './identity-queries.ts';
import { verifyPassword } from './password.ts';
import { insertSession } from './session-store.ts';
import { sweepSignInsTask } from './sweep-sign-ins.ts';

const shantou = join(import.meta.dirname, '..', '..', '..', 'data', 'shantou');
const began = new Date('2026-11-23T02:00:00Z');
const minutesLater = (minutes: number) => new Date(began.getTime() + minutes * 60_000);

let database: TestDatabase;
let vault: Vault;

function asMigrator<Result>(work: (db: AnyDb) => Promise<Result>): Promise<Result> {
  const seeding = { kind: 'system', name: 'test' } as const;
  return inTransaction<object, Result>(database.migratorPool, seeding, { readOnly: false }, work);
}

function asLogin<Result>(
  login: LoginKind,
  actor: Actor,
  work: (db: AnyDb) => Promise<Result>,
): Promise<Result> {
  return inTransaction<object, Result>(database.pools.get(login), actor, { readOnly: true }, work);
}

async function openSession(kind: AccountKind, accountId: string, hours = 8): Promise<string> {
  const token = newToken();
  const pool = database.pools.get(kind === 'resident' ? 'internet' : 'extranet');
  const session = { tokenHash: sha256(token), accountId, expiresAt: minutesLater(hours * 60) };
  await inTransaction(pool, anonymous, { readOnly: false }, (db: Parameters<typeof insertSession>[0]) =>
    insertSession(db, session, began),
  );
  return token;
}

before(async () => {
  database = await createTestDatabase();
  vault = createVault(database.secrets.keys);
});
after(() => database.close());

describe('a session', () => {
  test('says who acts: a resident with the level of verification', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault, { realNameLevel: 2 }));
    const token = await openSession('resident', resident.actor.id);
    const found = await findSession(database.pools, 'internet', token, began, 30);
    assert.deepEqual(found, { actor: resident.actor, displayName: resident.displayName });
  });

  test('fills an absent colleague’s post in the organ of the absence only, whatever its row names', async () => {
    const [here, there] = await asMigrator(async (db) => [await buildOrgan(db), await buildOrgan(db)]);
    const away = await asMigrator((db) =>
      buildOfficer(db, {
        posts: [
          { organ: here, role: 'reviewer' },
          { organ: there, role: 'organ-head' },
        ],
      }),
    );
    const present = await asMigrator((db) =>
      buildOfficer(db, { posts: [{ organ: here, role: 'reviewer' }] }),
    );
    await asMigrator((db) =>
      insertAbsence(
        db,
        {
          organId: here.id,
          officerId: away.actor.id,
          substituteId: present.actor.id,
          postIds: away.actor.posts.map(({ postId }) => postId),
          byPostId: present.actor.posts[0]?.postId ?? '',
          firstDay: legalDay('2026-11-23'),
          lastDay: legalDay('2026-11-23'),
          recordedBy: away.actor.id,
        },
        began,
      ),
    );
    const token = await openSession('officer', present.actor.id);
    const found = await findSession(database.pools, 'extranet', token, began, 30);
    assert.ok(found?.actor.kind === 'officer');
    assert.deepEqual(
      found.actor.posts.map(({ organId, actingForId }) => [organId, actingForId]),
      [
        [here.id, undefined],
        [here.id, away.actor.id],
      ],
    );
  });

  test('says which posts an officer holds on that day in Shanghai, and no others', async () => {
    const [organ, other] = await asMigrator(async (db) => [await buildOrgan(db), await buildOrgan(db)]);
    const officer = await asMigrator((db) =>
      buildOfficer(db, {
        posts: [{ organ, role: 'reviewer' }],
        validFrom: legalDay('2026-11-23'),
        validTo: legalDay('2026-11-24'),
      }),
    );
    assert.notEqual(other.id, organ.id);
    const token = await openSession('officer', officer.actor.id, 24);
    const postsAt = async (instant: string) => {
      const found = await findSession(database.pools, 'extranet', token, new Date(instant), 60 * 72);
      return found?.actor.kind === 'officer' ? found.actor.posts.length : 'no session';
    };
    assert.deepEqual((await findSession(database.pools, 'extranet', token, began, 30))?.actor, officer.actor);
    assert.equal(await postsAt('2026-11-22T15:59:59Z'), 0);
    assert.equal(await postsAt('2026-11-22T16:00:00Z'), 1);
    assert.equal(await postsAt('2026-11-24T01:59:00Z'), 1);
    assert.equal(await postsAt('2026-11-24T16:00:00Z'), 'no session');
  });

  test('belongs to its zone: a token of one is worth nothing in another', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const token = await openSession('resident', resident.actor.id);
    assert.equal(await findSession(database.pools, 'extranet', token, began, 30), undefined);
    assert.equal(await findSession(database.pools, 'intranet', token, began, 30), undefined);
    assert.equal(await findSession(database.pools, 'internet', newToken(), began, 30), undefined);
  });

  test('ends after a time without requests, and lives on while there are some', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const token = await openSession('resident', resident.actor.id);
    const isAliveAt = async (minutes: number) =>
      (await findSession(database.pools, 'internet', token, minutesLater(minutes), 30)) !== undefined;
    assert.equal(await isAliveAt(29), true);
    assert.equal(await isAliveAt(58), true);
    assert.equal(await isAliveAt(87), true);
    assert.equal(await isAliveAt(118), false);
  });

  test('ends at its absolute end, however busy it is', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const token = await openSession('resident', resident.actor.id, 1);
    const isAliveAt = async (minutes: number) =>
      (await findSession(database.pools, 'internet', token, minutesLater(minutes), 30)) !== undefined;
    assert.deepEqual([await isAliveAt(25), await isAliveAt(50), await isAliveAt(59)], [true, true, true]);
    assert.equal(await isAliveAt(60), false);
  });

  test('is written at most once a minute, and oftener where it idles out quickly', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const token = await openSession('resident', resident.actor.id);
    const seenAfter = async (seconds: number, idleMinutes: number) => {
      await findSession(database.pools, 'internet', token, minutesLater(seconds / 60), idleMinutes);
      const { rows } = await database.migratorPool.query<{ at: Date }>(
        'select last_seen_at as at from identity.session where token_hash = $1',
        [sha256(token)],
      );
      return ((rows[0]?.at.getTime() ?? 0) - began.getTime()) / 1_000;
    };
    assert.equal(await seenAfter(59, 30), 0);
    assert.equal(await seenAfter(60, 30), 60);
    assert.equal(await seenAfter(76, 1), 76);
  });

  test('of an officer who left is over', async () => {
    const officer = await asMigrator((db) => buildOfficer(db));
    const token = await openSession('officer', officer.actor.id);
    await database.migratorPool.query('update identity.officer set closed_at = now() where id = $1', [
      officer.actor.id,
    ]);
    assert.equal(await findSession(database.pools, 'extranet', token, began, 30), undefined);
  });

  test('and attempts are swept once they decide nothing', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const token = await openSession('resident', resident.actor.id);
    const sweepAt = (now: Date) => sweepSignInsTask({ pools: database.pools, vault, now: () => now })({});
    await sweepAt(minutesLater(60));
    assert.ok(await findSession(database.pools, 'internet', token, minutesLater(5), 30));
    await sweepAt(minutesLater(60 * 24 * 31 + 60 * 8));
    assert.equal(await findSession(database.pools, 'internet', token, minutesLater(5), 30), undefined);
  });
});

describe('the walls around accounts', () => {
  test('a resident reads their own data and nobody else', async () => {
    const [own, other] = await asMigrator(async (db) => [
      await buildResident(db, vault, { displayName: '示例居民丙', email: 'c@example.com' }),
      await buildResident(db, vault),
    ]);
    const read = (id: string) => asLogin('internet', own.actor, (db) => getResident(db, vault, id));
    assert.deepEqual(await read(own.actor.id), {
      id: own.actor.id,
      displayName: '示例居民丙',
      idNumber: own.idNumber,
      email: 'c@example.com',
      realNameLevel: 3,
    });
    await assert.rejects(read(other.actor.id), { kind: 'not-found', code: 'no-such-resident' });
    await assert.rejects(
      asLogin('internet', anonymous, (db) => getResident(db, vault, own.actor.id)),
      { code: 'no-such-resident' },
    );
  });

  test('no login of a zone reads a password hash, a login name or a session', async () => {
    for (const login of ['internet', 'extranet', 'intranet', 'worker_internet', 'worker_extranet'] as const) {
      const pool = database.pools.get(login);
      for (const statement of [
        'select password_hash from identity.resident',
        'select login_name from identity.officer',
        'select from identity.session',
        'select from identity.sign_in_attempt',
      ]) {
        await assert.rejects(pool.query(statement), { code: '42501' }, `${login}: ${statement}`);
      }
    }
  });

  test('the internet zone gets no credentials of officers, and the extranet none of residents', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const officer = await asMigrator((db) => buildOfficer(db));
    const found = async (login: LoginKind, loginName: string) =>
      (await database.pools.get(login).query('select from identity.find_credentials($1)', [loginName]))
        .rowCount;
    assert.deepEqual(
      [await found('internet', resident.loginName), await found('extranet', officer.loginName)],
      [1, 1],
    );
    assert.deepEqual(
      [await found('internet', officer.loginName), await found('extranet', resident.loginName)],
      [0, 0],
    );
  });

  test('an identity number lies encrypted, and is found again by its code only', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const { rows } = await database.migratorPool.query(
      'select resident::text as row, id_number_encrypted as bytes from identity.resident where id_number_hmac = $1',
      [vault.lookUpCode(resident.idNumber)],
    );
    assert.equal(rows.length, 1);
    assert.equal(rows[0].row.includes(resident.idNumber), false);
    assert.equal(rows[0].bytes.toString('latin1').includes(resident.idNumber), false);
  });

  test('an identity number that fails its check makes no account', async () => {
    const wrong = {
      loginName: 'x',
      passwordHash: 'x',
      displayName: 'x',
      idNumber: '000000199001010000',
      realNameLevel: 1,
    } as const;
    assert.equal(isResidentIdNumber(wrong.idNumber), false);
    await assert.rejects(
      asMigrator((db) => createResident(db, vault, wrong, began)),
      { kind: 'invalid', code: 'id-number-wrong' },
    );
    assert.equal(isResidentIdNumber(exampleIdNumber()), true);
  });

  test("only the extranet's worker learns where mail goes", async () => {
    const resident = await asMigrator((db) => buildResident(db, vault, { email: 'd@example.com' }));
    const { id } = resident.actor;
    const mailing = { kind: 'system', name: 'send-mail' } as const;
    assert.equal(await asLogin('worker_extranet', mailing, (db) => findMailAddress(db, id)), 'd@example.com');
    assert.equal(
      await asLogin('worker_extranet', mailing, (db) => findMailAddress(db, newId(began))),
      undefined,
    );
    await assert.rejects(
      asLogin('extranet', mailing, (db) => findMailAddress(db, id)),
      { code: '42501' },
    );
  });
});

describe('colleagues', () => {
  test('are those who hold a post of the role in the organ on that day', async () => {
    const organ = await asMigrator((db) => buildOrgan(db));
    const elsewhere = await asMigrator((db) => buildOrgan(db));
    const build = (displayName: string, more: Partial<Parameters<typeof buildOfficer>[1]>) =>
      asMigrator((db) => buildOfficer(db, { displayName, ...more }));
    const one = await build('甲', { posts: [{ organ, role: 'reviewer' }] });
    const two = await build('乙', { posts: [{ organ, role: 'reviewer' }] });
    await build('丙', { posts: [{ organ, role: 'approver' }] });
    await build('丁', { posts: [{ organ: elsewhere, role: 'reviewer' }] });
    await build('戊', { posts: [{ organ, role: 'reviewer' }], validTo: legalDay('2026-11-22') });
    const left = await build('己', { posts: [{ organ, role: 'reviewer' }] });
    await database.migratorPool.query('update identity.officer set closed_at = now() where id = $1', [
      left.actor.id,
    ]);
    const found = await asLogin('extranet', one.actor, (db) =>
      listOfficers(db, organ.id, ['reviewer'], legalDay('2026-11-23')),
    );
    assert.deepEqual(new Set(found.map((officer) => officer.id)), new Set([one.actor.id, two.actor.id]));
    const names = await asLogin('extranet', one.actor, (db) =>
      listOfficerNames(db, [left.actor.id, two.actor.id]),
    );
    assert.deepEqual(new Set(names.values()), new Set(['乙', '己']));
  });
});

describe('the demonstration', () => {
  let demonstration: TestDatabase;
  let keys: Vault;
  before(async () => {
    demonstration = await createTestDatabase();
    keys = createVault(demonstration.secrets.keys);
  });
  after(() => demonstration.close());

  const load = (on: TestDatabase, theirVault: Vault) =>
    inTransaction(on.migratorPool, anonymous, { readOnly: false }, async (db) => {
      await loadOrgans(db, shantou, began);
      await loadPosts(db, shantou, began);
      return loadDemonstrationAccounts(db, shantou, theirVault, began);
    });

  test('has residents and every role that the first services need, in both districts', async () => {
    const accounts = await load(demonstration, keys);
    assert.equal(accounts.filter((one) => one.kind === 'resident').length, 2);
    const posts = accounts.flatMap((one) =>
      one.organName === null ? [] : [`${one.organName.zh} ${one.role}`],
    );
    for (const district of ['龙湖', '金平']) {
      const of = (organ: string, role: string) =>
        posts.filter((post) => post === `汕头市${district}区${organ} ${role}`).length;
      assert.deepEqual([of('市场监督管理局', 'reviewer'), of('市场监督管理局', 'approver')], [1, 1]);
      assert.deepEqual([of('消防救援大队', 'reviewer'), of('消防救援大队', 'approver')], [2, 1]);
    }
    for (const role of ['supervisor', 'catalogue-editor', 'system-administrator']) {
      assert.ok(
        posts.some((post) => post.endsWith(` ${role}`)),
        role,
      );
    }
    const { rows } = await demonstration.pools
      .get('extranet')
      .query(`select password_hash as hash from identity.find_credentials('longhu-fire-approver')`);
    assert.equal(await verifyPassword(rows[0].hash, accounts[0]?.password ?? ''), true);
  });

  test('is loaded again without a change, also beside accounts that were added to it', async () => {
    const count = async () =>
      (
        await demonstration.migratorPool.query(
          `select (select count(*) from identity.officer) as officers, (select count(*) from identity.resident) as residents,
           (select count(*) from identity.post_holding) as holdings`,
        )
      ).rows[0];
    await inTransaction(demonstration.migratorPool, anonymous, { readOnly: false }, (db) =>
      buildResident(db, keys),
    );
    const earlier = await count();
    const accounts = await load(demonstration, keys);
    assert.equal(accounts.length, 48);
    assert.deepEqual(await count(), earlier);
  });

  test('is refused where people have accounts of their own, even one with the same name', async () => {
    await asMigrator((db) => buildOfficer(db, { loginName: 'supervisor' }));
    await assert.rejects(load(database, vault), { kind: 'conflict', code: 'not-a-demonstration' });
  });
});
