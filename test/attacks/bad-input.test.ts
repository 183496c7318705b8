import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demonstrationPassword } from '#test/kit/city';
import { beginDraft, goodAnswers, sentencesIn, walkDraft } from './applicant.ts';
import { assertNoTraces, assertNothingWritten, assertRefused } from './damage.ts';
import { ask, openScene, type Scene } from './scene.ts';
import { type Answer, createVisitor, type Fields, revisionIn } from './visitor.ts';

describe('bad input in forms', () => {
  let scene: Scene;
  let draftId = '';

  before(async () => {
    scene = await openScene();
    draftId = await beginDraft(scene.resident);
  });
  after(() => scene.close());

  /** Sends a page of the draft with the revision that it shows now. */
  async function sendPage(page: string, fields: Fields, locale = 'zh'): Promise<Answer> {
    const path = `/${locale}/drafts/${draftId}/${page}`;
    const revision = revisionIn(await scene.resident.get(path));
    return await scene.resident.submit(path, { revision, ...fields });
  }
  const refusedPage = (page: string, fields: Fields, locale = 'zh') =>
    assertNothingWritten(scene.city, () => sendPage(page, fields, locale));

  test('a word where a number belongs is refused beside its field, and everything entered is kept', async () => {
    const fields = { ...goodAnswers['premises'], floorAreaM2: '四百二十' };
    const kept = ['value="四百二十"', '示例路12号104铺', 'value="440507001" selected'];
    const zh = await refusedPage('premises', fields);
    assertRefused(zh, { status: 422, words: /请用数字填写面积/, kept });
    assert.match(zh.text, /aria-describedby="[^"]*floorAreaM2-error/, 'the sentence stands beside the field');
    const en = await refusedPage('premises', fields, 'en');
    assertRefused(en, { status: 422, words: /Enter the area as a number/, kept, locale: 'en' });
  });

  test('numbers, choices, dates and telephones that are none are refused beside their fields', async () => {
    const wrong: readonly (readonly [string, Fields, RegExp])[] = [
      ['premises', { floorAreaM2: '-5' }, /面积不能小于1/],
      ['premises', { floorAreaM2: '1e308' }, /请用数字填写面积/],
      ['premises', { floorAreaM2: 'Infinity' }, /请用数字填写面积/],
      ['premises', { floorAreaM2: '999999999999' }, /不能大于20000/],
      ['premises', { premisesStreet: '440507999' }, /请选择龙湖区或者金平区/],
      ['shop', { operatorKind: 'emperor' }, /请从列出的选项中选择/],
      ['shop', { shopName: '　' }, /请填写店铺名称/],
      ['kitchen', { businessItems: ['hot-food', 'poison'] }, /请从列出的选项中选择/],
      ['kitchen', { openFlame: 'perhaps' }, /请选择“使用”或者“不使用”/],
      ['contact', { contactMobile: '12345' }, /11位手机号码/],
      [
        'contact',
        { 'plannedOpening.year': '2027', 'plannedOpening.month': '2', 'plannedOpening.day': '30' },
        /真实存在的日期/,
      ],
    ];
    for (const [page, fields, words] of wrong) {
      const answer = await refusedPage(page, { ...goodAnswers[page], ...fields });
      assertRefused(answer, { status: 422, words });
    }
  });

  test('a list, an object or a nested name where one word belongs counts as no answer or as its first value', async () => {
    const answer = await refusedPage('shop', {
      'shopName[]': '名称',
      'shopName[a][b]': '名称',
      operatorKind: ['company', 'individual-business'],
    });
    assertRefused(answer, { status: 422, words: /请填写店铺名称/, kept: ['value="company" checked'] });
  });

  test('a form that is too large, or has ten thousand fields, is refused as a whole', async () => {
    const long = '长'.repeat(60_000);
    assertRefused(await refusedPage('shop', { shopName: long }), { status: 413, words: /太大/ });
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`a${index}`, '']));
    assertRefused(await refusedPage('shop', { ...goodAnswers['shop'], ...many }), { status: 413 });
    const manyEn = await refusedPage('shop', { ...goodAnswers['shop'], ...many }, 'en');
    assertRefused(manyEn, { status: 413, words: /too large/, locale: 'en' });
    const name = 'n'.repeat(200);
    assertRefused(await refusedPage('shop', { ...goodAnswers['shop'], [name]: '' }), { status: 413 });
  });

  test('a name beyond its length is refused beside its field and shown again', async () => {
    const name = '好'.repeat(61);
    const answer = await refusedPage('shop', { ...goodAnswers['shop'], shopName: name });
    assertRefused(answer, { status: 422, words: /不能超过60个字/, kept: [`value="${name}"`] });
  });

  test('names of an object’s own parts are no fields', async () => {
    const fields = {
      __proto__x: '1',
      constructor: 'x',
      'constructor.prototype.polluted': 'x',
      toString: 'x',
    };
    const own = `__proto__=polluted&${new URLSearchParams({ '__proto__[polluted]': '1' })}`;
    const path = `/zh/drafts/${draftId}/shop`;
    const revision = revisionIn(await scene.resident.get(path));
    const body = `${new URLSearchParams({ ...fields, revision, formToken: scene.resident.formToken })}&${own}`;
    const answer = await assertNothingWritten(scene.city, () =>
      scene.resident.send('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      }),
    );
    assertRefused(answer, { status: 422, words: /请填写店铺名称/ });
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    const begun = await scene.resident.submit('/zh/life-events/open-restaurant/start', {
      ...fields,
      businessLicence: 'not-held',
      dining: '__proto__',
    });
    assertRefused(begun);
  });

  test('null bytes, lone surrogates and broken encodings do no harm', async () => {
    const path = `/zh/drafts/${draftId}/shop`;
    for (const sent of ['%00', '%ED%A0%80', '%FF%FE', '%', '%E4%BD', '%00'.repeat(50)]) {
      const revision = revisionIn(await scene.resident.get(path));
      const rest = new URLSearchParams({ revision, formToken: scene.resident.formToken }).toString();
      const body = `${rest}&operatorKind=${sent}&shopName=${sent}&a${sent}=1`;
      const answer = await assertNothingWritten(scene.city, () =>
        scene.resident.send('POST', path, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        }),
      );
      assertRefused(answer, { status: 422 });
    }
  });

  test('a revision that is none is refused as a page that is out of date', async () => {
    for (const revision of ['', '0', '-1', 'x', '1.5', '99999999999999999999', '1;2']) {
      const answer = await assertNothingWritten(scene.city, () =>
        scene.resident.submit(`/zh/drafts/${draftId}/shop`, { ...goodAnswers['shop'], revision }),
      );
      assertRefused(answer, { status: 409, kept: ['汕头市龙湖区示例饭店'] });
    }
  });
});

