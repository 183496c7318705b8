// Owns the months ahead of events and audit; refuses nothing: what no month holds, the default partition does.
import { sql } from 'kysely';
import type { AnyDb } from './transaction.ts';

const monthsAhead = 3;

/** Makes the partitions of the month of `day` and of the months after it, where they are missing. */
export async function createMonthPartitions(db: AnyDb, day: Date): Promise<void> {
  await sql`select platform.create_month_partitions(${day.toISOString().slice(0, 10)}::date, ${monthsAhead})`.execute(
    db.withTables<Record<never, never>>(),
  );
}
