// Owns the web server: headers, limits, sessions, form tokens, failures; refuses a state change without a form token.
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { anonymous } from '#kernel/actors';
import { AppError, isAppError } from '#kernel/errors';
import { fillText, type Locale } from '#kernel/texts';
import type { Zone } from '#kernel/zones';
import type { Vault } from '#platform/crypto';
import type { Pools } from '#platform/database';
import type { Logger } from '#platform/logging';
import { answerBrokenConnection } from './connection-failures.ts';
import { type EventStreams, registerEventStreams } from './event-stream.ts';
import { createExchange, findSignedIn, localeOf } from './exchange.ts';
import { databaseAway, failureBody, failureTexts, foreseenFailure, statusOf } from './failures.ts';
import {
  type KeptForm,
  keepForm,
  type RequestState,
  type SignedIn,
  sentToken,
  verifyFormToken,
} from './form-tokens.ts';
import { formLimits, parseForm } from './forms.ts';
import {
  createKeptPages,
  createPageSources,
  isSameReader,
  type KeptPage,
  type KeptPages,
  keepable,
  type PageSources,
  placeOf,
  type Reader,
} from './kept-pages.ts';
import { registerLogging } from './request-log.ts';
import type { Reply, Route } from './route.ts';
import { headersFor, registerHeaders } from './security-headers.ts';
import { sendKeptPage, sendReply } from './send-reply.ts';
import { type Cookies, createCookies } from './session-cookies.ts';
import { registerStaticFolder, type StaticFolder } from './static-folder.ts';
import { assertStorable } from './storable-text.ts';

export interface ServerSettings {
  readonly logger: Logger;
  readonly pools: Pools;
  readonly vault: Vault;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly fileSizeLimitBytes: number;
  readonly now: () => Date;
  readonly routes: readonly Route[];
  /** Looks a session up, and keeps it alive where somebody is at work; supplied by the identity module. */
  readonly findSession: (
    zone: Zone,
    token: string,
    now: Date,
    isAttended: boolean,
  ) => Promise<SignedIn | undefined>;
  /** Renders a failure as a page; supplied by the portal. */
  readonly renderFailure: (error: AppError, exchange: FailurePage) => string;
  /** Where a page sends those who must sign in first. */
  readonly signInPath: (zone: Zone, locale: Locale, wanted: string) => string;
  readonly onEvents: (types: readonly string[]) => void;
  /** Requests a minute from one address, over all routes. */
  readonly mostRequestsPerMinute: number;
  /** Beyond this delay of the event loop the process sends new requests away (503) instead of falling behind. */
  readonly eventLoopDelayMostMs: number;
  /** Whether the process can answer now: database reachable, schema up to date. */
  readonly isReady: () => Promise<boolean>;
  /** Folders whose files anyone may have: styles and scripts. */
  readonly staticFolders: readonly StaticFolder[];
}

export interface FailurePage {
  readonly locale: Locale;
  readonly path: string;
  readonly requestId: string;
  /** What a form held that came after its session had ended; undefined for every other failure. */
  readonly kept: KeptForm | undefined;
}

