import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createVault } from '#platform/crypto';
import { revisionOf } from '#platform/database';
import { createLogger } from '#platform/logging';
import { query } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import type { Exchange, Route } from './route.ts';
import { createServer } from './server.ts';

const parts = {
  zone: 'internet',
  audience: ['anonymous'],
  load: async () => 'read',
  permission: () => true,
  object: () => ({ kind: 'nothing' }),
  present: (loaded: string) => loaded,
} as const;
const revised = query({ ...parts, name: 'revised', audited: false, revision: () => revisionOf('organs') });
const audited = query({ ...parts, name: 'audited', audited: true, revision: () => revisionOf('organs') });
const unrevised = query({ ...parts, name: 'unrevised', audited: false });

let made = 0;

function page(path: string, make: (exchange: Exchange) => Promise<unknown>, status = 200): Route {
  return {
    method: 'GET',
    path,
    zone: 'internet',
    surface: 'page',
    audience: 'anyone',
    useCases: ['revised', 'audited', 'unrevised'],
    kept: true,
    async handle(exchange) {
      const html = String(await make(exchange));
      made += 1;
      return { kind: 'page', html, status };
    },
  };
}

const run = (exchange: Exchange) => exchange.run(revised, undefined);

describe('whether a page is kept', () => {
  let database: TestDatabase;
  let server: FastifyInstance;

  before(async () => {
    database = await createTestDatabase();
    server = await createServer({
      logger: createLogger('silent'),
      pools: database.pools,
      vault: createVault(database.secrets.keys),
      publicUrl: 'https://yizhan.test',
      trustProxy: false,
      fileSizeLimitBytes: 1_000,
      now: () => testNow,
      routes: [
        page('/zh/kept', run),
        page(
          '/zh/audited',
          async (exchange) => (await run(exchange)) + (await exchange.run(audited, undefined)),
        ),
        page(
          '/zh/unrevised',
          async (exchange) => (await run(exchange)) + (await exchange.run(unrevised, undefined)),
        ),
        page('/zh/form', async (exchange) => (await run(exchange)) + exchange.formToken),
        page('/zh/style', async (exchange) => (await run(exchange)) + exchange.styleNonce),
        page('/zh/wrong', run, 422),
        page('/zh/nothing', async () => 'made of nothing'),
      ],
      findSession: async () => undefined,
      renderFailure: (error) => error.text.zh,
      signInPath: () => '/zh/sign-in',
      onEvents: () => undefined,
      mostRequestsPerMinute: 1_000,
      isReady: async () => true,
      staticFolders: [],
      eventLoopDelayMostMs: 60_000,
    });
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  async function timesMade(url: string): Promise<number> {
    const before = made;
    for (let time = 0; time < 3; time += 1) await server.inject(url);
    return made - before;
  }

  test('it is, where all that it is made of has a revision', async () => {
    assert.equal(await timesMade('/zh/kept'), 1);
    await database.migratorPool.query('update organs.organ set name = name');
    assert.equal(await timesMade('/zh/kept'), 1, 'and made once more after a change');
  });

  test('it is not, where something has none: an audited reading, a form’s token, a style of its own, a failure', async () => {
    for (const path of ['audited', 'unrevised', 'form', 'style', 'wrong', 'nothing'])
      assert.equal(await timesMade(`/zh/${path}`), 3, path);
  });

  test('each visitor’s form has a token of their own', async () => {
    const [one, other] = [await server.inject('/zh/form'), await server.inject('/zh/form')];
    assert.notEqual(one.body, other.body);
    assert.equal(one.headers['cache-control'], 'no-store');
  });

  test('answers allow no style but files of ours, and the own style of the one answer that has it', async () => {
    const policyOf = async (path: string) =>
      String((await server.inject(path)).headers['content-security-policy']);
    for (const path of ['/zh/kept', '/zh/kept', '/zh/no-such-page'])
      assert.match(await policyOf(path), /;script-src 'self';style-src 'self';/);
    const styled = await server.inject('/zh/style');
    const nonce = styled.body.replace('read', '');
    assert.match(nonce, /^[0-9a-f]{32}$/);
    assert.match(
      String(styled.headers['content-security-policy']),
      new RegExp(`;script-src 'self';style-src 'self' 'nonce-${nonce}';`),
    );
    const { headers } = await server.inject('/zh/kept');
    assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });
});
