import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor, OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { exampleIdNumber } from '#modules/identity';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { attachCounterEvidence, removeCounterEvidence } from './attach-counter-evidence.ts';
import { buildDraft } from './case-fixtures.ts';
import { mandateKey } from './counter-contract.ts';
import { findDeliverables, handOutAtCounter, viewDeliverablePaper } from './counter-deliveries.ts';
import { callNext, takeTicket, ticketLabel } from './counter-queue.ts';
import { viewCounterReceipt } from './counter-receipt.ts';
import { discardCounterDraft } from './discard-counter-draft.ts';
import { evidenceToAttach } from './draft.ts';
import { offerHandOver } from './hand-over-draft.ts';
import { identifyApplicant } from './identify-applicant.ts';
import { renderCounterForm } from './render-counter-form.ts';
import { saveCounterDraft } from './save-counter-draft.ts';
import { saveDraft } from './save-draft.ts';
import { startCounterDraft, takeUpDraft } from './start-counter-draft.ts';
import { submitApplication } from './submit-application.ts';
import { printCounterDraft, submitCounterApplication } from './submit-counter-application.ts';
import { viewApplication } from './view-application.ts';
import { viewCase } from './view-case.ts';
import { viewCounter } from './view-counter.ts';
import { counterDraftView, viewCounterDraft } from './view-counter-draft.ts';
import { viewDraft } from './view-draft.ts';

const situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};
const answers = {
  shopName: '示例饭店',
  operatorKind: 'individual-business',
  premisesStreet: '440507001',
  premisesAddress: '示例路1号',
  floorAreaM2: '420.5',
  businessItems: ['hot-food'],
  openFlame: 'true',
  contactMobile: '13800000000',
};

