// Owns what happens later: enqueueing in the caller's transaction, and the runners; refuses payloads that aren't ids.
import { type Runner, type RunnerOptions, run } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { Logger } from '#platform/logging';

/** A job's payload: ids by name. What they stand for is read when the job runs. */
export type JobPayload = Readonly<Record<string, Id>>;

/** What a task does; it is run again after a failure, so it is idempotent. */
export type TaskHandler = (payload: JobPayload) => Promise<void>;

/**
 * Enqueues a job in the caller's transaction: it runs if and only if the transaction commits. The database refuses
 * tasks that the zone may not enqueue. With a `key`, a later call replaces an earlier job that has not run.
 */
export async function enqueueJob(
  db: AnyDb,
  task: string,
  payload: JobPayload,
  options: { readonly runAt?: Date; readonly key?: string } = {},
): Promise<void> {
  await sql`select platform.enqueue_job(${task}, ${JSON.stringify(payload)}::jsonb, ${options.runAt ?? null}, ${options.key ?? null})`.execute(
    db.withTables<object>(),
  );
}

export interface JobRunnerSettings {
  /** A worker's pool. */
  readonly pool: pg.Pool;
  readonly tasks: Readonly<Record<string, TaskHandler>>;
  readonly logger: Logger;
  /** When tasks recur, in cron's form and UTC, as `15 18 * * * sweep-orphan-files`. */
  readonly crontab?: string;
  readonly concurrency?: number;
}

/** Starts running jobs; `stop()` waits for those that run. Any number of processes may do so. */
export async function startJobRunner(settings: JobRunnerSettings): Promise<Runner> {
  const taskList: NonNullable<RunnerOptions['taskList']> = {};
  for (const [task, handle] of Object.entries(settings.tasks)) {
    taskList[task] = async (payload) => {
      const startedAt = performance.now();
      try {
        await handle(isJobPayload(payload) ? payload : {});
        settings.logger.info({ task, durationMs: Math.round(performance.now() - startedAt) }, 'job done');
      } catch (error) {
        settings.logger.error({ task, err: error }, 'job failed');
        throw error;
      }
    };
  }
  return run({
    pgPool: settings.pool,
    taskList,
    concurrency: settings.concurrency ?? 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    ...(settings.crontab === undefined ? {} : { crontab: settings.crontab }),
  });
}

function isJobPayload(payload: unknown): payload is JobPayload {
  return typeof payload === 'object' && payload !== null;
}
