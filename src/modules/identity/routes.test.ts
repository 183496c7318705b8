import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { buildOrgan, type Organ } from '#modules/organs';
import { createVault, type Vault } from '#platform/crypto';
import { type AnyDb, inTransaction } from '#platform/database';
import { createServer, type Route } from '#platform/http';
import { createLogger } from '#platform/logging';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { failedAttemptsMost, pauseMinutes } from './begin-sign-in.ts';
import { findSession } from './find-session.ts';
import { buildOfficer, buildResident, fixturePassword } from './identity-fixtures.ts';
import { identityRoutes } from './routes.ts';
import { signIn, signInUseCases } from './sign-in.ts';

const idleMinutes = 30;
const absoluteHours = 8;
const minuteMs = 60_000;

let database: TestDatabase;
let vault: Vault;
let server: FastifyInstance;
let organ: Organ;
const logged: string[] = [];
let now = new Date('2026-11-23T02:00:00Z');

function asMigrator<Result>(work: (db: AnyDb) => Promise<Result>): Promise<Result> {
  const seeding = { kind: 'system', name: 'test' } as const;
  return inTransaction<object, Result>(database.migratorPool, seeding, { readOnly: false }, work);
}

/** What the portal's sign-in page does, without its page. */
const portalSignIn: Route = {
  method: 'POST',
  path: '/api/test/resident-sign-in',
  zone: 'internet',
  surface: 'api',
  audience: 'anyone',
  useCases: signInUseCases.resident,
  async handle(exchange) {
    const typed = { loginName: exchange.form.get('loginName')?.[0] ?? '', password: fixturePassword };
    return {
      kind: 'json',
      value: {},
      session: { token: await signIn(exchange, 'resident', typed, absoluteHours) },
    };
  },
};

before(async () => {
  database = await createTestDatabase({ maxConnections: 10 });
  vault = createVault(database.secrets.keys);
  organ = await asMigrator((db) => buildOrgan(db));
  server = await createServer({
    logger: createLogger('info', { write: (line) => logged.push(line) }),
    pools: database.pools,
    vault,
    publicUrl: 'http://127.0.0.1:4405',
    trustProxy: false,
    fileSizeLimitBytes: 1_000,
    now: () => now,
    routes: [
      ...identityRoutes({
        pools: database.pools,
        sessionIdleMinutes: idleMinutes,
        sessionAbsoluteHours: absoluteHours,
      }).map((route) => ({ ...route, mostPerMinute: 10_000 })),
      portalSignIn,
    ],
    findSession: (zone, token, at) => findSession(database.pools, zone, token, at, idleMinutes),
    renderFailure: (error) => error.text.zh,
    signInPath: () => '/zh/sign-in',
    onEvents: () => undefined,
    mostRequestsPerMinute: 100_000,
    staticFolders: [],
    eventLoopDelayMostMs: 60_000,
    isReady: async () => true,
  });
});
after(async () => {
  await server.close();
  await database.close();
});

/** A browser that keeps cookies, as far as these addresses need one. */
function openBrowser() {
  const cookies = new Map<string, string>();
  let formToken = '';
  const keep = (answer: LightMyRequestResponse) => {
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const body = answer.json<{ formToken?: string }>();
    if (body.formToken !== undefined) formToken = body.formToken;
    return answer;
  };
  const headers = () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'x-form-token': formToken,
    'accept-language': 'en',
  });
  return {
    cookies,
    session: async () =>
      keep(await server.inject({ method: 'GET', url: '/api/session', headers: headers() })),
    post: async (url: string, payload: object) =>
      keep(await server.inject({ method: 'POST', url, headers: headers(), payload })),
    async signIn(loginName: string, password: string) {
      if (formToken === '') await this.session();
      return this.post('/api/sign-in', { loginName, password });
    },
  };
}

const newOfficer = () => asMigrator((db) => buildOfficer(db, { posts: [{ organ, role: 'reviewer' }] }));

