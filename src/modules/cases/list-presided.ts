// Owns which hearings an officer presides over, for a departure; refuses all else of their cases, as the database does.
import { sql } from 'kysely';
import type { ListPresided } from '#modules/work';
import type { CasesTables } from './cases-tables.gen.ts';

export const listPresided: ListPresided = async (db, { officerId, organId }, now) => {
  const { rows } = await sql<Awaited<ReturnType<ListPresided>>[number]>`
    select procedure_id, case_number from cases.list_presided(${officerId}, ${organId}::uuid, ${now})`.execute(
    db.withTables<CasesTables>(),
  );
  return rows;
};
