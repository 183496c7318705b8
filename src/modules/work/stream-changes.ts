// Owns the stream that tells an officer's open pages that something changed; refuses to say what, or to whom else.
import { setTimeout } from 'node:timers/promises';
import type { Id } from '#kernel/ids';
import { type Changes, listChangesSince } from '#platform/events';
import type { EventStream, Exchange, Route } from '#platform/http';
import { query } from '#platform/use-case';
import { type ChangedView, streamPath } from './contract.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** What changed for the officer's organs since an earlier look. Row-level security of its own: the function's filter. */
export const watchChanges = query<{ readonly horizon: string | undefined }, Changes, WorkTables, Changes>({
  name: 'watch-changes',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'inbox' }),
  load: (db, { horizon }) => listChangesSince(db, horizon),
  // The question itself is limited to the organs of the officer's posts.
  permission: (actor) => actor.kind === 'officer',
  present: (changes) => changes,
});

const lookEveryMs = 1_000;
/** How long an ended session, or a post that was given up, may still hear that something changed. */
const renewEveryMs = 10_000;
/** Windows of one officer on this process that are told; the oldest of more than these is let go. */
const streamsMost = 4;

/** GET /api/stream. The cursor is the connection's own: whoever connects anew asks for the lists anew as well. */
export function streamRoute(): Route {
  const streamsOf = new Map<Id, EventStream[]>();
  return {
    zone: 'extranet',
    surface: 'api',
    audience: 'officer',
    method: 'GET',
    path: streamPath,
    unattended: true,
    useCases: ['watch-changes'],
    async handle(exchange) {
      // The first look refuses whoever may not, as an answer and not inside of a stream.
      const first = await exchange.run(watchChanges, { horizon: undefined });
      if (exchange.query['once'] !== undefined)
        return { kind: 'json', value: { subjects: first.subjects } satisfies ChangedView };
      return {
        kind: 'stream',
        start(stream) {
          keepFew(streamsOf, exchange, stream);
          stream.send('ready', {});
          // What fails ends the stream, and the browser connects again when the server is back.
          tellChanges(exchange, stream, first.horizon)
            .catch(() => undefined)
            .finally(() => stream.close());
        },
      };
    },
  };
}

function keepFew(streamsOf: Map<Id, EventStream[]>, { actor }: Exchange, stream: EventStream): void {
  if (actor.kind !== 'officer') return;
  const { id } = actor;
  const streams = [...(streamsOf.get(id) ?? []), stream];
  streamsOf.set(id, streams);
  stream.signal.addEventListener('abort', () => {
    const others = (streamsOf.get(id) ?? []).filter((one) => one !== stream);
    if (others.length === 0) streamsOf.delete(id);
    else streamsOf.set(id, others);
  });
  if (streams.length > streamsMost) streams[0]?.close();
}

async function tellChanges(exchange: Exchange, { send, signal }: EventStream, from: string): Promise<void> {
  let reader: Pick<Exchange, 'run'> | undefined = exchange;
  let horizon = from;
  for (let sinceRenewalMs = lookEveryMs; !signal.aborted; sinceRenewalMs += lookEveryMs) {
    await setTimeout(lookEveryMs, undefined, { signal });
    if (sinceRenewalMs >= renewEveryMs) {
      sinceRenewalMs = 0;
      reader = await exchange.renew();
    }
    if (reader === undefined) return;
    const changes: Changes = await reader.run(watchChanges, { horizon });
    horizon = changes.horizon;
    if (changes.subjects.length > 0) send('changed', { subjects: changes.subjects } satisfies ChangedView);
  }
}
