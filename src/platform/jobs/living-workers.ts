// Owns which workers live, and the jobs of those that don't; refuses to wait the four hours that graphile-worker waits.
import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from '#platform/logging';

export interface LivingWorkers {
  /** For the runner, which tells of its workers by it. */
  readonly events: WorkerEvents;
  /** Frees the jobs of workers that are gone, once; the loop does so by itself. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** How soon a job of a worker that is gone is taken up, beside the grace that the database gives a new one. */
const sweepMs = 20_000;

/** The marks of one process's workers, on one connection, which is opened anew where it broke. */
class WorkerMarks {
  readonly #pool: pg.Pool;
  readonly living = new Set<string>();
  readonly #marked = new Set<string>();
  #client: pg.PoolClient | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.#client !== undefined) return this.#client;
    const fresh = await this.#pool.connect();
    this.#marked.clear();
    fresh.once('error', () => {
      if (this.#client !== fresh) return;
      this.#client = undefined;
      fresh.release(true);
    });
    this.#client = fresh;
    return fresh;
  }

  /** Marks those that live, and unmarks those that ended. */
  async keep(): Promise<pg.PoolClient> {
    const client = await this.#connect();
    for (const workerId of this.living) {
      if (this.#marked.has(workerId)) continue;
      await client.query('select pg_try_advisory_lock(hashtextextended($1, 4405))', [workerId]);
      this.#marked.add(workerId);
    }
    for (const workerId of this.#marked) {
      if (this.living.has(workerId)) continue;
      await client.query('select pg_advisory_unlock(hashtextextended($1, 4405))', [workerId]);
      this.#marked.delete(workerId);
    }
    return client;
  }

  /** Ends with its connection, and so does every mark. */
  close(): void {
    this.#client?.release(true);
    this.#client = undefined;
  }
}

/**
 * Each worker holds a lock of the database, on one connection of its process, for as long as it lives: the lock ends with
 * the process, however that ends, and no worker has to write that it is alive. A job whose worker holds none is freed for
 * others (`platform.free_lost_jobs`), at the start and every twenty seconds. Where only the connection breaks, a job may
 * be freed under a worker that lives; it then runs twice, which handlers have to bear anyway.
 */
export function watchWorkers(pool: pg.Pool, logger: Logger): LivingWorkers {
  const events: WorkerEvents = new EventEmitter();
  const marks = new WorkerMarks(pool);
  let last: Promise<void> = Promise.resolve();

  /** One after another: they share a connection. */
  function inTurn(work: () => Promise<unknown>): Promise<void> {
    last = last.then(async () => {
      try {
        await work();
      } catch (error) {
        logger.warn({ err: error }, 'the workers’ marks could not be kept; they are tried again');
      }
    });
    return last;
  }
  async function freeLostJobs(): Promise<void> {
    const client = await marks.keep();
    const { rows } = await client.query<{ freed: string }>('select platform.free_lost_jobs() as freed');
    const freed = Number(rows[0]?.freed ?? 0);
    if (freed > 0) logger.warn({ freed }, 'jobs of workers that are gone were freed');
  }

  events.on('worker:create', ({ worker }) => {
    marks.living.add(worker.workerId);
    void inTurn(() => marks.keep());
  });
  events.on('worker:stop', ({ worker }) => {
    marks.living.delete(worker.workerId);
  });
  const timer = setInterval(() => void inTurn(freeLostJobs), sweepMs);
  return {
    events,
    sweep: () => inTurn(freeLostJobs),
    async stop() {
      clearInterval(timer);
      await last;
      marks.close();
    },
  };
}
