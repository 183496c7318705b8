import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { acceptanceByLaw } from './acceptance.ts';
import { buildDeadline, nationalCalendar } from './clock-fixtures.ts';
import { law } from './law.ts';
import { elapsedDays, isOverdue, overdueDays, remainingDays } from './progress.ts';
import { clockRulesFor } from './rules.ts';

describe('a running clock', () => {
  const deadline = buildDeadline('2026-09-28', { count: 10 });

  test('tells day 3 of 10, and how many are left', () => {
    assert.equal(deadline.due, '2026-10-16');
    const table = [
      ['2026-09-28', 0, 10],
      ['2026-09-29', 1, 9],
      ['2026-10-05', 2, 8],
      ['2026-10-08', 3, 7],
      ['2026-10-10', 5, 5],
      ['2026-10-16', 10, 0],
      ['2026-12-01', 10, 0],
    ] as const;
    for (const [today, elapsed, remaining] of table) {
      assert.equal(elapsedDays(deadline, legalDay(today)), elapsed, today);
      assert.equal(remainingDays(deadline, legalDay(today)), remaining, today);
    }
  });

  test('keeps what remains while it is suspended', () => {
    const suspensions = [
      { from: legalDay('2026-10-09'), to: legalDay('2026-10-20'), basis: law.licenceSuspension },
    ];
    const suspended = buildDeadline('2026-09-28', { count: 10, suspensions });
    for (const today of ['2026-10-08', '2026-10-09', '2026-10-20']) {
      assert.equal(remainingDays(suspended, legalDay(today)), 7, today);
    }
    assert.equal(remainingDays(suspended, legalDay('2026-10-21')), 6);
  });

  test('is overdue only after its last day, and late by working days', () => {
    const { due } = deadline;
    assert.equal(isOverdue(due, due), false);
    assert.equal(isOverdue(due, legalDay('2026-10-17')), true);
    const table = [
      ['2026-10-16', 0],
      ['2026-10-18', 0],
      ['2026-10-19', 1],
      ['2026-10-23', 5],
    ] as const;
    for (const [today, late] of table) {
      assert.equal(overdueDays(nationalCalendar, due, legalDay(today)), late, today);
    }
  });
});

describe('an application that nobody accepted or refused', () => {
  const rules = clockRulesFor({ kind: 'administrative-licence' });
  const ask = (today: string, correctionNoticeOn?: string) =>
    acceptanceByLaw({
      calendar: nationalCalendar,
      rules,
      receivedOn: legalDay('2026-09-28'),
      today: legalDay(today),
      ...(correctionNoticeOn === undefined ? {} : { correctionNoticeOn: legalDay(correctionNoticeOn) }),
    });

  test('may be sent back until the fifth working day', () => {
    const answer = ask('2026-10-10');
    assert.equal(answer.state, 'open');
    assert.equal(answer.state === 'open' && answer.noticeDeadline.due, '2026-10-10');
    assert.equal(ask('2026-10-20', '2026-10-10').state, 'notified');
  });

  test('is accepted as of the day of receipt from the sixth on, a late notice notwithstanding', () => {
    for (const notice of [undefined, '2026-10-11', '2026-10-12']) {
      const answer = ask('2026-10-12', notice);
      assert.equal(answer.state, 'deemed-accepted');
      if (answer.state !== 'deemed-accepted') continue;
      assert.equal(answer.acceptedOn, '2026-09-28');
      assert.equal(answer.deemedSince, '2026-10-11');
      assert.deepEqual(answer.basis, law.correctionNotice);
    }
  });

  test('has no fiction of acceptance where its law knows none', () => {
    const question = {
      calendar: nationalCalendar,
      receivedOn: legalDay('2026-09-01'),
      today: legalDay('2026-10-30'),
    };
    const information = clockRulesFor({ kind: 'information-request' });
    assert.equal(acceptanceByLaw({ ...question, rules: information }).state, 'overdue');
    const service = clockRulesFor({ kind: 'public-service', promised: { count: 3, unit: 'working-day' } });
    assert.equal(acceptanceByLaw({ ...question, rules: service }).state, 'no-limit');
  });
});
