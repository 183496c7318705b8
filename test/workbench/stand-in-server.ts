// Owns a server with the contract's answers for tests of the workbench alone; refuses to be used by journeys.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { InboxRow, ProcedureView } from '#modules/cases/contract';
import type { SessionView } from '#modules/identity/contract';
import { type ActionBody, act } from './stand-in-actions.ts';
import {
  buildCases,
  caseIdOf,
  inboxRow,
  organName,
  procedureRow,
  type StoredCase,
} from './stand-in-cases.ts';
import {
  addNoteTo,
  changeDesk,
  emptyDesk,
  filtersFor,
  fits,
  preview,
  type StandInDesk,
} from './stand-in-desk.ts';
import { evidenceFile } from './stand-in-evidence.ts';
import { type ConclusionBody, changeFiles, conclude, stepHearing } from './stand-in-procedures.ts';

const built = path.join(import.meta.dirname, '../../dist/workbench');
const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
}

export interface StandIn {
  readonly url: string;
  readonly cases: Map<string, StoredCase>;
  readonly procedures: Map<string, ProcedureView>;
  /** Views, phrases and notes, as they were left. */
  readonly own: StandInDesk;
  /** Every POST with its body, as it was accepted for handling. */
  readonly posted: { readonly path: string; readonly body: unknown }[];
  /** Says on every open page that these changed. */
  tell(subjects: readonly { readonly kind: string; readonly id: string }[]): void;
  expireSessions(): void;
  /** The next request for this path fails. */
  failNext(path: string, failure: Failure): void;
  close(): Promise<void>;
}

const officers: Record<string, string> = { chen: '示例审查员甲', wu: '示例审查员乙' };

interface State {
  readonly cases: Map<string, StoredCase>;
  readonly procedures: Map<string, ProcedureView>;
  readonly own: StandInDesk;
  readonly sessions: Map<string, string>;
  readonly posted: { path: string; body: unknown }[];
  readonly streams: Set<ServerResponse>;
  readonly failures: { path: string; failure: Failure }[];
}

