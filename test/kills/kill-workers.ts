// Owns the story of the killed workers, short and long: kills at random moments, a quiet end, a look at every row. Refuses a loss.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '#kernel/ids';
import { openTrialCity, type TrialCity, type TrialWorker } from './trial-city.ts';

export interface WorkerKillSettings {
  /** Pairs of a process that sends a message and one that receives one. */
  readonly pairs: number;
  readonly workers: number;
  readonly kills: number;
  /** The longest that is waited between two kills. */
  readonly pauseMsMost: number;
  readonly quietWithinMs: number;
}

/** A lease lasts 30 s: whoever comes after a killed worker lives that much later, so that nobody waits for it. */
const leaseMs = 30_000;
const rowsOfPair = 2;

/** Lets workers work and kills them, until all is done; answers with what happened. */
export async function killWorkers(settings: WorkerKillSettings): Promise<string> {
  const city = await openTrialCity();
  try {
    let aheadMs = 0;
    const workers = Array.from({ length: settings.workers }, () => city.startWorker(aheadMs));
    await Promise.all(workers.map(({ ready }) => ready));
    const started: Id[] = [];
    const starting = (async () => {
      for (let pair = 0; pair < settings.pairs; pair += 1) started.push(...(await city.startPair()));
    })();
    for (let kill = 0; kill < settings.kills; kill += 1) {
      await sleep(50 + Math.random() * settings.pauseMsMost);
      const place = Math.floor(Math.random() * workers.length);
      await workers[place]?.kill();
      aheadMs += leaseMs;
      const next: TrialWorker = city.startWorker(aheadMs);
      workers[place] = next;
      // Now and then one dies while it starts.
      if (Math.random() < 0.8) await next.ready;
    }
    await starting;
    const acknowledged = new Set(city.acknowledged);
    workers.push(city.startWorker(aheadMs + leaseMs));
    await waitUntilEnded(city, started.length, settings.quietWithinMs);
    await assertWhole(city, started, acknowledged);
    const { performances } = await countOf(city, 'select count(*) as performances from trial.performance');
    return (
      `${settings.kills} kills of ${settings.workers} workers; ${started.length} processes, all at their end; ` +
      `${acknowledged.size} tasks acknowledged under way; ${performances} performances of ${settings.pairs * 3} services`
    );
  } finally {
    await city.close();
  }
}

async function countOf(city: TrialCity, question: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await city.database.migratorPool.query<Record<string, bigint>>(question);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]));
}

async function waitUntilEnded(city: TrialCity, instances: number, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { ended, open } = await countOf(
      city,
      `select (select count(*) from work.process_instance where ended_at is not null) as ended,
         (select count(*) from work.service_job where status in ('open', 'incident')) as open`,
    );
    if (ended === instances && open === 0) return;
    if (Date.now() > deadline) {
      const { rows } = await city.database.migratorPool.query(
        `select status, kind, element, attempts, last_error_code, next_attempt_at from work.service_job
         where status in ('open', 'incident') limit 10`,
      );
      assert.fail(
        `${ended} of ${instances} ended, ${open} jobs open: ${JSON.stringify(rows)}\n${city.said()}`,
      );
    }
    await sleep(100);
  }
}

async function assertWhole(
  city: TrialCity,
  started: readonly Id[],
  acknowledged: ReadonlySet<Id>,
): Promise<void> {
  const rowsOf = async <Row extends object>(question: string): Promise<readonly Row[]> =>
    (await city.database.migratorPool.query<Row>(question)).rows;
  const pairs = started.length / rowsOfPair;
  const instances = await rowsOf<{ subject_id: Id; status: string }>(
    `select subject_id, state ->> 'status' as status from work.process_instance`,
  );
  assert.deepEqual(
    instances.map((one) => one.subject_id).sort(),
    [...started].sort(),
    'what was started is there, and nothing else',
  );
  assert.ok(instances.every(({ status }) => status === 'completed'));
  const effects = await rowsOf<{ subject_id: Id; element: string; count: bigint }>(
    'select subject_id, element, count(*) from trial.effect group by 1, 2',
  );
  assert.equal(effects.length, pairs * 3, 'each service had its effect');
  assert.ok(
    effects.every(({ count }) => count === 1n),
    'exactly once',
  );
  const unperformed = await rowsOf(
    'select from trial.effect left join trial.performance using (subject_id, element) where performance.element is null',
  );
  assert.equal(unperformed.length, 0, 'no effect without its service');
  const timers = await rowsOf<{ outcome: string; times: bigint }>(
    `select outcome, (select count(*) from work.step where step.instance_id = timer.instance_id
       and step.element = 'pause' and step.kind = 'completed') as times from work.timer`,
  );
  assert.equal(timers.length, pairs);
  assert.ok(
    timers.every(({ outcome, times }) => outcome === 'fired' && times === 1n),
    'each timer fired once',
  );
  const done = await rowsOf<{ subject_id: Id; count: bigint }>(
    `select subject_id, count(*) from work.step where element = 'ask' and kind = 'completed' group by 1`,
  );
  assert.equal(done.length, pairs);
  assert.ok(
    done.every(({ count }) => count === 1n),
    'each task was completed once',
  );
  for (const subjectId of acknowledged)
    assert.ok(
      done.some((one) => one.subject_id === subjectId),
      'what was acknowledged is done',
    );
  const stuck = await rowsOf(`select from work.service_job where status <> 'done' or ended_at is null`);
  assert.equal(stuck.length, 0, 'no job is left');
  assert.doesNotMatch(city.said(), /UnhandledPromise|deadlock/i);
}