describe('signing in to the workbench', () => {
  test('a visitor is nobody, and gets a form token', async () => {
    const answer = await openBrowser().session();
    assert.equal(answer.statusCode, 200);
    const { officer, formToken } = answer.json();
    assert.equal(officer, null);
    assert.match(formToken, /^[\w-]{43}$/);
  });

  test('an officer sees themselves and their posts, and after signing out is nobody', async () => {
    const officer = await newOfficer();
    const browser = openBrowser();
    const answer = await browser.signIn(` ${officer.loginName.toUpperCase()} `, officer.password);
    assert.equal(answer.statusCode, 200, answer.body);
    const { officer: seen } = answer.json();
    assert.equal(seen.displayName, officer.displayName);
    assert.equal(seen.posts.length, 1);
    assert.deepEqual(
      [seen.posts[0].organName, seen.posts[0].role, seen.posts[0].roleName.zh],
      [organ.name, 'reviewer', '审查人员'],
    );
    assert.deepEqual((await browser.session()).json().officer, seen);
    const left = await browser.post('/api/sign-out', {});
    assert.equal(left.json().officer, null);
    assert.equal(browser.cookies.has('yizhan_officer'), false);
    // The token that came with signing out is the visitor's: it serves the next attempt.
    assert.equal((await browser.signIn(officer.loginName, officer.password)).statusCode, 200);
  });

  test('a session that was signed out is over, whoever kept its cookie', async () => {
    const officer = await newOfficer();
    const browser = openBrowser();
    await browser.signIn(officer.loginName, officer.password);
    const kept = browser.cookies.get('yizhan_officer') ?? '';
    await browser.post('/api/sign-out', {});
    browser.cookies.set('yizhan_officer', kept);
    assert.equal((await browser.session()).json().officer, null);
  });

  test('each sign-in has a token of its own and ends the session that the browser had', async () => {
    const [one, other] = [await newOfficer(), await newOfficer()];
    const browser = openBrowser();
    await browser.signIn(one.loginName, one.password);
    const first = browser.cookies.get('yizhan_officer') ?? '';
    await browser.signIn(other.loginName, other.password);
    assert.notEqual(browser.cookies.get('yizhan_officer'), first);
    browser.cookies.set('yizhan_officer', first);
    assert.equal((await browser.session()).json().officer, null);
    const { rows } = await database.migratorPool.query(
      'select encode(token_hash, $1) as it from identity.session',
      ['hex'],
    );
    assert.ok(rows.every((row) => row.it !== Buffer.from(first, 'base64url').toString('hex')));
  });

  test('a wrong password and an unknown name are answered with the same words', async () => {
    const officer = await newOfficer();
    const wrong = await openBrowser().signIn(officer.loginName, 'not the password');
    const unknown = await openBrowser().signIn('nobody-of-that-name', 'not the password');
    for (const answer of [wrong, unknown]) {
      assert.equal(answer.statusCode, 401);
      assert.equal(answer.json().code, 'credentials-wrong');
      assert.equal(
        answer.cookies.some((cookie) => cookie.name === 'yizhan_officer'),
        false,
      );
    }
    const withoutNumber = (answer: LightMyRequestResponse) => ({ ...answer.json(), requestId: '' });
    assert.deepEqual(withoutNumber(wrong), withoutNumber(unknown));
  });

  test('a resident is nobody here, and an officer nobody on the portal', async () => {
    const resident = await asMigrator((db) => buildResident(db, vault));
    const officer = await newOfficer();
    assert.equal((await openBrowser().signIn(resident.loginName, resident.password)).statusCode, 401);
    const portal = async (loginName: string) => {
      const browser = openBrowser();
      await browser.session();
      const answer = await server.inject({
        method: 'POST',
        url: portalSignIn.path,
        headers: {
          cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
          'x-form-token': (await browser.session()).json().formToken,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ loginName }).toString(),
      });
      return answer.statusCode;
    };
    assert.equal(await portal(resident.loginName), 200);
    assert.equal(await portal(officer.loginName), 401);
  });

  test('what is not two texts of a name and a password is refused before anything else', async () => {
    const browser = openBrowser();
    await browser.session();
    for (const body of [
      {},
      { loginName: 'a' },
      { loginName: 'a', password: ['b'] },
      { loginName: 'a', password: 'b', role: 'x' },
      { loginName: 'a'.repeat(65), password: 'b' },
    ]) {
      assert.equal((await browser.post('/api/sign-in', body)).statusCode, 422);
    }
  });
});

