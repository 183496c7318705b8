// Owns the SQL of clocks; refuses to change a derivation once it is written.
import type { LegalDay } from '#kernel/dates';
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

/** The open clocks over all subjects that reach beyond this day; for whoever counts them anew with a new calendar. */
export async function listOpenClockSubjects(db: AnyDb, after: LegalDay): Promise<readonly Subject[]> {
  return await db
    .withTables<WorkTables>()
    .selectFrom('work.clock')
    .distinct()
    .select(['subjectKind as kind', 'subjectId as id'])
    .where('endedAt', 'is', null)
    .where('dueOn', '>=', after)
    .execute();
}
