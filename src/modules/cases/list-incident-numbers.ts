// Owns the numbers of the cases whose processes failed, for the operator's list; refuses anything else of a case.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';

/** By the incident's id; the database asks for the operator's post itself, and gives nothing to others. */
export async function listIncidentNumbers(
  db: AnyDb,
  incidentIds: readonly Id[],
  now: Date,
): Promise<ReadonlyMap<Id, string>> {
  if (incidentIds.length === 0) return new Map();
  const { rows } = await sql<{ incidentId: Id; number: string }>`
    select * from cases.list_incident_numbers(${incidentIds}::uuid[], ${now})`.execute(
    db.withTables<CasesTables>(),
  );
  return new Map(rows.map(({ incidentId, number }) => [incidentId, number]));
}
