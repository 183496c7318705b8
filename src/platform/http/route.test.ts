import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createVault } from '#platform/crypto';
import { createLogger } from '#platform/logging';
import { query } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import type { Route } from './route.ts';
import { createServer } from './server.ts';

const readNothing = query({
  name: 'read-nothing',
  zone: 'internet',
  audience: ['anonymous'],
  audited: false,
  load: async () => 'nothing',
  permission: () => true,
  object: () => ({ kind: 'nothing' }),
  present: (loaded) => loaded,
});

function routeThatNames(path: string, useCases: readonly string[]): Route {
  return {
    method: 'GET',
    path,
    zone: 'internet',
    surface: 'api',
    audience: 'anyone',
    useCases,
    handle: async (exchange) => ({ kind: 'json', value: await exchange.run(readNothing, undefined) }),
  };
}

describe('the use cases that a route names', () => {
  let database: TestDatabase;
  let server: FastifyInstance;
  const log: string[] = [];

  before(async () => {
    database = await createTestDatabase();
    server = await createServer({
      logger: createLogger('info', { write: (line) => void log.push(line) }),
      pools: database.pools,
      vault: createVault(database.secrets.keys),
      publicUrl: 'http://yizhan.test',
      trustProxy: false,
      fileSizeLimitBytes: 1_000,
      now: () => testNow,
      routes: [
        routeThatNames('/api/honest', ['read-nothing']),
        routeThatNames('/api/lying', ['read-something']),
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

  test('are those that its handler can run, and no others', async () => {
    const honest = await server.inject('/api/honest');
    assert.deepEqual([honest.statusCode, honest.json()], [200, 'nothing']);
    const lying = await server.inject('/api/lying');
    assert.equal(lying.statusCode, 500);
    assert.match(log.join(''), /GET \/api\/lying runs read-nothing/);
  });
});
