import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { beginDraft, evidenceParts, goodManner, sentencesIn, takeStep, walkDraft } from './applicant.ts';
import { assertNothingWritten, assertRefused, listFiles } from './damage.ts';
import type { Part } from './multipart.ts';
import { ask, type OpenCases, openScene, type Scene } from './scene.ts';
import { type Answer, type Fields, revisionIn } from './visitor.ts';

describe('bad choices before an application is sent', () => {
  let scene: Scene;
  let draftId = '';
  before(async () => {
    scene = await openScene();
    draftId = await beginDraft(scene.resident);
    await walkDraft(scene.resident, draftId, scene.papers, 'manner');
  });
  after(() => scene.close());

  const untouched = (attack: () => Promise<Answer>) => assertNothingWritten(scene.city, attack);
  const pathOf = (step: string, locale = 'zh') => `/${locale}/drafts/${draftId}/${step}`;
  async function choose(fields: Fields, locale = 'zh'): Promise<Answer> {
    const revision = revisionIn(await scene.resident.get(pathOf('manner', locale)));
    return await scene.resident.submit(pathOf('manner', locale), { revision, ...fields });
  }

  test('a manner that the service does not offer is refused beside its question', async () => {
    const field = 'mode.fire-safety-check';
    for (const mode of ['on-the-spot', 'conditional-acceptance', 'constructor', '<b>', 'x'.repeat(5_000)]) {
      const answer = await untouched(() => choose({ [field]: mode }));
      assertRefused(answer, {
        status: 422,
        words: /不能这样办理/,
        kept: ['id="field-mode-fire-safety-check-error"'],
      });
      assert.ok(!answer.text.includes('<b>'));
    }
    assertRefused(await untouched(() => choose({ [field]: 'on-the-spot' }, 'en')), {
      status: 422,
      locale: 'en',
    });
  });

  test('a manner for a service that leaves no choice, or that there is not, changes nothing', async () => {
    const before = await ask(scene.city, 'select modes from cases.draft where id = $1', [draftId]);
    for (const key of ['business-licence', 'no-such-service', '__proto__', 'toString'])
      assert.equal((await choose({ [`mode.${key}`]: 'commitment' })).status, 303);
    const after = await ask(scene.city, 'select modes from cases.draft where id = $1', [draftId]);
    assert.equal(after, before);
  });

  test('an old page of the manner is refused', async () => {
    for (const revision of ['0', '1', '999999', 'x', '']) {
      const answer = await untouched(() =>
        scene.resident.submit(pathOf('manner'), { revision, ...goodManner }),
      );
      assertRefused(answer, { status: 409, words: /在别处改过了/ });
    }
  });

  test('a document that may not come later is not left for later, whoever forged the tick', async () => {
    const { resident } = scene;
    const path = pathOf('evidence');
    for (const key of ['premises-document', 'floor-plan', 'no-such-document', '__proto__', '']) {
      const revision = revisionIn(await resident.get(path));
      const parts: readonly Part[] = [
        { name: 'revision', value: revision },
        { name: `later.${key}`, value: 'yes' },
      ];
      const answer = await untouched(() => resident.upload(path, parts));
      assertRefused(answer, { status: 422, words: /不能后补/ });
      assert.doesNotMatch(
        answer.text,
        /href="#field-(no-such|__proto|later)/,
        'leads to no field that is not there',
      );
    }
    const old = [
      { name: 'revision', value: '1' },
      { name: 'later.food-safety-rules', value: 'yes' },
    ];
    assertRefused(await untouched(() => resident.upload(path, old)), { status: 409 });
  });

  test('without the tick of its commitment nothing is sent; ticks for other services count for nothing', async () => {
    const { resident, papers } = scene;
    assert.equal((await choose({ 'mode.fire-safety-check': 'commitment' })).status, 303);
    const uploaded = await takeStep(resident, pathOf('evidence'), papers);
    assert.equal(uploaded.location, pathOf('check'), sentencesIn(uploaded.text));
    const revision = revisionIn(await resident.get(pathOf('check')));
    const forged: readonly Fields[] = [
      {},
      { 'commitment.business-licence': 'yes' },
      { 'commitment.': 'yes', 'commitment.__proto__': 'yes' },
      { 'commitment.fire-safety-check': '' },
    ];
    for (const fields of forged) {
      const submit = () => resident.submit(pathOf('submission'), { revision, declaration: 'yes', ...fields });
      const answer = await untouched(submit);
      assertRefused(answer, {
        status: 422,
        words: /请阅读告知承诺书并勾选同意/,
        kept: ['id="field-commitment-fire-safety-check-error"'],
      });
      assert.match(answer.text, /name="declaration" value="yes" checked/, 'what was ticked stays ticked');
    }
    const stale = await untouched(() =>
      resident.submit(pathOf('submission'), {
        revision: '1',
        declaration: 'yes',
        'commitment.fire-safety-check': 'yes',
      }),
    );
    assertRefused(stale, { status: 409 });
    assert.doesNotMatch(stale.text, / checked/, 'what was changed meanwhile is to be read again');
  });
});

