import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runUseCase } from '#platform/use-case';
import { acceptCase } from './accept-case.ts';
import { type CaseScene, openCaseScene } from './scene-fixtures.ts';

describe('a calendar that is announced while clocks run', () => {
  let scene: CaseScene;
  before(async () => {
    scene = await openCaseScene();
  });
  after(() => scene.close());

  test('counts the clocks anew that reach into it, keeps both derivations and tells the applicant', async () => {
    const december = new Date('2026-12-21T02:00:00Z');
    const { applicationId, caseOf } = await scene.apply(december);
    const caseId = caseOf('fire-safety-check').id;
    const reviewer = await scene.officer('longhu-fire-rescue', 'reviewer');
    await runUseCase(scene.at(december, reviewer), acceptCase, { caseId, revision: 1 });
    const decisions = async (now: Date) =>
      (await scene.look(now, reviewer, caseId)).clocks.filter((clock) => clock.kind === 'decision');
    const [first] = await decisions(december);
    assert.equal(first?.dueOn, '2027-01-19', 'twenty working days, with 1 January as the only known holiday');
    assert.match(first?.warnings.map((one) => one.zh).join() ?? '', /2027/);

    const later = new Date('2026-12-23T02:00:00Z');
    await announce(later);
    scene.at(later, reviewer);
    await scene.city.app.workUntilDone();
    const counted = await decisions(later);
    assert.equal(counted.length, 2);
    assert.deepEqual(
      counted.map((clock) => [clock.dueOn, clock.replaced, clock.revisedBecause]),
      [
        ['2027-01-19', true, null],
        ['2027-01-20', false, 'calendar-changed'],
      ],
    );
    assert.deepEqual(counted[1]?.warnings, []);
    const own = (await scene.own(later, applicationId)).cases.find((one) => one.id === caseId);
    assert.equal(own?.clocks.filter((clock) => clock.kind === 'decision' && !clock.ended).length, 1);
    const { rows } = await scene.city.database.migratorPool.query<{ title: { zh: string } }>(
      'select title from notices.notice where subject_id = $1',
      [caseId],
    );
    assert.ok(rows.some((row) => row.title.zh.includes('期限重新计算')));
  });

  async function announce(now: Date): Promise<void> {
    await scene.city.database.migratorPool.query(
      `insert into work.calendar_year (year, days, source, loaded_at)
       select 2027, $1::jsonb, '{"file": "invented for this test"}'::jsonb, $2`,
      [JSON.stringify(year2027), now],
    );
  }
});

/** An invented arrangement: Monday, 4 January 2027 is off as well. */
const newYear = { zh: '元旦', en: "New Year's Day" };
const year2027 = {
  year: 2027,
  notices: [{ title: '为测试编造的通知' }],
  days: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map((date) => ({
    date,
    kind: 'off',
    name: newYear,
  })),
};
