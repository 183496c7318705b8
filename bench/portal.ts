// Owns the bench of pages that people read: how many a second beside nginx and PostgreSQL; refuses a page that failed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResidentActor } from '#kernel/actors';
import { buildApplication } from '#modules/cases';
import { createVisitor } from '#test/attacks/visitor';
import { type BenchReport, type Figure, ratioOf } from './figure.ts';
import { describeMachine, hasProgram } from './machine.ts';
import { startNginx } from './nginx.ts';
import { type LoadedPage, loadPage, type PageLoadResult } from './page-load.ts';
import { preparePgbench, runPgbench } from './pgbench.ts';
import { openScratchCluster, type ScratchCluster } from './scratch-cluster.ts';
import { fiveServices, type ServingCity, startServingCity } from './serving-city.ts';

const goals = { guide: 0.25, status: 0.3, pageBytes: 40_000 };
const load = { connections: 32, warmUpMs: 4_000, durationMs: 10_000 };
const guidePath = '/zh/life-events/open-restaurant';
const residents = 8;
const dispatchedWithinMs = 30_000;
const papersWithinMs = 60_000;

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
  const own: LoadedPage[] = [];
  // Each follows an application of their own: nothing that is kept or asked together may be shared between them.
  for (const resident of await city.signIn(residents)) {
    const path = `/zh/applications/${await applyAndWait(city, resident.actor)}`;
    own.push({ path, headers: { cookie: resident.cookie } });
  }
  const [first] = own;
  if (first === undefined) throw new Error('Nobody signed in.');
  const guidePage = { path: guidePath, headers: {} };
  await untilPapersRest(city);
  const guide = await loadOurs(city, [guidePage]);
  const status = await loadOurs(city, own);
  // A page whose address has a query is not kept, so each of these is made as the first one of somebody is.
  const firstStatus = await loadOurs(
    city,
    own.map(({ path, headers }) => ({ path: `${path}?first`, headers })),
  );
  const pageBytes = await weighWithStyle(city);
  const nginxGuide = withNginx ? await loadNginx(city, guidePage) : undefined;
  const nginxStatus = withNginx ? await loadNginx(city, first) : undefined;
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
      { ...figureOf('status page, first view', firstStatus, statusLimit, 0), goal: 'none', reached: null },
      style,
    ],
    notes: [
      machine,
      `processor time of the server’s process: ${guide.serverCpuMs.toFixed(2)} ms a guide page, ${status.serverCpuMs.toFixed(2)} ms a status page, ${firstStatus.serverCpuMs.toFixed(2)} ms at its first view`,
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

async function loadOurs(city: ServingCity, pages: readonly LoadedPage[]): Promise<OwnResult> {
  const before = await city.readServerCpuMs();
  const result = succeeded(await loadPage({ ...load, port: city.port, pages }));
  const used = (await city.readServerCpuMs()) - before;
  return { ...result, serverCpuMs: used / ((result.perSecond * (load.warmUpMs + load.durationMs)) / 1_000) };
}

/** The very bytes that Yizhan answered with, from a file. */
async function loadNginx(city: ServingCity, { path, headers }: LoadedPage): Promise<PageLoadResult> {
  const nginx = await startNginx((await ask(city, path, headers)).body);
  try {
    return succeeded(
      await loadPage({ ...load, port: nginx.port, pages: [{ path: nginx.path, headers: {} }] }),
    );
  } finally {
    await nginx.close();
  }
}

function succeeded(result: PageLoadResult): PageLoadResult {
  if (result.failures > 0) throw new Error(`${result.failures} answers were not 200.`);
  return result;
}

async function ask(city: ServingCity, path: string, headers: LoadedPage['headers']) {
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

/** Papers and notices of the new cases come a moment later, and would change the pages and take the processor. */
async function untilPapersRest(city: ServingCity): Promise<void> {
  const deadline = Date.now() + papersWithinMs;
  for (let last = -1; Date.now() < deadline; ) {
    const { rows } = await city.migratorPool.query<{ made: number }>(
      'select ((select count(*) from cases.paper) + (select count(*) from notices.notice))::int as made',
    );
    const made = rows[0]?.made ?? 0;
    if (made === last && made > 0) return;
    last = made;
    await sleep(3_000);
  }
  throw new Error('Papers and notices came without end.');
}

async function countLookUps(cluster: ScratchCluster): Promise<number> {
  const url = cluster.urlOf('postgres');
  await preparePgbench(url);
  const seconds = String(load.durationMs / 1_000);
  const { perSecond } = await runPgbench(url, ['-S', '--client=16', '--jobs=1', `--time=${seconds}`]);
  return perSecond;
}
