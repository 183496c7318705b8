import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { beginDraft, goodAnswers } from './applicant.ts';
import { assertNoTraces, assertNothingWritten, assertRefused } from './damage.ts';
import { openScene, type Scene } from './scene.ts';
import { type Answer, revisionIn } from './visitor.ts';

describe('bad requests', () => {
  let scene: Scene;
  let draftId = '';
  before(async () => {
    scene = await openScene();
    draftId = await beginDraft(scene.resident);
  });
  after(() => scene.close());

  test('paths that climb, are encoded twice, are too long or no paths lead to no file', async () => {
    const { stranger } = scene;
    const climbing = ['../', '..%2f', '..%5c', '%2e%2e/', '%252e%252e%252f', '....//', '..%c0%af', '..%00/'];
    for (const step of climbing) {
      for (const folder of ['/assets/', '/workbench-assets/', '/zh/', '/']) {
        const answer = await stranger.send('GET', `${folder}${step.repeat(6)}package.json`);
        assertRefused(answer);
        assert.equal(answer.text.includes('"private"'), false);
      }
    }
    for (const path of [
      '/assets/.gitignore',
      '/assets/%2egit/config',
      '/.env',
      '/assets/',
      '/workbench-assets/',
    ]) {
      assertRefused(await stranger.send('GET', path));
    }
    for (const path of [
      `/zh/${'a'.repeat(5_000)}`,
      `/zh/drafts/${'a'.repeat(5_000)}`,
      `/zh${'/a'.repeat(2_000)}`,
    ]) {
      assertRefused(await stranger.send('GET', path));
    }
    for (const path of [
      '/zh/%',
      '/zh/%zz',
      '/zh/%E4%BD',
      '/%ff',
      '/en/%',
      '/zh/;a=b',
      '/zh/?%',
      '//evil.example/',
    ]) {
      const answer = await stranger.send('GET', path);
      assert.ok(answer.status < 500, path);
      assertNoTraces(answer);
    }
    assertRefused(await stranger.send('GET', '/en/%'), { locale: 'en' });
  });

  test('ids that are no ids are not found', async () => {
    const { resident } = scene;
    const officer = await scene.signIn('longhu-market-reviewer');
    for (const id of ['1', 'x', '-1', '0'.repeat(36), '{}', 'null', draftId.toUpperCase(), `${draftId}'`]) {
      const word = encodeURIComponent(id);
      assertRefused(await resident.get(`/zh/drafts/${word}/shop`), { status: 404 });
      assertRefused(await resident.get(`/en/applications/${word}`), { status: 404, locale: 'en' });
      assertRefused(await resident.get(`/zh/applications/${word}/cases/${word}/correction`), { status: 404 });
      assertRefused(await officer.get(`/api/cases/${word}`), { status: 404 });
      assertRefused(await officer.get(`/api/cases/${word}/evidence/${word}`), { status: 404 });
      assertRefused(await officer.post(`/api/cases/${word}/acceptance`, { revision: 1 }), { status: 404 });
    }
  });

  test('methods that no page has are refused', async () => {
    const { resident } = scene;
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH']) {
      for (const path of ['/zh/', `/zh/drafts/${draftId}/shop`, '/api/inbox']) {
        const answer = await assertNothingWritten(scene.city, () => resident.send(method, path));
        assertRefused(answer);
      }
    }
    const override = await resident.send('GET', `/zh/drafts/${draftId}/shop`, {
      headers: { 'x-http-method-override': 'POST' },
    });
    assert.equal(override.status, 200);
  });

  test('a form without its token, with another’s, or from another site is refused, and nothing is saved', async () => {
    const { resident, other, stranger, city } = scene;
    const path = `/zh/drafts/${draftId}/shop`;
    const revision = revisionIn(await resident.get(path));
    const fields = { ...goodAnswers['shop'], revision };
    const sent: (() => Promise<Answer>)[] = [
      () => resident.submit(path, { ...fields, formToken: '' }),
      () => resident.submit(path, { ...fields, formToken: 'x'.repeat(43) }),
      () => resident.submit(path, { ...fields, formToken: '\u0000é🙂' }),
      () => resident.submit(path, { ...fields, formToken: other.formToken }),
      () => resident.submit(path, fields, { 'sec-fetch-site': 'cross-site' }),
      () =>
        resident.submit(`/zh/drafts/${draftId}/submission`, {
          revision,
          formToken: 'x',
          declaration: 'true',
        }),
      () => resident.submit('/zh/life-events/open-restaurant/start', { formToken: 'x' }),
      () => resident.submit('/zh/sign-out', { formToken: other.formToken }),
    ];
    for (const send of sent) {
      assertRefused(await assertNothingWritten(city, send), { status: 403, words: /过期/ });
    }
    const en = await resident.submit(path.replace('/zh/', '/en/'), { ...fields, formToken: 'x' });
    assertRefused(en, { status: 403, words: /expired/, locale: 'en' });
    assert.equal((await resident.get('/zh/applications')).status, 200, 'still signed in');
    await stranger.get('/zh/sign-in');
    const signIn = await stranger.submit('/zh/sign-in', {
      loginName: 'a',
      password: 'b',
      formToken: other.formToken,
    });
    assertRefused(signIn, { status: 403 });
  });

  test('a body of another kind than the page takes is refused', async () => {
    const { resident, city } = scene;
    const path = `/zh/drafts/${draftId}/shop`;
    for (const type of [
      'text/plain',
      'text/xml',
      'application/xml',
      'image/png',
      'x',
      'application/octet-stream',
      '',
    ]) {
      const answer = await assertNothingWritten(city, () =>
        resident.send('POST', path, { headers: { 'content-type': type }, body: '<a/>' }),
      );
      assertRefused(answer);
    }
    const json = await assertNothingWritten(city, () =>
      resident.post(path, { shopName: '名称', revision: 1 }),
    );
    assertRefused(json);
    const form = await resident.submit(`/zh/drafts/${draftId}/evidence`, { revision: '1' });
    assertRefused(form, { status: 415 });
    const bomb = await resident.send('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800', 'hex'),
    });
    assertRefused(bomb);
  });

  test('cookies that are garbage are nobody’s', async () => {
    const { city, stranger } = scene;
    const values = [
      'x',
      '%',
      '%00',
      '"',
      'a'.repeat(43),
      '__proto__',
      `'or 1=1--`,
      'a'.repeat(4_000),
      ';;;=;',
      '=x',
    ];
    for (const value of values) {
      const cookie = `yizhan_resident=${value}; yizhan_visitor=${value}; yizhan_letters=${value}; __proto__=x`;
      const answer = await stranger.send('GET', '/zh/applications', { headers: { cookie } });
      assert.equal(answer.status, 303, value);
      const officer = await stranger.send('GET', '/api/inbox', {
        headers: { cookie: `yizhan_officer=${value}` },
      });
      assertRefused(officer, { status: 401 });
    }
    assert.equal((await fetch(`${city.url}/healthz`)).status, 200);
  });
});

