// Owns how the workbench speaks to the server; refuses to lose why a request failed.

import type { Locale, Text } from '#kernel/texts';
import { identityPaths, type SessionView, type SignInBody } from '#modules/identity/contract';
import { isAttended } from './attendance.ts';
import { messages } from './messages.ts';

/** What the server says of a failure (platform/http/failures.ts), or what we say where it could not be heard. */
interface FailureDetails {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly requestId?: string;
}

/** A request that failed; `message` is the sentence for the reader in their language. */
export class RequestFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly requestId: string | undefined;

  constructor(message: string, details: FailureDetails) {
    super(message);
    this.name = 'RequestFailure';
    this.status = details.status;
    this.code = details.code;
    this.fields = details.fields ?? [];
    this.requestId = details.requestId;
  }
}

/** The session ended: whoever acts must sign in again, and may then send the same again. */
export function isSessionLost(failure: unknown): boolean {
  return failure instanceof RequestFailure && failure.status === 401 && failure.code !== 'credentials-wrong';
}

interface ApiListeners {
  readonly locale: () => Locale;
  readonly onSession: (session: SessionView) => void;
  readonly onSessionLost: () => void;
}

/** The server's interface. Every method throws `RequestFailure`. */
export interface Api {
  /** `Answer` is what the contract says of the path: the server checks it, the browser trusts its own server. */
  get<Answer>(path: string, signal?: AbortSignal): Promise<Answer>;
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  /** Sends one file with what belongs to it, as a form. */
  upload<Answer>(path: string, fields: Readonly<Record<string, string>>, file: File): Promise<Answer>;
  session(): Promise<SessionView>;
  signIn(body: SignInBody): Promise<SessionView>;
  signOut(): Promise<SessionView>;
}

const timeoutMs = 60_000;

export function createApi(listeners: ApiListeners): Api {
  let formToken: string | undefined;

  async function call<Answer>(method: 'GET' | 'POST', path: string, details: CallDetails): Promise<Answer> {
    const locale = listeners.locale();
    const headers: Record<string, string> = { accept: 'application/json', 'x-yizhan-locale': locale };
    if (!isAttended()) headers['x-yizhan-unattended'] = '1';
    if (typeof details.body === 'string') headers['content-type'] = 'application/json';
    if (method === 'POST' && formToken !== undefined) headers['x-form-token'] = formToken;
    const response = await fetchInTime(path, { method, headers, ...details }, locale);
    if (response.ok) return (await response.json()) as Answer;
    const failure = await readFailure(response, locale);
    if (isSessionLost(failure)) listeners.onSessionLost();
    throw failure;
  }

  function keep(session: SessionView): SessionView {
    formToken = session.formToken;
    listeners.onSession(session);
    return session;
  }

  const session = async () => keep(await call<SessionView>('GET', identityPaths.session, {}));

  /**
   * A form token dies with its session. So a refused one is asked for anew: where the officer is still signed in
   * the same is sent once more, and where nobody is, it is the session that ended.
   */
  async function post<Answer>(path: string, body: unknown): Promise<Answer> {
    if (formToken === undefined) await session();
    return await send(path, () => JSON.stringify(body));
  }

  /** The token is part of a form, so the body is made anew for the second attempt. */
  async function send<Answer>(path: string, body: () => string | FormData): Promise<Answer> {
    try {
      return await call<Answer>('POST', path, { body: body() });
    } catch (failure) {
      if (!(failure instanceof RequestFailure) || failure.code !== 'form-expired') throw failure;
      const { officer } = await session();
      if (officer !== null || path === identityPaths.signIn)
        return call<Answer>('POST', path, { body: body() });
      listeners.onSessionLost();
      throw new RequestFailure(messages.sessionLost[listeners.locale()], {
        status: 401,
        code: 'session-lost',
        ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
      });
    }
  }

  async function upload<Answer>(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: File,
  ): Promise<Answer> {
    if (formToken === undefined) await session();
    return await send(path, () => formOf({ formToken: formToken ?? '', ...fields }, file));
  }

  return {
    upload,
    get: (path, signal) => call('GET', path, signal === undefined ? {} : { signal }),
    post,
    session,
    signIn: async (body) => keep(await post<SessionView>(identityPaths.signIn, body)),
    signOut: async () => keep(await post<SessionView>(identityPaths.signOut, {})),
  };
}

/** The fields come before the file: the server reads them first. */
function formOf(fields: Readonly<Record<string, string>>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return form;
}

interface CallDetails {
  readonly body?: string | FormData;
  readonly signal?: AbortSignal;
}

async function fetchInTime(path: string, request: RequestInit, locale: Locale): Promise<Response> {
  const inTime = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, inTime]) : inTime;
  try {
    return await fetch(path, { ...request, signal, credentials: 'same-origin' });
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    const sentence: Text =
      request.method === 'POST' ? messages.unreachableWhileSending : messages.unreachable;
    throw new RequestFailure(sentence[locale], { status: 0, code: 'unreachable' });
  }
}

/** Reads the one failure shape; whatever else answers (a proxy, say) is told in our own words. */
async function readFailure(response: Response, locale: Locale): Promise<RequestFailure> {
  const status = response.status;
  const body: unknown = await response.json().catch(() => undefined);
  const requestId = textOf(body, 'requestId') ?? response.headers.get('x-request-id') ?? undefined;
  const message = textOf(body, 'message') ?? messages.unreadableAnswer[locale];
  return new RequestFailure(message, {
    status,
    code: textOf(body, 'code') ?? 'unreadable',
    fields: fieldsOf(body),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const one: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof one === 'string' ? one : undefined;
}

function fieldsOf(body: unknown): readonly { field: string; message: string }[] {
  if (typeof body !== 'object' || body === null || !('fields' in body) || !Array.isArray(body.fields))
    return [];
  return body.fields.flatMap((one: unknown) => {
    const field = textOf(one, 'field');
    const message = textOf(one, 'message');
    return field === undefined || message === undefined ? [] : [{ field, message }];
  });
}
