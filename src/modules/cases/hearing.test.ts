import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { receiveDocument } from '#platform/files';
import { runUseCase } from '#platform/use-case';
import { buildPdf, textOfPdf } from '#test/kit/papers';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { type ArchiveStage, openArchiveStage } from './archive-fixtures.ts';
import { attachProcedureFile } from './attach-record-file.ts';
import { concludeProcedure } from './conclude-procedure.ts';
import { decideCase } from './decide-case.ts';
import { recordHearingRequest, setHearingAppointment } from './hold-hearing.ts';
import { openProcedure } from './open-procedure.ts';
import type { PaperKind } from './paper-contract.ts';
import type { HearingBasis } from './procedure-contract.ts';
import { renderCasePaper } from './render-case-paper.ts';
import { inspectCase, reviewCase } from './review-case.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { verifyPaper, viewPaper } from './view-paper.ts';
import { viewProcedure } from './view-procedure.ts';

const brigade = 'longhu-fire-rescue';
const day = (text: string) => new Date(`${text}T02:00:00Z`);

/** Refused with this code, and with a sentence that cites the article in both languages. */
const citing = (code: string, article: string, number: number) => (error: unknown) =>
  isAppError(error) &&
  error.code === code &&
  error.text.zh.includes(`行政许可法${article}`) &&
  new RegExp(`articles? [\\d and]*\\b${number}\\b`).test(error.text.en);

