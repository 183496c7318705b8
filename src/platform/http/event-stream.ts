// Owns answers that stay open and send events (HTML standard, 9.2 Server-sent events); refuses to outlive the server.
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a handler sends into, until `signal` says that nobody listens any longer. */
export interface EventStream {
  /** One event of this name; `data` goes as JSON. */
  send(event: string, data: unknown): void;
  close(): void;
  /** Aborted once the client has gone, the server closes, or the handler has closed it. */
  readonly signal: AbortSignal;
}

/** Proxies cut connections that are silent for a minute. */
const heartbeatMs = 20_000;
/** How long a browser waits before it connects again. */
const retryMs = 5_000;
/** A client that takes nothing must not fill the memory. */
const waitingBytesMost = 64 * 1_024;

export interface EventStreams {
  open(reply: FastifyReply, start: (stream: EventStream) => void): FastifyReply;
}

/** The streams of one server: when it closes, they end first, since a connection in use would hold it up. */
export function registerEventStreams(server: FastifyInstance): EventStreams {
  const open = new Set<EventStream>();
  server.addHook('preClose', async () => {
    for (const stream of open) stream.close();
  });
  return {
    open(reply, start) {
      const body = new PassThrough();
      const stream = streamInto(body);
      open.add(stream);
      stream.signal.addEventListener('abort', () => open.delete(stream));
      reply.raw.on('close', () => stream.close());
      start(stream);
      return (
        reply
          .type('text/event-stream; charset=utf-8')
          // Proxies of the nginx kind would else hold events back until a buffer is full.
          .header('x-accel-buffering', 'no')
          .send(body)
      );
    },
  };
}

function streamInto(body: PassThrough): EventStream {
  const ending = new AbortController();
  const close = () => {
    if (ending.signal.aborted) return;
    clearInterval(heartbeat);
    ending.abort();
    body.end();
  };
  const write = (text: string) => {
    if (ending.signal.aborted) return;
    if (body.writableLength > waitingBytesMost) close();
    else body.write(text);
  };
  const heartbeat = setInterval(() => write(': \n\n'), heartbeatMs);
  write(`retry: ${retryMs}\n\n`);
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close,
    signal: ending.signal,
  };
}
