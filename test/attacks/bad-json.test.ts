import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertNothingWritten, assertRefused, type Refusal } from './damage.ts';
import { ask, type OpenCases, openScene, type Scene } from './scene.ts';
import type { Answer, Visitor } from './visitor.ts';

describe('bad JSON', () => {
  let scene: Scene;
  let cases: OpenCases;
  let officer: Visitor;
  let path = '';
  const words = '材料齐全';

  before(async () => {
    scene = await openScene();
    cases = await scene.openCases();
    officer = await scene.signIn('longhu-market-reviewer');
    path = `/api/cases/${cases.market}`;
    const accepted = await officer.post(`${path}/acceptance`, { revision: 1 });
    assert.equal(accepted.status, 200, accepted.text);
  });
  after(() => scene.close());

  async function assertBad(address: string, body: unknown, expected: Refusal = {}): Promise<Answer> {
    const answer = await assertNothingWritten(scene.city, () => officer.post(address, body));
    assertRefused(answer, expected);
    return answer;
  }
  const fieldOf = (answer: Answer) => (JSON.parse(answer.text) as { field?: string }).field;

  test('a wrong type, a missing field and a field too many are refused by name', async () => {
    const good = { revision: 2, conclusion: 'in-order', opinion: words };
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ ...good, revision: '2' }, 'revision'],
      [{ ...good, revision: 2.5 }, 'revision'],
      [{ ...good, revision: -1 }, 'revision'],
      [{ ...good, revision: { $gt: 0 } }, 'revision'],
      [{ ...good, conclusion: 'perhaps' }, 'conclusion'],
      [{ ...good, conclusion: ['in-order'] }, 'conclusion'],
      [{ ...good, opinion: '' }, 'opinion'],
      [{ ...good, opinion: { toString: 'x' } }, 'opinion'],
      [{ ...good, opinion: '长'.repeat(2_001) }, 'opinion'],
      [{ ...good, opinion: undefined }, 'opinion'],
      [{ ...good, opinion: `${words}\u0000` }, 'opinion'],
      [{ ...good, opinion: `${words}\uD800` }, 'opinion'],
    ];
    for (const [body, field] of wrong) {
      const answer = await assertBad(`${path}/review`, body, { status: 422 });
      assert.equal(fieldOf(answer), field, answer.text);
    }
    for (const body of [{}, [], null, 'x', 1, true, [good], { ...good, decidedBy: 'me' }]) {
      await assertBad(`${path}/review`, JSON.stringify(body));
    }
    const english = await officer.post(`${path}/review`, {}, { 'x-yizhan-locale': 'en' });
    assertRefused(english, { status: 422, locale: 'en' });
  });

  test('a list with half a character is refused by the place in it', async () => {
    const fire = await scene.signIn('longhu-fire-reviewer-1');
    for (const sentence of ['\uDC00', '补交\u0000']) {
      const body = { revision: 1, items: [{ requirementKey: 'floor-plan', sentence }] };
      const address = `/api/cases/${cases.fire}/correction`;
      const answer = await assertNothingWritten(scene.city, () => fire.post(address, body));
      assertRefused(answer, { status: 422 });
      assert.equal(fieldOf(answer), 'items.0.sentence');
    }
  });

  test('JSON that is none, is too deep, too large or names an object’s own parts is refused', async () => {
    const depth = 30_000;
    const bodies = [
      '',
      '{',
      '{"revision":2,}',
      'undefined',
      '{"revision":NaN}',
      '\uFEFF{',
      `${'['.repeat(depth)}${']'.repeat(depth)}`,
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      `{"revision":${'9'.repeat(1_000)}}`,
      `{"revision":2,"opinion":"${'x'.repeat(200_000)}"}`,
      '{"revision":2,"__proto__":{"polluted":true}}',
      '{"revision":2,"constructor":{"prototype":{"polluted":true}}}',
    ];
    for (const body of bodies) {
      for (const action of ['review', 'acceptance']) await assertBad(`${path}/${action}`, body);
      await assertBad('/api/sign-in', body);
    }
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });

  test('signing in with what is no name is refused in the same way', async () => {
    for (const loginName of ['nobody', `' or 1=1 --`, '\u0000', 'x\uD800', '__proto__']) {
      assertRefused(await officer.post('/api/sign-in', { loginName, password: 'wrong password' }));
    }
    for (const body of [{ loginName: 1, password: 2 }, { loginName: {}, password: [] }, { loginName: 'a' }]) {
      await assertBad('/api/sign-in', body, { status: 422 });
    }
    assert.equal((await officer.get('/api/inbox')).status, 200, 'the session of before goes on');
  });

  test('an action of a form, or without its token, or from another site changes nothing', async () => {
    const body = { revision: 2, conclusion: 'in-order', opinion: words };
    for (const headers of [
      { 'x-form-token': '' },
      { 'x-form-token': 'x'.repeat(43) },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await assertNothingWritten(scene.city, () =>
        officer.post(`${path}/review`, body, headers),
      );
      assertRefused(answer, { status: 403 });
    }
    const asForm = await assertNothingWritten(scene.city, () =>
      officer.submit(`${path}/review`, { revision: '2' }),
    );
    assertRefused(asForm);
    const asText = { 'content-type': 'text/plain' };
    assertRefused(await officer.post(`${path}/review`, body, asText), { status: 415 });
  });

  test('a reviewer’s words that look like programs are kept as they are', async () => {
    const opinion = `<script>alert(1)</script>'; drop table cases.case; --`;
    const answer = await officer.post(`${path}/review`, { revision: 2, conclusion: 'in-order', opinion });
    assert.equal(answer.status, 200, answer.text);
    assert.match(String(answer.headers['content-type']), /^application\/json/);
    const kept = await ask(scene.city, 'select opinion from cases.opinion');
    assert.equal(kept, JSON.stringify([{ opinion }]));
  });
});
