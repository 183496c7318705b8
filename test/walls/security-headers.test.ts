import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestCity, type TestCity } from '#test/kit/city';

/** What a browser is told with every answer, whole: an answer that lacks one of them is open where the others are not. */
const told = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;font-src 'self';connect-src 'self';" +
    "frame-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

describe('the headers that every answer bears', () => {
  let city: TestCity;
  before(async () => {
    city = await startTestCity();
  });
  after(() => city.close());

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = [
    ['a page', 'GET', '/zh/', 200],
    ['the same page, kept', 'GET', '/zh/', 200],
    ['a page that is not there', 'GET', '/zh/no-such-page', 404],
    ['a page that asks to sign in first', 'GET', '/zh/applications', 303],
    ['a form without its token', 'POST', '/zh/sign-in', 403],
    ['an answer to the workbench', 'GET', '/api/inbox', 401],
    ['an address that is none', 'GET', '/zh/%zz', 422],
    ['a method that nobody serves', 'DELETE', '/zh/', 404],
    ['the look at the process', 'GET', '/healthz', 200],
  ] as const;
  for (const [name, method, url, status] of asked) {
    test(`${name} has them all`, async () => {
      const answer = await city.app.server.inject({
        method,
        url,
        ...(method === 'POST' ? { headers: form, payload: 'loginName=x' } : {}),
      });
      assert.equal(answer.statusCode, status);
      for (const [header, value] of Object.entries(told)) assert.equal(answer.headers[header], value, header);
      assert.equal(answer.headers['x-powered-by'], undefined);
      assert.equal(answer.headers['server'], undefined);
    });
  }

  test('the stylesheet has them too', async () => {
    const { body } = await city.app.server.inject('/zh/');
    const style =
      /href="(\/assets\/portal[^"]*\.css[^"]*)"/.exec(body)?.[1] ?? assert.fail('a page has a stylesheet');
    const answer = await city.app.server.inject(style);
    assert.equal(answer.statusCode, 200);
    for (const [header, value] of Object.entries(told)) assert.equal(answer.headers[header], value, header);
  });
});
