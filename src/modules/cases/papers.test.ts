import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor, OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { textOfPdf } from '#test/kit/papers';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { buildApplication } from './case-fixtures.ts';
import { decideCase, refuseAcceptance } from './decide-case.ts';
import { issuePaper } from './issue-paper.ts';
import type { DeliveryBody, PaperKind } from './paper-contract.ts';
import { recordDelivery, takeInOpening } from './record-delivery.ts';
import { renderCasePaper } from './render-case-paper.ts';
import { requestCorrection } from './request-correction.ts';
import { reviewCase } from './review-case.ts';
import { viewApplication } from './view-application.ts';
import { openOwnLicence, openOwnPaper, verifyPaper, viewPaper } from './view-paper.ts';

interface PaperRow {
  readonly id: Id;
  readonly kind: PaperKind;
  readonly number: string;
  readonly issued_on: string;
  readonly verification_code: string;
  readonly cause_id: Id;
}

describe('papers of a case', () => {
  let city: TestCity;
  let resident: Actor;
  let stranger: Actor;

  before(async () => {
    city = await startTestCity();
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      `select id from identity.resident where login_name in ('resident-a', 'resident-b') order by login_name`,
    );
    resident = { kind: 'resident', id: rows[0]?.id ?? '', realNameLevel: 2 };
    stranger = { kind: 'resident', id: rows[1]?.id ?? '', realNameLevel: 2 };
  });
  after(() => city.close());

  function at(now: Date, actor: Actor): UseCaseRequest {
    city.clock.now = now;
    return requestAs(city.database, actor, { now });
  }

  function asWorker(): UseCaseRequest {
    return { ...at(testNow, { kind: 'system', name: 'tests' }), login: 'worker_extranet' };
  }

  async function officer(organKey: string, role: Role): Promise<OfficerActor> {
    const { rows } = await city.database.migratorPool.query<{ officer: Id; post: Id; organ: Id }>(
      `select holding.officer_id as officer, post.id as post, organ.id as organ
       from organs.organ join organs.post on post.organ_id = organ.id
       join identity.post_holding holding on holding.post_id = post.id
       where organ.key = $1 and post.role = $2 limit 1`,
      [organKey, role],
    );
    const found = rows[0];
    assert.ok(found !== undefined, `${organKey} has a ${role}`);
    const posts = [{ postId: found.post, organId: found.organ, role }];
    return { kind: 'officer', id: found.officer, posts };
  }

  async function apply(now = testNow) {
    const applicationId = await buildApplication(at(now, resident));
    await city.app.workUntilDone();
    const { cases } = await runUseCase(at(now, resident), viewApplication, { applicationId });
    return (service: string): Id => {
      const found = cases.find((one) => one.serviceKey === service);
      assert.ok(found !== undefined, `a case for ${service}`);
      return found.id;
    };
  }

  async function papersOf(caseId: Id): Promise<readonly PaperRow[]> {
    const { rows } = await city.database.migratorPool.query<PaperRow>(
      `select id, kind, number, issued_on::text, verification_code, cause_id from cases.paper where case_id = $1
       order by issued_at, id`,
      [caseId],
    );
    return rows;
  }

  async function paperOf(caseId: Id, kind: PaperKind): Promise<PaperRow> {
    const found = (await papersOf(caseId)).find((one) => one.kind === kind);
    assert.ok(found !== undefined, `a paper of the kind ${kind}`);
    return found;
  }

  async function readAs(who: OfficerActor, caseId: Id, paperId: Id, now = testNow): Promise<string> {
    const printable = await runUseCase(at(now, who), viewPaper, { caseId, paperId });
    return textOfPdf(await renderCasePaper(printable, 'https://yizhan.test'));
  }

  async function decide(caseId: Id, outcome: 'granted' | 'refused', now: Date): Promise<void> {
    const reviewer = await officer('longhu-market-supervision', 'reviewer');
    await runUseCase(at(now, reviewer), acceptCase, { caseId, revision: 1 });
    const opinion = { caseId, revision: 2, conclusion: 'in-order', opinion: '齐全。' } as const;
    await runUseCase(at(now, reviewer), reviewCase, opinion);
    const approver = await officer('longhu-market-supervision', 'approver');
    const decision = { caseId, revision: 3, outcome, reasons: '经营场所与登记不符。' } as const;
    await runUseCase(at(now, approver), decideCase, decision);
    await city.app.workUntilDone();
  }

  const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

  test('a received case has its receipt of materials, dated that day, with the last day for a notice', async () => {
    const caseOf = await apply();
    const caseId = caseOf('fire-safety-check');
    const receipt = await paperOf(caseId, 'receipt-of-materials');
    assert.equal(receipt.issued_on, '2026-11-23');
    assert.match(receipt.number, /^汕头市龙湖区消防救援大队收〔2026〕\d+号$/);
    const text = await readAs(await officer('longhu-fire-rescue', 'reviewer'), caseId, receipt.id);
    assert.match(text, /材料接收凭证/);
    assert.match(text, /\d\. 平面布局图/);
    assert.match(text, /2026年11月30日前一次告知您需要补正的全部内容/);
    assert.match(text, /《行政许可法》第三十二条第一款第四项/);
    assert.match(text, /样章 · 未加盖有效电子印章/);
    assert.match(text, /told once, by 30 November 2026/);
    assert.equal((await papersOf(caseOf('food-operation-permit'))).length, 0, 'nothing is received yet');
  });

  test('acceptance names the last day of the decision, its article and how it was counted', async () => {
    const caseOf = await apply();
    const caseId = caseOf('fire-safety-check');
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const now = new Date('2026-11-24T02:00:00Z');
    await runUseCase(at(now, reviewer), acceptCase, { caseId, revision: 1 });
    await city.app.workUntilDone();
    const paper = await paperOf(caseId, 'acceptance');
    assert.equal(paper.issued_on, '2026-11-24');
    const text = await readAs(reviewer, caseId, paper.id, now);
    assert.match(text, /依照《行政许可法》第三十二条第一款第五项，本机关于2026年11月24日予以受理/);
    assert.match(
      text,
      /本机关将在2026年12月22日前作出决定：自2026年11月24日起20个工作日（《行政许可法》第四十二条第一款）/,
    );
    assert.match(text, /期限的计算/);
  });

  test('where the law accepted, the paper says so and from which day', async () => {
    const caseOf = await apply();
    city.clock.now = new Date('2026-12-01T01:00:00Z');
    await city.app.workUntilDone();
    const caseId = caseOf('fire-safety-check');
    const paper = await paperOf(caseId, 'acceptance');
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const text = await readAs(reviewer, caseId, paper.id, city.clock.now);
    assert.match(text, /自2026年11月23日收到申请材料之日起即为受理/);
    assert.doesNotMatch(text, /第三十二条第一款第五项/);
    assert.equal(paper.issued_on, '2026-12-01', 'the paper has the day on which it was issued');
  });

  test('a correction notice lists everything, once', async () => {
    const caseOf = await apply();
    const caseId = caseOf('fire-safety-check');
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const items = [{ requirementKey: 'floor-plan', sentence: '请补充厨房的位置。' }];
    await runUseCase(at(testNow, reviewer), requestCorrection, { caseId, revision: 1, items });
    await city.app.workUntilDone();
    const text = await readAs(reviewer, caseId, (await paperOf(caseId, 'correction')).id);
    assert.match(text, /需要补正的全部内容一次告知如下/);
    assert.match(text, /1\. 平面布局图：请补充厨房的位置。/);
  });

  test('a refusal states reasons, basis, and where and until when to appeal', async () => {
    const caseOf = await apply();
    const caseId = caseOf('business-licence');
    await decide(caseId, 'refused', testNow);
    const approver = await officer('longhu-market-supervision', 'approver');
    const text = await readAs(approver, caseId, (await paperOf(caseId, 'refusal')).id);
    assert.match(text, /不予行政许可决定书/);
    assert.match(text, /经营场所与登记不符。/);
    assert.match(text, /《行政许可法》第三十八条第二款/);
    assert.match(text, /六十日内向汕头市龙湖区人民政府申请行政复议/);
    assert.match(text, /六个月内向.*人民法院提起行政诉讼/);
  });

  test('a refusal to accept is a paper of its own', async () => {
    const caseOf = await apply();
    const caseId = caseOf('business-licence');
    const reviewer = await officer('longhu-market-supervision', 'reviewer');
    const refused = { caseId, revision: 1, reasons: '不属于本机关职权。' };
    await runUseCase(at(testNow, reviewer), refuseAcceptance, refused);
    await city.app.workUntilDone();
    const text = await readAs(reviewer, caseId, (await paperOf(caseId, 'non-acceptance')).id);
    assert.match(text, /决定不予受理/);
    assert.match(text, /不属于本机关职权。/);
    assert.match(text, /行政复议/);
  });

  test('a grant names the licence and its last day of delivery (第四十四条)', async () => {
    const caseOf = await apply();
    const caseId = caseOf('business-licence');
    await decide(caseId, 'granted', testNow);
    const approver = await officer('longhu-market-supervision', 'approver');
    const text = await readAs(approver, caseId, (await paperOf(caseId, 'grant')).id);
    assert.match(text, /准予行政许可决定书/);
    assert.match(text, /在2026年12月7日前向您颁发、送达《营业执照》/);
  });

  test('numbers of an organ, a kind and a year have no gaps, and an event has one paper', async () => {
    const caseOf = await apply();
    const caseId = caseOf('fire-safety-check');
    const { rows } = await city.database.migratorPool.query<{ kind: string; numbers: number[] }>(
      `select kind, array_agg(sequence order by sequence) as numbers from cases.paper group by issuer_id, kind, year`,
    );
    for (const { kind, numbers } of rows)
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => index + 1),
        kind,
      );
    const receipt = await paperOf(caseId, 'receipt-of-materials');
    const again = {
      caseId,
      eventId: receipt.cause_id,
      eventType: 'CaseReceived',
      occurredAt: testNow,
      data: {},
    };
    await runUseCase(asWorker(), issuePaper, again);
    assert.equal((await papersOf(caseId)).length, 1);
    const series = await city.database.migratorPool.query<{ gaps: string }>(
      `select count(*) as gaps from cases.paper_series series where last_sequence <>
         (select count(*) from cases.paper where issuer_id = series.organ_id and kind = series.kind and year = series.year)`,
    );
    assert.equal(Number(series.rows[0]?.gaps), 0);
  });

  test('the same paper gives the same bytes', async () => {
    const caseId = (await apply())('fire-safety-check');
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const { id: paperId } = await paperOf(caseId, 'receipt-of-materials');
    const printable = await runUseCase(at(testNow, reviewer), viewPaper, { caseId, paperId });
    const [one, other] = await Promise.all([
      renderCasePaper(printable, 'https://yizhan.test'),
      renderCasePaper(printable, 'https://yizhan.test'),
    ]);
    assert.ok(one.equals(other));
  });

  test('a passer-by with the code learns number, organ and day, and no full name; others learn nothing', async () => {
    const caseId = (await apply())('fire-safety-check');
    const { id: paperId, verification_code: code, number } = await paperOf(caseId, 'receipt-of-materials');
    const found = await runUseCase(at(testNow, { kind: 'anonymous' }), verifyPaper, { code });
    assert.equal(found.number, number);
    assert.equal(found.replacedBy, null);
    assert.match(found.applicantMasked, /^.\*+$/);
    assert.deepEqual(Object.keys(found).sort(), [
      'applicantMasked',
      'issuedOn',
      'issuerName',
      'kind',
      'number',
      'replacedBy',
      'title',
    ]);
    await assert.rejects(
      runUseCase(at(testNow, { kind: 'anonymous' }), verifyPaper, { code: 'A'.repeat(28) }),
      isCode('no-such-paper'),
    );
    await assert.rejects(
      runUseCase(at(testNow, stranger), openOwnPaper, { caseId, paperId }),
      isCode('no-such-paper'),
    );
    const other = await officer('jinping-fire-rescue', 'reviewer');
    await assert.rejects(
      runUseCase(at(testNow, other), viewPaper, { caseId, paperId }),
      isCode('no-such-paper'),
    );
  });

  test('what the applicant opens on the portal is delivered, once, and proved', async () => {
    const caseId = (await apply())('business-licence');
    await decide(caseId, 'refused', testNow);
    const { id: paperId } = await paperOf(caseId, 'refusal');
    const opened = new Date('2026-11-25T08:30:00Z');
    for (let time = 0; time < 2; time += 1) {
      await runUseCase(at(opened, resident), openOwnPaper, { caseId, paperId });
      await city.app.workUntilDone();
    }
    const proofs = (await papersOf(caseId)).filter((one) => one.kind === 'delivery-proof');
    assert.equal(proofs.length, 1);
    const reviewer = await officer('longhu-market-supervision', 'reviewer');
    const text = await readAs(reviewer, caseId, proofs[0]?.id ?? '', opened);
    assert.match(text, /送达方式网上平台/);
    assert.match(text, /到达账户2026年11月23日/);
    assert.match(text, /首次打开2026年11月25日 16:30/);
    assert.match(text, /参照《民事诉讼法》第九十条，未经核定/);
    await runUseCase(at(opened, resident), openOwnPaper, { caseId, paperId: proofs[0]?.id ?? '' });
    await city.app.workUntilDone();
    assert.equal((await papersOf(caseId)).filter((one) => one.kind === 'delivery-proof').length, 1);
  });

  test('opening the licence proves its delivery, within the ten working days of 第四十四条', async () => {
    const caseId = (await apply())('business-licence');
    await decide(caseId, 'granted', testNow);
    const { rows } = await city.database.migratorPool.query<{ number: string }>(
      'select licence.number from licences.licence join cases."case" one on one.licence_id = licence.id where one.id = $1',
      [caseId],
    );
    const number = rows[0]?.number ?? '';
    await assert.rejects(
      runUseCase(at(testNow, stranger), openOwnLicence, { number }),
      isCode('no-such-paper'),
    );
    await city.app.workUntilDone();
    assert.equal((await papersOf(caseId)).filter((one) => one.kind === 'delivery-proof').length, 0);
    await runUseCase(at(testNow, resident), openOwnLicence, { number });
    await city.app.workUntilDone();
    const approver = await officer('longhu-market-supervision', 'approver');
    const text = await readAs(approver, caseId, (await paperOf(caseId, 'delivery-proof')).id);
    assert.match(text, new RegExp(`送达文书营业执照　${number}`));
    assert.match(text, /《行政许可法》第四十四条/);
  });

  test('a delivery by window or post needs its proof, a day that can be, and is recorded once', async () => {
    const caseId = (await apply())('business-licence');
    await decide(caseId, 'refused', testNow);
    const { id: paperId } = await paperOf(caseId, 'refusal');
    const reviewer = await officer('longhu-market-supervision', 'reviewer');
    const now = new Date('2026-11-26T02:00:00Z');
    const body: DeliveryBody = {
      paperId,
      channel: 'post',
      deliveredOn: '2026-11-25',
      receiverName: '示例居民甲',
      receiverRelation: 'applicant',
      trackingNumber: 'EZ123456789CN',
      statement: '',
    };
    const record = (changes: Partial<DeliveryBody> = {}) =>
      runUseCase(at(now, reviewer), recordDelivery, { ...body, ...changes, caseId });
    const { trackingNumber: _left, ...untracked } = body;
    const wrong: readonly (readonly [string, DeliveryBody])[] = [
      ['trackingNumber', untracked],
      ['deliveredOn', { ...body, deliveredOn: '2026-11-22' }],
      ['deliveredOn', { ...body, deliveredOn: '2026-11-27' }],
      ['deliveredOn', { ...body, deliveredOn: '2026-02-30' }],
      ['statement', { ...untracked, channel: 'window' }],
      ['signature', { ...untracked, channel: 'window', signature: Buffer.from('GIF89a').toString('base64') }],
    ];
    for (const [field, input] of wrong) {
      await assert.rejects(
        runUseCase(at(now, reviewer), recordDelivery, { ...input, caseId }),
        (error) => isAppError(error) && error.fields?.some((one) => one.field === field) === true,
        field,
      );
    }
    await record();
    await assert.rejects(record(), isCode('delivered-before'));
    await assert.rejects(record({ paperId: null }), isCode('no-licence-yet'));
    await city.app.workUntilDone();
    const proof = await paperOf(caseId, 'delivery-proof');
    const text = await readAs(reviewer, caseId, proof.id, now);
    assert.match(text, /送达日期2026年11月25日/);
    assert.match(text, /邮件编号EZ123456789CN/);
    const other = await officer('jinping-market-supervision', 'reviewer');
    await assert.rejects(
      runUseCase(at(now, other), recordDelivery, { ...body, caseId }),
      isCode('no-such-case'),
    );
  });

  test('an opening by somebody who is not the applicant proves nothing', async () => {
    const caseId = (await apply())('fire-safety-check');
    const { id: paperId } = await paperOf(caseId, 'receipt-of-materials');
    const openingId = newId(testNow);
    await city.database.migratorPool.query(
      `insert into cases.paper_opening (id, case_id, paper_id, resident_id, opened_at) values ($1, $2, $3, $4, $5)`,
      [openingId, caseId, paperId, stranger.kind === 'resident' ? stranger.id : '', testNow],
    );
    await runUseCase(asWorker(), takeInOpening, { caseId, openingId });
    const { rows } = await city.database.migratorPool.query('select from cases.delivery where case_id = $1', [
      caseId,
    ]);
    assert.equal(rows.length, 0);
  });
});
