// Owns the SQL that writes and locks processes; refuses a change of an instance that moved meanwhile.
import type { Effect, TaskCreated } from '#engines/bpmn';
import { actorIdOf } from '#kernel/actors';
import { isLegalDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { AnyDb, Db } from '#platform/database';
import type { UseCaseContext } from '#platform/use-case';
import { workMessages } from './messages.ts';
import { type CalledVersions, getBoundProcess } from './process-definitions.ts';
import type { ProcessChange, ProcessInstance } from './process-instance.ts';
import { storeServices, storeSubscriptions } from './service-job-store.ts';
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

/** Writes a step of an instance: state, tasks, timers and history, in the order in which the engine said them. */
export async function storeProcessChange(
  db: AnyDb,
  change: ProcessChange,
  context: UseCaseContext,
): Promise<void> {
  const tables = db.withTables<WorkTables>();
  await storeState(tables, change);
  await storeTasks(tables, change, context);
  await storeTimers(tables, change);
  await storeServices(tables, change);
  await storeSubscriptions(tables, change);
  await storeSteps(tables, change, context);
}

async function storeState(db: Db<WorkTables>, { before, after, at }: ProcessChange): Promise<void> {
  const ended = after.state.status === 'completed' || after.state.status === 'terminated';
  const state = JSON.stringify(after.state);
  if (before === undefined) {
    await db
      .insertInto('work.processInstance')
      .values({
        id: after.id,
        definitionId: after.definitionId,
        called: JSON.stringify(after.called),
        subjectKind: after.subject.kind,
        subjectId: after.subject.id,
        organId: after.organId,
        districtCode: after.districtCode,
        state,
        revision: after.revision,
        startedAt: at,
        endedAt: ended ? at : null,
      })
      .execute();
    return;
  }
  const { numUpdatedRows } = await db
    .updateTable('work.processInstance')
    .set({ state, revision: after.revision, endedAt: ended ? at : null })
    .where('id', '=', after.id)
    .where('revision', '=', before.revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'task-not-open', workMessages.taskNotOpen);
}

function isTaskCreated(effect: Effect): effect is TaskCreated {
  return effect.type === 'taskCreated';
}

/** The legal day of a due date, which the engine gives as a day or as an instant. */
function dayOf(dueDate: string): LegalDay {
  return isLegalDay(dueDate) ? dueDate : legalDayOf(new Date(dueDate));
}

async function storeTasks(
  db: Db<WorkTables>,
  { after, effects, at }: ProcessChange,
  context: UseCaseContext,
): Promise<void> {
  const created = effects.filter(isTaskCreated);
  if (created.length > 0) {
    await db
      .insertInto('work.task')
      .values(
        created.map((task) => ({
          id: newId(at),
          instanceId: after.id,
          engineTaskId: task.id,
          element: task.element,
          name: task.name,
          candidateRoles: [...task.candidateGroups],
          subjectKind: after.subject.kind,
          subjectId: after.subject.id,
          organId: after.organId,
          districtCode: after.districtCode,
          createdAt: at,
          dueOn: task.dueDate === undefined ? null : dayOf(task.dueDate),
        })),
      )
      .execute();
  }
  for (const [type, outcome] of [
    ['taskCompleted', 'completed'],
    ['taskCancelled', 'cancelled'],
  ] as const) {
    const ended = effects.flatMap((effect) => (effect.type === type ? [effect.id] : []));
    if (ended.length === 0) continue;
    await db
      .updateTable('work.task')
      .set({
        endedAt: at,
        outcome,
        completedBy: outcome === 'completed' ? (actorIdOf(context.actor) ?? null) : null,
      })
      .where('instanceId', '=', after.id)
      .where('engineTaskId', 'in', ended)
      .where('endedAt', 'is', null)
      .execute();
  }
}

async function storeTimers(db: Db<WorkTables>, { after, effects, at }: ProcessChange): Promise<void> {
  const set = effects.flatMap((effect) => (effect.type === 'timerSet' ? [effect] : []));
  if (set.length > 0) {
    await db
      .insertInto('work.timer')
      .values(
        set.map((timer) => ({
          id: newId(at),
          instanceId: after.id,
          engineTimerId: timer.id,
          element: timer.element,
          dueAt: new Date(timer.dueAt),
          organId: after.organId,
        })),
      )
      .execute();
  }
  for (const [type, outcome] of [
    ['timerFired', 'fired'],
    ['timerCancelled', 'cancelled'],
  ] as const) {
    const ended = effects.flatMap((effect) => (effect.type === type ? [effect.id] : []));
    if (ended.length === 0) continue;
    await db
      .updateTable('work.timer')
      .set({ endedAt: at, outcome })
      .where('instanceId', '=', after.id)
      .where('engineTimerId', 'in', ended)
      .execute();
  }
}

const stepKinds = {
  taskCreated: 'entered',
  serviceRequested: 'entered',
  elementCompleted: 'completed',
  taskCancelled: 'cancelled',
  serviceCancelled: 'cancelled',
} as const;

async function storeSteps(
  db: Db<WorkTables>,
  { after, effects, at }: ProcessChange,
  context: UseCaseContext,
): Promise<void> {
  const steps = effects.flatMap((effect) =>
    effect.type in stepKinds && 'element' in effect
      ? [{ element: effect.element, kind: stepKinds[effect.type as keyof typeof stepKinds] }]
      : [],
  );
  if (steps.length === 0) return;
  await db
    .insertInto('work.step')
    .values(
      steps.map((step) => ({
        id: newId(at),
        instanceId: after.id,
        subjectKind: after.subject.kind,
        subjectId: after.subject.id,
        organId: after.organId,
        element: step.element,
        kind: step.kind,
        occurredAt: at,
        actorKind: context.actor.kind,
        actorId: actorIdOf(context.actor) ?? null,
      })),
    )
    .execute();
}

/**
 * Moves a subject to another organ: its process, what is open, its clocks and its history, so that the new organ sees
 * and does what the old one did. The clocks themselves are not touched: they go on.
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
    .updateTable('work.timer')
    .set({ organId })
    .where('instanceId', 'in', (of) =>
      of.selectFrom('work.processInstance').select('id').where('subjectId', '=', subjectId),
    )
    .execute();
}
