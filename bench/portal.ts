// Owns the bench of pages that people read: how many a second beside nginx and PostgreSQL; refuses a page that failed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResidentActor } from '#kernel/actors';
import { buildApplication } from '#modules/cases';
import { createVisitor } from '#test/attacks/visitor';
import { type BenchReport, type Figure, ratioOf } from './figure.ts';
import { describeMachine, hasProgram } from './machine.ts';
import { startNginx } from './nginx.ts';
import { loadPage, type PageLoad, type PageLoadResult } from './page-load.ts';
import { preparePgbench, runPgbench } from './pgbench.ts';
import { openScratchCluster, type ScratchCluster } from './scratch-cluster.ts';
import { fiveServices, type ServingCity, startServingCity } from './serving-city.ts';

const goals = { guide: 0.25, status: 0.3, pageBytes: 40_000 };
const load = { connections: 32, warmUpMs: 4_000, durationMs: 10_000 };
const guidePath = '/zh/life-events/open-restaurant';
const dispatchedWithinMs = 30_000;

export async function benchPortal(): Promise<BenchReport> {
  const cluster = await openScratchCluster();
  try {
    const machine = describeMachine(cluster.postgresVersion);
    const city = await startServingCity({ withWorker: true });
    try {
      return await measure(cluster, city, machine);
    } finally {
      await city.close();
    }
  } finally {
    await cluster.close();
  }
}

async function measure(cluster: ScratchCluster, city: ServingCity, machine: string): Promise<BenchReport> {
  const withNginx = hasProgram('nginx', '-v');
  const withPgbench = hasProgram('pgbench', '--version');
  const [resident] = await city.signIn(1);
  if (resident === undefined) throw new Error('Nobody signed in.');
  const statusPath = `/zh/applications/${await applyAndWait(city, resident.actor)}`;
  const guide = await loadOurs(city, guidePath, {});
  const status = await loadOurs(city, statusPath, { cookie: resident.cookie });
  const pageBytes = await weighWithStyle(city);
  const nginxGuide = withNginx ? await loadNginx(city, guidePath, {}) : undefined;
  const nginxStatus = withNginx ? await loadNginx(city, statusPath, { cookie: resident.cookie }) : undefined;
  const lookUps = withPgbench ? await countLookUps(cluster) : undefined;
  const statusLimit =
    nginxStatus === undefined || lookUps === undefined ? null : 1 / (1 / nginxStatus.perSecond + 1 / lookUps);
  const style: Figure = {
    name: 'guide page with style',
    ours: pageBytes,
    limit: goals.pageBytes,
    ratio: ratioOf(pageBytes, goals.pageBytes),
    p50Ms: null,
    p99Ms: null,
    unit: 'bytes',
    goal: `under ${goals.pageBytes}`,
    reached: pageBytes < goals.pageBytes,
  };
  return {
    name: 'portal',
    figures: [
      figureOf('guide page', guide, nginxGuide?.perSecond ?? null, goals.guide),
      figureOf('status page', status, statusLimit, goals.status),
      style,
    ],
    notes: [
      machine,
      `processor time of the server’s process: ${guide.serverCpuMs.toFixed(2)} ms a guide page, ${status.serverCpuMs.toFixed(2)} ms a status page`,
      `${load.connections} connections; generator used ${shareOf(guide)} of a core for the guide page, ${shareOf(status)} for the status page`,
      ...(nginxGuide === undefined
        ? ['nginx is not on this machine (Debian: nginx-light), so its limit is missing']
        : [
            `nginx (worker_processes auto): generator used ${shareOf(nginxGuide)} of a core; near 1 it is the generator that is at its limit`,
          ]),
      ...(lookUps === undefined
        ? [
            'pgbench is not on this machine (Debian: postgresql-contrib), so the limit of the status page is missing',
          ]
        : [
            `pgbench -S, prepared, 16 clients: ${Math.round(lookUps)} a second; nginx with the status page: ${Math.round(nginxStatus?.perSecond ?? 0)}`,
          ]),
    ],
  };
}

const shareOf = (result: PageLoadResult) => result.generatorCpu.toFixed(2);

function figureOf(name: string, found: PageLoadResult, limit: number | null, goal: number): Figure {
  const ratio = ratioOf(found.perSecond, limit);
  return {
    name,
    ours: found.perSecond,
    limit,
    ratio,
    p50Ms: found.p50Ms,
    p99Ms: found.p99Ms,
    unit: 'pages/s',
    goal: `at least ${goal}`,
    reached: ratio === null ? null : ratio >= goal,
  };
}

interface OwnResult extends PageLoadResult {
  /** Of the server's process alone, the database's not counted. */
  readonly serverCpuMs: number;
}

async function loadOurs(city: ServingCity, path: string, headers: PageLoad['headers']): Promise<OwnResult> {
  const before = await city.readServerCpuMs();
  const result = succeeded(await loadPage({ ...load, port: city.port, path, headers }));
  const used = (await city.readServerCpuMs()) - before;
  return { ...result, serverCpuMs: used / ((result.perSecond * (load.warmUpMs + load.durationMs)) / 1_000) };
}

/** The very bytes that Yizhan answered with, from a file. */
async function loadNginx(
  city: ServingCity,
  path: string,
  headers: PageLoad['headers'],
): Promise<PageLoadResult> {
  const nginx = await startNginx((await ask(city, path, headers)).body);
  try {
    return succeeded(await loadPage({ ...load, port: nginx.port, path: nginx.path, headers: {} }));
  } finally {
    await nginx.close();
  }
}

function succeeded(result: PageLoadResult): PageLoadResult {
  if (result.failures > 0) throw new Error(`${result.failures} answers were not 200.`);
  return result;
}

async function ask(city: ServingCity, path: string, headers: PageLoad['headers']) {
  const visitor = createVisitor(`http://127.0.0.1:${city.port}`);
  try {
    const answer = await visitor.send('GET', path, { headers });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    return answer;
  } finally {
    visitor.close();
  }
}

/** What a first visit brings over the line before it is read, without compression: the page and its styles. */
async function weighWithStyle(city: ServingCity): Promise<number> {
  const page = await ask(city, guidePath, {});
  let bytes = page.body.length;
  for (const [, path = ''] of page.text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
    bytes += (await ask(city, path, {})).body.length;
  }
  return bytes;
}

async function applyAndWait(city: ServingCity, actor: ResidentActor): Promise<string> {
  const id = await buildApplication(city.requestOf(actor), fiveServices);
  const deadline = Date.now() + dispatchedWithinMs;
  for (;;) {
    const { rows } = await city.migratorPool.query<{ dispatched: boolean }>(
      'select dispatched_at is not null as dispatched from cases.application where id = $1',
      [id],
    );
    if (rows[0]?.dispatched === true) return id;
    if (Date.now() > deadline) throw new Error('The application was not dispatched.');
    await sleep(100);
  }
}

async function countLookUps(cluster: ScratchCluster): Promise<number> {
  const url = cluster.urlOf('postgres');
  await preparePgbench(url);
  const seconds = String(load.durationMs / 1_000);
  const { perSecond } = await runPgbench(url, ['-S', '--client=16', '--jobs=1', `--time=${seconds}`]);
  return perSecond;
}
