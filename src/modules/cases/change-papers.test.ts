import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor, OfficerActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { textOfPdf } from '#test/kit/papers';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { withdrawCase } from './act-on-own-case.ts';
import { buildApplication } from './case-fixtures.ts';
import { extendCase } from './extend-case.ts';
import { openProcedure } from './open-procedure.ts';
import type { PaperKind } from './paper-contract.ts';
import { renderCasePaper } from './render-case-paper.ts';
import { terminateCase } from './terminate-case.ts';
import { transferCase } from './transfer-case.ts';
import { viewApplication } from './view-application.ts';
import { viewPaper } from './view-paper.ts';

const organ = 'longhu-fire-rescue';

describe('papers of a case that takes another way', () => {
  let city: TestCity;
  let resident: Actor;

  before(async () => {
    city = await startTestCity();
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      `select id from identity.resident where login_name = 'resident-a'`,
    );
    resident = { kind: 'resident', id: rows[0]?.id ?? '', realNameLevel: 2 };
  });
  after(() => city.close());

  function at(now: Date, actor: Actor): UseCaseRequest {
    city.clock.now = now;
    return requestAs(city.database, actor, { now });
  }

  /** An officer of the organ with these roles, whether its posts have them or not. */
  async function officer(organKey: string, ...roles: readonly Role[]): Promise<OfficerActor> {
    const { rows } = await city.database.migratorPool.query<{ officer: Id; organ: Id }>(
      `select holding.officer_id as officer, organ.id as organ from organs.organ
       join organs.post on post.organ_id = organ.id
       join identity.post_holding holding on holding.post_id = post.id where organ.key = $1 limit 1`,
      [organKey],
    );
    const organId = rows[0]?.organ ?? '';
    const posts = roles.map((role) => ({ postId: newId(testNow), organId, role }));
    return { kind: 'officer', id: rows[0]?.officer ?? '', posts };
  }

  async function fireCase(accepted: boolean): Promise<{ caseId: Id; revision: number }> {
    const applicationId = await buildApplication(at(testNow, resident));
    await city.app.workUntilDone();
    const { cases } = await runUseCase(at(testNow, resident), viewApplication, { applicationId });
    const caseId = cases.find((one) => one.serviceKey === 'fire-safety-check')?.id ?? '';
    if (!accepted) return { caseId, revision: 1 };
    await runUseCase(at(testNow, await officer(organ, 'reviewer')), acceptCase, { caseId, revision: 1 });
    await city.app.workUntilDone();
    return { caseId, revision: 2 };
  }

  async function read(who: OfficerActor, caseId: Id, kind: PaperKind): Promise<string> {
    await city.app.workUntilDone();
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      'select id from cases.paper where case_id = $1 and kind = $2',
      [caseId, kind],
    );
    assert.equal(rows.length, 1, `one paper of the kind ${kind}`);
    const input = { caseId, paperId: rows[0]?.id ?? '' };
    const printable = await runUseCase(at(city.clock.now, who), viewPaper, input);
    return textOfPdf(await renderCasePaper(printable, 'https://yizhan.test'));
  }

  test('an extension tells the old and the new last day, the reason and the article', async () => {
    const { caseId, revision } = await fireCase(true);
    const head = await officer(organ, 'approver', 'organ-head');
    const input = { caseId, revision, reasons: '需要补充现场核查。' };
    await runUseCase(at(testNow, head), extendCase, input);
    const text = await read(head, caseId, 'extension');
    assert.match(text, /延期通知书/);
    assert.match(
      text,
      /在2026年12月21日前不能作出决定。依照《行政许可法》第四十二条第一款，经本机关负责人批准/,
    );
    assert.match(text, /延长期限的理由：需要补充现场核查。/);
  });

  test('a special procedure tells what it is, why, and from when to when (第四十五条)', async () => {
    const { caseId, revision } = await fireCase(true);
    const reviewer = await officer(organ, 'reviewer', 'approver');
    await runUseCase(at(testNow, reviewer), openProcedure, {
      caseId,
      revision,
      // The contract's union of literals is `never` to the compiler, whatever it lets through at run time.
      kind: 'special' as never,
      ground: 'testing' as never,
      request: '对消防设施进行检测。',
      dueOn: '2026-11-27',
    });
    const text = await read(reviewer, caseId, 'special-procedure');
    assert.match(text, /依法需要检测。依照《行政许可法》第四十五条，所需时间不计算在办理期限内/);
    assert.match(text, /自2026年11月23日起至2026年11月27日/);
    assert.match(text, /事由：对消防设施进行检测。/);
  });

  test('a withdrawal is accepted in writing, and no article is invented for it', async () => {
    const { caseId } = await fireCase(false);
    await runUseCase(at(testNow, resident), withdrawCase, { caseId, note: '' });
    const text = await read(await officer(organ, 'reviewer'), caseId, 'withdrawal');
    assert.match(text, /准予撤回申请通知书/);
    assert.match(text, /本机关准予撤回，终止办理/);
    assert.doesNotMatch(text, /行政许可法/);
  });

  test('an end by the organ has its ground, its reasons and appeal rights', async () => {
    const { caseId, revision } = await fireCase(true);
    const approver = await officer(organ, 'approver', 'organ-head');
    const input = { caseId, revision, ground: 'object-gone' as never, reasons: '场所已经拆除。' };
    await runUseCase(at(testNow, approver), terminateCase, input);
    const text = await read(approver, caseId, 'withdrawal');
    assert.match(text, /终止办理告知书/);
    assert.match(text, /因申请的对象已经不存在，本机关决定终止办理/);
    assert.match(text, /理由：场所已经拆除。/);
    assert.match(text, /申请行政复议/);
  });

  test('a transfer is told by the organ that lets the case go, and the papers move with the case', async () => {
    const { caseId, revision } = await fireCase(false);
    const reviewer = await officer(organ, 'reviewer', 'approver');
    const { rows } = await city.database.migratorPool.query<{ id: Id }>(
      `select id from organs.organ where key = 'jinping-fire-rescue'`,
    );
    const input = { caseId, revision, toOrganId: rows[0]?.id ?? '', reasons: '场所在金平区。' };
    await runUseCase(at(testNow, reviewer), transferCase, input);
    const newReviewer = await officer('jinping-fire-rescue', 'reviewer');
    const text = await read(newReviewer, caseId, 'transfer');
    assert.match(text, /^汕头市龙湖区消防救援大队移〔2026〕1号$/m);
    assert.match(text, /已移送汕头市金平区消防救援大队办理/);
    assert.match(await read(newReviewer, caseId, 'receipt-of-materials'), /材料接收凭证/);
  });
});
