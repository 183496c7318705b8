// Owns the SQL that writes and locks processes; refuses a change of an instance that moved meanwhile.
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { fillText } from '#kernel/texts';
import { type AnyDb, writeAhead } from '#platform/database';
import type { UseCaseContext } from '#platform/use-case';
import { workMessages } from './messages.ts';
import { type CalledVersions, getBoundProcess } from './process-definitions.ts';
import type { ProcessChange, ProcessInstance } from './process-instance.ts';
import { writesOf } from './process-writes.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** The subject's instance, its row locked until the transaction ends: whoever moves it next waits for this one. */
export async function lockInstance(db: AnyDb, subjectId: Id): Promise<ProcessInstance> {
  const found = await findAndLockInstance(db, subjectId);
  if (found === undefined) throw new AppError('not-found', 'no-process-instance', workMessages.noInstance);
  return found;
}

/** As lockInstance, for a subject that may have no process yet. */
export async function findAndLockInstance(db: AnyDb, subjectId: Id): Promise<ProcessInstance | undefined> {
  const tables = db.withTables<WorkTables>();
  const row = await tables
    .selectFrom('work.processInstance')
    .selectAll()
    .where('subjectId', '=', subjectId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const called = row.called as CalledVersions;
  return {
    id: row.id,
    definitionId: row.definitionId,
    process: await getBoundProcess(db, row.definitionId, called),
    called,
    subject: { kind: row.subjectKind, id: row.subjectId },
    organId: row.organId,
    districtCode: row.districtCode,
    revision: row.revision,
    state: row.state as ProcessInstance['state'],
  };
}

/**
 * Writes a step of an instance, all its rows in one statement. It is sent ahead: nothing waits for its answer, so that it
 * shares the round trip of what comes next. Throws AppError 'conflict' at the end of the transaction where the instance
 * moved meanwhile, which can't be where its lock is held.
 */
export async function storeProcessChange(
  db: AnyDb,
  change: ProcessChange,
  context: UseCaseContext,
): Promise<void> {
  writeAhead(db, {
    text: 'select work.store_change($1::jsonb)',
    parameters: [JSON.stringify(writesOf(change, context))],
    explain: explainWrite,
  });
}

/** What the database refuses of a step: a move that was overtaken, or a task that a colleague has (0026). */
function explainWrite(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause;
  const name = 'detail' in cause && typeof cause.detail === 'string' ? cause.detail : '';
  switch (cause.code) {
    case '40001':
      return new AppError('conflict', 'task-not-open', workMessages.taskNotOpen, { cause });
    case 'YZ001':
      return new AppError('conflict', 'task-of-colleague', fillText(workMessages.taskOfColleague, { name }), {
        cause,
      });
    case 'YZ002':
      return new AppError('conflict', 'task-delegated', fillText(workMessages.taskDelegated, { name }), {
        cause,
      });
    default:
      return cause;
  }
}

/**
 * Moves a subject to another organ: its process, what is open, its clocks and its history, so that the new organ sees
 * and does what the old one did. The clocks themselves are not touched: they go on. Who had a task has it no longer.
 */
export async function moveSubject(db: AnyDb, subjectId: Id, organId: Id): Promise<void> {
  const tables = db.withTables<WorkTables>();
  for (const table of [
    'work.processInstance',
    'work.task',
    'work.clock',
    'work.step',
    'work.serviceJob',
    'work.subscription',
  ] as const)
    await tables.updateTable(table).set({ organId }).where('subjectId', '=', subjectId).execute();
  await tables
    .updateTable('work.task')
    .set({ assigneeId: null, assignedAt: null, delegatedBy: null })
    .where('subjectId', '=', subjectId)
    .where('endedAt', 'is', null)
    .execute();
  await tables
    .updateTable('work.timer')
    .set({ organId })
    .where('instanceId', 'in', (of) =>
      of.selectFrom('work.processInstance').select('id').where('subjectId', '=', subjectId),
    )
    .execute();
}
