// Owns the web server: headers, limits, sessions, form tokens, failures; refuses a state change without a form token.
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { anonymous } from '#kernel/actors';
import { AppError, isAppError } from '#kernel/errors';
import { fillText, isLocale, type Locale } from '#kernel/texts';
import type { Zone } from '#kernel/zones';
import type { Vault } from '#platform/crypto';
import type { Pools } from '#platform/database';
import type { Logger } from '#platform/logging';
import { runUseCase } from '#platform/use-case';
import { answerBrokenConnection } from './connection-failures.ts';
import { type EventStreams, registerEventStreams } from './event-stream.ts';
import { databaseAway, failureBody, failureTexts, foreseenFailure, statusOf } from './failures.ts';
import {
  isFormFields,
  type KeptForm,
  keepForm,
  type RequestState,
  type SignedIn,
  sentToken,
  verifyFormToken,
} from './form-tokens.ts';
import { formLimits, parseForm, readMultipartForm } from './forms.ts';
import { registerLogging } from './request-log.ts';
import type { Exchange, Reply, Route } from './route.ts';
import { registerHeaders } from './security-headers.ts';
import { type Cookies, createCookies } from './session-cookies.ts';
import { registerStaticFolder, type StaticFolder } from './static-folder.ts';
import { assertStorable, storableText } from './storable-text.ts';

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
  readonly onEvents: () => void;
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
    // An address that can't be decoded comes to no route, and so to no handler of errors.
    frameworkErrors: (error, request, reply) => void sendFailure(settings, request, reply, error),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });
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
  await registerHeaders(server, settings.publicUrl);
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
  for (const route of settings.routes) registerRoute(server, { ...settings, streams }, cookies, route);
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
  settings: ServerSettings & { readonly streams: EventStreams },
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
      const state = await findSignedIn(settings, cookies, route, request);
      const exchange = createExchange(settings, cookies, route, request, reply, state);
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
        return send(reply, cookies, route.zone, answer);
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

async function findSignedIn(
  settings: ServerSettings,
  cookies: Cookies,
  { zone, unattended }: Route,
  request: FastifyRequest,
): Promise<RequestState> {
  const sessionToken = cookies.sessionToken(request, zone);
  if (sessionToken === undefined)
    return { signedIn: undefined, sessionToken: undefined, endedToken: undefined };
  // A client may say that it asks by itself: that can only shorten its own session.
  const isAttended = unattended !== true && request.headers['x-yizhan-unattended'] === undefined;
  const signedIn = await settings.findSession(zone, sessionToken, settings.now(), isAttended);
  return signedIn === undefined
    ? { signedIn, sessionToken: undefined, endedToken: sessionToken }
    : { signedIn, sessionToken, endedToken: undefined };
}

function createExchange(
  settings: ServerSettings,
  cookies: Cookies,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  state: RequestState,
): Exchange {
  const actor = state.signedIn?.actor ?? anonymous;
  const now = settings.now();
  return {
    params: stringsOf(request.params),
    query: stringsOf(request.query),
    body: isFormFields(request.body) ? undefined : request.body,
    form: isFormFields(request.body) ? request.body : new Map(),
    locale: localeOf(request),
    path: request.url.split('?')[0] ?? '/',
    address: request.url,
    largeLetters: cookies.hasLargeLetters(request),
    actor,
    displayName: state.signedIn?.displayName,
    sessionToken: state.sessionToken,
    requestId: request.id,
    now,
    styleNonce: reply.cspNonce.style,
    get formToken() {
      return settings.vault.formToken(state.sessionToken ?? cookies.visitorToken(request, reply));
    },
    formTokenAfter: (change) =>
      settings.vault.formToken(change?.token ?? cookies.visitorToken(request, reply)),
    async run(useCase, input) {
      // The route's list is what people read to know what it can do, so it has to be true.
      if (!route.useCases.includes(useCase.name)) {
        throw new Error(`${route.method} ${route.path} runs ${useCase.name}, which its useCases don't name.`);
      }
      const { pools, vault, onEvents } = settings;
      return await runUseCase({ actor, requestId: request.id, now, pools, vault, onEvents }, useCase, input);
    },
    async renew() {
      if (state.sessionToken === undefined) return undefined;
      const signedIn = await settings.findSession(route.zone, state.sessionToken, settings.now(), false);
      if (signedIn === undefined) return undefined;
      return createExchange(settings, cookies, route, request, reply, { ...state, signedIn });
    },
    readMultipart: (take) =>
      readMultipartForm(
        request,
        settings.fileSizeLimitBytes,
        (fields) => verifyFormToken(settings.vault, cookies, request, state, fields.get('formToken')?.[0]),
        take,
      ),
  };
}

/** Fastify's params and query as plain strings: of a name that came twice the first value counts. */
function stringsOf(value: unknown): Readonly<Record<string, string>> {
  const strings: Record<string, string> = {};
  if (typeof value !== 'object' || value === null) return strings;
  for (const [name, one] of Object.entries(value)) {
    const first: unknown = Array.isArray(one) ? one[0] : one;
    if (typeof first === 'string') strings[name] = storableText(first);
  }
  return strings;
}

/** The language of the path; for the API the one that the workbench names, else the browser's first choice. */
function localeOf(request: FastifyRequest): Locale {
  const first = request.url.split('/')[1]?.split('?')[0];
  if (isLocale(first)) return first;
  const named = request.headers['x-yizhan-locale'];
  if (isLocale(named)) return named;
  return request.headers['accept-language']?.toLowerCase().startsWith('en') === true ? 'en' : 'zh';
}

function send(
  reply: FastifyReply,
  cookies: Cookies,
  zone: Zone,
  answer: Exclude<Reply, { kind: 'stream' }>,
): FastifyReply {
  // What a page or an answer shows is the reader's own; no cache in between may keep it.
  reply.header('cache-control', 'no-store');
  if ('session' in answer && answer.session !== undefined) {
    cookies.changeSession(reply, zone, answer.session);
  }
  if (answer.kind === 'redirect' && answer.letters !== undefined) cookies.setLetters(reply, answer.letters);
  switch (answer.kind) {
    case 'style':
      // Its address changes with its content.
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      return reply.type('text/css; charset=utf-8').send(answer.css);
    case 'page':
      return reply
        .status(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(answer.html);
    case 'redirect':
      return reply.redirect(answer.to, 303);
    case 'json':
      return reply
        .status(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.value));
    case 'bytes':
      return reply
        .type(answer.mediaType)
        .header(
          'content-disposition',
          `${answer.disposition}; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`,
        )
        .header('x-content-type-options', 'nosniff')
        .send(answer.content);
  }
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
