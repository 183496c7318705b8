import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { runUseCase } from '#platform/use-case';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { listInboxFilters } from './inbox-filters.ts';
import { listInbox } from './list-inbox.ts';
import { previewAcceptance } from './preview-acceptance.ts';
import { type AppliedScene, type CaseScene, openCaseScene } from './scene-fixtures.ts';

describe('an inbox that is narrowed', () => {
  let scene: CaseScene;
  let reviewer: OfficerActor;
  let fire: OfficerActor;
  let first: AppliedScene;
  let second: AppliedScene;
  before(async () => {
    scene = await openCaseScene();
    reviewer = await scene.officer('longhu-market-supervision', 'reviewer');
    fire = await scene.officer('longhu-fire-rescue', 'reviewer');
    first = await scene.apply();
    second = await scene.apply();
  });
  after(() => scene.close());

  const inbox = (who: OfficerActor, wish: Parameters<typeof listInbox.present>[1]) =>
    runUseCase(scene.at(testNow, who), listInbox, wish);

  test('by service, by task and by part of a number, with the counts of what is left', async () => {
    const { number } = first.caseOf('business-licence');
    const all = await inbox(reviewer, { page: 1 });
    assert.equal(all.total, 2);
    const [row] = all.rows;
    assert.ok(row);
    assert.equal((await inbox(reviewer, { page: 1, service: row.serviceName.zh })).total, 2);
    assert.equal((await inbox(reviewer, { page: 1, service: '没有这个事项' })).total, 0);
    assert.equal((await inbox(reviewer, { page: 1, element: 'accept' })).total, 2);
    assert.equal((await inbox(reviewer, { page: 1, element: 'decide' })).total, 0);
    const found = await inbox(reviewer, { page: 1, text: number.slice(-6) });
    assert.deepEqual(
      found.rows.map((one) => one.caseNumber),
      [number],
    );
    assert.deepEqual(found.counts, { overdue: 0, dueSoon: 0, inTime: 1 });
    assert.equal((await inbox(reviewer, { page: 1, text: '%' })).total, 0, 'a letter, not a wildcard');
    assert.equal((await inbox(reviewer, { page: 1, organId: row.caseId })).total, 0);
  });

  test('never shows what is not in it: a filter reaches no other organ', async () => {
    const { number } = first.caseOf('fire-safety-check');
    assert.equal((await inbox(reviewer, { page: 1, text: number })).total, 0);
    assert.equal((await inbox(fire, { page: 1, text: number })).total, 1);
  });

  test('offers what it can be narrowed by', async () => {
    const filters = await runUseCase(scene.at(testNow, reviewer), listInboxFilters, undefined);
    assert.deepEqual(
      filters.services.map(({ count }) => count),
      [2],
    );
    assert.deepEqual(
      filters.tasks.map(({ element, count }) => [element, count]),
      [['accept', 2]],
    );
    assert.deepEqual(
      filters.organs.map(({ name, count }) => [name.zh, count]),
      [['汕头市龙湖区市场监督管理局', 2]],
    );
  });

  test('says in a dry run which cases would be accepted and why the others not; changes nothing', async () => {
    const one = first.caseOf('business-licence').id;
    const other = second.caseOf('business-licence').id;
    const foreign = first.caseOf('fire-safety-check').id;
    const preview = () =>
      runUseCase(scene.at(testNow, reviewer), previewAcceptance, { caseIds: [one, other, foreign] });
    const before = await preview();
    assert.equal(before.rows.length, 2, "another organ's case is not there");
    assert.ok(before.rows.every(({ obstacle }) => obstacle === null));
    const revision = before.rows.find((row) => row.caseId === one)?.revision ?? 0;
    await runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId: one, revision });
    const later = await preview();
    assert.match(later.rows.find((row) => row.caseId === one)?.obstacle?.zh ?? '', /现在不能由您受理/);
    assert.equal(later.rows.find((row) => row.caseId === other)?.obstacle, null);
    const { migratorPool } = scene.city.database;
    await migratorPool.query(`delete from cases.evidence_item where case_id = $1`, [other]);
    assert.match((await preview()).rows.find((row) => row.caseId === other)?.obstacle?.zh ?? '', /缺少材料/);
  });
});
