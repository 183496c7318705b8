import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { runUseCase } from '#platform/use-case';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { concludeProcedure } from './conclude-procedure.ts';
import type { CaseView, OpenProcedureBody, ProcedureView } from './contract.ts';
import { decideCase } from './decide-case.ts';
import { extendCase } from './extend-case.ts';
import { listInbox } from './list-inbox.ts';
import { openProcedure } from './open-procedure.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { terminateCase } from './terminate-case.ts';
import { transferCase } from './transfer-case.ts';
import { viewProcedure, viewSharedEvidence } from './view-procedure.ts';

const market = 'longhu-market-supervision';
const fire = 'longhu-fire-rescue';
const day = (text: string) => new Date(`${text}T02:00:00Z`);

describe('procedures beside a case, and what organs do to it', () => {
  let scene: CaseScene;
  before(async () => {
    scene = await openCaseScene();
  });
  after(() => scene.close());

  /** The fire check's case, accepted on Monday 23 November 2026: its decision is due on 21 December. */
  async function acceptedFire() {
    const { applicationId, caseOf } = await scene.apply();
    const caseId = caseOf('fire-safety-check').id;
    const reviewer = await scene.officer(fire, 'reviewer');
    await runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId, revision: 1 });
    return { applicationId, caseId, reviewer };
  }

  type Opening = Omit<OpenProcedureBody, 'revision' | 'request'> & { readonly request?: string };

  async function open(now: Date, who: OfficerActor, caseId: Id, opening: Opening): Promise<CaseView> {
    const { revision } = await scene.look(now, who, caseId);
    const body = { request: '请研究。', ...opening, revision, caseId };
    await runUseCase(scene.at(now, who), openProcedure, body);
    await scene.city.app.workUntilDone();
    return await scene.look(now, who, caseId);
  }

  async function conclude(
    now: Date,
    who: OfficerActor,
    procedureId: Id,
    answer: { readonly outcome: string; readonly companionIds?: readonly Id[] },
  ): Promise<ProcedureView> {
    const { revision } = await runUseCase(scene.at(now, who), viewProcedure, { procedureId });
    const { companionIds, outcome } = answer;
    const body = { procedureId, revision, outcome, result: '记录。' };
    await runUseCase(scene.at(now, who), concludeProcedure, {
      ...body,
      ...(companionIds === undefined ? {} : { companionIds: [...companionIds] }),
    });
    await scene.city.app.workUntilDone();
    return await runUseCase(scene.at(now, who), viewProcedure, { procedureId });
  }

  const runningDecision = (view: CaseView) =>
    view.clocks.find((clock) => clock.kind === 'decision' && !clock.ended);

  test('an expert review stops the clock for the days it needs, and both derivations are kept (行政许可法 第四十五条)', async () => {
    const { caseId, reviewer, applicationId } = await acceptedFire();
    assert.equal(runningDecision(await scene.look(testNow, reviewer, caseId))?.dueOn, '2026-12-21');
    const review = { kind: 'special', ground: 'expert-review', dueOn: '2026-12-11' } as const;
    const stopped = await open(day('2026-11-30'), reviewer, caseId, review);
    // The ten working days from 30 November to 11 December are left out: 21 December moves by ten to 5 January 2027,
    // since 1 January is a holiday by law, whatever the notice for 2027 will say.
    const suspended = runningDecision(stopped);
    assert.equal(suspended?.dueOn, '2027-01-05');
    assert.equal(suspended?.suspended, true);
    assert.match(suspended?.warnings.map((one) => one.zh).join() ?? '', /2027/);
    assert.equal(stopped.clocks.filter((clock) => clock.replaced).length, 1, 'the first derivation is kept');
    const approver = await scene.officer(fire, 'approver');
    assert.ok(
      !(await scene.look(day('2026-12-01'), approver, caseId)).allowed.some((one) => one.action === 'decide'),
    );
    const own = (await scene.own(day('2026-12-01'), applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.procedures[0]?.groundName?.zh, '专家评审');

    const procedureId = stopped.procedures[0]?.id ?? '';
    await conclude(day('2026-12-04'), reviewer, procedureId, { outcome: 'done' });
    const resumed = runningDecision(await scene.look(day('2026-12-04'), reviewer, caseId));
    assert.equal(resumed?.dueOn, '2026-12-28', 'five working days were needed, 30 November to 4 December');
    assert.equal(resumed?.revisedBecause, 'resumed');
    const notices = await scene.city.database.migratorPool.query<{ title: { zh: string } }>(
      'select title from notices.notice where subject_id = $1 order by created_at',
      [caseId],
    );
    assert.ok(notices.rows.some((row) => row.title.zh.includes('启动特别程序')));
    assert.ok(notices.rows.some((row) => row.title.zh.includes('特别程序已结束')));
  });

  test('a decision is refused while a special procedure is open, even if it is forced', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const testing = { kind: 'special', ground: 'testing', dueOn: '2026-11-27' } as const;
    const { revision } = await open(testNow, reviewer, caseId, testing);
    const approver = await scene.officer(fire, 'approver');
    await assert.rejects(
      runUseCase(scene.at(testNow, approver), decideCase, {
        caseId,
        revision,
        outcome: 'granted',
        reasons: '',
      }),
      isCode('not-now'),
      'its turn has not come either',
    );
  });

  test('公示 does not stop the clock', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const before = runningDecision(await scene.look(testNow, reviewer, caseId))?.dueOn;
    const seen = await open(testNow, reviewer, caseId, { kind: 'publicity', dueOn: '2026-12-04' });
    assert.equal(runningDecision(seen)?.dueOn, before);
    assert.equal(seen.clocks.filter((clock) => clock.replaced).length, 0);
  });

  test('a procedure needs a day that is not past, and a special one its ground', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const { revision } = await scene.look(testNow, reviewer, caseId);
    const attempt = (body: Omit<OpenProcedureBody, 'revision' | 'request'>) =>
      runUseCase(scene.at(testNow, reviewer), openProcedure, { ...body, revision, request: '理由', caseId });
    await assert.rejects(attempt({ kind: 'special', dueOn: '2026-12-04' }), isCode('ground-needed'));
    await assert.rejects(
      attempt({ kind: 'special', ground: 'testing', dueOn: '2026-11-22' }),
      isCode('due-on-needed'),
    );
    await assert.rejects(attempt({ kind: 'consultation', dueOn: '2026-12-04' }), isCode('organ-needed'));
    await assert.rejects(attempt({ kind: 'site-visit', dueOn: '2026-12-04' }), isCode('appointment-needed'));
  });

  test('the head of the organ extends once, by ten working days, and not after the time has passed (第四十二条)', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const head = await scene.officer(fire, 'organ-head');
    const { revision } = await scene.look(testNow, reviewer, caseId);
    const extension = { caseId, revision, reasons: '需要核实安全出口。' };
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), extendCase, extension),
      isCode('not-permitted'),
    );
    await assert.rejects(
      runUseCase(scene.at(day('2026-12-22'), head), extendCase, extension),
      isCode('not-now'),
    );
    await runUseCase(scene.at(testNow, head), extendCase, extension);
    const extended = await scene.look(testNow, head, caseId);
    assert.equal(runningDecision(extended)?.dueOn, '2027-01-05', 'thirty working days in all');
    assert.equal(runningDecision(extended)?.extended, true);
    await assert.rejects(
      runUseCase(scene.at(testNow, head), extendCase, { ...extension, revision: extended.revision }),
      isCode('not-now'),
    );
  });

  test('征求意见: the asked organ sees the question and what was shared, nothing else; it answers', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const asked = await scene.officer(market, 'reviewer');
    const evidence = (await scene.look(testNow, reviewer, caseId)).evidence;
    const [shared, kept] = evidence;
    const consultation = {
      kind: 'consultation',
      dueOn: '2026-11-27',
      askedOrganId: asked.posts[0]?.organId ?? '',
      evidenceIds: [shared?.id ?? ''],
    } as const;
    const view = await open(testNow, reviewer, caseId, { ...consultation, evidenceIds: [shared?.id ?? ''] });
    const procedureId = view.procedures[0]?.id ?? '';
    const inbox = await runUseCase(scene.at(testNow, asked), listInbox, { page: 1, order: 'due' });
    const row = inbox.rows.find((one) => one.procedureId === procedureId);
    assert.equal(row?.dueOn, '2026-11-27');
    assert.equal(row?.applicantName, '', 'who applied is not told');
    await assert.rejects(scene.look(testNow, asked, caseId), isCode('no-such-case'));
    const seen = await runUseCase(scene.at(testNow, asked), viewProcedure, { procedureId });
    assert.deepEqual(
      seen.evidence.map((one) => one.id),
      [shared?.id],
    );
    assert.ok(!seen.answers.some((one) => one.field === 'contactMobile'), 'nothing that is sensitive');
    await assert.rejects(
      runUseCase(scene.at(testNow, asked), viewSharedEvidence, { procedureId, evidenceId: kept?.id ?? '' }),
      isCode('no-such-evidence'),
    );
    const stranger = await scene.officer('jinping-market-supervision', 'reviewer');
    await assert.rejects(
      runUseCase(scene.at(testNow, stranger), viewProcedure, { procedureId }),
      isCode('no-such-procedure'),
    );
    const answered = await conclude(testNow, asked, procedureId, { outcome: 'disagree' });
    assert.equal(answered.outcomeName?.zh, '不同意');
    const story = (await scene.look(testNow, reviewer, caseId)).story.map((line) => line.text.zh);
    assert.ok(story.includes('征求意见：不同意'));
  });

  test('an organ that does not answer in time is recorded as silent, and holds nobody up', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const asked = await scene.officer(market, 'reviewer');
    const consultation = { kind: 'consultation', dueOn: '2026-11-27' } as const;
    await open(testNow, reviewer, caseId, { ...consultation, askedOrganId: asked.posts[0]?.organId ?? '' });
    const past = new Date('2026-11-27T16:00:00Z');
    scene.at(past, reviewer);
    await scene.city.app.workUntilDone();
    const [procedure] = (await scene.look(past, reviewer, caseId)).procedures;
    assert.equal(procedure?.status, 'lapsed');
    assert.match(procedure?.result ?? '', /没有答复/);
    const inbox = await runUseCase(scene.at(past, asked), listInbox, { page: 1, order: 'due' });
    assert.ok(!inbox.rows.some((row) => row.procedureId === procedure?.id));
  });

  test('where organs disagree the government above them settles it', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const view = await open(testNow, reviewer, caseId, { kind: 'arbitration', dueOn: '2026-12-04' });
    const [procedure] = view.procedures;
    assert.equal(procedure?.askedOrganName?.zh, '汕头市龙湖区人民政府');
    const arbiter = await scene.officer('longhu-government', 'approver');
    const settled = await conclude(testNow, arbiter, procedure?.id ?? '', { outcome: 'settled' });
    assert.equal(settled.status, 'concluded');
  });

  test('联合踏勘: one appointment, and a record by two officers at least (第三十四条第三款)', async () => {
    const { caseId, reviewer, applicationId } = await acceptedFire();
    const marketOrgan = (await scene.officer(market, 'reviewer')).posts[0]?.organId ?? '';
    const view = await open(testNow, reviewer, caseId, {
      kind: 'site-visit',
      dueOn: '2026-11-27',
      appointment: { at: '2026-11-26 上午', place: '示例路1号' },
      organIds: [marketOrgan],
    });
    const procedureId = view.procedures[0]?.id ?? '';
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.procedures[0]?.appointment?.place, '示例路1号');
    await assert.rejects(
      conclude(testNow, reviewer, procedureId, { outcome: 'in-order' }),
      isCode('companion-needed'),
    );
    const { colleagues } = await runUseCase(scene.at(testNow, reviewer), viewProcedure, { procedureId });
    const companionIds = [colleagues[0]?.id ?? ''];
    const done = await conclude(testNow, reviewer, procedureId, { outcome: 'in-order', companionIds });
    assert.equal(done.recordedBy.length, 2);
  });

  test('a misdirected case goes to the organ whose matter it is, and its clock goes on', async () => {
    const { caseOf, applicationId } = await scene.apply();
    const caseId = caseOf('fire-safety-check').id;
    const reviewer = await scene.officer(fire, 'reviewer');
    const target = await scene.officer('jinping-fire-rescue', 'reviewer');
    const toOrganId = target.posts[0]?.organId ?? '';
    const seen = await scene.look(testNow, reviewer, caseId);
    assert.deepEqual(
      seen.transferTargets.map((one) => one.id),
      [toOrganId],
    );
    const marketOrgan = (await scene.officer(market, 'reviewer')).posts[0]?.organId ?? '';
    const transfer = { caseId, revision: 1, reasons: '场所在金平区。', toOrganId };
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), transferCase, { ...transfer, toOrganId: marketOrgan }),
      isCode('transfer-target'),
    );
    await runUseCase(scene.at(testNow, reviewer), transferCase, transfer);
    await scene.city.app.workUntilDone();
    await assert.rejects(scene.look(testNow, reviewer, caseId), isCode('no-such-case'));
    const moved = await scene.look(testNow, target, caseId);
    assert.equal(moved.organName.zh, '汕头市金平区消防救援大队');
    assert.equal(moved.clocks.find((clock) => clock.kind === 'acceptance')?.dueOn, '2026-11-30', 'unchanged');
    assert.ok(moved.evidence.length > 0);
    await runUseCase(scene.at(testNow, target), acceptCase, { caseId, revision: moved.revision });
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.acts[0]?.reasons, '场所在金平区。');
  });

  test('a duplicate is merged into the case that goes on; another ground needs reasons', async () => {
    const first = await scene.apply();
    const second = await scene.apply();
    const approver = await scene.officer(fire, 'approver');
    const caseId = second.caseOf('fire-safety-check').id;
    const goesOn = first.caseOf('fire-safety-check');
    const ending = { caseId, revision: 1, ground: 'duplicate', reasons: '重复申请。' } as const;
    await assert.rejects(
      runUseCase(scene.at(testNow, approver), terminateCase, { ...ending, otherNumber: 'BJ-没有' }),
      isCode('duplicate-unknown'),
    );
    await assert.rejects(
      runUseCase(scene.at(testNow, approver), terminateCase, {
        ...ending,
        ground: 'applicant-died',
        reasons: ' ',
      }),
      isCode('reasons-needed'),
    );
    await runUseCase(scene.at(testNow, approver), terminateCase, { ...ending, otherNumber: goesOn.number });
    await scene.city.app.workUntilDone();
    const ended = (await scene.own(testNow, second.applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(ended?.status, 'terminated');
    const other = (await scene.own(testNow, first.applicationId)).cases.find((one) => one.id === goesOn.id);
    assert.equal(other?.status, 'received');
  });

  test('what is open at a case ends with it', async () => {
    const { caseId, reviewer } = await acceptedFire();
    const asked = await scene.officer(market, 'reviewer');
    const consultation = { kind: 'consultation', dueOn: '2026-12-04' } as const;
    const { revision } = await open(testNow, reviewer, caseId, {
      ...consultation,
      askedOrganId: asked.posts[0]?.organId ?? '',
    });
    const approver = await scene.officer(fire, 'approver');
    const ending = { caseId, revision, ground: 'applicant-dissolved', reasons: '企业已注销。' } as const;
    await runUseCase(scene.at(testNow, approver), terminateCase, ending);
    await scene.city.app.workUntilDone();
    const [procedure] = (await scene.look(testNow, reviewer, caseId)).procedures;
    assert.equal(procedure?.status, 'cancelled');
    const inbox = await runUseCase(scene.at(testNow, asked), listInbox, { page: 1, order: 'due' });
    assert.ok(!inbox.rows.some((row) => row.procedureId === procedure?.id));
  });
});
