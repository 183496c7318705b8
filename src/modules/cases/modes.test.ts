import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Id } from '#kernel/ids';
import { runUseCase } from '#platform/use-case';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { goOnWithCase, supplyDeferred, withdrawCase } from './act-on-own-case.ts';
import { buildDraft } from './case-fixtures.ts';
import { concludeProcedure } from './conclude-procedure.ts';
import { decideCase, refuseAcceptance } from './decide-case.ts';
import { decideOnTheSpot } from './decide-on-the-spot.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { submitApplication } from './submit-application.ts';
import { takeInAct } from './take-in-act.ts';
import { viewDraft } from './view-draft.ts';
import { viewProcedure } from './view-procedure.ts';

const commitment = { modes: { 'fire-safety-check': 'commitment' } };
const market = 'longhu-market-supervision';
const fire = 'longhu-fire-rescue';
const wednesday = new Date('2026-11-25T02:00:00Z');

describe('the modes of a case', () => {
  let scene: CaseScene;
  before(async () => {
    scene = await openCaseScene();
  });
  after(() => scene.close());

  test('on the spot: complete and in order, accepted and granted in one act (行政许可法 第三十四条第二款)', async () => {
    const { applicationId, caseOf } = await scene.apply();
    const { id: caseId } = caseOf('business-licence');
    const reviewer = await scene.officer(market, 'reviewer');
    const approver = await scene.officer(market, 'approver');
    const spot = { caseId, revision: 1, reasons: '' };
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), decideOnTheSpot, spot),
      isCode('not-permitted'),
      'a reviewer does not decide',
    );
    const seen = await scene.look(testNow, approver, caseId);
    assert.deepEqual(
      seen.allowed.map(({ action }) => action),
      ['decide-on-the-spot', 'transfer', 'terminate'],
    );
    await runUseCase(scene.at(testNow, approver), decideOnTheSpot, spot);
    await scene.city.app.workUntilDone();
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.status, 'granted');
    assert.equal(own?.mode, 'on-the-spot');
    assert.deepEqual([own?.acceptedOn, own?.decidedOn], ['2026-11-23', '2026-11-23']);
    assert.ok(own?.licence, 'and the licence is there');
    assert.ok(
      own?.clocks.every((clock) => clock.ended),
      'no clock runs any more',
    );
  });

  test('on the spot is not offered where the law does not know it', async () => {
    const { caseOf } = await scene.apply();
    const approver = await scene.officer(fire, 'approver');
    const caseId = caseOf('fire-safety-check').id;
    await assert.rejects(
      runUseCase(scene.at(testNow, approver), decideOnTheSpot, { caseId, revision: 1, reasons: '' }),
      isCode('not-now'),
    );
  });

  test('a commitment has to be accepted before it is sent, and is kept as it was shown', async () => {
    const request = scene.at(testNow, scene.resident);
    const draftId = await buildDraft(request, commitment);
    const { draft } = await runUseCase(request, viewDraft, { draftId });
    const submission = { draftId, revision: draft.revision, declared: true };
    await assert.rejects(
      runUseCase(request, submitApplication, submission),
      (error: unknown) =>
        isCode('draft-incomplete')(error) && JSON.stringify(error).includes('commitment.fire-safety-check'),
    );
    await runUseCase(request, submitApplication, { ...submission, committed: ['fire-safety-check'] });
  });

  test('告知承诺: granted on the papers without inspection, verified afterwards, with its consequences (消防法 第十五条)', async () => {
    const { applicationId, caseOf } = await scene.apply(testNow, commitment);
    const { id: caseId } = caseOf('fire-safety-check');
    const reviewer = await scene.officer(fire, 'reviewer');
    const approver = await scene.officer(fire, 'approver');
    await runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId, revision: 1 });
    const accepted = await scene.look(testNow, approver, caseId);
    assert.match(accepted.commitment?.text.zh ?? '', /承诺/);
    assert.ok(!accepted.clocks.some((clock) => clock.kind === 'inspection'), 'no inspection comes first');
    const decision = { caseId, revision: accepted.revision, outcome: 'granted', reasons: '' } as const;
    await runUseCase(scene.at(testNow, approver), decideCase, decision);
    await scene.city.app.workUntilDone();
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.status, 'granted');
    const verification = own?.procedures.find((one) => one.kind === 'verification');
    assert.equal(verification?.status, 'open', 'the licence is out, and the verification is a task');
    const procedureId = verification?.id ?? '';
    const shown = await runUseCase(scene.at(testNow, reviewer), viewProcedure, { procedureId });
    assert.deepEqual(
      shown.allowedOutcomes.map(({ outcome }) => outcome),
      ['kept', 'not-kept'],
    );
    const conclusion = {
      procedureId,
      revision: shown.revision,
      outcome: 'not-kept',
      result: '安全出口上锁。',
    };
    await runUseCase(scene.at(wednesday, reviewer), concludeProcedure, conclusion);
    await scene.city.app.workUntilDone();
    const after = await runUseCase(scene.at(wednesday, reviewer), viewProcedure, { procedureId });
    assert.equal(after.status, 'concluded');
    assert.deepEqual(after.allowedOutcomes, [], 'it ends once');
  });

  test('容缺受理: accepted on an undertaking; no decision before the papers are there (广东省优化营商环境条例 第三十二条)', async () => {
    const { caseId, applicationId } = await receivedFood({ deferred: ['food-safety-rules'] });
    const reviewer = await scene.officer(market, 'reviewer');
    const approver = await scene.officer(market, 'approver');
    const received = await scene.look(wednesday, reviewer, caseId);
    assert.equal(received.mode, 'conditional-acceptance');
    assert.deepEqual(
      received.deferred.map((one) => one.zh),
      ['食品安全管理制度和人员名单'],
    );
    await scene
      .decide(wednesday, market, caseId, 'granted')
      .then(() => assert.fail('the decision waits'))
      .catch((error: unknown) => assert.ok(isCode('decision-blocked')(error), String(error)));
    const own = (await scene.own(wednesday, applicationId)).cases.find((one) => one.id === caseId);
    const supply = own?.procedures.find((one) => one.kind === 'supply');
    assert.equal(supply?.dueOn, '2026-12-09', 'ten working days from acceptance on 25 November 2026');
    const evidence = { 'food-safety-rules': attachedFile('food-safety-rules') };
    const resident = scene.at(wednesday, scene.resident);
    await assert.rejects(
      runUseCase(resident, supplyDeferred, { caseId, note: '', evidence: {} }),
      isCode('supply-incomplete'),
    );
    await runUseCase(resident, supplyDeferred, { caseId, note: '补交', evidence });
    await scene.city.app.workUntilDone();
    await assert.rejects(
      runUseCase(resident, supplyDeferred, { caseId, note: '', evidence }),
      isCode('supply-over'),
    );
    const supplied = await scene.look(wednesday, approver, caseId);
    assert.equal(supplied.evidence.filter((one) => one.round === 2).length, 1);
    const decision = { caseId, revision: supplied.revision, outcome: 'granted', reasons: '' } as const;
    await runUseCase(scene.at(wednesday, approver), decideCase, decision);
  });

  test('容缺受理 that lapses is recorded, and the organ may refuse or end the case then', async () => {
    const { caseId } = await receivedFood({ deferred: ['food-safety-rules'] });
    const reviewer = await scene.officer(market, 'reviewer');
    const approver = await scene.officer(market, 'approver');
    await runUseCase(scene.at(wednesday, reviewer), acceptCase, { caseId, revision: 2 });
    await scene.city.app.workUntilDone();
    const lastMoment = new Date('2026-12-09T15:59:59Z');
    scene.at(lastMoment, reviewer);
    await scene.city.app.workUntilDone();
    const supplyAt = async (now: Date) =>
      (await scene.look(now, approver, caseId)).procedures.find((one) => one.kind === 'supply')?.status;
    assert.equal(await supplyAt(lastMoment), 'open', 'the whole last day is in time');
    const past = new Date('2026-12-09T16:00:00Z');
    scene.at(past, reviewer);
    await scene.city.app.workUntilDone();
    assert.equal(await supplyAt(past), 'lapsed');
  });

  test('a document that must be there at once can’t be left for later', async () => {
    const request = scene.at(testNow, scene.resident);
    await assert.rejects(buildDraft(request, { deferred: ['floor-plan'] }), isCode('defer-not-allowed'));
  });

  test('withdrawn by the applicant: its process, clocks and procedures end; a decided case stays decided', async () => {
    const { applicationId, caseOf } = await scene.apply();
    const fireCase = caseOf('fire-safety-check').id;
    const resident = scene.at(testNow, scene.resident);
    await runUseCase(resident, withdrawCase, { caseId: fireCase, note: '不开了' });
    await assert.rejects(
      runUseCase(resident, withdrawCase, { caseId: fireCase, note: '' }),
      isCode('acted-already'),
    );
    await scene.city.app.workUntilDone();
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === fireCase);
    assert.equal(own?.status, 'withdrawn');
    assert.equal(own?.mayWithdraw, false);
    assert.ok(own?.clocks.every((clock) => clock.ended));
    await assert.rejects(
      runUseCase(scene.at(testNow, scene.resident), withdrawCase, { caseId: fireCase, note: '' }),
      isCode('closed-already'),
    );
    const reviewer = await scene.officer(fire, 'reviewer');
    const seen = await scene.look(testNow, reviewer, fireCase);
    assert.deepEqual(seen.allowed, []);
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId: fireCase, revision: seen.revision }),
      isCode('not-now'),
    );
  });

  test('a withdrawal that comes after the end changes nothing, and its sender is told so, once', async () => {
    const { caseOf } = await scene.apply();
    const fireCase = caseOf('fire-safety-check').id;
    const reviewer = await scene.officer(fire, 'reviewer');
    const { revision } = await scene.look(testNow, reviewer, fireCase);
    await runUseCase(scene.at(testNow, scene.resident), withdrawCase, { caseId: fireCase, note: '' });
    const refusal = { caseId: fireCase, revision, reasons: '不属于本机关职权。' };
    await runUseCase(scene.at(testNow, reviewer), refuseAcceptance, refusal);
    await scene.city.app.workUntilDone();
    const rowsOf = async (statement: string) =>
      (await scene.city.database.migratorPool.query(statement, [fireCase])).rows;
    const told = () =>
      rowsOf(
        `select title ->> 'zh' as title from notices.notice where subject_id = $1 and cause_id in
           (select id from platform.event where subject_id = $1 and type = 'ApplicantActLate')`,
      );
    assert.deepEqual(await told(), [{ title: '撤回没有生效' }]);
    // The subscriber may meet the same event again after a kill.
    const [act] = await rowsOf(
      `select id, data ->> 'actId' as act from platform.event where subject_id = $1 and type = 'ApplicantActed'`,
    );
    const worker = {
      ...scene.at(testNow, { kind: 'system', name: 'cases.acts' }),
      login: 'worker_extranet',
    } as const;
    await runUseCase({ ...worker, causeId: act.id }, takeInAct, { caseId: fireCase, actId: act.act });
    await scene.city.app.workUntilDone();
    assert.equal((await told()).length, 1);
  });

  test('withdrawing the case that others wait for stops them, and the applicant chooses', async () => {
    const { applicationId, caseOf } = await scene.apply();
    await runUseCase(scene.at(testNow, scene.resident), withdrawCase, {
      caseId: caseOf('business-licence').id,
      note: '',
    });
    await scene.city.app.workUntilDone();
    const food = caseOf('food-operation-permit').id;
    const own = async () => (await scene.own(testNow, applicationId)).cases.find((one) => one.id === food);
    assert.equal((await own())?.status, 'stopped');
    const goOn = (licenceNumber: string) =>
      runUseCase(scene.at(testNow, scene.resident), goOnWithCase, { caseId: food, licenceNumber });
    await assert.rejects(goOn('没有这个号'), isCode('licence-not-found'));
    const held = await heldLicence();
    await goOn(held);
    await scene.city.app.workUntilDone();
    const received = await own();
    assert.equal(received?.status, 'received', 'its clock begins with the licence that the applicant holds');
    assert.equal(received?.receivedOn, '2026-11-23');
    await assert.rejects(goOn(held), isCode('not-stopped'));
  });

  /** A food permit's case that was received because the licence it waits for was granted on Wednesday. */
  async function receivedFood(stated: { readonly deferred: readonly string[] }) {
    const { applicationId, caseOf } = await scene.apply(testNow, stated);
    await scene.decide(wednesday, market, caseOf('business-licence').id, 'granted');
    return { applicationId, caseId: caseOf('food-operation-permit').id };
  }

  /** The number of a business licence that the applicant holds from another application. */
  async function heldLicence(): Promise<string> {
    const { applicationId, caseOf } = await scene.apply();
    const caseId: Id = caseOf('business-licence').id;
    await scene.decide(testNow, market, caseId, 'granted');
    const { cases } = await scene.own(testNow, applicationId);
    return cases.find((one) => one.id === caseId)?.licence?.number ?? '';
  }
});

function attachedFile(key: string) {
  return {
    fileId: crypto.randomUUID(),
    name: `${key}.pdf`,
    mediaType: 'application/pdf',
    sizeBytes: 1,
    sha256: '00'.repeat(32),
  };
}
