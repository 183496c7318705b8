// Owns how an instance moves: a pure step from one state to the next; refuses to read or write anything.
import {
  type Command,
  type CompiledProcess,
  type Effect,
  EngineError,
  type EngineErrorCode,
  execute,
  type InstanceState,
  newInstance,
  type Variables,
} from '#engines/bpmn';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { EventData, NewEvent } from '#platform/events';
import { workMessages } from './messages.ts';
import type { CalledVersions } from './process-definitions.ts';

/** What a process runs for; this module never reads it. */
export interface Subject {
  readonly kind: string;
  readonly id: Id;
}

export interface ProcessInstance {
  readonly id: Id;
  readonly definitionId: Id;
  readonly process: CompiledProcess;
  /** The versions of the processes that it calls, bound when it started. */
  readonly called: CalledVersions;
  readonly subject: Subject;
  readonly organId: Id;
  readonly districtCode: string;
  readonly revision: number;
  readonly state: InstanceState;
}

/** One step of an instance, to be stored whole or not at all. */
export interface ProcessChange {
  readonly before: ProcessInstance | undefined;
  readonly after: ProcessInstance;
  readonly effects: readonly Effect[];
  readonly at: Date;
}

export interface NewProcess {
  readonly id: Id;
  readonly definitionId: Id;
  readonly process: CompiledProcess;
  /** The versions of the processes that it calls, bound when it started. */
  readonly called: CalledVersions;
  readonly subject: Subject;
  readonly organId: Id;
  readonly districtCode: string;
  readonly variables: Variables;
}

/** Starts an instance. Throws AppError 'unavailable' where the model fails, with the engine's error as its cause. */
export function startInstance(start: NewProcess, now: Date): ProcessChange {
  const { variables, ...rest } = start;
  const moved = move(start.process, newInstance, { type: 'start', variables }, now);
  return {
    before: undefined,
    after: { ...rest, revision: 1, state: moved.state },
    effects: moved.effects,
    at: now,
  };
}

/**
 * Moves an instance by one command. Throws AppError 'conflict' where the task, service or timer is not open any more,
 * and 'unavailable' where the model fails.
 */
export function advanceInstance(instance: ProcessInstance, command: Command, now: Date): ProcessChange {
  const moved = move(instance.process, instance.state, command, now);
  return {
    before: instance,
    after: { ...instance, revision: instance.revision + 1, state: moved.state },
    effects: moved.effects,
    at: now,
  };
}

/** The command is about something that somebody else has moved meanwhile. */
const overtakenCodes: readonly EngineErrorCode[] = [
  'task-not-open',
  'service-not-open',
  'timer-not-set',
  'message-not-awaited',
  'trigger-not-awaited',
  'instance-ended',
];

function move(process: CompiledProcess, state: InstanceState, command: Command, now: Date) {
  try {
    return execute(process, state, command, now.toISOString());
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (overtakenCodes.includes(error.code)) {
      throw new AppError('conflict', 'task-not-open', workMessages.taskNotOpen, { cause: error });
    }
    throw new AppError('unavailable', 'process-fault', workMessages.processFault, { cause: error });
  }
}

/** The open token at an element: an open task's id in the engine. */
export function findOpenTaskId(instance: ProcessInstance, element: string): string | undefined {
  return instance.state.tokens.find((token) => token.element === element)?.id;
}

/** The elements at which the instance waits now, oldest first. */
export function listOpenElements(instance: ProcessInstance): readonly string[] {
  return instance.state.tokens.map((token) => token.element);
}

/** What a change means to others, as facts about the subject. */
export function eventsOfChange(change: ProcessChange): readonly NewEvent[] {
  const fact = (type: string, data: EventData): NewEvent => ({
    type,
    schemaVersion: 1,
    subject: change.after.subject,
    organId: change.after.organId,
    data,
  });
  return change.effects.flatMap((effect) => {
    if (effect.type === 'serviceRequested') {
      return [
        fact('ProcessServiceRequested', {
          topic: effect.topic,
          serviceId: effect.id,
          element: effect.element,
        }),
      ];
    }
    return effect.type === 'processEnded' ? [fact('ProcessEnded', { outcome: effect.outcome })] : [];
  });
}
