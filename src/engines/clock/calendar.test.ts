import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, type LegalDay, legalDay, yearOf } from '#kernel/dates';
import { buildCalendar, isWorkingDay, nextWorkingDay } from './calendar.ts';
import { parseCalendarYear } from './calendar-year.ts';
import { firstNationalYear, lastNationalYear, nationalCalendar, nationalYears } from './clock-fixtures.ts';

const on = (day: string) => isWorkingDay(nationalCalendar, legalDay(day));

describe('the national calendar', () => {
  test('agrees with chinese-days on every day from 2004 to 2026', async (context) => {
    // The other library builds its tables in the machine's zone and is right only in China; ours doesn't look.
    const machineZone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Shanghai';
    context.after(() => {
      if (machineZone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = machineZone;
    });
    const { default: chineseDays } = await import('chinese-days');
    const differing: LegalDay[] = [];
    let day = legalDay(`${firstNationalYear}-01-01`);
    for (; yearOf(day) <= lastNationalYear; day = addDays(day, 1)) {
      if (isWorkingDay(nationalCalendar, day).working !== chineseDays.isWorkday(day)) differing.push(day);
    }
    assert.equal(day, '2027-01-01');
    assert.deepEqual(differing, []);
  });

  test('says of single days whether they are worked, and why', () => {
    const table = [
      ['2026-02-14', true, 'make-up-day', '春节'],
      ['2026-02-17', false, 'holiday', '春节'],
      ['2026-09-20', true, 'make-up-day', '国庆节'],
      ['2026-09-25', false, 'holiday', '中秋节'],
      ['2026-10-07', false, 'holiday', '国庆节'],
      ['2026-10-08', true, 'weekday', undefined],
      ['2026-10-10', true, 'make-up-day', '国庆节'],
      ['2026-10-11', false, 'weekend', undefined],
      ['2018-12-29', true, 'make-up-day', '元旦'],
      ['2018-12-31', false, 'holiday', '元旦'],
      ['2015-09-03', false, 'holiday', '中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日'],
      ['2020-02-01', false, 'holiday', '春节'],
      ['2020-02-03', true, 'weekday', undefined],
    ] as const;
    for (const [day, working, reason, name] of table) {
      const verdict = on(day);
      assert.deepEqual(
        [verdict.working, verdict.reason, verdict.name?.zh, verdict.announced],
        [working, reason, name, true],
      );
    }
  });

  test('cites the notice that sets a day, also where a year has two', () => {
    assert.equal(on('2020-01-25').basis.law, '国务院办公厅关于2020年部分节假日安排的通知');
    assert.equal(on('2020-02-01').basis.law, '国务院办公厅关于延长2020年春节假期的通知');
    assert.equal(
      on('2026-10-01').basis.url,
      'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    );
  });

  test('finds the next working day beyond the longest holiday', () => {
    assert.equal(nextWorkingDay(nationalCalendar, legalDay('2026-02-14')), '2026-02-24');
    assert.equal(nextWorkingDay(nationalCalendar, legalDay('2026-10-09')), '2026-10-10');
  });
});

describe('a year that nobody announced', () => {
  test('has only the holidays whose dates the law fixes, and a warning on every day', () => {
    const off = ['2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'];
    for (const day of off) assert.equal(on(day).reason, 'fixed-holiday', day);
    assert.equal(on('2027-02-08').reason, 'weekday', 'Spring Festival is lunar and not guessed');
    assert.equal(on('2027-10-04').working, true);
    for (const day of [...off, '2027-02-08', '2027-06-12']) {
      assert.equal(on(day).announced, false);
      assert.deepEqual(on(day).warning, { code: 'year-not-announced', year: 2027 });
    }
  });

  test('before the calendar begins follows the law of its time and is told apart', () => {
    assert.deepEqual(on('2003-05-02').warning, { code: 'year-without-data', year: 2003 });
    assert.equal(on('2003-05-02').reason, 'fixed-holiday');
    const without2012 = buildCalendar(nationalYears.filter(({ year }) => year !== 2012));
    assert.equal(isWorkingDay(without2012, legalDay('2012-05-01')).reason, 'fixed-holiday');
    assert.equal(isWorkingDay(without2012, legalDay('2012-05-02')).reason, 'weekday');
  });

  test('may still move the last days of the December before it', () => {
    assert.equal(on('2026-12-28').warning, undefined);
    assert.deepEqual(on('2026-12-29').warning, { code: 'december-may-change', year: 2027 });
    assert.equal(on('2025-12-31').warning, undefined);
  });
});

describe('a calendar year as editors write it', () => {
  const year = (days: unknown[], more: object = {}) => ({
    year: 2027,
    notices: [{ title: '通知' }],
    days,
    ...more,
  });
  const name = { zh: '元旦', en: "New Year's Day" };

  test('is read, and an empty one is a year without special days', () => {
    const read = parseCalendarYear(year([{ date: '2026-12-31', kind: 'off', name }]));
    assert.deepEqual(read.days, [{ date: '2026-12-31', kind: 'off', name }]);
    assert.deepEqual(parseCalendarYear(year([])).days, []);
  });

  test('is refused with the place of its fault', () => {
    const table: [unknown, RegExp][] = [
      [null, /calendar year/],
      [{ year: '2027' }, /^RangeError: year/],
      [year([], { notices: [{}] }), /notices\[0\]\.title/],
      [year([{ date: '2027-02-30', kind: 'off', name }]), /days\[0\]\.date is not a day/],
      [year([{ date: '2026-11-30', kind: 'off', name }]), /neither in 2027/],
      [year([{ date: '2027-01-01', kind: 'free', name }]), /days\[0\]\.kind/],
      [year([{ date: '2027-01-04', kind: 'work', name }]), /ordinary weekday/],
      [year([{ date: '2027-01-01', kind: 'off', name: { zh: '元旦' } }]), /days\[0\]\.name\.en/],
      [year([{ date: '2027-01-01', kind: 'off', name, notice: 1 }]), /notice/],
      [
        year([
          { date: '2027-01-01', kind: 'off', name },
          { date: '2027-01-01', kind: 'off', name },
        ]),
        /twice/,
      ],
    ];
    for (const [value, fault] of table) assert.throws(() => parseCalendarYear(value), fault);
  });

  test('that occurs twice or disagrees with another is refused', () => {
    const saturday = { date: '2027-12-25', name };
    const first = parseCalendarYear(year([{ ...saturday, kind: 'work' }]));
    const second = parseCalendarYear(year([{ ...saturday, kind: 'off' }], { year: 2028 }));
    assert.throws(() => buildCalendar([first, first]), /twice/);
    assert.throws(() => buildCalendar([first, second]), /disagree/);
  });
});
