// Owns counting the open clocks anew when the calendar has changed; refuses to lose what was said before.
import { isDeepStrictEqual } from 'node:util';
import type { Id } from '#kernel/ids';
import {
  type Clock,
  endClocks,
  listUncountedSubjects,
  markCounted,
  reviseClock,
  storeClocks,
} from '#modules/work';
import { inTransaction } from '#platform/database';
import { command, runUseCase, type UseCaseRequest } from '#platform/use-case';
import { aboutCase, type CaseAtWork, loadCaseAtWork } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import { type CaseChange, updateCase } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { earliestDue } from './receive-case.ts';

interface Recount {
  readonly caseId: Id;
  /** Those that run on as they were, and those that go on from another. */
  readonly running: readonly Clock[];
  readonly replaced: readonly { readonly before: Clock; readonly after: Clock }[];
  readonly change: CaseChange | undefined;
}

/**
 * Counts the running clocks of a case by the calendar as it stands now. What comes out the same is only noted; another
 * derivation goes on in a clock of its own, and both are kept. The applicant is told where a day has moved.
 */
const recountClocks = command<{ readonly caseId: Id }, CaseAtWork, Recount, void, CasesTables>({
  name: 'recount-clocks',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  load: (db, { caseId }) => loadCaseAtWork(db, caseId),
  permission: isSystem,
  decide({ theCase, clocks, calendar }, _input, { now }) {
    const counted = clocks.map((before) => ({
      before,
      after: reviseClock(before, { calendar, because: 'calendar-changed' }, now),
    }));
    const replaced = counted.filter(({ before, after }) => isOther(before, after));
    const moved = replaced.filter(({ before, after }) => before.deadline.due !== after.deadline.due);
    const running = counted.map((one) => (replaced.includes(one) ? one.after : one.before));
    return {
      change: {
        caseId: theCase.id,
        running,
        replaced,
        change:
          moved.length === 0
            ? undefined
            : {
                caseId: theCase.id,
                readRevision: theCase.revision,
                status: theCase.status,
                dueOn: earliestDue(running),
              },
      },
      answer: undefined,
      events: moved.map(({ after }) =>
        caseEvent('ClockRecounted', theCase, { clock: after.kind, dueOn: after.deadline.due }),
      ),
    };
  },
  async store(db, { caseId, running, replaced, change }, { now }) {
    if (change !== undefined) await updateCase(db, change);
    await endClocks(
      db,
      caseId,
      replaced.map(({ before }) => before.kind),
      now,
    );
    await storeClocks(
      db,
      replaced.map(({ after }) => after),
    );
    await markCounted(
      db,
      running.map((clock) => clock.id),
      now,
    );
  },
});

/** Another day, or the same day for other reasons: a holiday that was only foreseen is announced by now. */
function isOther(before: Clock, after: Clock): boolean {
  return !isDeepStrictEqual(stored(before), stored(after));
}

/** As it lies in the database, which knows no undefined. */
function stored({ deadline }: Clock): unknown {
  return JSON.parse(JSON.stringify([deadline.due, deadline.derivation, deadline.warnings]));
}

const batchSize = 50;

/** Counts a batch of what a newer calendar concerns; returns how many cases it looked at. */
export async function recountDueClocks(request: Omit<UseCaseRequest, 'actor' | 'login'>): Promise<number> {
  const system: UseCaseRequest = {
    ...request,
    actor: { kind: 'system', name: 'recount-clocks' },
    login: 'worker_extranet',
  };
  const pool = request.pools.get('worker_extranet');
  const subjects = await inTransaction(pool, system.actor, { readOnly: true }, (db) =>
    listUncountedSubjects(db, batchSize),
  );
  const cases = subjects.filter((subject) => subject.kind === 'case');
  for (const { id } of cases) await runUseCase(system, recountClocks, { caseId: id });
  return cases.length;
}