describe('the one-stop window', () => {
  let city: TestCity;
  let longhu: OfficerActor;
  let jinping: OfficerActor;
  let resident: Actor;

  before(async () => {
    city = await startTestCity();
    longhu = await officer('longhu-window-clerk');
    jinping = await officer('jinping-window-clerk');
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      `select id from identity.resident where login_name = 'resident-a'`,
    );
    resident = { kind: 'resident', id: rows[0]?.id ?? '', realNameLevel: 3 };
  });
  after(() => city.close());

  const as = (actor: Actor, now = testNow): UseCaseRequest => requestAs(city.database, actor, { now });
  const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;
  const isFieldError = (field: string) => (error: unknown) =>
    isAppError(error) && error.fields.some((one) => one.field === field);

  async function officer(loginName: string): Promise<OfficerActor> {
    const { rows } = await city.database.migratorPool.query<{
      officer: Id;
      post: Id;
      organ: Id;
      role: string;
    }>(
      `select holding.officer_id as officer, post.id as post, post.organ_id as organ, post.role
       from identity.officer join identity.post_holding holding on holding.officer_id = officer.id
       join organs.post on post.id = holding.post_id where officer.login_name = $1`,
      [loginName],
    );
    const found = rows[0];
    assert.ok(found !== undefined, loginName);
    const role =
      found.role === 'window-clerk' ? 'window-clerk' : found.role === 'approver' ? 'approver' : 'reviewer';
    return {
      kind: 'officer',
      id: found.officer,
      posts: [{ postId: found.post, organId: found.organ, role }],
    };
  }
  const organOf = (actor: OfficerActor): Id => actor.posts[0]?.organId ?? '';

  async function start(actor = longhu): Promise<Id> {
    return await runUseCase(as(actor), startCounterDraft, {
      organId: organOf(actor),
      lifeEventKey: 'open-restaurant',
      situations,
      serviceKeys: null,
      ticketLabel: 'A001',
    });
  }
  const look = (draftId: Id, actor = longhu) => runUseCase(as(actor), viewCounterDraft, { draftId });
  const revisionOf = async (draftId: Id) => (await look(draftId)).draft.revision;

  const person = (number = exampleIdNumber(), name = '示例店主') => ({
    name,
    documentKind: 'resident-id' as const,
    number,
    agent: null,
  });
  async function identify(
    draftId: Id,
    who: Omit<Parameters<typeof identifyApplicant.load>[1], 'draftId' | 'revision'>,
  ) {
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), identifyApplicant, { draftId, revision, ...who });
  }
  async function save(draftId: Id, more: Readonly<Record<string, string | string[]>> = {}) {
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), saveCounterDraft, {
      draftId,
      revision,
      answers: { ...answers, ...more },
      modes: { 'fire-safety-check': 'ordinary' },
      deferred: [],
      originalsSeen: [],
    });
  }
  const scan = (name: string) => ({
    fileId: newId(testNow),
    name: `${name}.pdf`,
    mediaType: 'application/pdf',
    sizeBytes: 1,
    sha256: '00'.repeat(32),
  });
  async function attach(draftId: Id, requirementKey: string) {
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), attachCounterEvidence, {
      draftId,
      revision,
      requirementKey,
      originalSeen: true,
      file: scan(requirementKey),
    });
  }
  async function attachAll(draftId: Id) {
    for (const { requirement } of evidenceToAttach(await look(draftId)))
      await attach(draftId, requirement.key);
  }
  async function complete(who = person()): Promise<Id> {
    const draftId = await start();
    await identify(draftId, who);
    await save(draftId);
    await attachAll(draftId);
    return draftId;
  }
  async function printAndSend(draftId: Id): Promise<Id> {
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), printCounterDraft, { draftId, revision });
    return await runUseCase(as(longhu), submitCounterApplication, { draftId, revision, signed: true });
  }

  test('an application is taken in person, signed on paper, and dispatched like any other', async () => {
    const draftId = await complete();
    const applicationId = await printAndSend(draftId);
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
    const reviewer = await officer('longhu-market-reviewer');
    const caseId = rows.find((row) => row.service_key === 'business-licence')?.id ?? '';
    const seen = await runUseCase(as(reviewer), viewCase, { caseId });
    assert.equal(seen.applicantName, '示例店主');
    assert.ok(seen.evidence.length > 0 && seen.evidence.every((one) => one.originalSeen === true));
    const items = await city.database.migratorPool.query<{ file_zone: string; original_seen: boolean }>(
      'select file_zone, original_seen from cases.evidence_item where case_id = $1',
      [caseId],
    );
    assert.deepEqual([...new Set(items.rows.map((row) => row.file_zone))], ['extranet']);
    assert.ok(items.rows.every((row) => row.original_seen));
    const receipt = await runUseCase(as(longhu), viewCounterReceipt, { applicationId });
    assert.match(receipt.number, /^SQ26-/);
    assert.equal(receipt.services.length, 3);
    await assert.rejects(
      runUseCase(as(jinping), viewCounterReceipt, { applicationId }),
      isCode('no-such-application'),
    );
  });

  test('pressing twice sends one application', async () => {
    const draftId = await complete();
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), printCounterDraft, { draftId, revision });
    const send = () => runUseCase(as(longhu), submitCounterApplication, { draftId, revision, signed: true });
    const ids = await Promise.all([send(), send(), send()]);
    assert.equal(new Set([...ids, await send()]).size, 1);
  });

  test('what was changed after it was printed has to be printed and signed again', async () => {
    const draftId = await complete();
    const revision = await revisionOf(draftId);
    await runUseCase(as(longhu), printCounterDraft, { draftId, revision });
    await assert.rejects(
      runUseCase(as(longhu), submitCounterApplication, { draftId, revision, signed: false }),
      isFieldError('signed'),
    );
    await save(draftId, { shopName: '另一家示例饭店' });
    await assert.rejects(
      runUseCase(as(longhu), submitCounterApplication, {
        draftId,
        revision: await revisionOf(draftId),
        signed: true,
      }),
      isCode('print-first'),
    );
  });

  test('wrong answers are kept as they were typed and told beside their fields', async () => {
    const draftId = await start();
    await save(draftId, { floorAreaM2: '大约八十', contactMobile: '1234' });
    const view = counterDraftView(await look(draftId));
    const field = view.pages.flatMap((page) => page.fields).find((one) => one.key === 'floorAreaM2');
    assert.equal(field?.value, '大约八十');
    assert.equal(
      view.errors.find((one) => one.field === 'floorAreaM2')?.text.zh,
      '请用数字填写面积，例如：85.5。',
    );
    assert.ok(view.errors.some((one) => one.field === 'contactMobile'));
    assert.ok(view.errors.some((one) => one.field === 'applicant'));
    await assert.rejects(
      runUseCase(as(longhu), printCounterDraft, { draftId, revision: view.revision }),
      isCode('draft-incomplete'),
    );
  });

  test('a stale revision changes nothing', async () => {
    const draftId = await start();
    const revision = await revisionOf(draftId);
    await save(draftId);
    const stale = { draftId, revision, answers: {}, modes: {}, deferred: [], originalsSeen: [] };
    await assert.rejects(runUseCase(as(longhu), saveCounterDraft, stale), isCode('draft-changed'));
    await assert.rejects(
      runUseCase(as(longhu), identifyApplicant, { draftId, revision, ...person() }),
      isCode('draft-changed'),
    );
    assert.equal((await look(draftId)).draft.answers['shopName'], '示例饭店');
  });

  test('a document’s number is checked, and never discloses more than a masked name', async () => {
    const draftId = await start();
    await assert.rejects(identify(draftId, person('000000199001010001')), isFieldError('number'));
    const number = exampleIdNumber();
    await identify(draftId, person(number));
    const another = await start();
    await assert.rejects(identify(another, person(number, '别人')), (error: unknown) => {
      assert.ok(isAppError(error));
      const words = error.fields.find((one) => one.field === 'name')?.text.zh ?? '';
      return words.includes('示***') && !words.includes('示例店主');
    });
    await identify(another, person(number));
    assert.equal((await look(another)).draft.residentId, (await look(draftId)).draft.residentId);
    const online = await start();
    await identify(online, person('00000019900101000X', '示例居民甲'));
    assert.equal((await look(online)).draft.residentId, resident.kind === 'resident' ? resident.id : '');
  });

  test('an account whose number was only declared is neither found nor in the way', async () => {
    const number = exampleIdNumber();
    const declared = newId(testNow);
    await city.database.migratorPool.query(
      `insert into identity.resident (id, login_name, password_hash, display_name, id_number_encrypted, id_number_hmac,
         real_name_level, created_at) values ($1, 'pretender', 'none', '冒名者', '', $2, 1, now())`,
      [declared, as(longhu).vault.lookUpCode(number)],
    );
    const draftId = await start();
    await identify(draftId, person(number));
    assert.notEqual((await look(draftId)).draft.residentId, declared);
  });

  test('whoever comes for somebody else is on record, with a mandate that every organ gets', async () => {
    const draftId = await start();
    const number = exampleIdNumber();
    const agent = { name: '示例代办', documentKind: 'resident-id' as const, number, relation: '配偶' };
    await assert.rejects(identify(draftId, { ...person(number), agent }), isFieldError('agent.number'));
    await identify(draftId, { ...person(), agent });
    await save(draftId);
    await attachAll(draftId);
    const missing = counterDraftView(await look(draftId)).errors;
    assert.deepEqual(
      missing.map((one) => one.field),
      [`evidence.${mandateKey}`],
    );
    await attach(draftId, mandateKey);
    const form = await renderCounterForm(await look(draftId), 'zh', testNow);
    assert.equal(form.subarray(0, 5).toString(), '%PDF-');
    const applicationId = await printAndSend(draftId);
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
      organId: organOf(longhu),
      lifeEventKey: 'open-restaurant',
      situations: {},
      ticketLabel: null,
    };
    const draftId = await runUseCase(as(longhu), startCounterDraft, {
      ...input,
      serviceKeys: ['food-operation-permit', 'business-licence'],
    });
    const view = counterDraftView(await look(draftId));
    assert.deepEqual(
      view.services.map((one) => [one.key, one.waitsFor !== null]),
      [
        ['business-licence', false],
        ['food-operation-permit', true],
      ],
    );
    await assert.rejects(
      runUseCase(as(longhu), startCounterDraft, { ...input, serviceKeys: ['birth-registration'] }),
      isCode('service-unknown'),
    );
    await assert.rejects(
      runUseCase(as(longhu), startCounterDraft, { ...input, serviceKeys: null }),
      isCode('situations-open'),
    );
  });

  test('another organ’s counter sees no draft, and nobody without a window post begins one', async () => {
    const draftId = await start();
    await assert.rejects(look(draftId, jinping), isCode('no-such-counter-draft'));
    const reviewer = await officer('longhu-market-reviewer');
    const input = { lifeEventKey: 'open-restaurant', situations, serviceKeys: null, ticketLabel: null };
    await assert.rejects(
      runUseCase(as(reviewer), startCounterDraft, { ...input, organId: organOf(reviewer) }),
      isCode('not-permitted'),
    );
    await assert.rejects(
      runUseCase(as(longhu), startCounterDraft, { ...input, organId: organOf(jinping) }),
      isCode('not-permitted'),
    );
    await assert.rejects(runUseCase(as(reviewer), viewCounter, {}), isCode('not-permitted'));
  });

  test('papers that nothing asks for are refused, and a file that is taken off is gone', async () => {
    const draftId = await start();
    await assert.rejects(attach(draftId, 'horoscope'), isCode('evidence-unknown'));
    await assert.rejects(attach(draftId, mandateKey), isCode('evidence-unknown'));
    await attach(draftId, 'floor-plan');
    const revision = await revisionOf(draftId);
    const input = { draftId, revision, requirementKey: 'floor-plan' };
    const removed = await runUseCase(as(longhu), removeCounterEvidence, input);
    assert.ok(removed !== undefined);
    const { rowCount } = await city.database.migratorPool.query('select from platform.file where id = $1', [
      removed.fileId,
    ]);
    assert.equal(rowCount, 0);
  });

  test('an online draft is continued by its code, once, by its own applicant, and comes back when discarded', async () => {
    const online = await buildDraft(as(resident));
    const own = await runUseCase(as(resident), viewDraft, { draftId: online });
    const { revision } = own.draft;
    const offered = await runUseCase(as(resident), offerHandOver, { draftId: online, revision });
    assert.match(offered.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const takeUp = (code: string, now = testNow) =>
      runUseCase(as(longhu, now), takeUpDraft, { organId: organOf(longhu), code, ticketLabel: null });
    await assert.rejects(takeUp('3467-ACDE'), isCode('no-such-code'));
    await assert.rejects(
      takeUp(offered.code, new Date(offered.expiresAt.getTime() + 1)),
      isCode('no-such-code'),
    );
    const draftId = await takeUp(offered.code.toLowerCase().replace('-', ' '));
    await assert.rejects(takeUp(offered.code), isCode('no-such-code'));
    const page = { draftId: online, revision: revision + 1, pageKey: 'shop', answers: {} };
    await assert.rejects(runUseCase(as(resident), saveDraft, page), isCode('draft-at-counter'));
    await assert.rejects(
      runUseCase(as(resident), submitApplication, {
        draftId: online,
        revision: revision + 1,
        declared: true,
      }),
      isCode('draft-at-counter'),
    );
    await assert.rejects(identify(draftId, person()), isFieldError('number'));
    const discarded = await runUseCase(as(longhu), discardCounterDraft, {
      draftId,
      revision: await revisionOf(draftId),
    });
    assert.deepEqual(discarded, [], 'the portal’s files are the applicant’s');
    const back = await runUseCase(as(resident), viewDraft, { draftId: online });
    const again = await runUseCase(as(resident), offerHandOver, {
      draftId: online,
      revision: back.draft.revision,
    });
    const second = await takeUp(again.code);
    await identify(second, person('00000019900101000X', '示例居民甲'));
    const applicationId = await printAndSend(second);
    await city.app.workUntilDone();
    const seen = await runUseCase(as(resident), viewApplication, { applicationId });
    assert.equal(seen.cases.length, 3, 'the applicant follows it on the portal');
  });

  test('the queue counts without gaps and calls everybody once', async () => {
    const organId = organOf(longhu);
    const labels = await Promise.all([1, 2, 3].map(() => runUseCase(as(longhu), takeTicket, { organId })));
    assert.deepEqual([...labels].sort(), ['A001', 'A002', 'A003']);
    assert.equal(ticketLabel(1234), 'A1234');
    const called = [
      await runUseCase(as(longhu), callNext, { organId }),
      await runUseCase(as(longhu), callNext, { organId }),
    ];
    assert.deepEqual(called, ['A001', 'A002']);
    const { counters } = await runUseCase(as(longhu), viewCounter, {});
    assert.deepEqual(
      counters.map(({ waiting, called: last }) => [waiting, last]),
      [[1, 'A002']],
    );
    await assert.rejects(runUseCase(as(jinping), callNext, { organId }), isCode('not-permitted'));
    const tomorrow = new Date(testNow.getTime() + 24 * 3_600_000);
    await assert.rejects(runUseCase(as(longhu, tomorrow), callNext, { organId }), isCode('nobody-waits'));
    assert.equal(await runUseCase(as(longhu, tomorrow), takeTicket, { organId }), 'A001');
  });

  test('a clerk hands out what any organ of the district issued, and another district’s clerk sees none of it', async () => {
    const number = exampleIdNumber();
    const applicationId = await printAndSend(await complete(person(number)));
    await city.app.workUntilDone();
    const receipt = await runUseCase(as(longhu), viewCounterReceipt, { applicationId });
    const reviewer = await officer('longhu-market-reviewer');
    const ready = await runUseCase(as(longhu), findDeliverables, { number: receipt.number.toLowerCase() });
    assert.equal(ready.length, 3);
    const licence = ready.find((one) => one.serviceName.zh.includes('营业执照'));
    assert.ok(licence !== undefined);
    await runUseCase(as(reviewer), acceptCase, { caseId: licence.caseId, revision: 1 });
    await city.app.workUntilDone();
    const byDocument = await runUseCase(as(longhu), findDeliverables, {
      documentKind: 'resident-id',
      documentNumber: number,
    });
    const items = byDocument.find((one) => one.caseId === licence.caseId)?.items ?? [];
    assert.deepEqual(
      items.map((one) => one.kind),
      ['receipt-of-materials', 'acceptance'],
    );
    assert.deepEqual(await runUseCase(as(jinping), findDeliverables, { number: receipt.number }), []);
    const paperId = items[1]?.paperId ?? '';
    const { caseId } = licence;
    const paper = await runUseCase(as(longhu), viewDeliverablePaper, { caseId, paperId });
    assert.equal(paper.paper.id, paperId);
    await assert.rejects(
      runUseCase(as(jinping), viewDeliverablePaper, { caseId, paperId }),
      isCode('no-such-paper'),
    );
    const delivery = {
      caseId,
      paperIds: [paperId],
      receiverName: '示例店主',
      receiverRelation: 'applicant' as const,
      statement: '本人到窗口领取，已签名。',
    };
    await assert.rejects(runUseCase(as(jinping), handOutAtCounter, delivery), isCode('nothing-to-deliver'));
    await assert.rejects(
      runUseCase(as(longhu), handOutAtCounter, { ...delivery, statement: ' ' }),
      isFieldError('statement'),
    );
    await assert.rejects(
      runUseCase(as(longhu), handOutAtCounter, { ...delivery, paperIds: [null] }),
      isCode('nothing-to-deliver'),
    );
    await runUseCase(as(longhu), handOutAtCounter, delivery);
    await assert.rejects(runUseCase(as(longhu), handOutAtCounter, delivery), isCode('delivered-before'));
    const after = await runUseCase(as(longhu), findDeliverables, { number: licence.caseNumber });
    assert.equal(after[0]?.items.find((one) => one.paperId === paperId)?.deliveredOn, '2026-11-23');
  });

  test('the extranet’s login adds no application of the portal, of another counter or in another’s name', async () => {
    const client = await city.database.pools.get('extranet').connect();
    const columns = `id, draft_id, number, query_code_encrypted, query_code_hmac, resident_id, applicant_name,
      applicant_id_number_encrypted, life_event_version_id, form_version_id, situations, answers, evidence, services,
      district_code, division_code, submitted_at, channel, received_by, received_at_organ_id`;
    const attempt = async (channel: string, clerk: Id | null, organ: Id | null) => {
      await client.query('begin');
      try {
        await client.query(
          `select set_config('yizhan.actor_id', $1, true), set_config('yizhan.organ_ids', $2, true)`,
          [longhu.id, `{${organOf(longhu)}}`],
        );
        const id = newId(testNow);
        await client.query(
          `insert into cases.application (${columns}) select $1::uuid, $1::uuid, $1::text, '', '', $2, '', '', version.id, form.id,
             '{}', '{}', '{}', '[]', '440507', '440507001', now(), $3, $4, $5
           from catalogue.life_event_version version, catalogue.form_version form limit 1`,
          [id, resident.kind === 'resident' ? resident.id : '', channel, clerk, organ],
        );
        return 'added';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      } finally {
        await client.query('rollback');
      }
    };
    try {
      assert.equal(await attempt('window', longhu.id, organOf(longhu)), 'added');
      assert.match(await attempt('portal', null, null), /row-level security/);
      assert.match(await attempt('window', longhu.id, organOf(jinping)), /row-level security/);
      assert.match(await attempt('window', jinping.id, organOf(longhu)), /row-level security/);
      await assert.rejects(client.query('select answers from cases.application'), /permission denied/);
      await assert.rejects(client.query('select * from identity.resident'), /permission denied/);
    } finally {
      client.release();
    }
  });
});
