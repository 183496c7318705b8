// Owns the bench of submissions, whole: from the request until the cases are committed; refuses to count less.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseSubscribers, submitApplication } from '#modules/cases';
import { dispatchNext, registerSubscriber } from '#platform/events';
import { runUseCase } from '#platform/use-case';
import { type BenchReport, type Figure, ratioOf } from './figure.ts';
import { describeMachine, hasProgram } from './machine.ts';
import { runPgbench } from './pgbench.ts';
import { type DraftMeasure, makeReadyDrafts } from './ready-drafts.ts';
import { openScratchCluster } from './scratch-cluster.ts';
import {
  buildFiveServicesDraft,
  type ServingCity,
  type SignedInResident,
  startServingCity,
} from './serving-city.ts';
import { loadSubmissions, type ReadySubmission, type SubmissionResult } from './submission-load.ts';
import { type LimitScript, writeLimitScript } from './submission-rows.ts';

const goals = { ratio: 0.5, p99Ms: 150 };
const people = 16;
const timesMs = { warmUp: 4_000, closed: 12_000, open: 15_000 };
const openShare = 0.7;
/** More than the fastest run so far needed; a run that needs still more says so and fails. */
const mostPerSecond = 60;
const dispatchedWithinMs = 30_000;
const quietWithinMs = 30_000;

export async function benchSubmit(): Promise<BenchReport> {
  const cluster = await openScratchCluster();
  try {
    const machine = describeMachine(cluster.postgresVersion);
    // Without its worker first: a dispatch of which we know that nothing ran beside it shows what rows it writes.
    const city = await startServingCity({ withWorker: false });
    try {
      return await measure(city, machine);
    } finally {
      await city.close();
    }
  } finally {
    await cluster.close();
  }
}

async function measure(city: ServingCity, machine: string): Promise<BenchReport> {
  const residents = await city.signIn(people);
  const script = await findLimitScript(city, residents);
  const count = Math.ceil((mostPerSecond * (timesMs.warmUp + timesMs.closed + timesMs.open)) / 1_000);
  const { submissions, measure: drafts } = await makeReadyDrafts(city, residents, count);
  await city.restart({ withWorker: true });
  let taken = 0;
  const take = (perSecond: number, durationMs: number): readonly ReadySubmission[] => {
    const from = taken;
    taken += Math.ceil((perSecond * durationMs) / 1_000) + people;
    return submissions.slice(from, taken);
  };
  const load = (pace: Parameters<typeof loadSubmissions>[0]['pace'], durationMs: number) => {
    const perSecond = pace.kind === 'open' ? pace.perSecond : mostPerSecond;
    const { port, databaseUrl } = city;
    return loadSubmissions({ port, databaseUrl, durationMs, pace, submissions: take(perSecond, durationMs) });
  };
  await load({ kind: 'closed', people }, timesMs.warmUp);
  await waitUntilQuiet(city);
  const cpuBeforeMs = await city.readServerCpuMs();
  const closed = await load({ kind: 'closed', people }, timesMs.closed);
  const behindMs = await waitUntilQuiet(city);
  const serverCpuMs = (await city.readServerCpuMs()) - cpuBeforeMs;
  const open = await load({ kind: 'open', perSecond: closed.perSecond * openShare }, timesMs.open);
  await waitUntilQuiet(city);
  const limit = hasProgram('pgbench', '--version') ? await findLimit(city, script) : null;
  return report(closed, open, limit, [
    machine,
    describeRows(drafts, script),
    `closed loop: ${people} people, ${closed.committed} applications; the answer alone p50 ${closed.answerP50Ms.toFixed(0)} ms, p99 ${closed.answerP99Ms.toFixed(0)} ms; generator ${closed.generatorCpu.toFixed(2)} of a core`,
    `processor time of the server’s process, papers and notices included: ${(serverCpuMs / Math.max(1, closed.committed + closed.unfinished)).toFixed(0)} ms an application`,
    `papers and notices, which follow by themselves, were done ${(behindMs / 1_000).toFixed(1)} s after the closed loop`,
    `open loop at ${Math.round(openShare * 100)} %: ${open.committed} applications, answer p99 ${open.answerP99Ms.toFixed(0)} ms, ${open.unfinished} unfinished; generator ${open.generatorCpu.toFixed(2)} of a core`,
    limit === null
      ? 'pgbench is not on this machine (Debian: postgresql-contrib), so the limit is missing'
      : 'limit: pgbench, prepared, one statement for each of the three transactions, as the owner; rows that are only updated (draft, files, application’s event counter but once) it leaves out',
  ]);
}

