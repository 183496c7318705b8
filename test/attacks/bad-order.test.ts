import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demonstrationPassword } from '#test/kit/city';
import { apply, beginDraft, evidenceParts, goodAnswers, walkDraft } from './applicant.ts';
import { assertNothingWritten, assertRefused } from './damage.ts';
import { ask, type OpenCases, openScene, type Scene } from './scene.ts';
import { type Answer, revisionIn, type Visitor } from './visitor.ts';

describe('what is not the reader’s, or not its turn', () => {
  let scene: Scene;
  let cases: OpenCases;
  let reviewer: Visitor;
  let approver: Visitor;

  before(async () => {
    scene = await openScene();
    cases = await scene.openCases();
    reviewer = await scene.signIn('longhu-market-reviewer');
    approver = await scene.signIn('longhu-market-approver');
  });
  after(() => scene.close());

  const untouched = (attack: () => Promise<Answer>) => assertNothingWritten(scene.city, attack);
  async function revisionOf(caseId: string): Promise<number> {
    const rows = await ask(scene.city, 'select revision from cases.case where id = $1', [caseId]);
    return Number(/\d+/.exec(rows)?.[0]);
  }

  test('another resident finds neither draft nor application nor their papers, and changes nothing', async () => {
    const { resident, other, papers } = scene;
    const draftId = await beginDraft(resident);
    const draft = `/zh/drafts/${draftId}`;
    const application = `/zh/applications/${cases.applicationId}`;
    const correction = `${application}/cases/${cases.market}/correction`;
    const hidden = [draft, `${draft}/shop`, `${draft}/evidence`, `${draft}/check`, application, correction];
    for (const path of [...hidden, `${application}/receipt`, `${application}/receipt.pdf`]) {
      assertRefused(await other.get(path), { status: 404 });
    }
    await other.get('/zh/applications');
    const fields = { revision: '1', ...goodAnswers['shop'], declaration: 'true' };
    const sent: (() => Promise<Answer>)[] = [
      () => other.submit(`${draft}/shop`, fields),
      () => other.submit(`${draft}/submission`, fields),
      () => other.submit(`${draft}/evidence/floor-plan/removal`, fields),
      () => other.upload(`${draft}/evidence`, evidenceParts(papers, '1')),
      () => other.upload(correction, evidenceParts(papers, '1')),
    ];
    for (const send of sent) assertRefused(await untouched(send), { status: 404 });
    assertRefused(await other.get(application.replace('/zh/', '/en/')), { status: 404, locale: 'en' });
  });

  test('an officer of another organ finds no case, and one of the organ without the post may not act', async () => {
    const jinping = await scene.signIn('jinping-market-reviewer');
    const fire = await scene.signIn('longhu-fire-reviewer-1');
    const supervisor = await scene.signIn('supervisor');
    const revision = await revisionOf(cases.market);
    for (const officer of [jinping, fire, supervisor, scene.resident, scene.stranger]) {
      const act = () => officer.post(`/api/cases/${cases.market}/acceptance`, { revision });
      const acted = await untouched(act);
      assertRefused(acted);
      const seen = await officer.get(`/api/cases/${cases.market}`);
      assertRefused(seen);
      for (const answer of [acted, seen]) assert.doesNotMatch(answer.text, /示例居民|饭店/);
    }
    const decision = { revision, outcome: 'granted', reasons: '' };
    const decided = await untouched(() => reviewer.post(`/api/cases/${cases.market}/decision`, decision));
    assertRefused(decided, { status: 403, words: /权限/ });
    const english = { 'x-yizhan-locale': 'en' };
    const en = await untouched(() => reviewer.post(`/api/cases/${cases.market}/decision`, decision, english));
    assertRefused(en, { status: 403, words: /not permitted/, locale: 'en' });
  });

  test('an officer is no resident and a resident no officer', async () => {
    assert.equal((await reviewer.get(`/zh/applications/${cases.applicationId}`)).status, 303, 'to sign in');
    assertRefused(await scene.resident.get('/api/inbox'), { status: 401 });
    assertRefused(await scene.resident.get(`/api/cases/${cases.market}`), { status: 401 });
  });

  test('deciding before the review, acting on what waits and accepting twice are refused', async () => {
    const early = { revision: await revisionOf(cases.market), outcome: 'granted', reasons: '' };
    const tooEarly = await untouched(() => approver.post(`/api/cases/${cases.market}/decision`, early));
    assertRefused(tooEarly, { status: 409 });
    const waiting = { revision: await revisionOf(cases.food) };
    assertRefused(await untouched(() => reviewer.post(`/api/cases/${cases.food}/acceptance`, waiting)));
    const revision = await revisionOf(cases.market);
    const accept = () => reviewer.post(`/api/cases/${cases.market}/acceptance`, { revision });
    const both = await Promise.all([accept(), accept()]);
    assert.deepEqual(both.map((one) => one.status).sort(), [200, 409], 'one of two at once');
    assertRefused(await untouched(accept), { status: 409 });
    const again = { revision: await revisionOf(cases.market) };
    const path = `/api/cases/${cases.market}`;
    assertRefused(await untouched(() => reviewer.post(`${path}/acceptance`, again)), { status: 409 });
    const items = [{ requirementKey: 'premises-document', sentence: '请补交' }];
    assertRefused(await untouched(() => reviewer.post(`${path}/correction`, { ...again, items })), {
      status: 409,
    });
  });

  test('an old revision of a case is refused, and the case is as it was', async () => {
    const body = { conclusion: 'in-order', opinion: '材料齐全' };
    for (const revision of [0, 1, 999_999]) {
      const old = await untouched(() =>
        reviewer.post(`/api/cases/${cases.market}/review`, { ...body, revision }),
      );
      assertRefused(old, { status: 409 });
    }
  });

  test('an old page of a draft is refused, what was entered is shown, and what was saved stays', async () => {
    const { resident } = scene;
    const path = `/zh/drafts/${await beginDraft(resident)}/shop`;
    const revision = revisionIn(await resident.get(path));
    const save = (shopName: string) => resident.submit(path, { ...goodAnswers['shop'], shopName, revision });
    assert.equal((await save('先保存的店')).status, 303);
    const late = await untouched(() => save('后保存的店'));
    assertRefused(late, { status: 409, kept: ['后保存的店'] });
    assert.ok((await resident.get(path)).text.includes('先保存的店'));
  });

  test('a draft that lacks something, or its declaration, is not sent', async () => {
    const { resident, papers } = scene;
    const draftId = await beginDraft(resident);
    const submit = (revision: string, declaration: string) =>
      untouched(() => resident.submit(`/zh/drafts/${draftId}/submission`, { revision, declaration }));
    assertRefused(await submit('1', 'true'), { status: 422 });
    const check = await walkDraft(resident, draftId, papers, 'check');
    const revision = revisionIn(await resident.get(check));
    assertRefused(await submit(revision, ''), { status: 422, kept: ['id="field-declaration-error"'] });
  });

  test('sending twice at once gives one application, and a sent draft can’t be changed', async () => {
    const { resident, papers, city } = scene;
    const draftId = await beginDraft(resident);
    await walkDraft(resident, draftId, papers, 'check');
    const revision = revisionIn(await resident.get(`/zh/drafts/${draftId}/check`));
    const submit = () =>
      resident.submit(`/zh/drafts/${draftId}/submission`, { revision, declaration: 'true' });
    const answers = await Promise.all(Array.from({ length: 5 }, submit));
    assert.equal(new Set(answers.map((one) => one.location)).size, 1);
    assert.match(answers[0]?.location ?? '', /receipt$/);
    const count = await ask(city, 'select count(*)::int as n from cases.application where draft_id = $1', [
      draftId,
    ]);
    assert.equal(count, '[{"n":1}]');
    await city.app.workUntilDone();
    const next = String(Number(revision) + 1);
    const draft = `/zh/drafts/${draftId}`;
    const changes: (() => Promise<Answer>)[] = [
      () => resident.submit(`${draft}/shop`, { ...goodAnswers['shop'], revision: next }),
      () => resident.submit(`${draft}/evidence/floor-plan/removal`, { revision: next }),
      () => resident.upload(`${draft}/evidence`, evidenceParts(papers, next)),
    ];
    for (const change of changes) {
      const answer = await untouched(change);
      assert.ok(answer.status === 303 || answer.status === 409, String(answer.status));
    }
  });
});

