// Owns the reading of what happened to subjects, for whoever keeps the whole history; refuses to serve as a dispatcher.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { StoredEvent } from './event.ts';

/** An event with who caused it: everything that is on record of it. */
export interface HistoryEvent extends StoredEvent {
  readonly actorKind: string;
  readonly actorId: Id | null;
  readonly causeId: Id | null;
}

/** Every event of these subjects in the order in which it was committed; only the extranet's worker may ask. */
export async function listHistory(db: AnyDb, subjectIds: readonly Id[]): Promise<readonly HistoryEvent[]> {
  const { rows } = await sql<Omit<HistoryEvent, 'subject'> & { subjectKind: string; subjectId: Id }>`
    select id, type, schema_version, subject_kind, subject_id, subject_sequence, occurred_at, actor_kind, actor_id,
      organ_id, zone, cause_id, data
    from platform.event where subject_id = any (${[...subjectIds]}::uuid[])
    order by transaction_id, position`.execute(db.withTables<Record<never, never>>());
  return rows.map(({ subjectKind, subjectId, ...event }) => ({
    ...event,
    subject: { kind: subjectKind, id: subjectId },
  }));
}
