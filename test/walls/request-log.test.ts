import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newId } from '#kernel/ids';
import { createVault } from '#platform/crypto';
import { createServer, type Route } from '#platform/http';
import { createLogger } from '#platform/logging';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';

const secret = 'SQ26-SECRET';

/** A route that answers, and one that fails in a way that nobody foresaw, with what was entered in its words. */
const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/:locale(zh|en)/progress/:number',
    zone: 'internet',
    surface: 'page',
    audience: 'anyone',
    useCases: [],
    handle: async () => ({ kind: 'page', html: '<p>' }),
  },
  {
    method: 'GET',
    path: '/:locale(zh|en)/fault',
    zone: 'internet',
    surface: 'page',
    audience: 'anyone',
    useCases: [],
    async handle({ query }) {
      const cause = Object.assign(new Error('duplicate key'), {
        severity: 'ERROR',
        code: '23505',
        detail: `Key (number)=(${query['number']}) already exists.`,
      });
      throw cause;
    },
  },
];

describe('the log of a request', () => {
  let database: TestDatabase;
  let server: FastifyInstance;
  const lines: string[] = [];

  before(async () => {
    database = await createTestDatabase();
    server = await createServer({
      logger: createLogger('trace', { write: (line) => lines.push(line) }),
      pools: database.pools,
      vault: createVault(database.secrets.keys),
      publicUrl: 'http://127.0.0.1:4405',
      trustProxy: false,
      fileSizeLimitBytes: 1024,
      now: () => testNow,
      routes,
      findSession: async () => undefined,
      renderFailure: () => '<p>',
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

  test('names the route and never the address, its query, the cookies or what a database quoted', async () => {
    const headers = { cookie: `session=${secret}`, authorization: secret, 'user-agent': secret };
    const addresses = [
      `/zh/progress/${secret}?number=${secret}&code=${secret}`,
      `/zh/fault?number=${secret}`,
      `/no-such-page/${secret}?number=${secret}`,
      `/zh/${secret}/%ff`,
    ];
    for (const url of addresses) await server.inject({ method: 'GET', url, headers });
    await server.inject({
      method: 'POST',
      url: `/zh/progress/${secret}`,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `number=${secret}`,
    });
    const all = lines.join('');
    assert.equal(all.includes(secret), false, all);
    assert.match(all, /"route":"\/:locale\(zh\|en\)\/progress\/:number"/);
    assert.match(all, /"code":"23505"/);
  });

  test('has the id that the answer bore, so that what somebody reports can be found', async () => {
    lines.length = 0;
    const answer = await server.inject({ method: 'GET', url: '/zh/fault?number=1' });
    const requestId = String(answer.headers['x-request-id']);
    assert.equal(answer.statusCode, 500);
    assert.equal(lines.filter((line) => line.includes(`"requestId":"${requestId}"`)).length, 2);
  });

  test('takes no request’s id from whoever asks', async () => {
    const forged = newId(testNow);
    const answer = await server.inject({
      url: '/healthz',
      headers: { 'x-request-id': forged, 'request-id': forged },
    });
    assert.notEqual(answer.headers['x-request-id'], forged);
  });
});