function report(
  closed: SubmissionResult,
  open: SubmissionResult,
  limit: number | null,
  notes: readonly string[],
): BenchReport {
  if (closed.failures + open.failures > 0)
    throw new Error(`${closed.failures + open.failures} submissions failed.`);
  const ratio = ratioOf(closed.perSecond, limit);
  const capacity: Figure = {
    name: 'submissions, closed loop',
    ours: closed.perSecond,
    limit,
    ratio,
    p50Ms: closed.p50Ms,
    p99Ms: closed.p99Ms,
    unit: 'applications/s',
    goal: `at least ${goals.ratio}`,
    reached: ratio === null ? null : ratio >= goals.ratio,
  };
  const latency: Figure = {
    name: `submissions, open loop at ${Math.round(openShare * 100)} %`,
    ours: open.p99Ms,
    limit: goals.p99Ms,
    ratio: ratioOf(open.p99Ms, goals.p99Ms),
    p50Ms: open.p50Ms,
    p99Ms: open.p99Ms,
    unit: 'ms (p99)',
    goal: `under ${goals.p99Ms} ms`,
    reached: open.p99Ms < goals.p99Ms && open.unfinished === 0,
  };
  return { name: 'submit', figures: [capacity, latency], notes };
}

function describeRows({ answers, files }: DraftMeasure, { rows }: LimitScript): string {
  const list = Object.entries(rows)
    .map(([table, count]) => `${count} ${table}`)
    .join(', ');
  return `one application: 5 services, ${answers} answers, ${files} files of 100 kB (as many as they ask for); rows: ${list}`;
}

/** Submits and dispatches one application, with nothing beside, and reads what that wrote. */
async function findLimitScript(
  city: ServingCity,
  residents: readonly SignedInResident[],
): Promise<LimitScript> {
  const [resident] = residents;
  if (resident === undefined) throw new Error('Nobody signed in.');
  const draftId = await buildFiveServicesDraft(city, resident.actor);
  const request = city.requestOf(resident.actor);
  const { rows } = await city.migratorPool.query<{ revision: number }>(
    'select revision from cases.draft where id = $1',
    [draftId],
  );
  const revision = rows[0]?.revision ?? 0;
  const applicationId = await runUseCase(request, submitApplication, { draftId, revision, declared: true });
  const dispatch = caseSubscribers((name, event) => ({
    ...request,
    actor: { kind: 'system', name },
    causeId: event.id,
    login: 'worker_extranet',
  })).find((one) => one.name === 'cases.dispatch');
  if (dispatch === undefined) throw new Error('Nobody dispatches applications.');
  const pool = city.pools.get('worker_extranet');
  await registerSubscriber(pool, dispatch);
  const deadline = Date.now() + dispatchedWithinMs;
  for (let handled = 0; handled === 0; await sleep(50)) {
    const outcome = await dispatchNext(pool, dispatch, new Date());
    if (outcome.failed || Date.now() > deadline) throw new Error('The application was not dispatched.');
    handled = outcome.handled;
  }
  return await writeLimitScript(city.migratorPool, applicationId);
}

/** How long papers, notices and whatever else follows the events took to come to rest. */
async function waitUntilQuiet(city: ServingCity): Promise<number> {
  const startedAt = Date.now();
  let [last, lastChangeAt] = ['', startedAt];
  while (Date.now() - lastChangeAt < 2_000 && Date.now() - startedAt < quietWithinMs) {
    const { rows } = await city.migratorPool.query<{ mark: string }>(
      'select sum(n_tup_ins + n_tup_upd)::text as mark from pg_stat_user_tables',
    );
    const mark = rows[0]?.mark ?? '';
    if (mark !== last) lastChangeAt = Date.now();
    last = mark;
    await sleep(200);
  }
  return lastChangeAt - startedAt;
}

/** The best of a few numbers of clients, so that the limit is one. */
async function findLimit(city: ServingCity, { text }: LimitScript): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yizhan-bench-limit-'));
  const file = path.join(folder, 'limit.sql');
  try {
    await writeFile(file, text);
    let best = 0;
    for (const [run, clients] of [4, 16].entries()) {
      const options = [`--file=${file}`, `--client=${clients}`, '--jobs=1', '--time=10'];
      const from = `--define=k=${(run + 1) * 10_000_000}`;
      best = Math.max(best, (await runPgbench(city.databaseUrl, [...options, from])).perSecond);
    }
    return best;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
