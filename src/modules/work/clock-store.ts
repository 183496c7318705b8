// Owns the SQL of clocks; refuses to change a derivation once it is written.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import { type Clock, clockOfRow } from './clock.ts';
import type { ClockKind } from './contract.ts';
import type { Subject } from './process-instance.ts';
import type { WorkTables } from './work-tables.gen.ts';

export async function storeClocks(db: AnyDb, clocks: readonly Clock[]): Promise<void> {
  if (clocks.length === 0) return;
  await db
    .withTables<WorkTables>()
    .insertInto('work.clock')
    .values(
      clocks.map((clock) => ({
        id: clock.id,
        subjectKind: clock.subject.kind,
        subjectId: clock.subject.id,
        kind: clock.kind,
        personId: clock.personId,
        organId: clock.organId,
        districtCode: clock.districtCode,
        startedOn: clock.deadline.from,
        count: clock.deadline.countedDays,
        unit: clock.deadline.unit,
        dueOn: clock.deadline.due,
        derivation: JSON.stringify(clock.deadline.derivation),
        warnings: JSON.stringify(clock.deadline.warnings),
        basis: JSON.stringify(clock.basis),
        limitCount: clock.limitCount,
        suspensions: JSON.stringify(clock.suspensions),
        extensions: JSON.stringify(clock.extensions),
        replacesId: clock.replacesId,
        revisedBecause: clock.revisedBecause,
        startedAt: clock.startedAt,
      })),
    )
    .execute();
}

/** Ends the subject's open clocks of these kinds; a clock that ended stays as it was. */
export async function endClocks(
  db: AnyDb,
  subjectId: Id,
  kinds: readonly ClockKind[],
  at: Date,
): Promise<void> {
  if (kinds.length === 0) return;
  await db
    .withTables<WorkTables>()
    .updateTable('work.clock')
    .set({ endedAt: at })
    .where('subjectId', '=', subjectId)
    .where('kind', 'in', kinds)
    .where('endedAt', 'is', null)
    .execute();
}

/** The clocks of these subjects that the reader may see, in the order in which they started. */
export async function listClocks(db: AnyDb, subjectIds: readonly Id[]): Promise<readonly Clock[]> {
  if (subjectIds.length === 0) return [];
  const rows = await db
    .withTables<WorkTables>()
    .selectFrom('work.clock')
    .selectAll()
    .where('subjectId', 'in', subjectIds)
    .orderBy('startedAt')
    .orderBy('id')
    .execute();
  return rows.map(clockOfRow);
}

/**
 * Subjects with an open clock that was counted before the calendar was last loaded: each November the next year is
 * announced, and many clocks reach into it. At most `limit`, those that were counted first coming first.
 */
export async function listUncountedSubjects(db: AnyDb, limit: number): Promise<readonly Subject[]> {
  const { rows } = await sql<Subject>`
    select subject_kind as kind, subject_id as id from work.clock
    where ended_at is null
      and coalesce(counted_at, started_at) < (select max(loaded_at) from work.calendar_year)
    group by subject_kind, subject_id order by min(coalesce(counted_at, started_at)) limit ${limit}`.execute(
    db.withTables<WorkTables>(),
  );
  return rows;
}

/** Notes that these clocks were looked at with the calendar of that moment and stay as they are. */
export async function markCounted(db: AnyDb, clockIds: readonly Id[], at: Date): Promise<void> {
  if (clockIds.length === 0) return;
  await db
    .withTables<WorkTables>()
    .updateTable('work.clock')
    // Never before the calendar itself, whatever clocks two machines have: else it would be looked at for ever.
    .set({
      countedAt: sql<Date>`greatest(${at}::timestamptz, (select max(loaded_at) from work.calendar_year))`,
    })
    .where('id', 'in', clockIds)
    .execute();
}
