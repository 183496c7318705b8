// Owns a browser without a screen: cookies, form tokens, plain HTTP; refuses to follow redirects by itself.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { buildMultipart, type Part } from './multipart.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as text. */
  readonly text: string;
  /** Where it redirects to, as a path; empty where it does not. */
  readonly location: string;
  readonly durationMs: number;
}

/** Fields of a form; a name with a list is sent once for each of its values. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Message {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface Visitor {
  /** Cookies by name, as the server set them; tests may change them. */
  readonly cookies: Map<string, string>;
  /** The token of the last page or answer that carried one; tests may change it. */
  formToken: string;
  send(method: string, path: string, message?: Message): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Sends a form as browsers do, with the last form token unless the fields have one. */
  submit(path: string, fields: Fields, headers?: Message['headers']): Promise<Answer>;
  upload(path: string, parts: readonly Part[], headers?: Message['headers']): Promise<Answer>;
  /** Posts JSON with the form token in its header. */
  post(path: string, body: unknown, headers?: Message['headers']): Promise<Answer>;
  close(): void;
}

/** Long enough for a busy machine; an answer that takes longer is a failure of its own. */
const answerWithinMs = 30_000;

/** `address` is what X-Forwarded-For says, for servers that trust it: each visitor has a count of its own then. */
export function createVisitor(url: string, address?: string): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const cookies = new Map<string, string>();
  const visitor: Visitor = {
    cookies,
    formToken: '',
    async send(method, path, message = {}) {
      const answer = await exchange(agent, url, method, path, {
        ...message,
        headers: {
          ...(cookies.size === 0 ? {} : { cookie: cookieHeader(cookies) }),
          ...(address === undefined ? {} : { 'x-forwarded-for': address }),
          ...message.headers,
        },
      });
      takeCookies(cookies, answer.headers['set-cookie'] ?? []);
      visitor.formToken = tokenIn(answer.text) ?? visitor.formToken;
      return answer;
    },
    get: (path) => visitor.send('GET', path),
    submit: (path, fields, headers) =>
      visitor.send('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: encodeFields({ formToken: visitor.formToken, ...fields }),
      }),
    upload(path, parts, headers) {
      const { contentType, body } = buildMultipart([
        { name: 'formToken', value: visitor.formToken },
        ...parts,
      ]);
      return visitor.send('POST', path, { headers: { 'content-type': contentType, ...headers }, body });
    },
    post: (path, body, headers) =>
      visitor.send('POST', path, {
        headers: { 'content-type': 'application/json', 'x-form-token': visitor.formToken, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: () => agent.destroy(),
  };
  return visitor;
}

function exchange(
  agent: Agent,
  url: string,
  method: string,
  path: string,
  message: Message,
): Promise<Answer> {
  const startedAt = performance.now();
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, hostname, port, method, path, headers: { ...message.headers }, timeout: answerWithinMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
            text: body.toString('utf8'),
            location: response.headers.location ?? '',
            durationMs: performance.now() - startedAt,
          });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('No answer came in time.')));
    sent.on('error', reject);
    sent.end(message.body);
  });
}

export function encodeFields(fields: Fields): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) parameters.append(name, one);
  }
  return parameters.toString();
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

function takeCookies(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}

function tokenIn(text: string): string | undefined {
  return (
    /name="formToken" value="([\w-]{20,})"/.exec(text)?.[1] ?? /"formToken":"([\w-]{20,})"/.exec(text)?.[1]
  );
}

/** The revision that the form of this page carries. */
export function revisionIn(answer: Answer): string {
  return /name="revision" value="(\d+)"/.exec(answer.text)?.[1] ?? '';
}
