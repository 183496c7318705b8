import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type LegalDay, legalDay } from '#kernel/dates';
import { applyUntil, isDeemedGranted, reminderDue } from './licence-renewal.ts';

const end = legalDay('2026-12-31');

describe('The end of a term', () => {
  test('another term is applied for thirty days before, or when the template says so', () => {
    assert.equal(applyUntil(end), '2026-12-01');
    assert.equal(applyUntil(end, 90), '2026-10-02');
  });

  test('silence grants only after the last day, and only what came in time', () => {
    const renewal = (inTime: boolean) => ({ inTime, termEndsOn: end });
    assert.equal(isDeemedGranted(renewal(true), end), false);
    assert.equal(isDeemedGranted(renewal(true), legalDay('2027-01-01')), true);
    assert.equal(isDeemedGranted(renewal(false), legalDay('2027-01-01')), false);
  });

  test('is announced thirty days before the last day to apply, again in the last days, and once it is past', () => {
    const examples: readonly (readonly [string, string | undefined])[] = [
      ['2026-10-31', undefined],
      ['2026-11-01', 'apply-soon'],
      ['2026-11-25', 'apply-soon'],
      ['2026-11-26', 'last-day'],
      ['2026-12-01', 'last-day'],
      ['2026-12-02', undefined],
      ['2026-12-31', undefined],
      ['2027-01-01', 'expired'],
      ['2027-01-30', 'expired'],
      ['2027-01-31', undefined],
    ];
    for (const [today, kind] of examples) assert.equal(reminderDue(end, today as LegalDay, 30), kind, today);
  });
});