/** The server with its routes, not yet listening. Closing it finishes what was accepted. */
export async function createServer(settings: ServerSettings): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    trustProxy: settings.trustProxy,
    bodyLimit: formLimits.bodyBytesMost,
    requestTimeout: 60_000,
    keepAliveTimeout: 5_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    clientErrorHandler: answerBrokenConnection,
    // An address that can't be decoded comes to no route, and so to no hook and to no handler of errors.
    frameworkErrors: (error, request, reply) =>
      void sendFailure(settings, request, reply.headers(headersFor(settings.publicUrl)), error),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });
  registerHeaders(server, settings.publicUrl);
  await server.register(cookie);
  // The file store says itself, beside the field, that a file is too large.
  await server.register(multipart, { throwFileSizeLimit: false });
  await server.register(underPressure, {
    maxEventLoopDelay: settings.eventLoopDelayMostMs,
    message: 'busy',
    retryAfter: 10,
    // Between two samples on a starved machine nothing was measured, which the library takes for an infinite delay:
    // that is no measurement, and nobody is sent away for it.
    pressureHandler: (_request, _reply, _type, delayMs) =>
      delayMs === Number.POSITIVE_INFINITY ? undefined : Promise.reject(busy()),
  });
  await server.register(rateLimit, { global: true, max: settings.mostRequestsPerMinute, timeWindow: 60_000 });
  server.removeContentTypeParser(['text/plain']);
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        done(null, parseForm(String(body)));
      } catch (error) {
        done(error instanceof Error ? error : new Error('unreadable'));
      }
    },
  );
  for (const folder of settings.staticFolders) await registerStaticFolder(server, folder);
  registerLogging(server, settings.logger);
  registerHealth(server, settings.isReady);
  const cookies = createCookies(settings.publicUrl);
  const streams = registerEventStreams(server);
  const keptPages = createKeptPages(settings.pools);
  for (const route of settings.routes)
    registerRoute(server, { ...settings, streams, keptPages }, cookies, route);
  server.setNotFoundHandler((request, reply) =>
    sendFailure(settings, request, reply, new AppError('not-found', 'no-such-page', failureTexts.notFound)),
  );
  server.setErrorHandler((error, request, reply) => sendFailure(settings, request, reply, error));
  return server;
}

function busy(): AppError {
  return new AppError('unavailable', 'busy', failureTexts.busy, { retryAfterSeconds: 10 });
}

function registerHealth(server: FastifyInstance, isReady: () => Promise<boolean>): void {
  server.get('/healthz', { config: { rateLimit: false } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    const ready = await isReady().catch(() => false);
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready' });
  });
}

function registerRoute(
  server: FastifyInstance,
  settings: ServerSettings & { readonly streams: EventStreams; readonly keptPages: KeptPages },
  cookies: Cookies,
  route: Route,
): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.schema === undefined ? {} : { schema: route.schema }),
    ...(route.body === 'multipart'
      ? { bodyLimit: settings.fileSizeLimitBytes * formLimits.fullFilesMost }
      : {}),
    config:
      route.mostPerMinute === undefined
        ? {}
        : { rateLimit: { max: route.mostPerMinute, timeWindow: 60_000 } },
    handler: async (request, reply) => {
      const place = route.kept === true ? placeFor(settings, cookies, route, request) : undefined;
      const kept = place === undefined ? undefined : settings.keptPages.find(place, settings.now());
      // Whose session it is and whether the page still holds are asked at once; the page goes to nobody before both
      // are known, and to nobody but the reader it was made for.
      const [state, holds] = await Promise.all([
        findSignedIn(settings, cookies, route, request),
        kept === undefined ? false : settings.keptPages.holds(kept),
      ]);
      if (kept !== undefined && holds && isSameReader(kept.reader, readerOf(state)))
        return sendKeptPage(request, reply, kept);
      const sources = place === undefined ? undefined : createPageSources();
      const exchange = createExchange(settings, cookies, route, request, reply, state, sources);
      // Whoever isn't signed in is sent to the sign-in page from a page that needs it; everything else that isn't
      // permitted is for the use case to refuse, so that the attempt is audited.
      const mustSignIn = route.audience !== 'anyone' && exchange.actor.kind === 'anonymous';
      if (mustSignIn && route.surface === 'page' && route.method === 'GET') {
        return reply.redirect(settings.signInPath(route.zone, exchange.locale, request.url), 303);
      }
      // The form's token ended with the session, and "the page has expired" would not say what to do. The use case
      // refuses such an attempt itself, as nobody's, so that it is on record.
      const hasEnded = mustSignIn && state.endedToken !== undefined && route.method === 'POST';
      if (route.method === 'POST' && route.body !== 'multipart' && !hasEnded) {
        verifyFormToken(settings.vault, cookies, request, state, sentToken(request));
      }
      if (route.method === 'POST') assertStorable(exchange.body);
      try {
        const answer = await route.handle(exchange);
        if (answer.kind === 'stream')
          return settings.streams.open(reply.header('cache-control', 'no-store'), answer.start);
        const page = keepAnswer(settings, place, answer, readerOf(state), sources);
        return page === undefined
          ? sendReply(reply, cookies, route.zone, answer)
          : sendKeptPage(request, reply, page);
      } catch (error) {
        if (!hasEnded || !isAppError(error) || error.kind !== 'unauthenticated') throw error;
        const kept = keepForm(settings.vault, cookies, request, reply, state);
        const words = kept === undefined ? failureTexts.sessionEnded : failureTexts.sessionEndedKept;
        const ended = new AppError('unauthenticated', 'session-ended', words);
        return await sendFailure(settings, request, reply, ended, kept);
      }
    },
  });
}

