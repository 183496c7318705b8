// Owns the SQL of whose a task is; refuses a change of a task that ended meanwhile, by its lock.
import { sql } from 'kysely';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { AssignableTask, Assignment } from './assignment.ts';
import type { AssignmentAct } from './assignment-contract.ts';
import { assignmentMessages } from './assignment-messages.ts';
import type { WorkTables } from './work-tables.gen.ts';

/**
 * The tasks, in the order of their ids, so that two officers who choose the same never wait for each other in a circle.
 * Locked where they are to be changed: of two who claim at once the second sees who was first.
 */
export async function loadAssignable(
  db: AnyDb,
  ids: readonly Id[],
  { lock }: { readonly lock: boolean },
): Promise<readonly AssignableTask[]> {
  const found = db
    .withTables<WorkTables>()
    .selectFrom('work.task')
    .select([
      'id',
      'subjectKind',
      'subjectId',
      'organId',
      'candidateRoles',
      'assigneeId',
      'delegatedBy',
      'endedAt',
      'completedBy',
    ])
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .orderBy('id');
  return await (lock ? found.forUpdate() : found).execute();
}

export interface AssignmentChange {
  readonly act: AssignmentAct;
  readonly reason: string | null;
  readonly actorId: Id;
  readonly changed: readonly { readonly task: AssignableTask; readonly to: Assignment }[];
}

/** Writes all of them in two statements, however many they are. */
export async function storeAssignment(db: AnyDb, change: AssignmentChange, now: Date): Promise<void> {
  const { act, reason, actorId, changed } = change;
  if (changed.length === 0) return;
  const tables = db.withTables<WorkTables>();
  await sql`
    update work.task set assignee_id = given.assignee_id, delegated_by = given.delegated_by,
      assigned_at = case when given.assignee_id is not null then ${now}::timestamptz end
    from unnest(${changed.map(({ task }) => task.id)}::uuid[], ${changed.map(({ to }) => to.assigneeId)}::uuid[],
      ${changed.map(({ to }) => to.delegatedBy)}::uuid[]) as given (id, assignee_id, delegated_by)
    where task.id = given.id`
    .execute(tables)
    .catch((cause: unknown) => {
      throw explainRefusal(cause);
    });
  await tables
    .insertInto('work.taskAssignment')
    .values(
      changed.map(({ task, to }) => ({
        id: newId(now),
        taskId: task.id,
        subjectId: task.subjectId,
        organId: task.organId,
        act,
        fromId: task.assigneeId,
        toId: to.assigneeId,
        actorId,
        reason,
        assignedAt: now,
      })),
    )
    .execute();
}

/** A post that ended between the look and the write: the database refuses, and nothing was changed (0026). */
function explainRefusal(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause && cause.code === 'YZ003'
    ? new AppError('conflict', 'no-post-for-task', assignmentMessages.noPostForIt, { cause })
    : cause;
}