describe('guessing', () => {
  test('is paused after five failures for a quarter of an hour, even with the right password', async () => {
    const officer = await newOfficer();
    for (let attempt = 0; attempt < failedAttemptsMost; attempt += 1) {
      assert.equal((await openBrowser().signIn(officer.loginName, 'a guess')).statusCode, 401);
    }
    const paused = await openBrowser().signIn(officer.loginName, officer.password);
    assert.equal(paused.statusCode, 429);
    assert.equal(paused.json().code, 'sign-in-paused');
    assert.equal(paused.headers['retry-after'], String(pauseMinutes * 60));
    assert.match(paused.json().message, /15 minutes/);
    const started = now;
    try {
      now = new Date(started.getTime() + pauseMinutes * minuteMs - 1_000);
      assert.equal(
        (await openBrowser().signIn(officer.loginName, officer.password)).headers['retry-after'],
        '1',
      );
      now = new Date(started.getTime() + pauseMinutes * minuteMs + 1_000);
      assert.equal((await openBrowser().signIn(officer.loginName, officer.password)).statusCode, 200);
    } finally {
      now = started;
    }
  });

  test('with a name that nobody has is paused in the same way', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt <= failedAttemptsMost; attempt += 1) {
      statuses.push((await openBrowser().signIn('nobody-at-all', 'a guess')).statusCode);
    }
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
  });

  test('twenty times at once is counted as twenty times', async () => {
    const officer = await newOfficer();
    const browsers = Array.from({ length: 20 }, openBrowser);
    for (const browser of browsers) await browser.session();
    const answers = await Promise.all(
      browsers.map((browser) => browser.signIn(officer.loginName, 'a guess')),
    );
    const compared = answers.filter((answer) => answer.statusCode === 401);
    assert.equal(compared.length, failedAttemptsMost);
    assert.ok(answers.every((answer) => [401, 429].includes(answer.statusCode)));
  });

  test('is forgotten once the right password came in time', async () => {
    const officer = await newOfficer();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < failedAttemptsMost - 1; attempt += 1) {
        await openBrowser().signIn(officer.loginName, 'a guess');
      }
      assert.equal((await openBrowser().signIn(officer.loginName, officer.password)).statusCode, 200);
    }
  });

  test('and signing in are on record, without a name, a password or a token', async () => {
    const officer = await newOfficer();
    const browser = openBrowser();
    await browser.signIn(officer.loginName, 'a guess');
    await browser.signIn(officer.loginName, officer.password);
    const { rows: audit } = await database.migratorPool.query(
      'select action, outcome, reason from platform.audit_entry where object_id = $1 order by id, action',
      [officer.actor.id],
    );
    const steps = audit.map((row) => [row.action, row.outcome, row.reason].join(' '));
    assert.deepEqual(steps.sort(), [
      'begin-officer-sign-in done ',
      'begin-officer-sign-in done ',
      'open-officer-session done ',
      'open-officer-session refused credentials-wrong',
    ]);
    const { rows: events } = await database.migratorPool.query(
      'select type, data from platform.event where subject_id = $1',
      [officer.actor.id],
    );
    assert.deepEqual(events, [{ type: 'SessionOpened', data: {} }]);
    const everything = await database.migratorPool.query(
      `select string_agg(entry::text, ' ') || (select string_agg(event::text, ' ') from platform.event) as it
       from platform.audit_entry entry`,
    );
    const kept = `${everything.rows[0].it} ${logged.join(' ')}`;
    for (const secret of [officer.loginName, officer.password, browser.cookies.get('yizhan_officer') ?? '']) {
      assert.equal(kept.includes(secret), false);
    }
  });
});