function placeFor(
  settings: ServerSettings,
  cookies: Cookies,
  { zone }: Route,
  request: FastifyRequest,
): string | undefined {
  return placeOf(request, {
    locale: localeOf(request),
    largeLetters: cookies.hasLargeLetters(request),
    sessionToken: cookies.sessionToken(request, zone),
    now: settings.now(),
  });
}

function readerOf({ signedIn }: RequestState): Reader {
  return { actor: signedIn?.actor ?? anonymous, displayName: signedIn?.displayName };
}

function keepAnswer(
  settings: ServerSettings & { readonly keptPages: KeptPages },
  place: string | undefined,
  answer: Reply,
  reader: Reader,
  sources: PageSources | undefined,
): KeptPage | undefined {
  if (place === undefined || sources === undefined || answer.kind !== 'page') return undefined;
  if ((answer.status ?? 200) !== 200 || answer.session !== undefined) return undefined;
  const page = keepable(answer.html, reader, sources);
  if (page !== undefined) settings.keptPages.keep(place, page, settings.now());
  return page;
}

async function sendFailure(
  settings: ServerSettings,
  request: FastifyRequest,
  reply: FastifyReply,
  failure: unknown,
  kept?: KeptForm,
): Promise<FastifyReply> {
  const locale = localeOf(request);
  const foreseen = foreseenFailure(failure);
  if (foreseen === undefined) settings.logger.error({ requestId: request.id, err: failure }, 'fault');
  if (foreseen?.code === databaseAway)
    settings.logger.error({ requestId: request.id, err: failure }, 'the database does not answer');
  const retryAfterSeconds =
    foreseen?.retryAfterSeconds ?? (Number(reply.getHeader('retry-after')) || undefined);
  const error = filledWith(
    foreseen ?? new AppError('unavailable', 'fault', failureTexts.fault),
    retryAfterSeconds,
  );
  const status = foreseen === undefined ? 500 : statusOf(error);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  // Also where the address could not be decoded and no hook has set the headers.
  reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').status(status);
  // A client that is still sending what was refused gets the answer, and then the connection's end.
  if (status === 413) reply.header('connection', 'close');
  if (isPageRequest(request)) {
    const page: FailurePage = {
      locale,
      path: request.url.split('?')[0] ?? '/',
      requestId: request.id,
      kept,
    };
    return reply.type('text/html; charset=utf-8').send(settings.renderFailure(error, page));
  }
  return reply
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(failureBody(error, locale, request.id)));
}

function filledWith(error: AppError, retryAfterSeconds: number | undefined): AppError {
  if (error.code !== 'rate-limit') return error;
  const seconds = retryAfterSeconds ?? 60;
  return new AppError(error.kind, error.code, fillText(error.text, { seconds }), {
    retryAfterSeconds: seconds,
  });
}

function isPageRequest(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/');
}