/** 行政许可法 第三十六条, 第四十五条至第四十八条, on the calendar of 2026: told on Monday 23 November. */
describe('a hearing on a licence', () => {
  let scene: CaseScene;
  let stage: ArchiveStage;

  before(async () => {
    scene = await openCaseScene();
    stage = openArchiveStage(scene.city);
  });
  after(() => scene.close());

  /** A fire check, accepted on 23 November, and its hearing. */
  async function told(basis: HearingBasis, interested: readonly string[] = ['示例住户甲']) {
    const { caseOf, applicationId } = await scene.apply();
    const caseId = caseOf('fire-safety-check').id;
    const fire = await scene.officer(brigade, 'reviewer');
    await runUseCase(scene.at(testNow, fire), acceptCase, { caseId, revision: 1 });
    await runUseCase(scene.at(testNow, fire), openProcedure, {
      caseId,
      revision: (await scene.look(testNow, fire, caseId)).revision,
      kind: 'special',
      ground: 'hearing',
      request: '油烟排放直接影响相邻住户。',
      hearing: { basis, interested: [...interested] },
      ...(basis === 'major-interests' ? {} : { dueOn: '2026-12-18' }),
    });
    await scene.city.app.workUntilDone();
    const procedureId = (await scene.look(testNow, fire, caseId)).procedures[0]?.id ?? '';
    return { caseId, applicationId, procedureId, fire };
  }

  const look = (now: Date, who: OfficerActor, procedureId: Id) =>
    runUseCase(scene.at(now, who), viewProcedure, { procedureId });

  async function request(now: Date, who: OfficerActor, procedureId: Id, on: string) {
    const { revision } = await look(now, who, procedureId);
    const body = { procedureId, revision, by: '示例住户甲', on };
    await runUseCase(scene.at(now, who), recordHearingRequest, body);
    await scene.city.app.workUntilDone();
  }

  async function appoint(now: Date, who: OfficerActor, procedureId: Id, on: string, presidingId: Id) {
    const { revision } = await look(now, who, procedureId);
    const at = `${on}T01:30:00.000Z`;
    const body = { procedureId, revision, at, place: '示例路2号会议室', presidingId };
    await runUseCase(scene.at(now, who), setHearingAppointment, body);
    await scene.city.app.workUntilDone();
  }

  async function conclude(now: Date, who: OfficerActor, procedureId: Id, outcome: string) {
    const { revision } = await look(now, who, procedureId);
    const body = { procedureId, revision, outcome, result: '听证笔录见附件。' };
    await runUseCase(scene.at(now, who), concludeProcedure, body);
    await scene.city.app.workUntilDone();
  }

  async function attachMinutes(now: Date, who: OfficerActor, procedureId: Id) {
    const content = Readable.from([await buildPdf('Minutes')]);
    const file = await receiveDocument(
      stage.files,
      'extranet',
      { fileName: '笔录.pdf', content },
      1_000_000,
      now,
    );
    await runUseCase(scene.at(now, who), attachProcedureFile, { procedureId, file });
  }

  /** Inspects with a colleague, and reviews where the process asks for that as well. */
  async function examine(now: Date, who: OfficerActor, caseId: Id) {
    const opinion = { caseId, conclusion: 'in-order', opinion: '符合要求。' } as const;
    const { revision, colleagues } = await scene.look(now, who, caseId);
    const companionId = colleagues[0]?.id ?? '';
    await runUseCase(scene.at(now, who), inspectCase, { ...opinion, revision, companionId });
    const inspected = await scene.look(now, who, caseId);
    if (inspected.allowed.some((one) => one.action === 'review'))
      await runUseCase(scene.at(now, who), reviewCase, { ...opinion, revision: inspected.revision });
  }

  async function decisionDue(now: Date, who: OfficerActor, caseId: Id) {
    const { clocks } = await scene.look(now, who, caseId);
    return clocks.find((clock) => clock.kind === 'decision' && !clock.ended)?.dueOn;
  }

  async function someoneElse(who: OfficerActor, procedureId: Id): Promise<readonly Id[]> {
    const { hearing } = await look(testNow, who, procedureId);
    return hearing?.mayPreside.map((one) => one.id) ?? [];
  }

  test('names why it is held, and the interested persons who were told', async () => {
    await assert.rejects(told('major-interests', []), citing('hearing-interested-needed', '第三十六条', 36));
    const { procedureId, caseId, fire, applicationId } = await told('major-interests');
    const { hearing, stopsClock } = await look(testNow, fire, procedureId);
    assert.equal(hearing?.toldOn, '2026-11-23');
    // 24, 25, 26, 27 and 30 November: five working days, the day of telling not counted.
    assert.equal(hearing?.askBy, '2026-11-30');
    assert.equal(stopsClock, false, 'telling stops no clock');
    assert.equal(await decisionDue(testNow, fire, caseId), '2026-12-21');
    const own = (await scene.own(testNow, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.procedures[0]?.hearing?.askBy, '2026-11-30');
    const { rows } = await scene.city.database.migratorPool.query<{ body: { zh: string } }>(
      `select body from notices.notice where subject_id = $1 and title ->> 'zh' = '您可以要求听证'`,
      [caseId],
    );
    assert.match(rows[0]?.body.zh ?? '', /2026年11月30日[\s\S]*听证不收费/);
  });

  test('may be asked for within five working days of being told (第四十七条)', async () => {
    const late = await told('major-interests');
    await assert.rejects(
      request(day('2026-12-01'), late.fire, late.procedureId, '2026-12-01'),
      citing('hearing-asked-too-late', '第四十七条', 47),
    );
    await assert.rejects(
      request(day('2026-11-24'), late.fire, late.procedureId, '2026-11-25'),
      isCode('hearing-asked-on-wrong'),
    );
    // On the last day, recorded the day after.
    await request(day('2026-12-01'), late.fire, late.procedureId, '2026-11-30');
    const { hearing } = await look(day('2026-12-01'), late.fire, late.procedureId);
    // Twenty working days from 30 November: 1 to 28 December without four weekends.
    assert.equal(hearing?.holdBy, '2026-12-28');
    assert.deepEqual(hearing?.asked, { by: '示例住户甲', on: '2026-11-30' });
    // Left out from the day of the request (第四十五条), 30 November to 28 December, twenty-one working days: the due day
    // of 21 December moves to 20 January 2027.
    assert.equal(await decisionDue(day('2026-12-01'), late.fire, late.caseId), '2027-01-20');
  });

  test('is told seven working days before, and held within twenty of the request (第四十七条, 第四十八条)', async () => {
    const { procedureId, fire } = await told('major-interests');
    const [presiding = ''] = await someoneElse(fire, procedureId);
    const monday = day('2026-11-30');
    await assert.rejects(
      appoint(monday, fire, procedureId, '2026-12-10', presiding),
      citing('hearing-not-asked-yet', '第四十七条', 47),
    );
    await request(monday, fire, procedureId, '2026-11-30');
    // 1, 2, 3, 4, 7, 8 and 9 December lie between: 10 December is the first day that can be appointed.
    await assert.rejects(
      appoint(monday, fire, procedureId, '2026-12-09', presiding),
      citing('hearing-notice-too-short', '第四十八条', 48),
    );
    await assert.rejects(
      appoint(monday, fire, procedureId, '2026-12-29', presiding),
      citing('hearing-held-too-late', '第四十七条', 47),
    );
    await appoint(monday, fire, procedureId, '2026-12-10', presiding);
    const { hearing } = await look(monday, fire, procedureId);
    assert.equal(hearing?.appointment?.noticeOn, '2026-11-30');
  });

  test('is presided over by somebody who did not review it, and who may be asked to withdraw (第四十八条第一款第三项)', async () => {
    // The opinion that the officer gave in the review.
    const licence = await told('by-law', []);
    await scene.city.database.migratorPool.query(
      `insert into cases.opinion (id, case_id, organ_id, element, officer_id, conclusion, opinion, given_at)
         select $1, one.id, one.organ_id, 'review', $2, 'in-order', '齐全。', now() from cases."case" one where one.id = $3`,
      [licence.procedureId, licence.fire.id, licence.caseId],
    );
    await assert.rejects(
      appoint(testNow, licence.fire, licence.procedureId, '2026-12-15', licence.fire.id),
      citing('hearing-presiding-reviewed', '第四十八条', 48),
    );
    const others = await someoneElse(licence.fire, licence.procedureId);
    assert.ok(!others.includes(licence.fire.id));
    const [first = '', second = ''] = others;
    await appoint(testNow, licence.fire, licence.procedureId, '2026-12-15', first);
    // Six days before, another may still preside: time and place were told long ago.
    await appoint(day('2026-12-09'), licence.fire, licence.procedureId, '2026-12-15', second);
    // By-law hearings are announced (第四十六条): time and place did not change, so there is one announcement.
    const papers = (await scene.look(day('2026-12-09'), licence.fire, licence.caseId)).papers;
    assert.deepEqual(
      papers.filter((one) => one.kind.startsWith('hearing-')).map((one) => `${one.kind} ${one.replaced}`),
      ['hearing-announcement false', 'hearing-notice true', 'hearing-notice false'],
    );
    const { hearing } = await look(day('2026-12-09'), licence.fire, licence.procedureId);
    assert.equal(hearing?.withdrawn.length, 1);
    assert.equal(hearing?.appointment?.noticeOn, '2026-11-23');
  });

  test('whoever presides gives no opinion on the application, alone or as a companion, before the hearing or after', async () => {
    const { caseId, procedureId, fire } = await told('by-law', []);
    const { colleagues } = await scene.look(testNow, fire, caseId);
    const other = colleagues.find((one) => one.id !== fire.id)?.id ?? '';
    await appoint(testNow, fire, procedureId, '2026-12-15', fire.id);
    const seen = await scene.look(testNow, fire, caseId);
    assert.ok(!seen.allowed.some(({ action }) => action === 'review' || action === 'inspect'));
    const opinion = { caseId, revision: seen.revision, conclusion: 'in-order', opinion: '符合。' } as const;
    await assert.rejects(
      runUseCase(scene.at(testNow, fire), reviewCase, opinion),
      citing('hearing-presides-not-reviews', '第四十八条', 48),
    );
    await appoint(testNow, fire, procedureId, '2026-12-15', other);
    const anew = await scene.look(testNow, fire, caseId);
    assert.ok(!anew.colleagues.some(({ id }) => id === other), 'who presides is no companion');
    await assert.rejects(
      runUseCase(scene.at(testNow, fire), inspectCase, {
        ...opinion,
        revision: anew.revision,
        companionId: other,
      }),
      citing('hearing-companion-presides', '第四十八条', 48),
    );
    // Whoever was replaced before the hearing did not preside, and may review.
    await runUseCase(scene.at(testNow, fire), reviewCase, { ...opinion, revision: anew.revision });
  });

  test('has papers of its own: the right to it, the notice and the record, which anyone can verify', async () => {
    const { caseId, procedureId, fire, applicationId } = await told('major-interests');
    const [presiding = ''] = await someoneElse(fire, procedureId);
    await request(testNow, fire, procedureId, '2026-11-23');
    await appoint(testNow, fire, procedureId, '2026-12-03', presiding);
    const held = day('2026-12-03');
    await attachMinutes(held, fire, procedureId);
    await conclude(held, fire, procedureId, 'done');
    const papers = (await scene.look(held, fire, caseId)).papers;
    const read = async (kind: PaperKind) => {
      const paperId = papers.find((one) => one.kind === kind)?.id ?? '';
      const printable = await runUseCase(scene.at(held, fire), viewPaper, { caseId, paperId });
      return {
        ...printable.paper,
        text: await textOfPdf(await renderCasePaper(printable, 'https://yizhan.test')),
      };
    };
    assert.ok(!papers.some((one) => one.kind === 'hearing-announcement'), 'article 47 asks for none');
    const rights = await read('hearing-rights');
    assert.match(rights.text, /听告〔2026〕\d+号[\s\S]*利害关系人[\s\S]*2026年11月30日/);
    assert.match(rights.text, /《行政许可法》第四十七条第一款/);
    assert.ok(!rights.text.includes('示例住户甲'), 'those who are told are not named to each other');
    const notice = await read('hearing-notice');
    assert.match(notice.text, /2026年12月3日 09:30[\s\S]*示例路2号会议室[\s\S]*申请回避/);
    const record = await read('hearing-record');
    assert.match(record.text, /听录〔2026〕\d+号[\s\S]*示例住户甲[\s\S]*听证笔录见附件[\s\S]*SHA-256/);
    const own = (await scene.own(held, applicationId)).cases.find((one) => one.id === caseId);
    for (const kind of ['hearing-rights', 'hearing-notice', 'hearing-record'])
      assert.ok(
        own?.papers.some((one) => one.kind === kind),
        `the applicant sees ${kind}`,
      );
    const anyone = { ...scene.at(held, fire), actor: { kind: 'anonymous' } } as const;
    const verified = await runUseCase(anyone, verifyPaper, { code: notice.verificationCode });
    assert.equal(verified.number, notice.number);
    assert.equal(verified.replacedBy, null);
  });

  test('is sealed with its case, with its papers, or without them where it is older than they are', async () => {
    const afterAll = day('2028-01-10');
    const sealed = async (isOlder: boolean) => {
      const { caseId, procedureId, fire } = await told('by-law', []);
      await stage.giveBytes(caseId);
      const [presiding = ''] = await someoneElse(fire, procedureId);
      await appoint(testNow, fire, procedureId, '2026-12-15', presiding);
      const held = day('2026-12-15');
      await attachMinutes(held, fire, procedureId);
      await conclude(held, fire, procedureId, 'done');
      await examine(held, fire, caseId);
      const head = await scene.officer(brigade, 'approver');
      const { revision } = await scene.look(held, head, caseId);
      const decision = { caseId, revision, outcome: 'refused', reasons: '不符合消防技术标准。' } as const;
      await runUseCase(scene.at(held, head), decideCase, decision);
      await scene.city.app.workUntilDone();
      const { migratorPool } = scene.city.database;
      await migratorPool.query(`delete from cases.paper where case_id = $1 and kind = 'hearing-notice'`, [
        caseId,
      ]);
      if (isOlder)
        await migratorPool.query(`update platform.event set schema_version = 1 where subject_id = $1`, [
          procedureId,
        ]);
      await stage.archive(caseId, afterAll);
      return (await stage.packages(caseId)).length;
    };
    assert.equal(await sealed(true), 1, 'nobody will issue what is missing');
    assert.equal(await sealed(false), 0, 'what is missing will still be issued');
  });

  test('ends with signed minutes, and before it no decision is made (第四十八条)', async () => {
    const { caseId, procedureId, fire } = await told('major-interests');
    const [presiding = ''] = await someoneElse(fire, procedureId);
    await request(testNow, fire, procedureId, '2026-11-23');
    await appoint(testNow, fire, procedureId, '2026-12-03', presiding);
    const head = await scene.officer(brigade, 'approver');
    const view = await scene.look(testNow, head, caseId);
    assert.ok(!view.allowed.some((one) => one.action === 'decide'));
    await assert.rejects(
      conclude(day('2026-12-02'), fire, procedureId, 'done'),
      citing('hearing-not-held-yet', '第四十八条', 48),
    );
    const held = day('2026-12-03');
    await assert.rejects(
      conclude(held, fire, procedureId, 'done'),
      citing('hearing-minutes-needed', '第四十八条', 48),
    );
    await attachMinutes(held, fire, procedureId);
    await conclude(held, fire, procedureId, 'done');
    const after = await scene.look(held, fire, caseId);
    assert.equal(after.procedures[0]?.files[0]?.kind, 'hearing-minutes');
    // 24 November to 3 December are left out, eight working days, and no longer all twenty: 21 December moves by eight.
    assert.equal(await decisionDue(held, fire, caseId), '2026-12-31');
  });

  test('a decision is refused with its articles while a hearing is open, even if it is forced', async () => {
    const { caseId, fire } = await told('by-law', []);
    const head = await scene.officer(brigade, 'approver');
    await examine(testNow, fire, caseId);
    const seen = await scene.look(testNow, head, caseId);
    const decision = { caseId, revision: seen.revision, outcome: 'granted' as const, reasons: '' };
    await assert.rejects(
      runUseCase(scene.at(testNow, head), decideCase, decision),
      citing('hearing-open', '第四十七条', 47),
    );
  });

  test('is not held where nobody asked in time; until then it stays open, and no day is left out', async () => {
    const { caseId, procedureId, fire } = await told('major-interests');
    await assert.rejects(
      conclude(day('2026-11-30'), fire, procedureId, 'not-asked'),
      citing('hearing-may-still-ask', '第四十七条', 47),
    );
    await conclude(day('2026-12-01'), fire, procedureId, 'not-asked');
    assert.equal(await decisionDue(day('2026-12-01'), fire, caseId), '2026-12-21');
  });
});
