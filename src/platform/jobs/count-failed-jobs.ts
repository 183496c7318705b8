// Owns the count of jobs that will not be tried again; refuses to say why: the log does.
import { sql } from 'kysely';
import type { AnyDb } from '#platform/database';

/** Jobs that used up their attempts; for the doctor, who runs as the migrator. */
export async function countFailedJobs(db: AnyDb): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from graphile_worker._private_jobs where attempts >= max_attempts`.execute(
    db.withTables<Record<never, never>>(),
  );
  return Number(rows[0]?.count ?? 0);
}
