// Owns what a step of an instance writes, as the rows of one batch; pure. Refuses what the engine did not say.
import type { Effect, TaskCreated } from '#engines/bpmn';
import { actorIdOf } from '#kernel/actors';
import { isLegalDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import type { UseCaseContext } from '#platform/use-case';
import type { ProcessChange } from './process-instance.ts';
import type { JobKind } from './service-job.ts';

/** Work that a process asks for, or a message or signal that it sends. */
export interface RequestedJob {
  readonly kind: JobKind;
  readonly topic: string;
  readonly element: string;
  /** Null for what no element waits for. */
  readonly engineServiceId: string | null;
}

type Part = readonly object[] | readonly string[] | undefined;

/**
 * What `work.store_change` takes: the instance as it stands now, and the rows that begin and end with this step. A part
 * in which there is nothing is left out.
 */
export function writesOf(change: ProcessChange, context: UseCaseContext): Readonly<Record<string, unknown>> {
  const { before, after, effects, at } = change;
  return {
    instanceId: after.id,
    subjectKind: after.subject.kind,
    subjectId: after.subject.id,
    organId: after.organId,
    districtCode: after.districtCode,
    ...(before === undefined
      ? { definitionId: after.definitionId, called: after.called }
      : { readRevision: before.revision }),
    state: after.state,
    revision: after.revision,
    hasEnded: after.state.status === 'completed' || after.state.status === 'terminated',
    at: at.toISOString(),
    actorKind: context.actor.kind,
    actorId: actorIdOf(context.actor) ?? null,
    ...given({
      tasks: tasksOf(effects, at),
      tasksCompleted: idsOf(effects, 'taskCompleted'),
      tasksCancelled: idsOf(effects, 'taskCancelled'),
      timers: timersOf(effects, at),
      timersFired: idsOf(effects, 'timerFired'),
      timersCancelled: idsOf(effects, 'timerCancelled'),
      ...jobsOf(change),
      jobsDone: idsOf(effects, 'serviceCompleted'),
      jobsCancelled: idsOf(effects, 'serviceCancelled'),
      ...subscriptionsOf(change),
      steps: stepsOf(effects, at),
    }),
  };
}

function given(parts: Readonly<Record<string, Part | string>>): Readonly<Record<string, Part | string>> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => part !== undefined && part.length > 0),
  );
}

type Ending = Extract<Effect, { readonly id: string }>['type'];

function idsOf(effects: readonly Effect[], type: Ending): readonly string[] {
  return effects.flatMap((effect) => (effect.type === type && 'id' in effect ? [effect.id] : []));
}

function isTaskCreated(effect: Effect): effect is TaskCreated {
  return effect.type === 'taskCreated';
}

/** The legal day of a due date, which the engine gives as a day or as an instant. */
function dayOf(dueDate: string): LegalDay {
  return isLegalDay(dueDate) ? dueDate : legalDayOf(new Date(dueDate));
}

function tasksOf(effects: readonly Effect[], at: Date): Part {
  return effects.filter(isTaskCreated).map((task) => ({
    id: newId(at),
    engineTaskId: task.id,
    element: task.element,
    name: task.name,
    candidateRoles: task.candidateGroups,
    dueOn: task.dueDate === undefined ? null : dayOf(task.dueDate),
  }));
}

function timersOf(effects: readonly Effect[], at: Date): Part {
  return effects.flatMap((effect) =>
    effect.type === 'timerSet'
      ? [{ id: newId(at), engineTimerId: effect.id, element: effect.element, dueAt: effect.dueAt }]
      : [],
  );
}

/** The services that the change asks for, and the messages and signals that it sends. */
function jobsOf({ after, effects, at }: ProcessChange): Readonly<Record<string, Part | string>> {
  const requested = effects.flatMap((effect): readonly RequestedJob[] => {
    switch (effect.type) {
      case 'serviceRequested':
        return [
          { kind: effect.kind, topic: effect.topic, element: effect.element, engineServiceId: effect.id },
        ];
      case 'messageThrown':
        return [{ kind: 'message', topic: effect.name, element: effect.element, engineServiceId: null }];
      case 'signalThrown':
        return [{ kind: 'signal', topic: effect.name, element: effect.element, engineServiceId: null }];
      default:
        return [];
    }
  });
  if (requested.length === 0) return {};
  return { processKey: after.process.id, jobs: requested.map((job) => ({ id: newId(at), ...job })) };
}

/** What the instance waits for now, compared with before: the state is what counts, whichever way it came about. */
function subscriptionsOf({ before, after, at }: ProcessChange): Readonly<Record<string, Part>> {
  const waited = before?.state.subscriptions ?? [];
  const waits = after.state.subscriptions ?? [];
  const begun = waits.filter((one) => one.kind !== 'condition' && !waited.some(({ id }) => id === one.id));
  const ended = waited.filter((one) => one.kind !== 'condition' && !waits.some(({ id }) => id === one.id));
  return {
    subscriptions: begun.map((one) => ({
      id: newId(at),
      engineSubscriptionId: one.id,
      element: one.element,
      kind: one.kind,
      name: one.name,
      correlationKey: one.correlationKey ?? null,
    })),
    subscriptionsEnded: ended.map(({ id }) => id),
  };
}

const stepKinds = {
  taskCreated: 'entered',
  serviceRequested: 'entered',
  elementCompleted: 'completed',
  taskCancelled: 'cancelled',
  serviceCancelled: 'cancelled',
} as const;

function stepsOf(effects: readonly Effect[], at: Date): Part {
  return effects.flatMap((effect): readonly { id: Id; element: string; kind: string }[] =>
    effect.type in stepKinds && 'element' in effect
      ? [{ id: newId(at), element: effect.element, kind: stepKinds[effect.type as keyof typeof stepKinds] }]
      : [],
  );
}
