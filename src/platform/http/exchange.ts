// Owns one request as handlers see it, and whose it is; refuses a use case that the route doesn't name.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anonymous } from '#kernel/actors';
import { isLocale, type Locale } from '#kernel/texts';
import { runUseCase } from '#platform/use-case';
import { isFormFields, type RequestState, verifyFormToken } from './form-tokens.ts';
import { readMultipartForm } from './forms.ts';
import type { PageSources } from './kept-pages.ts';
import type { Exchange, Route } from './route.ts';
import { allowOwnStyle } from './security-headers.ts';
import type { ServerSettings } from './server.ts';
import type { Cookies } from './session-cookies.ts';
import { storableText } from './storable-text.ts';

export async function findSignedIn(
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

/** `sources` is given where the page may be kept: it learns what went into the page. */
export function createExchange(
  settings: ServerSettings,
  cookies: Cookies,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  state: RequestState,
  sources?: PageSources,
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
    get styleNonce() {
      sources?.spoil();
      return allowOwnStyle(reply);
    },
    get formToken() {
      // A visitor's token comes with this answer's cookie; a session's token is the session's, as its kept pages are.
      if (state.sessionToken === undefined) sources?.spoil();
      return settings.vault.formToken(state.sessionToken ?? cookies.visitorToken(request, reply));
    },
    formTokenAfter(change) {
      sources?.spoil();
      return settings.vault.formToken(change?.token ?? cookies.visitorToken(request, reply));
    },
    async run(useCase, input) {
      // The route's list is what people read to know what it can do, so it has to be true.
      if (!route.useCases.includes(useCase.name)) {
        throw new Error(`${route.method} ${route.path} runs ${useCase.name}, which its useCases don't name.`);
      }
      const { pools, vault, onEvents } = settings;
      sources?.expect();
      const onRevision = sources === undefined ? {} : { onRevision: sources.note };
      return await runUseCase(
        { actor, requestId: request.id, now, pools, vault, onEvents, ...onRevision },
        useCase,
        input,
      );
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
export function localeOf(request: FastifyRequest): Locale {
  const first = request.url.split('/')[1]?.split('?')[0];
  if (isLocale(first)) return first;
  const named = request.headers['x-yizhan-locale'];
  if (isLocale(named)) return named;
  return request.headers['accept-language']?.toLowerCase().startsWith('en') === true ? 'en' : 'zh';
}
