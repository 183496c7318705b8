// What an instance is while it runs: small plain JSON that survives any restart; what it is told, and what it answers.

import type { Variables } from '#engines/feel';

export type { Variables } from '#engines/feel';

/** One thread of the instance, at the element where it waits. An open task's id is its token's id. */
export interface Token {
  /** Element id, '#' and the instance's counter, e.g. 'accept#3'. */
  readonly id: string;
  readonly element: string;
  /** Sequence flow by which it came; only where it waits for others to join. */
  readonly flow?: string;
}

/** A timer that waits. */
export interface Timer {
  readonly id: string;
  /** The catch event, or the boundary event. */
  readonly element: string;
  /** The token that it belongs to: its own, or that of the activity on whose border it sits. */
  readonly token: string;
  /** Instant in UTC, ISO 8601 with milliseconds. */
  readonly dueAt: string;
}

export interface InstanceState {
  readonly status: 'new' | 'running' | 'completed' | 'terminated';
  /** Counts the ids given so far; thus ids are unique in the instance, and older is smaller. */
  readonly sequence: number;
  /** Oldest first. */
  readonly tokens: readonly Token[];
  readonly timers: readonly Timer[];
  readonly variables: Variables;
}

/** The only ways to move an instance. Variables given are merged over those that the instance has. */
export type Command =
  | { readonly type: 'start'; readonly variables?: Variables }
  | { readonly type: 'completeTask'; readonly taskId: string; readonly variables?: Variables }
  | { readonly type: 'completeService'; readonly serviceId: string; readonly variables?: Variables }
  | { readonly type: 'fireTimer'; readonly timerId: string }
  /** Gives up whatever waits: tasks, services, timers. The instance ends as terminated. */
  | { readonly type: 'cancelInstance' };

export interface TaskCreated {
  readonly type: 'taskCreated';
  readonly id: string;
  readonly element: string;
  readonly name: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly assignee?: string;
  /** ISO date, or instant in UTC. */
  readonly dueDate?: string;
  readonly formKey?: string;
}

/** What has to happen outside, in this order; the runtime writes all of it in the command's transaction. */
export type Effect =
  | TaskCreated
  | { readonly type: 'taskCompleted' | 'taskCancelled'; readonly id: string; readonly element: string }
  | {
      readonly type: 'serviceRequested';
      readonly id: string;
      readonly element: string;
      readonly topic: string;
      readonly input: Variables;
    }
  | { readonly type: 'serviceCompleted' | 'serviceCancelled'; readonly id: string; readonly element: string }
  | { readonly type: 'timerSet'; readonly id: string; readonly element: string; readonly dueAt: string }
  | { readonly type: 'timerFired' | 'timerCancelled'; readonly id: string; readonly element: string }
  | { readonly type: 'elementCompleted'; readonly element: string }
  | { readonly type: 'processEnded'; readonly outcome: 'completed' | 'terminated' };
