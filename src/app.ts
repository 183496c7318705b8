// Owns the only wiring: modules to the server, events to their subscribers; refuses to hold a rule of its own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { newId } from '#kernel/ids';
import type { Locale } from '#kernel/texts';
import type { Zone } from '#kernel/zones';
import {
  archiveCaseTask,
  archiveCaseTaskName,
  caseRoutes,
  caseServices,
  caseSubscribers,
  listIncidentNumbers,
  listPresided,
  recountDueClocks,
  scanCounterFileTaskName,
} from '#modules/cases';
import { absenceRoutes, createFindSession, identityRoutes, sweepSignInsTask } from '#modules/identity';
import {
  licenceRoutes,
  licenceSubscribers,
  reviewLicenceTermsTask,
  reviewLicenceTermsTaskName,
} from '#modules/licences';
import { createMailer, sendMailTask, sendMailTaskName } from '#modules/notices';
import {
  assignmentRoutes,
  fireDueTimers,
  incidentRoutes,
  performDueServices,
  type ServiceHandler,
  workRoutes,
} from '#modules/work';
import type { Configuration, Secrets } from '#platform/configuration';
import { createVault, type Vault } from '#platform/crypto';
import { createMonthPartitions, inTransaction, type Pools } from '#platform/database';
import {
  dispatchNext,
  hasUndispatchedEvents,
  registerSubscriber,
  type StoredEvent,
  type Subscriber,
} from '#platform/events';
import { createFileStore, type FileStore, scanFileTask, sweepOrphanFilesTask } from '#platform/files';
import { createServer, type Route } from '#platform/http';
import { startJobRunner } from '#platform/jobs';
import type { Logger } from '#platform/logging';
import type { UseCaseRequest } from '#platform/use-case';
import { type Loop, startLoop } from '#platform/worker';
import { portalRoutes, renderFailure } from '#portal';
import { workbenchRoutes } from './workbench-routes.ts';

export interface AppSettings {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly pools: Pools;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Requests a minute from one address over all routes. */
  readonly mostRequestsPerMinute?: number;
  /** The delay of the event loop beyond which new requests are sent away. */
  readonly eventLoopDelayMostMs?: number;
}

