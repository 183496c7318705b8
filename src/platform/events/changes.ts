// Owns the question what changed for the actor's organs; refuses to tell what happened, which is for the record's page.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';

export interface Changes {
  /** Where the next look begins. */
  readonly horizon: string;
  readonly subjects: readonly { readonly kind: string; readonly id: Id }[];
}

/**
 * The subjects of events of the actor's organs, committed since the horizon of an earlier look; none at the first look,
 * which only says where history stands.
 */
export async function listChangesSince(db: AnyDb, horizon: string | undefined): Promise<Changes> {
  const { rows } = await sql<{ horizon: string; subjectKind: string | null; subjectId: Id | null }>`
    select horizon, subject_kind, subject_id from platform.changes_since(${horizon ?? null}::text::xid8)`.execute(
    db.withTables<Record<never, never>>(),
  );
  const subjects = rows.flatMap(({ subjectKind: kind, subjectId: id }) =>
    kind === null || id === null ? [] : [{ kind, id }],
  );
  return { horizon: rows[0]?.horizon ?? '0', subjects };
}
