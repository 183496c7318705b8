// Owns the running of jobs; refuses to end by itself: a runner that gave up is started again.
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as JobLogger, type Runner, type RunnerOptions, run } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '#platform/logging';
import type { JobPayload } from './enqueue-job.ts';
import { watchWorkers } from './living-workers.ts';

/** What a task does; it is run again after a failure, so it is idempotent. */
export type TaskHandler = (payload: JobPayload) => Promise<void>;

export interface JobRunnerSettings {
  /** A worker's pool: its login is used, on connections of the runner's own. */
  readonly pool: pg.Pool;
  readonly tasks: Readonly<Record<string, TaskHandler>>;
  readonly logger: Logger;
  /** When tasks recur, in cron's form and UTC, as `15 18 * * * sweep-orphan-files`. */
  readonly crontab?: string;
  readonly concurrency?: number;
}

export interface JobRunner {
  /** Takes no new job, finishes those that run, writes down that they are done, and lets the connections go. */
  stop(): Promise<void>;
}

const pollMs = 2_000;
const restartMs = 2_000;

/** Starts running jobs. Any number of processes may do so. Throws where the first start fails. */
export async function startJobRunner(settings: JobRunnerSettings): Promise<JobRunner> {
  const concurrency = settings.concurrency ?? 2;
  const pool = openPool(settings, concurrency + 3);
  const workers = watchWorkers(pool, settings.logger);
  const options: RunnerOptions = {
    pgPool: pool,
    taskList: taskListOf(settings),
    concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    events: workers.events,
    logger: quietLogger(settings.logger),
    // In batches (of what is there at once) the result of a job is written with retries, and stop() waits for it;
    // otherwise it is written behind the runner's back, and a failure to write it would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    ...(settings.crontab === undefined ? {} : { crontab: settings.crontab }),
  };
  let runner: Runner;
  try {
    runner = await run(options);
  } catch (error) {
    await workers.stop();
    await pool.end();
    throw error;
  }
  await workers.sweep();
  const stopping = new AbortController();
  const supervised = superviseRunner(runner, () => run(options), settings.logger, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await supervised;
      await workers.stop();
      await pool.end();
    },
  };
}

/** Waits for the order to stop and hands it on; until then, starts again what ended by itself. */
async function superviseRunner(
  first: Runner,
  start: () => Promise<Runner>,
  logger: Logger,
  stopping: AbortSignal,
): Promise<void> {
  let runner: Runner | undefined = first;
  while (!stopping.aborted) {
    const ended = runner?.promise.catch(() => undefined) ?? Promise.resolve();
    await Promise.race([ended, untilAborted(stopping)]);
    if (stopping.aborted) break;
    logger.error({}, 'job runner ended and is started again');
    runner = undefined;
    await sleep(restartMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) break;
    runner = await start().catch((error: unknown) => {
      logger.error({ err: error }, 'job runner could not be started');
      return undefined;
    });
  }
  // It may have ended by itself in this very moment, and then has nothing to stop.
  await runner?.stop().catch(() => undefined);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * graphile-worker writes job ids into JSON, which a BigInt doesn't fit, so its connections have the pool's login and
 * not the pool's column types.
 */
function openPool(settings: JobRunnerSettings, most: number): pg.Pool {
  const { types: _types, ...connection } = settings.pool.options;
  const pool = new pg.Pool({ ...connection, max: most, application_name: 'yizhan jobs', pipeline: false });
  pool.on('error', (error) => settings.logger.error({ err: error }, 'job connection failed'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function taskListOf(settings: JobRunnerSettings): NonNullable<RunnerOptions['taskList']> {
  const taskList: NonNullable<RunnerOptions['taskList']> = {};
  for (const [task, handle] of Object.entries(settings.tasks)) {
    taskList[task] = async (payload) => {
      const startedAt = performance.now();
      try {
        await handle(isJobPayload(payload) ? payload : {});
        settings.logger.info({ task, durationMs: Math.round(performance.now() - startedAt) }, 'job done');
      } catch (error) {
        settings.logger.error({ task, err: error }, 'job failed');
        // What is thrown on is stored with the job, and an error's own words may quote what somebody entered.
        throw new Error(error instanceof Error ? error.name : 'unknown');
      }
    };
  }
  return taskList;
}

/** graphile-worker's own words, without the errors of jobs (which we log ourselves) and without what is no trouble. */
function quietLogger(logger: Logger): JobLogger {
  return new JobLogger(() => (level, message, meta) => {
    if (level === 'error' && meta?.['failure'] !== true) logger.error({ component: 'jobs' }, message);
    if (level === 'warning') logger.warn({ component: 'jobs' }, message);
  });
}

function isJobPayload(payload: unknown): payload is JobPayload {
  return typeof payload === 'object' && payload !== null;
}