export interface App {
  readonly server: FastifyInstance;
  readonly routes: readonly Route[];
  /** Starts dispatching events, firing timers and running jobs in this process. */
  startWorker(): Promise<void>;
  /** Does all work that is due now, until none is left; for tests, which set the clock. */
  workUntilDone(): Promise<void>;
  /** Finishes what was accepted and stops. The pools stay the caller's. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
/** Who does the services that processes ask for. */
const serviceHandlers: readonly ServiceHandler[] = caseServices();
const requestsPerMinuteMost = 600;
const eventLoopDelayMostMs = 2_000;
/** How soon is looked again for an event that a running transaction still holds back. */
const restBehindMs = 25;
/** How long accepted requests have to end when the process is asked to. */
const graceMs = 10_000;

/** Builds the application for the zones of its configuration. It doesn't listen yet. */
export async function createApp(settings: AppSettings): Promise<App> {
  const { configuration, secrets, pools, logger, now } = settings;
  const vault = createVault(secrets.keys);
  const files = createFileStore(join(configuration.dataDirectory, 'files'), secrets.keys);
  const loops: WorkerLoop[] = [];
  // A loop that waits for other events isn't woken: each look is several round trips to the database.
  const nudge = (types: readonly string[]) => {
    for (const { loop, hears } of loops) {
      if (types.some((type) => hears.includes(type))) loop.nudge();
    }
  };
  const routes = await listRoutes(settings, files);
  const server = await createServer({
    logger,
    pools,
    vault,
    now,
    publicUrl: configuration.publicUrl,
    trustProxy: configuration.trustProxy,
    fileSizeLimitBytes: configuration.fileSizeLimitBytes,
    routes,
    findSession: createFindSession(pools, configuration.sessionIdleMinutes),
    renderFailure,
    signInPath,
    onEvents: nudge,
    mostRequestsPerMinute: settings.mostRequestsPerMinute ?? requestsPerMinuteMost,
    eventLoopDelayMostMs: settings.eventLoopDelayMostMs ?? eventLoopDelayMostMs,
    isReady: () => isReady(pools, configuration.zones),
    staticFolders: [
      { prefix: '/assets/', directory: join(root, 'src/portal/assets') },
      { prefix: '/workbench-assets/', directory: join(root, 'dist/workbench') },
    ],
  });
  const subscribers = listSubscribers(pools, vault, now, nudge);
  const requestForTimers = (): Omit<UseCaseRequest, 'actor' | 'login'> => ({
    requestId: newId(now()),
    now: now(),
    pools,
    vault,
    onEvents: nudge,
  });
  let stopJobs: (() => Promise<void>)[] = [];
  return {
    server,
    routes,
    async startWorker() {
      stopJobs = await startJobs(settings, vault, files, nudge);
      loops.push(...(await startLoops({ pools, logger, now, subscribers, requestForTimers })));
    },
    workUntilDone: () => workUntilDone(pools, subscribers, now, requestForTimers),
    async stop() {
      // A client that never ends its request must not keep the process: Node stops looking for them once it closes.
      const patience = globalThis.setTimeout(() => server.server.closeAllConnections(), graceMs);
      await server.close();
      clearTimeout(patience);
      await Promise.all(loops.map(({ loop }) => loop.stop()));
      await Promise.all(stopJobs.map((stop) => stop()));
    },
  };
}

async function listRoutes(settings: AppSettings, files: FileStore): Promise<readonly Route[]> {
  const { configuration, pools } = settings;
  const { sessionIdleMinutes, sessionAbsoluteHours, publicUrl, fileSizeLimitBytes, zones } = configuration;
  const workbenchPage = await readFile(join(root, 'dist/workbench/index.html'), 'utf8').catch(
    () => undefined,
  );
  const all = [
    ...portalRoutes({ files, publicUrl, sessionAbsoluteHours, fileSizeLimitBytes, now: settings.now }),
    ...identityRoutes({ pools, sessionIdleMinutes, sessionAbsoluteHours }),
    ...caseRoutes({ files, publicUrl, fileSizeLimitBytes }),
    ...licenceRoutes(),
    ...absenceRoutes(),
    ...workRoutes(),
    ...assignmentRoutes({ listPresided }),
    ...incidentRoutes({ handlers: serviceHandlers, findCaseNumbers: listIncidentNumbers }),
    ...workbenchRoutes(workbenchPage),
  ];
  return all.filter((route) => zones.includes(route.zone));
}

/** Where somebody signs in: residents on the portal, officers in the workbench, which asks for it itself. */
function signInPath(zone: Zone, locale: Locale, wanted: string): string {
  if (zone === 'internet') return `/${locale}/sign-in?next=${encodeURIComponent(wanted)}`;
  return `/${locale}/workbench/`;
}

async function isReady(pools: Pools, zones: readonly Zone[]): Promise<boolean> {
  for (const zone of zones) await pools.get(zone).query('select 1');
  return true;
}

function listSubscribers(
  pools: Pools,
  vault: Vault,
  now: () => Date,
  onEvents: (types: readonly string[]) => void,
): readonly Subscriber[] {
  const requestFor = (subscriber: string, event: StoredEvent): UseCaseRequest => ({
    actor: { kind: 'system', name: subscriber },
    requestId: event.id,
    causeId: event.id,
    now: now(),
    pools,
    vault,
    login: 'worker_extranet',
    onEvents,
  });
  return [...caseSubscribers(requestFor), ...licenceSubscribers(requestFor)];
}

async function startJobs(
  settings: AppSettings,
  vault: Vault,
  files: FileStore,
  nudge: (types: readonly string[]) => void,
): Promise<(() => Promise<void>)[]> {
  const { configuration, pools, logger, now } = settings;
  const stops: (() => Promise<void>)[] = [];
  const fileTasks = {
    zone: 'internet',
    pools,
    files,
    clamdAddress: configuration.clamdAddress,
    now,
    logger,
  } as const;
  if (configuration.zones.includes('internet')) {
    const runner = await startJobRunner({
      pool: pools.get('worker_internet'),
      logger,
      tasks: { 'scan-file': scanFileTask(fileTasks), 'sweep-orphan-files': sweepOrphanFilesTask(fileTasks) },
      crontab: '15 18 * * * sweep-orphan-files',
    });
    stops.push(() => runner.stop());
  }
  if (configuration.zones.includes('extranet')) {
    const { smtpUrl, mailFrom, publicUrl } = configuration;
    const mailer = smtpUrl === undefined ? undefined : createMailer(smtpUrl, mailFrom);
    const create = async () => {
      const until = now();
      await inTransaction(
        pools.get('worker_extranet'),
        { kind: 'system', name: 'partitions' },
        { readOnly: false },
        (db) => createMonthPartitions(db, until),
      );
    };
    const runner = await startJobRunner({
      pool: pools.get('worker_extranet'),
      logger,
      tasks: {
        [sendMailTaskName]: sendMailTask({ pools, vault, now, publicUrl, mailer }),
        [scanCounterFileTaskName]: scanFileTask({ ...fileTasks, zone: 'extranet' }),
        'sweep-counter-files': sweepOrphanFilesTask({ ...fileTasks, zone: 'extranet' }),
        'sweep-sign-ins': sweepSignInsTask({ pools, vault, now }),
        'create-month-partitions': create,
        [reviewLicenceTermsTaskName]: reviewLicenceTermsTask({ pools, vault, now, onEvents: nudge }),
        [archiveCaseTaskName]: archiveCaseTask({
          pools,
          vault,
          files,
          now,
          publicUrl,
          retentionFile: join(root, 'data', configuration.city, 'retention.json'),
          onEvents: nudge,
        }),
      },
      // Terms end with the day in Shanghai, which begins at 16:00 UTC.
      crontab: [
        `5 16 * * * ${reviewLicenceTermsTaskName}`,
        '20 18 * * * sweep-counter-files',
        '30 18 * * * sweep-sign-ins',
        '45 18 * * * create-month-partitions',
      ].join('\n'),
    });
    stops.push(() => runner.stop());
  }
  return stops;
}

interface WorkerLoop {
  readonly loop: Loop;
  /** The events that wake it. */
  readonly hears: readonly string[];
}

interface WorkerParts {
  readonly pools: Pools;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly subscribers: readonly Subscriber[];
  readonly requestForTimers: () => Omit<UseCaseRequest, 'actor' | 'login'>;
}

async function startLoops({
  pools,
  logger,
  now,
  subscribers,
  requestForTimers,
}: WorkerParts): Promise<readonly WorkerLoop[]> {
  if (!pools.kinds.includes('worker_extranet')) return [];
  const pool = pools.get('worker_extranet');
  for (const subscriber of subscribers) await registerSubscriber(pool, subscriber);
  const dispatching = subscribers.map((subscriber) => ({
    hears: subscriber.types,
    loop: startLoop({
      name: subscriber.name,
      logger,
      restMs: 500,
      async work() {
        const { handled, failed, waits = false } = await dispatchNext(pool, subscriber, now());
        if (failed)
          logger.error({ subscriber: subscriber.name }, 'event handler failed; it will be tried again');
        if (waits) await setTimeout(restBehindMs);
        return handled > 0 || waits;
      },
    }),
  }));
  const timers = startLoop({
    name: 'timers',
    logger,
    restMs: 1_000,
    async work() {
      const { fired, failures } = await fireDueTimers(requestForTimers());
      for (const failure of failures) logger.error({ err: failure }, 'timer failed; it will be tried again');
      return fired > 0;
    },
  });
  const services = startLoop({
    name: 'services',
    logger,
    restMs: 500,
    async work() {
      const { performed, failures } = await performDueServices(requestForTimers(), serviceHandlers);
      for (const failure of failures) logger.error({ err: failure }, 'service failed; it was put off');
      return performed > 0;
    },
  });
  // The calendar changes a few times a year; a minute later at most every clock that it concerns is counted anew.
  const recounts = startLoop({
    name: 'recounts',
    logger,
    restMs: 60_000,
    work: async () => (await recountDueClocks(requestForTimers())) > 0,
  });
  // Events bring services forward; timers and calendars have no need to be looked at whenever something happens.
  return [
    ...dispatching,
    { loop: services, hears: ['ProcessServiceRequested'] },
    ...[timers, recounts].map((loop) => ({ loop, hears: [] })),
  ];
}

async function workUntilDone(
  pools: Pools,
  subscribers: readonly Subscriber[],
  now: () => Date,
  requestForTimers: () => Omit<UseCaseRequest, 'actor' | 'login'>,
): Promise<void> {
  const pool = pools.get('worker_extranet');
  for (const subscriber of subscribers) await registerSubscriber(pool, subscriber);
  for (let moved = true; moved; ) {
    const { fired, failures } = await fireDueTimers(requestForTimers());
    if (failures[0] !== undefined) throw failures[0];
    const services = await performDueServices(requestForTimers(), serviceHandlers);
    if (services.failures[0] !== undefined) throw services.failures[0];
    moved = fired + services.performed > 0 || (await recountDueClocks(requestForTimers())) > 0;
    for (const subscriber of subscribers) {
      const { handled, failed } = await dispatchNext(pool, subscriber, now());
      if (failed) throw new Error(`The subscriber ${subscriber.name} failed.`);
      moved ||= handled > 0;
    }
    if (!moved && (await isAnyoneWaiting(pool, subscribers))) {
      moved = true;
      await setTimeout(20);
    }
  }
}

/** Whether some event can't be read yet: a transaction that began before it still runs somewhere in the cluster. */
async function isAnyoneWaiting(pool: pg.Pool, subscribers: readonly Subscriber[]): Promise<boolean> {
  for (const subscriber of subscribers) if (await hasUndispatchedEvents(pool, subscriber)) return true;
  return false;
}
