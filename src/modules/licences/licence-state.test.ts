import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, type LegalDay, legalDay } from '#kernel/dates';
import { licenceActs, licenceStates } from './contract.ts';
import { groundsFor, groundsOfAct } from './licence-grounds.ts';
import {
  actionsOfState,
  type HistoryEntry,
  isPending,
  mayBeDone,
  outcomeOfAct,
  type StatusColumns,
  standingOf,
  standingOn,
} from './licence-state.ts';

const day = legalDay('2026-11-23');
const valid: StatusColumns = { status: 'valid', statusSince: null, suspendedUntil: null, expiresOn: null };

describe('How a licence stands', () => {
  test('on its last day it still is valid, and the day after it has expired', () => {
    const licence = { ...valid, expiresOn: day };
    assert.equal(standingOf(licence, day).state, 'valid');
    assert.deepEqual(standingOf(licence, addDays(day, 1)), { state: 'expired', since: day, until: null });
  });

  test('a suspension holds from its day to its last day, and then is over by itself', () => {
    const until = addDays(day, 29);
    const licence = { ...valid, status: 'suspended' as const, statusSince: day, suspendedUntil: until };
    const states = [addDays(day, -1), day, until, addDays(until, 1)].map(
      (on) => standingOf(licence, on).state,
    );
    assert.deepEqual(states, ['valid', 'suspended', 'suspended', 'valid']);
    assert.ok(isPending(licence, addDays(day, -1)));
    assert.ok(!isPending(licence, day));
  });

  test('what was revoked stays revoked after its term', () => {
    const licence = { ...valid, status: 'revoked' as const, statusSince: day, expiresOn: addDays(day, 5) };
    assert.deepEqual(standingOf(licence, addDays(day, 60)), { state: 'revoked', since: day, until: null });
  });

  test('the history tells how it stood on any day', () => {
    const history: readonly HistoryEntry[] = [
      { act: 'issued', effectiveOn: legalDay('2025-01-10'), untilOn: null },
      { act: 'suspended', effectiveOn: legalDay('2026-02-01'), untilOn: legalDay('2026-04-30') },
      { act: 'resumed', effectiveOn: legalDay('2026-03-15'), untilOn: null },
      { act: 'withdrawn', effectiveOn: legalDay('2027-01-01'), untilOn: null },
      { act: 'cancelled', effectiveOn: legalDay('2027-02-01'), untilOn: null },
      // Passed over: nothing is suspended after it was cancelled.
      { act: 'suspended', effectiveOn: legalDay('2027-03-01'), untilOn: null },
    ];
    const examples: readonly (readonly [string, string])[] = [
      ['2026-01-31', 'valid'],
      ['2026-02-01', 'suspended'],
      ['2026-03-14', 'suspended'],
      ['2026-03-15', 'valid'],
      ['2026-12-31', 'valid'],
      ['2027-01-01', 'withdrawn'],
      ['2027-02-01', 'cancelled'],
      ['2028-01-01', 'cancelled'],
    ];
    for (const [on, state] of examples)
      assert.equal(standingOn(history, null, legalDay(on)).state, state, on);
  });

  test('columns and history agree on every day from the last act on', () => {
    const offsets = fc.array(
      fc.record({
        act: fc.constantFrom(...licenceActs),
        gap: fc.integer({ min: 0, max: 40 }),
        length: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        offsets,
        fc.integer({ min: 0, max: 200 }),
        fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
        (steps, later, term) => {
          const expiresOn = term === null ? null : addDays(day, term);
          let columns: StatusColumns = { ...valid, expiresOn };
          let on: LegalDay = day;
          const history: HistoryEntry[] = [];
          for (const { act, gap, length } of steps) {
            on = addDays(on, gap);
            if (!mayBeDone(standingOf({ ...columns, expiresOn: null }, on).state, act)) continue;
            const untilOn = act === 'suspend' && length !== null ? addDays(on, length) : null;
            const { event, status } = outcomeOfAct[act];
            columns = { status, statusSince: on, suspendedUntil: untilOn, expiresOn };
            history.push({ act: event, effectiveOn: on, untilOn });
          }
          const asked = addDays(on, later);
          assert.deepEqual(standingOn(history, expiresOn, asked).state, standingOf(columns, asked).state);
        },
      ),
    );
  });
});

describe('What may be done with a licence', () => {
  test('nothing that has ended comes back, and every end may be struck off the register', () => {
    for (const state of ['revoked', 'withdrawn', 'revoked-as-penalty'] as const) {
      assert.deepEqual(actionsOfState[state], ['cancel']);
    }
    assert.deepEqual([actionsOfState.cancelled, actionsOfState.replaced], [[], []]);
  });

  test('every act that a state allows has a ground there, and the grounds of cancelling fit the state', () => {
    for (const state of licenceStates) {
      for (const act of licenceActs) {
        if (mayBeDone(state, act)) assert.ok(groundsFor(act, state).length > 0, `${act} when ${state}`);
      }
    }
    const keysFor = (state: (typeof licenceStates)[number]) =>
      groundsFor('cancel', state).map((one) => one.key);
    assert.deepEqual(keysFor('revoked'), ['ended-before']);
    assert.ok(keysFor('expired').includes('expired') && !keysFor('valid').includes('expired'));
  });

  test('a ground that says who is compensated asks for it, and a penalty for its own article', () => {
    for (const ground of groundsOfAct.withdraw) assert.ok(ground.compensation !== null);
    for (const act of ['suspend', 'revoke-as-penalty'] as const) {
      for (const ground of groundsOfAct[act]) assert.ok(ground.needsSpecialBasis);
    }
  });
});
