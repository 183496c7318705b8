import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, compareDays, daysBetween, type LegalDay, legalDay } from '#kernel/dates';
import { isWorkingDay } from './calendar.ts';
import { buildDeadline, nationalCalendar } from './clock-fixtures.ts';
import { clockUnits, type DeadlineRequest } from './deadline.ts';
import { law } from './law.ts';

const suspension = (from: string, to: string) => ({
  from: legalDay(from),
  to: legalDay(to),
  basis: law.licenceSuspension,
});

describe('periods of working days', () => {
  test('end where the real calendar puts them', () => {
    const table = [
      ['2026-09-28', 20, '2026-10-30', 'National Day off, Saturday 10 October worked'],
      ['2026-09-18', 1, '2026-09-20', 'Sunday 20 September is worked'],
      ['2026-02-13', 1, '2026-02-14', 'the Saturday before Spring Festival is worked'],
      ['2026-02-13', 2, '2026-02-24', 'nine days of Spring Festival'],
      ['2026-02-09', 10, '2026-02-28', 'both make-up Saturdays count'],
      ['2026-03-07', 1, '2026-03-09', 'an event on Saturday'],
      ['2026-09-28', 0, '2026-09-28', 'on the spot'],
      ['2026-10-01', 0, '2026-10-08', 'on the spot, asked on a holiday'],
      ['2020-01-22', 5, '2020-02-06', 'the extended Spring Festival of 2020'],
      ['2018-12-28', 2, '2019-01-02', 'New Year 2019 with its Saturday worked in 2018'],
    ] as const;
    for (const [from, count, due, why] of table) assert.equal(buildDeadline(from, { count }).due, due, why);
  });

  test('carry no warning while all their days are announced', () => {
    assert.deepEqual(buildDeadline('2026-09-28').warnings, []);
    assert.deepEqual(buildDeadline('2026-12-21', { count: 5 }).warnings, []);
  });

  test('that reach into an unannounced year say so, once for each year', () => {
    const deadline = buildDeadline('2026-12-21');
    assert.equal(deadline.due, '2027-01-19');
    assert.deepEqual(deadline.warnings, [{ code: 'year-not-announced', year: 2027 }]);
    assert.deepEqual(buildDeadline('2026-12-21', { count: 300 }).warnings, [
      { code: 'year-not-announced', year: 2027 },
      { code: 'year-not-announced', year: 2028 },
    ]);
    assert.deepEqual(buildDeadline('2026-12-21', { count: 7 }).warnings, [
      { code: 'december-may-change', year: 2027 },
    ]);
  });

  test('show for every day what it counts as and on what this rests', () => {
    const steps = buildDeadline('2026-09-28', { count: 5 }).derivation;
    assert.deepEqual(
      steps.map(({ day, counted, reason }) => `${day} ${counted ?? '-'} ${reason}`),
      [
        '2026-09-28 - event-day',
        '2026-09-29 1 counted',
        '2026-09-30 2 counted',
        ...[1, 2, 3, 4, 5, 6, 7].map((date) => `2026-10-0${date} - holiday`),
        '2026-10-08 3 counted',
        '2026-10-09 4 counted',
        '2026-10-10 5 counted-make-up',
      ],
    );
    assert.deepEqual(steps[0]?.basis, law.eventDayNotCounted);
    assert.deepEqual(steps[1]?.basis, law.licenceDecision);
    assert.equal(steps[3]?.label?.zh, '国庆节');
    assert.equal(steps[12]?.basis.law, '国务院办公厅关于2026年部分节假日安排的通知');
  });
});