describe('bad acts on a case that was sent', () => {
  let scene: Scene;
  let cases: OpenCases;
  before(async () => {
    scene = await openScene();
    cases = await scene.openCases();
  });
  after(() => scene.close());

  const untouched = (attack: () => Promise<Answer>) => assertNothingWritten(scene.city, attack);
  const pathOf = (caseId: string, act: string, locale = 'zh') =>
    `/${locale}/applications/${cases.applicationId}/cases/${caseId}/${act}`;
  const whole = (locale = 'zh') => `/${locale}/applications/${cases.applicationId}/withdrawal`;

  test('another resident finds none of these pages and can do nothing to a case', async () => {
    const { other, papers } = scene;
    await other.get('/zh/applications');
    const parts = [
      { name: 'food-safety-rules', value: papers.pdf, fileName: 'a.pdf', mediaType: 'application/pdf' },
    ];
    const sent: (() => Promise<Answer>)[] = [
      () => other.get(whole()),
      () => other.submit(whole(), { note: '' }),
      ...['withdrawal', 'choice', 'supply'].map((act) => () => other.get(pathOf(cases.market, act))),
      () => other.submit(pathOf(cases.market, 'withdrawal'), { note: '' }),
      () => other.submit(pathOf(cases.food, 'choice'), { licenceNumber: 'ZZ26-0000-00000' }),
      () => other.upload(pathOf(cases.food, 'supply'), parts),
    ];
    for (const send of sent) assertRefused(await untouched(send), { status: 404 });
    assertRefused(await untouched(() => other.submit(whole('en'), { note: '' })), {
      status: 404,
      locale: 'en',
    });
  });

  test('a case of another application, and ids that are none, are not found', async () => {
    const { resident } = scene;
    await resident.get('/zh/applications');
    for (const id of ['0198a000-0000-7000-8000-000000000000', 'x', '..%2f..', cases.applicationId]) {
      for (const act of ['withdrawal', 'choice', 'supply']) {
        assertRefused(await resident.get(pathOf(id, act)), { status: 404 });
        assertRefused(await untouched(() => resident.submit(pathOf(id, act), { note: '' })));
      }
    }
  });

  test('nothing is chosen for a case that has not stopped, and nothing supplied that was not deferred', async () => {
    const { resident, papers } = scene;
    const choice = pathOf(cases.food, 'choice');
    await resident.get('/zh/applications');
    assert.equal((await resident.get(choice)).location, `/zh/applications/${cases.applicationId}`);
    const chosen = await untouched(() => resident.submit(choice, { licenceNumber: 'ZZ26-0000-00000' }));
    assertRefused(chosen, { status: 409, words: /没有在等待您的选择/ });
    for (const licenceNumber of ['', '   '])
      assertRefused(await untouched(() => resident.submit(choice, { licenceNumber })), {
        status: 422,
        words: /请填写证照编号/,
      });
    const parts = evidenceParts(papers, '1');
    assertRefused(await untouched(() => resident.upload(pathOf(cases.food, 'supply'), parts)), {
      status: 404,
    });
  });

  test('withdrawing twice at once is one withdrawal; what has ended is not withdrawn again', async () => {
    const { resident, city } = scene;
    const path = pathOf(cases.market, 'withdrawal');
    assert.equal((await resident.get(path)).status, 200);
    const note = `<b>不开了</b>${'长'.repeat(5_000)}`;
    const answers = await Promise.all([1, 2, 3].map(() => resident.submit(path, { note })));
    assert.deepEqual(answers.map((one) => one.status).sort(), [303, 409, 409]);
    const refused = answers.find((one) => one.status === 409);
    assert.ok(refused !== undefined);
    assertRefused(refused, { words: /您已经提交过/ });
    await city.app.workUntilDone();
    const row = await ask(city, 'select status from cases.case where id = $1', [cases.market]);
    assert.equal(row, '[{"status":"withdrawn"}]');
    const status = await resident.get(`/zh/applications/${cases.applicationId}`);
    assert.ok(status.text.includes('&lt;b&gt;不开了&lt;/b&gt;'), 'as it was typed');
    const again = await untouched(() => resident.submit(path, { note: '' }));
    assertRefused(again, { status: 409, words: /已经办结/ });
    const en = await untouched(() => resident.submit(path.replace('/zh/', '/en/'), { note: '' }));
    assert.equal(en.status, 409);
    assert.match(sentencesIn(en.text), /has ended and can’t be withdrawn/);
    assert.equal((await resident.get(path)).status, 303, 'its page leads back');
  });

  test('a stopped case goes on with nobody’s licence but the applicant’s own', async () => {
    const { resident, city } = scene;
    const [{ status }] = JSON.parse(
      await ask(city, 'select status from cases.case where id = $1', [cases.food]),
    ) as [{ status: string }];
    assert.equal(status, 'stopped', 'what it waited for was withdrawn');
    const choice = pathOf(cases.food, 'choice');
    await resident.get(choice);
    const wrong = ['ZZ26-0000-00000', "' or 1=1 --", '<script>', '0'.repeat(3_000), '\u0000'];
    for (const licenceNumber of wrong) {
      const answer = await untouched(() => resident.submit(choice, { licenceNumber }));
      assertRefused(answer, { status: 422 });
      assert.ok(!answer.text.includes('<script>'));
    }
  });

  test('everything is withdrawn once; sent again it says that nothing is open', async () => {
    const { resident, city } = scene;
    await resident.get(whole());
    const first = await resident.submit(whole(), { note: '' });
    assert.equal(first.location, `/zh/applications/${cases.applicationId}`);
    const second = await untouched(() => resident.submit(whole(), { note: '' }));
    assertRefused(second, { status: 409, words: /没有可以撤回的办件/ });
    await city.app.workUntilDone();
    const open = await ask(
      city,
      `select count(*)::int as n from cases.case where application_id = $1 and status <> 'withdrawn'`,
      [cases.applicationId],
    );
    assert.equal(open, '[{"n":0}]');
    assert.equal((await resident.get(whole())).status, 303);
  });
});