describe('a session that has ended', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.close());

  test('leads pages to sign in and back; a form is not taken, says so, and the draft keeps what was saved', async () => {
    const { resident, papers, city } = scene;
    const officer = await scene.signIn('longhu-market-reviewer');
    const applicationId = await apply(resident, papers);
    const draftId = await beginDraft(resident);
    await walkDraft(resident, draftId, papers, 'premises');
    const path = `/zh/drafts/${draftId}/premises`;
    const revision = revisionIn(await resident.get(path));
    const hours = (count: number) => count * 3_600_000;
    city.clock.now = new Date(city.clock.now.getTime() + hours(1));

    const shown = await resident.get(path);
    assert.equal(shown.status, 303);
    assert.equal(shown.location, `/zh/sign-in?next=${encodeURIComponent(path)}`);
    assert.equal((await resident.get(`/zh/applications/${applicationId}`)).status, 303);
    const { formToken } = resident;
    for (const locale of ['zh', 'en'] as const) {
      resident.formToken = formToken;
      const answer = await assertNothingWritten(city, () =>
        resident.submit(path.replace('/zh/', `/${locale}/`), { ...goodAnswers['premises'], revision }),
      );
      assertRefused(answer, { status: 401, locale, words: locale === 'zh' ? /重新登录/ : /sign in again/i });
      assert.ok(answer.text.includes(`action="/${locale}/sign-in"`), 'with the way to sign in');
    }
    const upload = await assertNothingWritten(city, () =>
      resident.upload(`/zh/drafts/${draftId}/evidence`, evidenceParts(papers, revision)),
    );
    assertRefused(upload, { status: 401 });
    assertRefused(await officer.get('/api/inbox'), { status: 401 });
    const accepted = await officer.post(`/api/cases/${applicationId}/acceptance`, { revision: 1 });
    assertRefused(accepted, { status: 401 });

    const again = await signInAgain(resident);
    assert.equal(again.status, 303);
    assert.ok((await resident.get(`/zh/drafts/${draftId}/shop`)).text.includes('汕头市龙湖区示例饭店'));
  });

  test('keeps what was being typed through signing in again, a wrong password included, and sends it when asked', async () => {
    const { resident, papers, city } = scene;
    const draftId = await beginDraft(resident);
    await walkDraft(resident, draftId, papers, 'premises');
    const path = `/zh/drafts/${draftId}/premises`;
    const typed = { ...goodAnswers['premises'], premisesAddress: '示例路 8 号 "二楼" <左>' };
    const revision = revisionIn(await resident.get(path));
    city.clock.now = new Date(city.clock.now.getTime() + 3_600_000);

    const refused = await resident.submit(path, { ...typed, revision });
    assertRefused(refused, { status: 401, words: /不用再填/ });
    const wrong = await resident.submit('/zh/sign-in', {
      ...hiddenFields(refused),
      loginName: 'resident-a',
      password: 'not the password',
    });
    assert.equal(wrong.status, 422);
    const credentials = { loginName: 'resident-a', password: demonstrationPassword };
    const again = await resident.submit('/zh/sign-in', { ...hiddenFields(wrong), ...credentials });
    assert.equal(again.status, 200);
    assert.ok(again.text.includes(`action="${path}"`));
    const sent = await resident.submit(path, hiddenFields(again));
    assert.equal(sent.status, 303, 'and the step is taken');
    const shown = await resident.get(path);
    assert.ok(shown.text.includes('示例路 8 号 &quot;二楼&quot; &lt;左&gt;'), 'as it was typed');
  });

  test('shows nothing of a form that no page of the session has sent, and leads to no other site', async () => {
    const { resident, city } = scene;
    await signInAgain(resident);
    city.clock.now = new Date(city.clock.now.getTime() + 3_600_000);
    const forged = await resident.submit('/zh/drafts/0198a000-0000-7000-8000-000000000000/shop', {
      formToken: 'forged',
      shopName: '不是我填的',
    });
    assertRefused(forged, { status: 401 });
    assert.ok(!forged.text.includes('不是我填的'));
    await resident.get('/zh/sign-in');
    const led = await resident.submit('/zh/sign-in', {
      loginName: 'resident-a',
      password: demonstrationPassword,
      keptFor: 'https://example.org/',
      'kept.shopName': 'x',
    });
    assert.equal(led.location, '/zh/applications');
  });

  test('is over after signing out, whatever the browser kept', async () => {
    const { resident } = scene;
    const cookies = new Map(resident.cookies);
    await resident.get('/zh/applications');
    assert.equal((await resident.submit('/zh/sign-out', {})).status, 303);
    for (const [name, value] of cookies) resident.cookies.set(name, value);
    assert.equal((await resident.get('/zh/applications')).status, 303);
  });
});

/** The hidden fields of a page's form, as a browser would send them; a name twice is a list. */
function hiddenFields({ text }: Answer): Record<string, string | readonly string[]> {
  const fields: Record<string, string | readonly string[]> = {};
  for (const [, name = '', value = ''] of text.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    const plain = value
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    const present = fields[name];
    fields[name] =
      present === undefined ? plain : [...(typeof present === 'string' ? [present] : present), plain];
  }
  return fields;
}

async function signInAgain(visitor: Visitor): Promise<Answer> {
  await visitor.get('/zh/sign-in');
  return await visitor.submit('/zh/sign-in', { loginName: 'resident-a', password: demonstrationPassword });
}