describe('bytes that are no HTTP', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.close());

  /** Writes bytes as they are and answers with all that came back until the end of the connection. */
  function whisper(bytes: string | Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(scene.city.url).port), '127.0.0.1');
      const chunks: Buffer[] = [];
      const end = () => {
        clearTimeout(timer);
        socket.destroy();
        resolve(Buffer.concat(chunks).toString('latin1'));
      };
      const timer = setTimeout(end, 1_500);
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('end', end);
      socket.on('error', end);
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    });
  }

  const host = 'Host: yizhan.test\r\n';
  const form = 'Content-Type: application/x-www-form-urlencoded\r\n';

  test('garbage, wrong lengths, chunks that are none and header bombs get a 4xx, and the server goes on', async () => {
    const messages: readonly (readonly [string, string | Buffer])[] = [
      ['zeros', Buffer.alloc(2_000)],
      ['TLS', Buffer.from('16030100a5010000a1', 'hex')],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
      ['a wrong version', `GET /zh/ HTTP/9.9\r\n${host}\r\n`],
      ['an unknown method', `HACK /zh/ HTTP/1.1\r\n${host}\r\n`],
      ['no host', 'GET /zh/ HTTP/1.1\r\n\r\n'],
      ['a space before the colon', `GET /zh/ HTTP/1.1\r\n${host}A : b\r\n\r\n`],
      [
        'a length that is no number',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: x\r\n\r\nabc`,
      ],
      ['a negative length', `POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: -1\r\n\r\nabc`],
      [
        'two lengths',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde`,
      ],
      [
        'length and chunks at once',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc`,
      ],
      [
        'chunks that are none',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n`,
      ],
      [
        'a chunk of endless size',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc\r\n`,
      ],
      ['a header of 100 KB', `GET /zh/ HTTP/1.1\r\n${host}A: ${'x'.repeat(100_000)}\r\n\r\n`],
      ['ten thousand headers', `GET /zh/ HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(10_000)}\r\n`],
      ['a path of 100 KB', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`],
      ['a line feed in a header', `GET /zh/ HTTP/1.1\r\n${host}A: b\nc\r\n\r\n`],
      [
        'a body beyond the limit',
        `POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: 99999999\r\n\r\nabc`,
      ],
    ];
    for (const [about, bytes] of messages) {
      const said = await assertNothingWritten(scene.city, () => whisper(bytes));
      assert.match(said, /^(HTTP\/1\.1 4\d\d |$)/, `${about}: ${said.slice(0, 200)}`);
      assert.doesNotMatch(said, /node_modules|\.ts:|FST_|HPE_|ERR_|statusCode/, said);
      const [, body = ''] = said.split('\r\n\r\n');
      const hasWords = /[a-z]{3}/.test(body);
      if (hasWords) assert.match(Buffer.from(body, 'latin1').toString('utf8'), /\p{Script=Han}/u, about);
    }
    assert.equal((await scene.stranger.get('/zh/')).status, 200);
  });

  test('what follows a request on its connection is no part of it', async () => {
    const first = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
    const said = await whisper(`${first}junk junk junk\r\n\r\n${first}`);
    const statuses = [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map((one) => one[1]);
    assert.ok(['200', '400', '200 400'].includes(statuses.join(' ')), statuses.join(' '));
  });

  test('a body that never comes is given up, and takes nothing with it', async () => {
    const said = await assertNothingWritten(scene.city, () =>
      whisper(`POST /zh/progress HTTP/1.1\r\n${host}${form}Content-Length: 50\r\n\r\nabc`),
    );
    assert.equal(said, '');
    assert.equal((await scene.stranger.get('/zh/')).status, 200);
  });
});
