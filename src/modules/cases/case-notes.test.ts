import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { runUseCase } from '#platform/use-case';
import { testNow } from '#test/kit/requests';
import { addNote, listNotes } from './case-notes.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';

describe('notes between colleagues on a case', () => {
  let scene: CaseScene;
  let reviewer: OfficerActor;
  let approver: OfficerActor;
  let fire: OfficerActor;
  before(async () => {
    scene = await openCaseScene();
    reviewer = await scene.officer('longhu-market-supervision', 'reviewer');
    approver = await scene.officer('longhu-market-supervision', 'approver');
    fire = await scene.officer('longhu-fire-rescue', 'reviewer');
  });
  after(() => scene.close());

  test('are read by the organ, with who wrote them, and change nothing about the case', async () => {
    const { caseOf, applicationId } = await scene.apply();
    const caseId = caseOf('business-licence').id;
    const revision = async () => (await scene.look(testNow, approver, caseId)).revision;
    const before = await revision();
    await runUseCase(scene.at(testNow, reviewer), addNote, {
      caseId,
      body: ' 已电话联系，下午补一张照片。 ',
    });
    const { notes } = await runUseCase(scene.at(testNow, approver), listNotes, { caseId });
    assert.deepEqual(
      notes.map(({ body }) => body),
      ['已电话联系，下午补一张照片。'],
    );
    assert.notEqual(notes[0]?.officerName, '');
    assert.equal(await revision(), before);
    assert.doesNotMatch(JSON.stringify(await scene.own(testNow, applicationId)), /下午补一张照片/);
  });

  test('are neither written nor read by other organs', async () => {
    const { caseOf } = await scene.apply();
    const caseId = caseOf('business-licence').id;
    const note = { caseId, body: '不应当看到。' };
    await assert.rejects(runUseCase(scene.at(testNow, fire), addNote, note), isCode('no-such-case'));
    await assert.rejects(runUseCase(scene.at(testNow, fire), listNotes, { caseId }), isCode('no-such-case'));
    const { pools } = scene.city.database;
    await assert.rejects(pools.get('internet').query('select 1 from cases.note'), /permission denied/);
    await assert.rejects(pools.get('worker_extranet').query('select 1 from cases.note'), /permission denied/);
  });
});
