// Owns what is asked for later, in the caller's transaction; refuses payloads that aren't ids.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';

/** A job's payload: ids by name. What they stand for is read when the job runs. */
export type JobPayload = Readonly<Record<string, Id>>;

/**
 * Enqueues a job in the caller's transaction: it runs if and only if the transaction commits. The database refuses
 * tasks that the zone may not enqueue. With a `key`, a later call replaces an earlier job that has not run.
 */
export async function enqueueJob(
  db: AnyDb,
  task: string,
  payload: JobPayload,
  options: { readonly runAt?: Date; readonly key?: string } = {},
): Promise<void> {
  await sql`select platform.enqueue_job(${task}, ${JSON.stringify(payload)}::jsonb, ${options.runAt ?? null}, ${options.key ?? null})`.execute(
    db.withTables<Record<never, never>>(),
  );
}