export async function startStandIn(caseCount: number): Promise<StandIn> {
  if (!existsSync(path.join(built, 'index.html')))
    throw new Error('The workbench is not built: npm run build');
  const state: State = {
    cases: buildCases(caseCount),
    procedures: new Map(),
    own: emptyDesk(),
    streams: new Set(),
    sessions: new Map(),
    posted: [],
    failures: [],
  };
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: addressOf(server),
    cases: state.cases,
    procedures: state.procedures,
    own: state.own,
    posted: state.posted,
    tell(subjects) {
      for (const stream of state.streams)
        stream.write(`event: changed\ndata: ${JSON.stringify({ subjects })}\n\n`);
    },
    expireSessions: () => state.sessions.clear(),
    failNext: (path, failure) => state.failures.push({ path, failure }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** As platform/http/server.ts sets it, so that a blocked style or script is seen here. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join(';');
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const nonce = randomBytes(16).toString('hex');
  response.setHeader('content-security-policy', policy(nonce));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  if (/^\/(zh|en)\/workbench(\/|$)/.test(url.pathname)) {
    const page = readFileSync(path.join(built, 'index.html'), 'utf8').replace('__STYLE_NONCE__', nonce);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    return;
  }
  if (url.pathname.startsWith('/workbench-assets/')) {
    const name = path.basename(url.pathname);
    const type = mediaTypes[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(readFileSync(path.join(built, name)));
    return;
  }
  await handleApi(state, request, response, url);
}

function cookieOf(request: IncomingMessage): string | undefined {
  return /yizhan_officer=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
}

function tokenFor(subject: string | undefined): string {
  return createHash('sha256')
    .update(`form:${subject ?? 'visitor'}`)
    .digest('hex');
}

function sessionView(loginName: string | undefined, subject: string | undefined): SessionView {
  const displayName = officers[loginName ?? ''];
  if (displayName === undefined) return { officer: null, formToken: tokenFor(undefined) };
  const post = { organId: caseIdOf(1), organName };
  return {
    officer: {
      displayName,
      posts: [
        {
          ...post,
          postId: `${loginName}-reviewer`,
          role: 'reviewer',
          roleName: { zh: '审查人员', en: 'Reviewer' },
        },
        {
          ...post,
          postId: `${loginName}-approver`,
          role: 'approver',
          roleName: { zh: '审批人员', en: 'Approver' },
        },
      ],
    },
    formToken: tokenFor(subject),
  };
}

async function handleApi(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<unknown> {
  const locale = request.headers['x-yizhan-locale'] === 'en' ? 'en' : 'zh';
  const send = (value: unknown, status = 200) => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(value));
  };
  const fail = ({ status, code, fields, ...words }: Failure) => {
    const first = fields?.[0];
    send(
      {
        code,
        message: words[locale],
        ...(first === undefined ? {} : { field: first.field, fields }),
        requestId: '6f1f3c1e-3d55-4a5e-9d0e-2f6f0e2b7a11',
      },
      status,
    );
  };
  const planned = state.failures.findIndex((one) => url.pathname === one.path);
  const [failure] = planned === -1 ? [] : state.failures.splice(planned, 1);
  if (failure !== undefined) return fail(failure.failure);

  const cookie = cookieOf(request);
  const sessionToken = cookie !== undefined && state.sessions.has(cookie) ? cookie : undefined;
  const loginName = sessionToken === undefined ? undefined : state.sessions.get(sessionToken);
  const body = request.method === 'POST' ? await readBody(request) : undefined;
  if (request.method === 'POST' && request.headers['x-form-token'] !== tokenFor(sessionToken)) {
    return fail({
      status: 403,
      code: 'form-expired',
      zh: '这个页面已过期，没有提交。',
      en: 'This page has expired.',
    });
  }
  if (url.pathname === '/api/session') return send(sessionView(loginName, sessionToken));
  if (url.pathname === '/api/sign-in') {
    const wanted = loginOf(body);
    if (wanted === undefined) {
      return fail({
        status: 401,
        code: 'credentials-wrong',
        zh: '登录名或密码不对，没有登录。请检查后再试。',
        en: 'Login name or password is wrong. Check them and try again.',
      });
    }
    const token = randomBytes(16).toString('hex');
    state.sessions.set(token, wanted);
    response.setHeader('set-cookie', `yizhan_officer=${token}; Path=/; HttpOnly; SameSite=Lax`);
    return send(sessionView(wanted, token));
  }
  if (loginName === undefined) {
    return fail({ status: 401, code: 'sign-in-needed', zh: '请先登录。', en: 'Sign in first.' });
  }
  if (url.pathname === '/api/sign-out') {
    if (sessionToken !== undefined) state.sessions.delete(sessionToken);
    return send(sessionView(undefined, undefined));
  }
  if (url.pathname === '/api/stream') return openStream(state, response);
  if (request.method === 'POST') state.posted.push({ path: url.pathname, body });
  return answerCases(state, url, body, { send, fail, response });
}

function openStream({ streams }: State, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('event: ready\ndata: {}\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function loginOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('loginName' in body) || !('password' in body))
    return undefined;
  const name = String(body.loginName);
  return body.password === 'right' && name in officers ? name : undefined;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const sent = Buffer.concat(parts).toString('utf8');
  // Of a form with a file its name is all that the stand-in needs.
  const fileName = /filename="([^"]+)"/.exec(sent)?.[1];
  return fileName === undefined ? JSON.parse(sent) : { fileName };
}

interface Answers {
  readonly send: (value: unknown, status?: number) => unknown;
  readonly fail: (failure: Failure) => unknown;
  readonly response: ServerResponse;
}

const pageSize = 50;

