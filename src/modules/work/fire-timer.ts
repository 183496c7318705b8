// Owns the firing of due timers by any number of workers; refuses to fire a timer twice.
import type { AppError } from '#kernel/errors';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { type AnyDb, inTransaction } from '#platform/database';
import { command, runUseCase, type UseCaseRequest } from '#platform/use-case';
import {
  advanceInstance,
  eventsOfChange,
  type ProcessChange,
  type ProcessInstance,
} from './process-instance.ts';
import { lockInstance, storeProcessChange } from './process-store.ts';
import { failureCode } from './service-job.ts';
import type { WorkTables } from './work-tables.gen.ts';

interface TimerInput {
  readonly timerId: Id;
}

interface LoadedTimer {
  readonly engineTimerId: string;
  readonly instance: ProcessInstance;
}

/**
 * Fires one timer. The instance's lock comes first and the engine's state decides: a timer that another worker fired
 * or that was cancelled meanwhile is none any more, and nothing happens.
 */
export const fireTimer = command<TimerInput, LoadedTimer, ProcessChange | undefined, void, WorkTables>({
  name: 'fire-timer',
  zone: 'extranet',
  audience: ['system'],
  object: (_input, loaded) => ({
    kind: 'process',
    ...(loaded === undefined ? {} : { id: loaded.instance.id }),
  }),
  async load(db, { timerId }) {
    const timer = await db
      .selectFrom('work.timer')
      .innerJoin('work.processInstance', 'work.processInstance.id', 'work.timer.instanceId')
      .select(['engineTimerId', 'subjectId'])
      .where('work.timer.id', '=', timerId)
      .executeTakeFirstOrThrow();
    return { engineTimerId: timer.engineTimerId, instance: await lockInstance(db, timer.subjectId) };
  },
  permission: (actor) => actor.kind === 'system',
  decide({ engineTimerId, instance }, _input, { now }) {
    if (!instance.state.timers.some((timer) => timer.id === engineTimerId)) {
      return { change: undefined, answer: undefined, events: [] };
    }
    const change = advanceInstance(instance, { type: 'fireTimer', timerId: engineTimerId }, now);
    return { change, answer: undefined, events: eventsOfChange(change) };
  },
  async store(db, change, context) {
    if (change !== undefined) await storeProcessChange(db, change, context);
  },
});

const batchSize = 50;

/**
 * Fires the timers that are due at `request.now`, oldest first; those that fail are tried again after a minute and
 * hold no other. Returns how many were fired and the failures, for the log.
 */
export async function fireDueTimers(
  request: Omit<UseCaseRequest, 'actor' | 'login'>,
): Promise<{ readonly fired: number; readonly failures: readonly (AppError | Error)[] }> {
  const system: UseCaseRequest = {
    ...request,
    actor: { kind: 'system', name: 'timers' },
    login: 'worker_extranet',
  };
  const pool = request.pools.get('worker_extranet');
  const due = await inTransaction<WorkTables, readonly Id[]>(
    pool,
    system.actor,
    { readOnly: true },
    async (db) => {
      const rows = await db
        .selectFrom('work.timer')
        .select('id')
        .where('endedAt', 'is', null)
        .where('dueAt', '<=', request.now)
        .where((where) => where.or([where('retryAt', 'is', null), where('retryAt', '<=', request.now)]))
        .orderBy('dueAt')
        .limit(batchSize)
        .execute();
      return rows.map((row) => row.id);
    },
  );
  const failures: Error[] = [];
  for (const timerId of due) {
    try {
      await runUseCase(system, fireTimer, { timerId });
    } catch (error) {
      failures.push(isAppError(error) || error instanceof Error ? error : new Error('unknown'));
      await inTransaction<WorkTables, void>(pool, system.actor, { readOnly: false }, (db) =>
        postponeTimer(db, timerId, { code: failureCode(error), requestId: system.requestId }, request.now),
      );
    }
  }
  return { fired: due.length - failures.length, failures };
}

async function postponeTimer(
  db: AnyDb,
  timerId: Id,
  failure: { readonly code: string; readonly requestId: string },
  now: Date,
): Promise<void> {
  await db
    .withTables<WorkTables>()
    .updateTable('work.timer')
    .set((set) => ({
      failedAttempts: set('failedAttempts', '+', 1),
      failedSince: set.fn.coalesce('failedSince', set.val(now)),
      lastErrorCode: failure.code,
      lastRequestId: failure.requestId,
      retryAt: new Date(now.getTime() + 60_000),
    }))
    .where('id', '=', timerId)
    .execute();
}