describe('words that want to be programs', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.close());

  const names = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(2)>',
    `'; drop table cases.draft; --`,
    `{{7*7}}$\{7*7}<%= 7*7 %>#{7*7}`,
    'javascript:alert(3)//" onfocus="alert(4)',
    '</title></textarea><svg/onload=alert(5)>',
  ];

  /** As markup it must not be there; as text it may. */
  function assertOnlyText(answer: Answer, about: string): void {
    // JSON is no markup, as long as no browser takes it for some.
    if (String(answer.headers['content-type']).startsWith('application/json')) {
      assert.equal(answer.headers['x-content-type-options'], 'nosniff', about);
      return;
    }
    const found = /<script>|<img src=x|<svg\/onload|" onfocus="|onerror=alert\(2\)">|>\s*49\b/.exec(
      answer.text,
    );
    assert.equal(found?.[0], undefined, `${about}: ${sentencesIn(answer.text)}`);
  }

  test('a shop’s name is text on every page, in the paper and for officers', async () => {
    const { resident, city, papers } = scene;
    const officer = await scene.signIn('longhu-market-reviewer');
    for (const [index, name] of names.entries()) {
      const draftId = await beginDraft(resident);
      const page = `/zh/drafts/${draftId}/shop`;
      const revision = revisionIn(await resident.get(page));
      const saved = await resident.submit(page, { ...goodAnswers['shop'], shopName: name, revision });
      assert.equal(saved.status, 303, sentencesIn(saved.text));
      assertOnlyText(await resident.get(page), 'form');
      const premises = { ...goodAnswers['premises'], premisesAddress: name, revision: `${+revision + 1}` };
      await resident.submit(`/zh/drafts/${draftId}/premises`, premises);
      const check = await walkDraft(resident, draftId, papers, 'check');
      assertOnlyText(await resident.get(check), 'check');
      if (index > 1) continue;
      const receipt = await walkDraft(resident, draftId, papers);
      for (const path of [receipt, receipt.replace('/receipt', ''), '/zh/applications', '/en/applications']) {
        const answer = await resident.get(path);
        assert.equal(answer.status, 200, path);
        assertOnlyText(answer, path);
      }
      if (index > 0) continue;
      const paper = await resident.get(`${receipt}.pdf`);
      assert.equal(paper.body.subarray(0, 5).toString(), '%PDF-');
      assert.doesNotMatch(paper.body.toString('latin1'), /\/JavaScript|\/JS\b|\/OpenAction|\/Launch/);
    }
    await city.app.workUntilDone();
    const inbox = await officer.get('/api/inbox');
    assert.equal(inbox.status, 200);
    assertOnlyText(inbox, 'inbox');
    const drafts = await ask(city, 'select count(*)::int as count from cases.draft');
    assert.equal(drafts, `[{"count":${names.length}}]`, 'no table was dropped');
  });

  test('what somebody types into a search, a sign-in or an address is text, and no query', async () => {
    const { stranger, resident } = scene;
    const officer = await scene.signIn('longhu-market-reviewer');
    for (const name of [...names, '\\', '%', "' or '1'='1", '\u0000', '\u202Egnp.exe', '🙂'.repeat(200)]) {
      const word = encodeURIComponent(name);
      const paths = [
        `/zh/search?q=${word}&audience=${word}`,
        `/zh/life-events/${word}`,
        `/zh/life-events/open-restaurant/start?businessLicence=${word}&dining=${word}&sent=1`,
        `/zh/sign-in?next=${word}`,
        `/zh/letters?letters=${word}&back=${word}`,
        `/zh/progress?number=${word}`,
        `/zh/verify?code=${word}`,
        `/zh/no-such-page/${word}?a=${word}`,
      ];
      for (const path of paths) await assertHarmless(stranger.get(path), path);
      await assertHarmless(resident.get(`/zh/licences/${word}`), 'licence');
      await assertHarmless(resident.get(`/zh/drafts/${word}/${word}`), 'draft');
      await assertHarmless(officer.get(`/api/cases?text=${word}&page=${word}`), 'search');
      await assertHarmless(officer.get(`/api/inbox?page=${word}&order=${word}&urgency=${word}`), 'inbox');
      await assertHarmless(officer.get(`/api/cases/${word}`), 'case');
    }

    async function assertHarmless(asked: Promise<Answer>, about: string): Promise<void> {
      const answer = await asked;
      assert.ok(answer.status < 500, `${about}: ${answer.status} ${answer.text.slice(0, 300)}`);
      assertNoTraces(answer);
      assertOnlyText(answer, about);
      if (answer.location !== '') assert.match(answer.location, /^\/(zh|en)\//, `${about} stays here`);
    }
  });

  test('a wrong sign-in is refused in the same words, whoever it is, and leads nowhere else', async () => {
    const { stranger } = scene;
    await stranger.get('/zh/sign-in');
    for (const loginName of [`' or 1=1 --`, 'nobody-here', '\u0000resident-b', '<script>alert(1)</script>']) {
      const answer = await stranger.submit('/zh/sign-in', { loginName, password: 'wrong password' });
      assertRefused(answer, { status: 422 });
      assertOnlyText(answer, 'sign-in');
      assert.equal(answer.text.includes('wrong password'), false, 'a password is never shown again');
    }
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const shown = await stranger.get(`/zh/sign-in?next=${encodeURIComponent(next)}`);
      assert.doesNotMatch(shown.text, /name="next" value="[^"]*(evil|javascript)/);
      const visitor = createVisitor(scene.city.url);
      await visitor.get('/zh/sign-in');
      const account = { loginName: 'resident-b', password: demonstrationPassword };
      const answer = await visitor.submit('/zh/sign-in', { ...account, next });
      visitor.close();
      assert.equal(answer.location, '/zh/applications');
    }
  });

  test('a number, a query code or a verification code that nobody has is not found, and the number is kept', async () => {
    const { stranger } = scene;
    for (const locale of ['zh', 'en'] as const) {
      await stranger.get(`/${locale}/progress`);
      const number = 'SQ26-7KQM-3XWDA';
      const answer = await stranger.submit(`/${locale}/progress`, { number, queryCode: '7KQM-3XWD' });
      assertRefused(answer, { status: 404, kept: [`value="${number}"`], locale });
      const verified = await stranger.get(`/${locale}/verify/${'7KQM'.repeat(7)}`);
      assertRefused(verified, { status: 404, locale });
    }
    assertRefused(await stranger.get('/zh/verify/short'), { status: 404 });
    const empty = await stranger.submit('/zh/progress', {});
    assertRefused(empty, { status: 404 });
  });
});
