import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor, OfficerActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { runUseCase } from '#platform/use-case';
import type { TestCity } from '#test/kit/city';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { type ApplicationFixture, buildDraft } from './case-fixtures.ts';
import { decideCase, refuseAcceptance } from './decide-case.ts';
import { listInbox, searchCases } from './list-inbox.ts';
import { requestCorrection } from './request-correction.ts';
import { reviewCase } from './review-case.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { submitApplication } from './submit-application.ts';
import { viewApplication } from './view-application.ts';

const acceptanceDays = '2026-11-30'; // Five working days after Monday 23 November 2026.

describe('cases and their lawful clocks', () => {
  let scene: CaseScene;
  let city: TestCity;
  let resident: Actor;
  before(async () => {
    scene = await openCaseScene();
    ({ city, resident } = scene);
  });
  after(() => scene.close());

  const at = (now: Date, actor: Actor) => scene.at(now, actor);
  const officer = (organKey: string, role: Role) => scene.officer(organKey, role);
  const apply = (now?: Date, stated?: ApplicationFixture) => scene.apply(now, stated);
  const look = (now: Date, who: OfficerActor, caseId: Id) => scene.look(now, who, caseId);

  test('one application becomes a case of each responsible organ; food waits, fire runs beside', async () => {
    const { cases, caseOf } = await apply();
    assert.deepEqual(
      cases.map(({ serviceKey, status, organName }) => [serviceKey, status, organName.zh]).sort(),
      [
        ['business-licence', 'received', '汕头市龙湖区市场监督管理局'],
        ['fire-safety-check', 'received', '汕头市龙湖区消防救援大队'],
        ['food-operation-permit', 'waiting', '汕头市龙湖区市场监督管理局'],
      ],
    );
    assert.deepEqual(caseOf('food-operation-permit').clocks, [], 'no clock runs while it waits');
    assert.equal(caseOf('fire-safety-check').clocks[0]?.dueOn, acceptanceDays);
  });

  test('submitting a draft twice, even at once, gives one application', async () => {
    const draftId = await buildDraft(at(testNow, resident));
    const submit = (revision: number) =>
      runUseCase(at(testNow, resident), submitApplication, { draftId, revision, declared: true });
    const { rows } = await city.database.migratorPool.query<{ revision: number }>(
      'select revision from cases.draft where id = $1',
      [draftId],
    );
    const revision = rows[0]?.revision ?? 0;
    const ids = await Promise.all([submit(revision), submit(revision), submit(revision)]);
    assert.equal(new Set([...ids, await submit(revision)]).size, 1);
  });

  test('an organ gets the answers and documents that its service needs, and no others', async () => {
    const { caseOf } = await apply();
    const fire = await look(
      testNow,
      await officer('longhu-fire-rescue', 'reviewer'),
      caseOf('fire-safety-check').id,
    );
    assert.ok(!fire.answers.some((one) => one.field === 'businessItems'));
    assert.deepEqual(fire.evidence.map((one) => one.requirementKey).sort(), [
      'fire-equipment-plan',
      'fire-safety-rules',
      'floor-plan',
      'gas-installation',
    ]);
    const licence = await look(
      testNow,
      await officer('longhu-market-supervision', 'reviewer'),
      caseOf('business-licence').id,
    );
    assert.ok(!licence.answers.some((one) => one.field === 'openFlame'));
    assert.match(licence.applicantIdNumber, /\*{6,}/);
  });

  test('what an organ has as evidence can’t be removed by the internet zone any more', async () => {
    const { applicationId } = await apply();
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      'select item.file_id as id from cases.evidence_item item join cases.case one on one.id = item.case_id where one.application_id = $1',
      [applicationId],
    );
    assert.ok(rows.length > 0);
    const internet = await city.database.pools.get('internet').connect();
    try {
      await internet.query('begin');
      await internet.query(`select set_config('yizhan.actor_id', $1, true)`, [
        resident.kind === 'resident' ? resident.id : '',
      ]);
      const removed = await internet.query('delete from platform.file where id = any ($1::uuid[])', [
        rows.map((row) => row.id),
      ]);
      assert.equal(removed.rowCount, 0);
    } finally {
      await internet.query('rollback');
      internet.release();
    }
  });

  test('in Jinping District the organs of Jinping are responsible', async () => {
    const { cases } = await apply(testNow, { answers: { premisesStreet: '440511001' } });
    assert.deepEqual([...new Set(cases.map((one) => one.organName.zh))].sort(), [
      '汕头市金平区市场监督管理局',
      '汕头市金平区消防救援大队',
    ]);
  });

  test('without a notice in five working days it is accepted by law as of receipt (行政许可法 第三十二条)', async () => {
    const { applicationId, caseOf } = await apply();
    const fire = caseOf('fire-safety-check');
    const lastMoment = new Date('2026-11-30T15:59:59Z'); // 23:59:59 in Shantou, on the fifth day.
    at(lastMoment, resident);
    await city.app.workUntilDone();
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    assert.equal(
      (await look(lastMoment, reviewer, fire.id)).status,
      'received',
      'the whole fifth day is in time',
    );
    const after = new Date('2026-11-30T16:00:00Z');
    at(after, resident);
    await city.app.workUntilDone();
    const seen = await look(after, reviewer, fire.id);
    assert.equal(seen.status, 'accepted');
    assert.equal(seen.acceptedByLaw, true);
    assert.equal(seen.acceptedOn, '2026-11-23', 'as of the day of receipt');
    const decision = seen.clocks.find((clock) => clock.kind === 'decision');
    assert.equal(decision?.startedOn, '2026-11-23');
    assert.equal(decision?.dueOn, '2026-12-21', 'twenty working days from receipt (第四十二条)');
    const inspection = seen.clocks.find((clock) => clock.kind === 'inspection');
    assert.equal(inspection?.dueOn, '2026-12-07', 'ten working days (消防法 第十五条)');
    const own = await runUseCase(at(after, resident), viewApplication, { applicationId });
    assert.equal(own.cases.find((one) => one.id === fire.id)?.acceptedByLaw, true);
  });

  test('a correction is requested once, in time, and not again after the documents came', async () => {
    const { caseOf } = await apply();
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const caseId = caseOf('fire-safety-check').id;
    const items = [{ requirementKey: 'floor-plan', sentence: '请标出安全出口。' }];
    const unknown = [{ requirementKey: 'horoscope', sentence: '请补交。' }];
    const first = { caseId, revision: 1, items };
    await assert.rejects(
      runUseCase(at(testNow, reviewer), requestCorrection, { ...first, items: unknown }),
      isCode('correction-items'),
    );
    await runUseCase(at(testNow, reviewer), requestCorrection, first);
    await assert.rejects(
      runUseCase(at(testNow, reviewer), requestCorrection, { ...first, revision: 2 }),
      isCode('not-now'),
    );
    const seen = await look(testNow, reviewer, caseId);
    assert.equal(seen.status, 'correcting');
    assert.deepEqual(
      seen.clocks.filter((clock) => !clock.ended),
      [],
      'no clock runs while the applicant corrects',
    );
  });

  test('a correction that comes too late is refused, before the timer has fired', async () => {
    const { caseOf } = await apply();
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const input = {
      caseId: caseOf('fire-safety-check').id,
      revision: 1,
      items: [{ requirementKey: 'floor-plan', sentence: '请补交。' }],
    };
    const tooLate = new Date('2026-12-01T01:00:00Z');
    await assert.rejects(
      runUseCase(at(tooLate, reviewer), requestCorrection, input),
      isCode('correction-too-late'),
    );
  });

  test('registration counts three working days from receipt (市场主体登记管理条例 第十九条)', async () => {
    const { caseOf } = await apply();
    const decision = caseOf('business-licence').clocks.find((clock) => clock.kind === 'decision');
    assert.equal(decision?.startedOn, '2026-11-23');
    assert.equal(decision?.dueOn, '2026-11-26');
  });

  test('when the licence is granted the food permit is received that day; when it is refused it stops', async () => {
    for (const [outcome, status] of [
      ['granted', 'received'],
      ['refused', 'stopped'],
    ] as const) {
      const { applicationId, caseOf } = await apply();
      const caseId = caseOf('business-licence').id;
      const reviewer = await officer('longhu-market-supervision', 'reviewer');
      await runUseCase(at(testNow, reviewer), acceptCase, { caseId, revision: 1 });
      const opinion = { caseId, revision: 2, conclusion: 'in-order', opinion: '齐全。' } as const;
      await runUseCase(at(testNow, reviewer), reviewCase, opinion);
      const decidedAt = new Date('2026-11-25T02:00:00Z');
      const approver = await officer('longhu-market-supervision', 'approver');
      await runUseCase(at(decidedAt, approver), decideCase, {
        caseId,
        revision: 3,
        outcome,
        reasons: '事实和依据。',
      });
      await city.app.workUntilDone();
      const own = await runUseCase(at(decidedAt, resident), viewApplication, { applicationId });
      const food = own.cases.find((one) => one.serviceKey === 'food-operation-permit');
      assert.equal(food?.status, status);
      assert.equal(food?.receivedOn, status === 'received' ? '2026-11-25' : null);
    }
  });

  test('a refusal needs reasons and tells where and until when to appeal (第三十八条)', async () => {
    const { applicationId, caseOf } = await apply();
    const caseId = caseOf('business-licence').id;
    const reviewer = await officer('longhu-market-supervision', 'reviewer');
    await assert.rejects(
      runUseCase(at(testNow, reviewer), refuseAcceptance, { caseId, revision: 1, reasons: '   ' }),
      isCode('reasons-needed'),
    );
    await runUseCase(at(testNow, reviewer), refuseAcceptance, {
      caseId,
      revision: 1,
      reasons: '不属于本机关职权。',
    });
    const own = await runUseCase(at(testNow, resident), viewApplication, { applicationId });
    const { decision } = own.cases.find((one) => one.id === caseId) ?? {};
    assert.equal(decision?.appeal.reconsiderationOrganName?.zh, '汕头市龙湖区人民政府');
    assert.match(decision?.appeal.courtName?.zh ?? '', /人民法院/);
  });

  test('two officers who act at once on what they saw: one does, the other is told', async () => {
    const { caseOf } = await apply();
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const caseId = caseOf('fire-safety-check').id;
    const accepting = [1, 2, 3].map(() =>
      runUseCase(at(testNow, reviewer), acceptCase, { caseId, revision: 1 }),
    );
    const results = await Promise.allSettled(accepting);
    assert.equal(results.filter((one) => one.status === 'fulfilled').length, 1);
    for (const one of results) if (one.status === 'rejected') assert.ok(isCode('case-changed')(one.reason));
  });

  test('a finished task is gone from the inbox when the answer arrives, and a search finds the case', async () => {
    const { caseOf } = await apply();
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const approver = await officer('longhu-fire-rescue', 'approver');
    const found = caseOf('fire-safety-check');
    const tasksOf = async () =>
      (await runUseCase(at(testNow, reviewer), listInbox, { page: 1, order: 'since' })).rows
        .filter((row) => row.caseId === found.id)
        .map((row) => row.element);
    assert.deepEqual(await tasksOf(), ['accept']);
    await runUseCase(at(testNow, reviewer), acceptCase, { caseId: found.id, revision: 1 });
    assert.deepEqual((await tasksOf()).sort(), ['inspect', 'review']);
    const inbox = await runUseCase(at(testNow, approver), listInbox, { page: 1, order: 'due' });
    assert.ok(!inbox.rows.some((row) => row.caseId === found.id), 'the approver has nothing to do yet');
    const search = await runUseCase(at(testNow, reviewer), searchCases, {
      text: found.number.slice(5),
      page: 1,
    });
    assert.deepEqual(
      search.rows.map((row) => row.caseId),
      [found.id],
    );
    const wildcard = await runUseCase(at(testNow, reviewer), searchCases, { text: '%_%', page: 1 });
    assert.equal(wildcard.total, 0, '% and _ are letters');
  });

  test('a clock that reaches into the unannounced year says so', async () => {
    const { caseOf } = await apply(new Date('2026-12-21T02:00:00Z'));
    const reviewer = await officer('longhu-fire-rescue', 'reviewer');
    const caseId = caseOf('fire-safety-check').id;
    const now = new Date('2026-12-22T02:00:00Z');
    await runUseCase(at(now, reviewer), acceptCase, { caseId, revision: 1 });
    const { clocks } = await look(now, reviewer, caseId);
    const decision = clocks.find((clock) => clock.kind === 'decision');
    assert.match(decision?.warnings.map((one) => one.zh).join() ?? '', /2027/);
  });
});