function answerCases(state: State, url: URL, body: unknown, { send, fail, response }: Answers): unknown {
  const page = Number(url.searchParams.get('page') ?? 1);
  const part = <Row>(rows: readonly Row[]) => ({
    rows: rows.slice((page - 1) * pageSize, page * pageSize),
    total: rows.length,
    page,
    pageSize,
  });
  if (url.pathname.startsWith('/api/desk')) {
    if (body !== undefined) state.own.desk = changeDesk(state.own, url.pathname, body as never);
    return send(state.own.desk);
  }
  if (url.pathname === '/api/inbox/filters') return send(filtersFor(inboxRows(state)));
  if (url.pathname === '/api/inbox/acceptance')
    return send(preview(state.cases, (url.searchParams.get('cases') ?? '').split(',')));
  if (url.pathname === '/api/inbox') return send(inbox(state, url, part));
  if (url.pathname === '/api/cases') {
    const text = url.searchParams.get('text') ?? '';
    const rows = [...state.cases.values()]
      .map((one) => ({
        ...inboxRow(one),
        status: one.view.status,
        statusName: one.view.statusName,
        openedAt: one.view.openedAt,
      }))
      .filter((row) => `${row.caseNumber} ${row.subject} ${row.applicantName}`.includes(text));
    return send(part(rows));
  }
  const [, , kind, caseId = '', what, evidenceId = ''] = url.pathname.split('/');
  if (what === 'evidence') {
    const file = evidenceFile(evidenceId);
    response.writeHead(200, { 'content-type': file.mediaType }).end(file.content);
    return undefined;
  }
  if (what === 'files' && body === undefined) {
    response.writeHead(200, { 'content-type': 'image/png' }).end(evidenceFile('plan').content);
    return undefined;
  }
  if (kind === 'procedures' && caseId === '') return send({ rows: [] });
  if (kind === 'procedures')
    return answerProcedure(state, [caseId, evidenceId], what, body, { send, fail, response });
  const found = state.cases.get(caseId);
  if (found === undefined)
    return fail({
      status: 404,
      code: 'no-such-case',
      zh: '没有这个办件，或者不属于您的单位。',
      en: 'There is no such case in your organs.',
    });
  if (what === undefined) return send(found.view);
  if (what === 'notes') {
    const written =
      typeof body === 'object' && body !== null && 'body' in body ? String(body.body) : undefined;
    if (written !== undefined) return send(addNoteTo(state.own, caseId, '示例审查员甲', written));
    return send(state.own.notes.get(caseId) ?? { notes: [] });
  }
  const failure = act(found, what, body as ActionBody);
  if (failure !== undefined) return fail(failure);
  return send(found.view);
}

function answerProcedure(
  state: State,
  [procedureId, fileId]: readonly [string, string],
  what: string | undefined,
  body: unknown,
  { send, fail }: Answers,
): unknown {
  const found = state.procedures.get(procedureId);
  if (found === undefined)
    return fail({
      status: 404,
      code: 'no-such-procedure',
      zh: '没有找到这项工作。',
      en: 'There is no such procedure.',
    });
  if (what === undefined) return send(found);
  if (what === 'files') {
    const changed = changeFiles(found, fileId, body as { readonly fileName?: string });
    state.procedures.set(procedureId, changed);
    return send(changed);
  }
  const after = what.startsWith('hearing-')
    ? stepHearing(found, what, body as Parameters<typeof stepHearing>[2])
    : conclude(found, body as ConclusionBody);
  if ('code' in after) return fail(after);
  state.procedures.set(procedureId, after);
  return send(after);
}

function inboxRows(state: State): readonly InboxRow[] {
  const procedures = [...state.procedures.values()].filter((one) => one.allowedOutcomes.length > 0);
  const cases = [...state.cases.values()].filter((one) => one.view.allowed.length > 0);
  return [...cases.map(inboxRow), ...procedures.map(procedureRow)];
}

function inbox(state: State, url: URL, part: <Row>(rows: readonly Row[]) => object): unknown {
  const order = url.searchParams.get('order') === 'since' ? 'since' : 'dueOn';
  const rows = inboxRows(state)
    .filter((row) => fits(row, url.searchParams))
    .sort((one, other) => (one[order] ?? '9').localeCompare(other[order] ?? '9'));
  const others = new URLSearchParams(url.searchParams);
  others.delete('urgency');
  const all = inboxRows(state).filter((row) => fits(row, others));
  const count = (of: string) => all.filter((row) => row.urgency === of).length;
  return {
    ...part(rows),
    counts: { overdue: count('overdue'), dueSoon: count('due-soon'), inTime: count('in-time') },
  };
}