describe('suspensions', () => {
  test('take out both their first and last day and keep what is left', () => {
    const table = [
      ['2026-03-04', '2026-03-06', '2026-03-12', 'three working days inside'],
      ['2026-03-04', '2026-03-08', '2026-03-12', 'ends on Sunday: goes on on Monday'],
      ['2026-03-07', '2026-03-08', '2026-03-09', 'a weekend only'],
      ['2026-02-20', '2026-03-02', '2026-03-09', 'over before the first day counted'],
      ['2026-03-09', '2026-03-09', '2026-03-10', 'the last day'],
      ['2026-03-10', '2026-03-20', '2026-03-09', 'begins after the end'],
    ] as const;
    for (const [from, to, due, why] of table) {
      const deadline = buildDeadline('2026-03-02', { count: 5, suspensions: [suspension(from, to)] });
      assert.equal(deadline.due, due, why);
    }
  });

  test('that overlap are not counted twice', () => {
    const suspensions = [suspension('2026-03-04', '2026-03-06'), suspension('2026-03-03', '2026-03-05')];
    assert.equal(buildDeadline('2026-03-02', { count: 5, suspensions }).due, '2026-03-13');
  });

  test('stand in the derivation with their own article', () => {
    const { derivation } = buildDeadline('2026-03-02', {
      count: 2,
      suspensions: [suspension('2026-03-03', '2026-03-03')],
    });
    assert.deepEqual(derivation[1], {
      day: '2026-03-03',
      counted: null,
      reason: 'suspended',
      basis: law.licenceSuspension,
    });
  });

  test('move months by their length and never hold the day on which a period ends', () => {
    const stated = { count: 1, unit: 'month' } as const;
    assert.equal(buildDeadline('2026-03-02', stated).due, '2026-04-02');
    assert.equal(
      buildDeadline('2026-03-02', { ...stated, suspensions: [suspension('2026-03-10', '2026-03-12')] }).due,
      '2026-04-07',
      'the 5th is a holiday to the 6th',
    );
    const onSunday = buildDeadline('2026-03-05', {
      count: 10,
      unit: 'calendar-day',
      suspensions: [suspension('2026-03-16', '2026-03-17')],
    });
    assert.equal(onSunday.due, '2026-03-18', 'Sunday rolls past the suspended Monday and Tuesday');
  });
});

describe('calendar days and months', () => {
  test('count every day and roll on from a rest day', () => {
    const table = [
      ['2026-09-01', 30, 'calendar-day', '2026-10-08', 'ends in the holiday'],
      ['2026-02-04', 10, 'calendar-day', '2026-02-14', 'a worked Saturday is no rest day'],
      ['2026-03-02', 7, 'calendar-day', '2026-03-09', 'a Monday'],
      ['2026-01-31', 1, 'month', '2026-02-28', 'a worked Saturday, last of the month'],
      ['2026-03-31', 1, 'month', '2026-04-30', 'no corresponding day'],
      ['2025-09-01', 1, 'month', '2025-10-09', 'the holiday of 2025 to 8 October'],
      ['2024-02-29', 12, 'month', '2025-02-28', 'a leap day'],
    ] as const;
    for (const [from, count, unit, due, why] of table) {
      assert.equal(buildDeadline(from, { count, unit }).due, due, why);
    }
  });

  test('show the days over which they roll', () => {
    const { derivation } = buildDeadline('2026-09-25', { count: 9, unit: 'calendar-day' });
    const tail = derivation.slice(-6).map(({ day, counted, reason }) => `${day} ${counted ?? '-'} ${reason}`);
    assert.deepEqual(tail, [
      '2026-10-03 8 counted',
      '2026-10-04 9 counted',
      '2026-10-05 - holiday',
      '2026-10-06 - holiday',
      '2026-10-07 - holiday',
      '2026-10-08 - rolled',
    ]);
    assert.deepEqual(derivation.at(-1)?.basis, law.restDayRollsOn);
  });
});

describe('extensions', () => {
  test('go on where the limit ended and are marked', () => {
    const deadline = buildDeadline('2026-09-28', { extensions: [{ count: 10, basis: law.licenceDecision }] });
    assert.equal(deadline.due, '2026-11-13');
    assert.equal(deadline.countedDays, 30);
    assert.equal(deadline.derivation.filter((step) => step.extended).length, 10);
  });

  test('by months keep the corresponding day of the first event', () => {
    const extensions = [{ count: 1, basis: law.serviceLimit }];
    assert.equal(
      buildDeadline('2026-01-31', { count: 1, unit: 'month', extensions }).due,
      '2026-03-31',
      'not 28 March',
    );
  });

  test('may have a unit of their own', () => {
    const extensions = [{ count: 10, unit: 'calendar-day', basis: law.serviceLimit } as const];
    assert.equal(buildDeadline('2026-03-02', { count: 5, extensions }).due, '2026-03-19');
  });
});

