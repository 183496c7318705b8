import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  addMonths,
  compareDays,
  daysBetween,
  endOfDay,
  formatDay,
  formatInstant,
  legalDay,
  legalDayOf,
  startOfDay,
  weekdayOf,
} from './dates.ts';

/** Runs a suite as on a machine that believes itself in New York; inside the suite, so that no other file notices. */
function inNewYork(): void {
  const machineZone = process.env['TZ'];
  before(() => {
    process.env['TZ'] = 'America/New_York';
  });
  after(() => {
    if (machineZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = machineZone;
  });
}

const anyInstant = fc.date({
  min: new Date('1902-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const anyDay = anyInstant.map(legalDayOf);

describe('legal days', () => {
  inNewYork();

  test('the machine of these tests is not in Shanghai', () => {
    assert.notEqual(new Date('2026-01-01T00:00:00Z').getTimezoneOffset(), -480);
  });

  test('a date that no calendar has is refused', () => {
    for (const wrong of ['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '26-1-1']) {
      assert.throws(() => legalDay(wrong), RangeError, wrong);
    }
    for (const wrong of ['', 'today', '2026-9-28', ' 2026-09-28', '2026-09-28T00:00:00Z', '0999-01-01']) {
      assert.throws(() => legalDay(wrong), RangeError, wrong);
    }
    assert.equal(legalDay('2024-02-29'), '2024-02-29');
  });

  test('arithmetic beyond the years 1000 to 9999 or by parts of days is refused', () => {
    assert.throws(() => addDays(legalDay('9999-12-31'), 1), RangeError);
    assert.throws(() => addDays(legalDay('1000-01-01'), -1), RangeError);
    assert.throws(() => addDays(legalDay('2026-01-01'), 0.5), RangeError);
    assert.throws(() => addMonths(legalDay('2026-01-01'), Number.POSITIVE_INFINITY), RangeError);
  });

  test('an instant belongs to the day that Shanghai has at that moment', () => {
    assert.equal(legalDayOf(new Date('2026-09-27T15:59:59.999Z')), '2026-09-27');
    assert.equal(legalDayOf(new Date('2026-09-27T16:00:00Z')), '2026-09-28');
    assert.throws(() => legalDayOf(new Date(Number.NaN)), RangeError);
  });

  test('summer time of 1986 to 1991 moves the border of days by an hour', () => {
    assert.equal(legalDayOf(new Date('1988-07-01T15:30:00Z')), '1988-07-02');
    assert.equal(startOfDay(legalDay('1988-07-01')).toISOString(), '1988-06-30T15:00:00.000Z');
    assert.equal(startOfDay(legalDay('1988-12-01')).toISOString(), '1988-11-30T16:00:00.000Z');
    assert.equal(formatInstant(new Date('1988-07-01T02:32:00Z'), 'zh'), '1988年7月1日 11:32');
  });

  test('a day has 24 hours, except where summer time begins or ends', () => {
    const hours = (text: string) =>
      (endOfDay(legalDay(text)).getTime() - startOfDay(legalDay(text)).getTime()) / 3_600_000;
    assert.equal(hours('2026-09-28'), 24);
    assert.equal(hours('1986-05-04'), 23);
    assert.equal(hours('1986-09-14'), 25);
  });

  test('the end of a day is the start of the next one', () => {
    assert.equal(endOfDay(legalDay('2026-12-31')).toISOString(), '2026-12-31T16:00:00.000Z');
  });

  test('a month later is the corresponding day, or the last of the month', () => {
    const table = [
      ['2026-01-31', 1, '2026-02-28'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2026-03-31', 1, '2026-04-30'],
      ['2026-12-15', 2, '2027-02-15'],
      ['2026-03-31', -1, '2026-02-28'],
    ] as const;
    for (const [from, months, to] of table) assert.equal(addMonths(legalDay(from), months), to);
  });

  test('days are written as people read them', () => {
    const day = legalDay('2026-09-28');
    assert.equal(formatDay(day, 'zh'), '2026年9月28日');
    assert.equal(formatDay(day, 'zh', { weekday: true }), '2026年9月28日（星期一）');
    assert.equal(formatDay(day, 'en'), '28 September 2026');
    assert.equal(formatDay(day, 'en', { weekday: true }), 'Monday 28 September 2026');
  });

  test('instants are written with Shanghai time, midnight as 00:00', () => {
    const instant = new Date('2026-09-28T02:32:00Z');
    assert.equal(formatInstant(instant, 'zh'), '2026年9月28日 10:32');
    assert.equal(formatInstant(instant, 'en'), '28 September 2026, 10:32');
    assert.equal(formatInstant(new Date('2026-09-27T16:00:00Z'), 'zh'), '2026年9月28日 00:00');
  });
});

describe('arithmetic of legal days, for any day', () => {
  inNewYork();

  test('agrees with luxon', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -4000, max: 4000 }), (instant, days) => {
        const shanghai = DateTime.fromJSDate(instant, { zone: 'Asia/Shanghai' });
        const day = legalDayOf(instant);
        assert.equal(day, shanghai.toISODate());
        assert.equal(addDays(day, days), shanghai.plus({ days }).toISODate());
        assert.equal(weekdayOf(day), shanghai.weekday);
        assert.equal(startOfDay(day).getTime(), shanghai.startOf('day').toMillis());
        assert.equal(addMonths(day, 7), shanghai.plus({ months: 7 }).toISODate());
      }),
    );
  });

  test('adding and measuring undo each other, and order follows', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        const other = addDays(day, days);
        assert.equal(daysBetween(day, other), days);
        assert.equal(addDays(other, -days), day);
        assert.equal(Math.sign(compareDays(other, day)), Math.sign(days));
      }),
    );
  });

  test('the first instant of a day and the last before its end belong to it', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        assert.equal(legalDayOf(startOfDay(day)), day);
        assert.equal(legalDayOf(new Date(startOfDay(day).getTime() - 1)), addDays(day, -1));
        assert.equal(legalDayOf(new Date(endOfDay(day).getTime() - 1)), day);
      }),
    );
  });
});