describe('bad documents that come later', () => {
  let scene: Scene;
  let supply = '';
  before(async () => {
    scene = await openScene();
    supply = await acceptWithDeferral(scene);
  });
  after(() => scene.close());

  const untouched = (attack: () => Promise<Answer>) => assertNothingWritten(scene.city, attack);

  test('none, a wrong one, or one that is no document is refused, and no file of it stays', async () => {
    const { resident, papers } = scene;
    await resident.get(supply);
    const pdf = { value: papers.pdf, fileName: '制度.pdf', mediaType: 'application/pdf' };
    const wrong: readonly (readonly Part[])[] = [
      [],
      [{ name: 'floor-plan', ...pdf }],
      [{ name: 'food-safety-rules', ...pdf, value: Buffer.from('<script>alert(1)</script>') }],
    ];
    for (const parts of wrong) {
      const answer = await untouched(() =>
        resident.upload(supply, [{ name: 'note', value: '说明' }, ...parts]),
      );
      assertRefused(answer, { kept: ['说明'] });
    }
  });

  test('what was not asked for is not kept beside what was; and it is taken once', async () => {
    const { resident, papers, city } = scene;
    const directory = `${city.configuration.dataDirectory}/files`;
    const before = (await listFiles(directory)).length;
    const parts = ['food-safety-rules', 'floor-plan', 'no-such-document'].map((name) => ({
      name,
      value: papers.pdf,
      fileName: `${name}.pdf`,
      mediaType: 'application/pdf',
    }));
    assert.equal((await resident.upload(supply, parts)).status, 303);
    assert.equal((await listFiles(directory)).length, before + 1);
    await resident.get('/zh/applications');
    const twice = await untouched(() => resident.upload(supply, parts));
    assertRefused(twice, { status: 409 });
    await city.app.workUntilDone();
    assertRefused(await untouched(() => resident.upload(supply, parts)), { status: 409 });
    assert.equal((await resident.get(supply)).status, 303, 'its page leads back');
  });
});

/** An application whose food permit is accepted without a document; answers with where it is supplied. */
async function acceptWithDeferral(scene: Scene): Promise<string> {
  const { resident, papers, city } = scene;
  const draftId = await beginDraft(resident);
  const path = await walkDraft(resident, draftId, papers, 'evidence');
  const revision = revisionIn(await resident.get(path));
  const parts = evidenceParts(papers, revision).filter((part) => part.name !== 'food-safety-rules');
  const uploaded = await resident.upload(path, [{ name: 'later.food-safety-rules', value: 'yes' }, ...parts]);
  assert.equal(uploaded.status, 303, sentencesIn(uploaded.text));
  const receipt = await walkDraft(resident, draftId, papers);
  const applicationId = receipt.split('/')[3] ?? '';
  await city.app.workUntilDone();
  const caseOf = async (key: string) => {
    const rows = await ask(
      city,
      'select id, revision from cases.case where application_id = $1 and service_key = $2',
      [applicationId, key],
    );
    return (JSON.parse(rows) as [{ id: string; revision: number }])[0];
  };
  const reviewer = await scene.signIn('longhu-market-reviewer');
  const approver = await scene.signIn('longhu-market-approver');
  const act = async (officer: typeof reviewer, key: string, action: string, body: object) => {
    const { id, revision: seen } = await caseOf(key);
    const answer = await officer.post(`/api/cases/${id}/${action}`, { revision: seen, ...body });
    assert.equal(answer.status, 200, answer.text);
    await city.app.workUntilDone();
  };
  await act(reviewer, 'business-licence', 'acceptance', {});
  await act(reviewer, 'business-licence', 'review', { conclusion: 'in-order', opinion: '材料齐全。' });
  await act(approver, 'business-licence', 'decision', { outcome: 'granted', reasons: '' });
  await act(reviewer, 'food-operation-permit', 'acceptance', {});
  const { id } = await caseOf('food-operation-permit');
  return `/zh/applications/${applicationId}/cases/${id}/supply`;
}
