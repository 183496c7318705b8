import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { exampleIdNumber } from '#modules/identity';
import { runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { requestAs, testNow } from '#test/kit/requests';
import { removeCounterEvidence } from './attach-counter-evidence.ts';
import { mandateKey } from './counter-contract.ts';
import { CounterScene, counterSituations } from './counter-fixtures.ts';
import { viewCounterReceipt } from './counter-receipt.ts';
import { identifyApplicant } from './identify-applicant.ts';
import { renderCounterForm } from './render-counter-form.ts';
import { saveCounterDraft } from './save-counter-draft.ts';
import { startCounterDraft } from './start-counter-draft.ts';
import { printCounterDraft, submitCounterApplication } from './submit-counter-application.ts';
import { viewCase } from './view-case.ts';
import { viewCounter } from './view-counter.ts';
import { counterDraftView } from './view-counter-draft.ts';

const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;
const isFieldError = (field: string) => (error: unknown) =>
  isAppError(error) && error.fields.some((one) => one.field === field);

describe('taking an application at the counter', () => {
  let city: TestCity;
  let scene: CounterScene;

  before(async () => {
    city = await startTestCity();
    const as = (actor: Actor, now = testNow) => requestAs(city.database, actor, { now });
    scene = await CounterScene.open(as, city.database.migratorPool);
  });
  after(() => city.close());

  test('an application is taken in person, signed on paper, and dispatched like any other', async () => {
    const draftId = await scene.complete();
    const applicationId = await scene.printAndSend(draftId);
    await city.app.workUntilDone();
    const { rows } = await city.database.migratorPool.query<{ id: Id; service_key: string; resident_id: Id }>(
      'select id, service_key, resident_id from cases.case where application_id = $1',
      [applicationId],
    );
    assert.deepEqual(rows.map((row) => row.service_key).sort(), [
      'business-licence',
      'fire-safety-check',
      'food-operation-permit',
    ]);
    const reviewer = await scene.officer('longhu-market-reviewer');
    const caseId = rows.find((row) => row.service_key === 'business-licence')?.id ?? '';
    const seen = await runUseCase(scene.as(reviewer), viewCase, { caseId });
    assert.equal(seen.applicantName, '示例店主');
    assert.ok(seen.evidence.length > 0 && seen.evidence.every((one) => one.originalSeen === true));
    const items = await city.database.migratorPool.query<{ file_zone: string; original_seen: boolean }>(
      'select file_zone, original_seen from cases.evidence_item where case_id = $1',
      [caseId],
    );
    assert.deepEqual([...new Set(items.rows.map((row) => row.file_zone))], ['extranet']);
    assert.ok(items.rows.every((row) => row.original_seen));
    const receipt = await runUseCase(scene.as(scene.longhu), viewCounterReceipt, { applicationId });
    assert.match(receipt.number, /^SQ26-/);
    assert.equal(receipt.services.length, 3);
    await assert.rejects(
      runUseCase(scene.as(scene.jinping), viewCounterReceipt, { applicationId }),
      isCode('no-such-application'),
    );
  });

  test('pressing twice sends one application', async () => {
    const draftId = await scene.complete();
    const revision = await scene.revisionOf(draftId);
    await runUseCase(scene.as(scene.longhu), printCounterDraft, { draftId, revision });
    const send = () =>
      runUseCase(scene.as(scene.longhu), submitCounterApplication, { draftId, revision, signed: true });
    const ids = await Promise.all([send(), send(), send()]);
    assert.equal(new Set([...ids, await send()]).size, 1);
  });

  test('what was changed after it was printed has to be printed and signed again', async () => {
    const draftId = await scene.complete();
    const revision = await scene.revisionOf(draftId);
    await runUseCase(scene.as(scene.longhu), printCounterDraft, { draftId, revision });
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), submitCounterApplication, { draftId, revision, signed: false }),
      isFieldError('signed'),
    );
    await scene.save(draftId, { shopName: '另一家示例饭店' });
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), submitCounterApplication, {
        draftId,
        revision: await scene.revisionOf(draftId),
        signed: true,
      }),
      isCode('print-first'),
    );
  });

  test('wrong answers are kept as they were typed and told beside their fields', async () => {
    const draftId = await scene.start();
    await scene.save(draftId, { floorAreaM2: '大约八十', contactMobile: '1234' });
    const view = counterDraftView(await scene.look(draftId));
    const field = view.pages.flatMap((page) => page.fields).find((one) => one.key === 'floorAreaM2');
    assert.equal(field?.value, '大约八十');
    assert.equal(
      view.errors.find((one) => one.field === 'floorAreaM2')?.text.zh,
      '请用数字填写面积，例如：85.5。',
    );
    assert.ok(view.errors.some((one) => one.field === 'contactMobile'));
    assert.ok(view.errors.some((one) => one.field === 'applicant'));
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), printCounterDraft, { draftId, revision: view.revision }),
      isCode('draft-incomplete'),
    );
  });

  test('a stale revision changes nothing', async () => {
    const draftId = await scene.start();
    const revision = await scene.revisionOf(draftId);
    await scene.save(draftId);
    const stale = { draftId, revision, answers: {}, modes: {}, deferred: [], originalsSeen: [] };
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), saveCounterDraft, stale),
      isCode('draft-changed'),
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), identifyApplicant, { draftId, revision, ...scene.person() }),
      isCode('draft-changed'),
    );
    assert.equal((await scene.look(draftId)).draft.answers['shopName'], '示例饭店');
  });

  test('a document’s number is checked, and never discloses more than a masked name', async () => {
    const draftId = await scene.start();
    await assert.rejects(scene.identify(draftId, scene.person('000000199001010001')), isFieldError('number'));
    const number = exampleIdNumber();
    await scene.identify(draftId, scene.person(number));
    const another = await scene.start();
    await assert.rejects(scene.identify(another, scene.person(number, '别人')), (error: unknown) => {
      assert.ok(isAppError(error));
      const words = error.fields.find((one) => one.field === 'name')?.text.zh ?? '';
      return words.includes('示***') && !words.includes('示例店主');
    });
    await scene.identify(another, scene.person(number));
    assert.equal((await scene.look(another)).draft.residentId, (await scene.look(draftId)).draft.residentId);
    const online = await scene.start();
    await scene.identify(online, scene.person('00000019900101000X', '示例居民甲'));
    assert.equal((await scene.look(online)).draft.residentId, scene.resident.id);
  });

  test('an account whose number was only declared is neither found nor in the way', async () => {
    const number = exampleIdNumber();
    const declared = newId(testNow);
    await city.database.migratorPool.query(
      `insert into identity.resident (id, login_name, password_hash, display_name, id_number_encrypted, id_number_hmac,
         real_name_level, created_at) values ($1, 'pretender', 'none', '冒名者', '', $2, 1, now())`,
      [declared, scene.as(scene.longhu).vault.lookUpCode(number)],
    );
    const draftId = await scene.start();
    await scene.identify(draftId, scene.person(number));
    assert.notEqual((await scene.look(draftId)).draft.residentId, declared);
  });

  test('whoever comes for somebody else is on record, with a mandate that every organ gets', async () => {
    const draftId = await scene.start();
    const number = exampleIdNumber();
    const agent = { name: '示例代办', documentKind: 'resident-id' as const, number, relation: '配偶' };
    await assert.rejects(
      scene.identify(draftId, { ...scene.person(number), agent }),
      isFieldError('agent.number'),
    );
    await scene.identify(draftId, { ...scene.person(), agent });
    await scene.save(draftId);
    await scene.attachAll(draftId);
    const missing = counterDraftView(await scene.look(draftId)).errors;
    assert.deepEqual(
      missing.map((one) => one.field),
      [`evidence.${mandateKey}`],
    );
    await scene.attach(draftId, mandateKey);
    const form = await renderCounterForm(await scene.look(draftId), 'zh', testNow);
    assert.equal(form.subarray(0, 5).toString(), '%PDF-');
    const applicationId = await scene.printAndSend(draftId);
    await city.app.workUntilDone();
    const { rows } = await city.database.migratorPool.query<{ agent: { name: string }; mandates: bigint }>(
      `select agent, (select count(*) from cases.evidence_item item where item.case_id = one.id
         and item.requirement_key = $2) as mandates from cases.case one where application_id = $1`,
      [applicationId, mandateKey],
    );
    assert.equal(rows.length, 3);
    for (const row of rows) {
      assert.equal(row.agent.name, '示例代办');
      assert.equal(Number(row.mandates), 1);
      assert.ok(!JSON.stringify(row.agent).includes(number));
    }
  });

  test('services can be named one by one, and others are refused', async () => {
    const input = {
      organId: scene.organOf(scene.longhu),
      lifeEventKey: 'open-restaurant',
      situations: {},
      ticketLabel: null,
    };
    const draftId = await runUseCase(scene.as(scene.longhu), startCounterDraft, {
      ...input,
      serviceKeys: ['food-operation-permit', 'business-licence'],
    });
    const view = counterDraftView(await scene.look(draftId));
    assert.deepEqual(
      view.services.map((one) => [one.key, one.waitsFor !== null]),
      [
        ['business-licence', false],
        ['food-operation-permit', true],
      ],
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), startCounterDraft, {
        ...input,
        serviceKeys: ['birth-registration'],
      }),
      isCode('service-unknown'),
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), startCounterDraft, { ...input, serviceKeys: null }),
      isCode('situations-open'),
    );
  });

  test('another organ’s counter sees no draft, and nobody without a window post begins one', async () => {
    const draftId = await scene.start();
    await assert.rejects(scene.look(draftId, scene.jinping), isCode('no-such-counter-draft'));
    const reviewer = await scene.officer('longhu-market-reviewer');
    const input = {
      lifeEventKey: 'open-restaurant',
      situations: counterSituations,
      serviceKeys: null,
      ticketLabel: null,
    };
    await assert.rejects(
      runUseCase(scene.as(reviewer), startCounterDraft, { ...input, organId: scene.organOf(reviewer) }),
      isCode('not-permitted'),
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), startCounterDraft, {
        ...input,
        organId: scene.organOf(scene.jinping),
      }),
      isCode('not-permitted'),
    );
    await assert.rejects(runUseCase(scene.as(reviewer), viewCounter, {}), isCode('not-permitted'));
  });

  test('papers that nothing asks for are refused, and a file that is taken off is gone', async () => {
    const draftId = await scene.start();
    await assert.rejects(scene.attach(draftId, 'horoscope'), isCode('evidence-unknown'));
    await assert.rejects(scene.attach(draftId, mandateKey), isCode('evidence-unknown'));
    await scene.attach(draftId, 'floor-plan');
    const revision = await scene.revisionOf(draftId);
    const input = { draftId, revision, requirementKey: 'floor-plan' };
    const removed = await runUseCase(scene.as(scene.longhu), removeCounterEvidence, input);
    assert.ok(removed !== undefined);
    const { rowCount } = await city.database.migratorPool.query('select from platform.file where id = $1', [
      removed.fileId,
    ]);
    assert.equal(rowCount, 0);
  });
});
