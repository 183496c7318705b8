// Owns the process that the durable engines are measured with, and the commands that move it; refuses short cuts past runUseCase.
import type { OfficerActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import {
  advanceInstance,
  eventsOfChange,
  getLatestDefinition,
  lockInstance,
  type ProcessChange,
  type ProcessInstance,
  startInstance,
  storeProcessChange,
} from '#modules/work';
import type { NewEvent } from '#platform/events';
import { command } from '#platform/use-case';

export const trialTasks = 10;
/** One more than its tasks: the start. */
export const trialCommands = trialTasks + 1;

const task = (id: string) => `<userTask id="${id}" camunda:candidateGroups="reviewer"/>`;

/**
 * Ten user tasks, of which three in parallel, a timer on the second's border, and a choice before the seventh. The
 * condition is in the engine's own language.
 */
export function trialModel(condition: string): string {
  const flows = [
    'start t1',
    't1 t2',
    't2 fork',
    'fork t3',
    'fork t4',
    'fork t5',
    't3 join',
    't4 join',
    't5 join',
    'join t6',
    't6 choice',
    't7 t8',
    'other t8',
    't8 t9',
    't9 t10',
    't10 end',
    'late lapsed',
  ].map((flow) => {
    const [from, to] = flow.split(' ');
    return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="trial-definitions" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://example.com/yizhan">
  <process id="bench-trial" isExecutable="true">
    <startEvent id="start"/>${Array.from({ length: trialTasks }, (_, place) => task(`t${place + 1}`)).join('')}
    ${task('other')}
    <boundaryEvent id="late" attachedToRef="t2"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT5H</timeDuration></timerEventDefinition></boundaryEvent>
    <parallelGateway id="fork"/><parallelGateway id="join"/><exclusiveGateway id="choice" default="choice-other"/>
    <sequenceFlow id="choice-t7" sourceRef="choice" targetRef="t7"><conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression></sequenceFlow>
    <sequenceFlow id="choice-other" sourceRef="choice" targetRef="other"/>
    <endEvent id="end"/><endEvent id="lapsed"/>${flows.join('')}
  </process>
</definitions>`;
}

/** The tasks that wait after a command, oldest first, by the engine's ids. */
export type OpenTaskIds = readonly string[];

function openTasksOf({ state }: ProcessInstance): OpenTaskIds {
  return state.tokens.filter(({ element }) => /^(t\d+|other)$/.test(element)).map(({ id }) => id);
}

/** As the cases' commands state a fact of their own beside the process's. */
function eventsOf(type: string, change: ProcessChange): readonly NewEvent[] {
  const { subject, organId } = change.after;
  return [{ type, schemaVersion: 1, subject, organId, data: {} }, ...eventsOfChange(change)];
}

const byOfficer = { zone: 'extranet', audience: ['officer'] } as const;

interface Starting {
  readonly organId: Id;
  readonly definition: Awaited<ReturnType<typeof getLatestDefinition>>;
}

interface StartInput {
  readonly subjectId: Id;
  readonly organId: Id;
}

export const startTrial = command<StartInput, Starting, ProcessChange, OpenTaskIds, object>({
  ...byOfficer,
  name: 'start-trial',
  object: ({ subjectId }) => ({ kind: 'trial', id: subjectId }),
  load: async (db, { organId }) => ({ organId, definition: await getLatestDefinition(db, 'bench-trial') }),
  permission: (actor, { organId }) => holdsPostIn(actor, organId),
  decide({ organId, definition: { id: definitionId, process, called } }, { subjectId }, { now }) {
    const subject = { kind: 'trial', id: subjectId };
    const start = { id: newId(now), definitionId, process, called, subject, organId, districtCode: '440507' };
    const change = startInstance({ ...start, variables: { amount: 80 } }, now);
    return { change, answer: openTasksOf(change.after), events: eventsOf('TrialStarted', change) };
  },
  store: storeProcessChange,
});

interface CompleteInput {
  readonly subjectId: Id;
  readonly taskId: string;
}

export const completeTrialTask = command<CompleteInput, ProcessInstance, ProcessChange, OpenTaskIds, object>({
  ...byOfficer,
  name: 'complete-trial-task',
  object: ({ subjectId }) => ({ kind: 'trial', id: subjectId }),
  load: (db, { subjectId }) => lockInstance(db, subjectId),
  permission: (actor, { organId }) => holdsPostIn(actor, organId),
  decide(instance, { taskId }, { now }) {
    const change = advanceInstance(instance, { type: 'completeTask', taskId }, now);
    return { change, answer: openTasksOf(change.after), events: eventsOf('TrialTaskCompleted', change) };
  },
  store: storeProcessChange,
});

function holdsPostIn(actor: { readonly kind: string }, organId: Id): boolean {
  return actor.kind === 'officer' && (actor as OfficerActor).posts.some((post) => post.organId === organId);
}