describe('impossible periods', () => {
  test('are refused', () => {
    for (const count of [-1, 1.5, Number.NaN, 3661]) {
      assert.throws(() => buildDeadline('2026-03-02', { count }), RangeError);
    }
    const extensions = [{ count: 0, basis: law.licenceDecision }];
    assert.throws(() => buildDeadline('2026-03-02', { extensions }), RangeError);
    const suspensions = [suspension('2026-03-05', '2026-03-04')];
    assert.throws(() => buildDeadline('2026-03-02', { suspensions }), /before it begins/);
  });

  test('that reach beyond a century end in an error', () => {
    const suspensions = [suspension('2026-03-05', '9999-12-31')];
    assert.throws(() => buildDeadline('2026-03-02', { suspensions }), /century/);
  });
});

const anyDay = fc.integer({ min: 0, max: 8000 }).map((days) => addDays(legalDay('2004-06-01'), days));
const anySuspension = (from: LegalDay) =>
  fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 30 })).map(([start, length]) => ({
    from: addDays(from, start),
    to: addDays(from, start + length),
    basis: law.licenceSuspension,
  }));
const anyPeriod = fc
  .constantFrom(...clockUnits)
  .chain((unit) =>
    fc.record({ unit: fc.constant(unit), count: fc.integer({ min: 0, max: unit === 'month' ? 4 : 40 }) }),
  );
const anyRequest = fc.tuple(anyDay, anyPeriod).chain(([from, period]) =>
  fc.record({
    from: fc.constant(from),
    unit: fc.constant(period.unit),
    count: fc.constant(period.count),
    suspensions: fc.array(anySuspension(from), { maxLength: 3 }),
    extra: anySuspension(from),
  }),
);
type AnyRequest = Pick<DeadlineRequest, 'from' | 'unit' | 'count'> & {
  suspensions: NonNullable<DeadlineRequest['suspensions']>;
};
const dueOf = ({ from, ...stated }: AnyRequest) => buildDeadline(from, stated).due;

describe('for any period', () => {
  test('the last day is a working day and no suspended one', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const due = dueOf(request);
        assert.ok(isWorkingDay(nationalCalendar, due).working);
        const within = request.suspensions.some(({ from, to }) => from <= due && due <= to);
        assert.equal(within && due !== request.from, false);
      }),
    );
  });

  test('the derivation names every day from the event to the end, and counts without gaps', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { derivation, due, countedDays } = buildDeadline(request.from, request);
        assert.equal(derivation.length, daysBetween(request.from, due) + 1);
        derivation.forEach((step, index) => {
          assert.equal(step.day, addDays(request.from, index));
        });
        const counted = derivation.flatMap((step) => step.counted ?? []);
        assert.deepEqual(
          counted,
          Array.from({ length: countedDays }, (_, index) => index + 1),
        );
        if (request.unit !== 'month') assert.equal(countedDays, request.count);
      }),
    );
  });

  test('one more suspension never makes it end earlier', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const suspended = { ...request, suspensions: [...request.suspensions, request.extra] };
        assert.ok(compareDays(dueOf(suspended), dueOf(request)) >= 0);
      }),
    );
  });

  test('a longer period never ends earlier, nor does a later event', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const due = dueOf(request);
        assert.ok(compareDays(dueOf({ ...request, count: request.count + 1 }), due) >= 0);
        // Months differ in length, so two events inside one suspension may change places: 29 December + 2 months
        // is 62 days, 30 December + 2 months is 60, and both begin to count when the suspension ends.
        if (request.unit === 'month' && request.suspensions.length > 0) return;
        assert.ok(compareDays(dueOf({ ...request, from: addDays(request.from, 1) }), due) >= 0);
      }),
    );
  });

  test('an extension in the same unit ends with the longer period', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer({ min: 1, max: 20 }), (request, count) => {
        const extensions = [{ count, basis: law.licenceDecision }];
        assert.equal(
          buildDeadline(request.from, { ...request, extensions }).due,
          dueOf({ ...request, count: request.count + count }),
        );
      }),
    );
  });
});
