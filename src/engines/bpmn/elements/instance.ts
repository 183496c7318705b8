// What an instance is while it runs: small plain JSON that survives any restart; what it is told, and what it answers.

import type { Variables } from '#engines/feel';
import type { JobKind } from './process-graph.ts';

export type { Variables } from '#engines/feel';

/** What an activity that is done several times, or again and again, has to remember. */
export interface LoopState {
  /** How many there will be; absent for a loop whose condition decides. */
  readonly total?: number;
  readonly started: number;
  readonly completed: number;
  readonly items?: readonly unknown[];
  /** What each instance gave, by its place. */
  readonly outputs?: readonly unknown[];
}

/**
 * One thread of the instance, at the element where it waits. An open task's id is its token's id. A sub-process, a called
 * process and an activity that is done several times hold a token too, and those inside name it as their scope.
 */
export interface Token {
  /** Element id, '#' and the instance's counter, e.g. 'accept#3'. */
  readonly id: string;
  readonly element: string;
  /** Id of the token inside which it lives; absent: the instance itself. */
  readonly scope?: string;
  /** Sequence flow by which it came; only where it waits for others to join. */
  readonly flow?: string;
  /** Variables of its own. */
  readonly locals?: Variables;
  readonly loop?: LoopState;
  /** Id of the process that runs inside: elements and variables there are that process's own. */
  readonly calls?: string;
  /** What the call activity had of its own before: while it calls, `locals` are the called process's. */
  readonly around?: Variables;
  /** Id of the token for which this one compensates. */
  readonly compensates?: string;
  /** True for a sub-process that was done and comes back to be compensated. */
  readonly replay?: true;
}

/** What is left of a timer that repeats. */
export interface Repeat {
  /** ISO 8601 duration, or a cron. */
  readonly interval: string;
  /** Rounds after this one; absent: without end. */
  readonly left?: number;
  /** Instant in UTC after which no round begins. */
  readonly until?: string;
}

/** A timer that waits. */
export interface Timer {
  readonly id: string;
  /** The catch event, the boundary event, or the start event of an event sub-process. */
  readonly element: string;
  /** The token that it belongs to: its own, the activity's on whose border it sits, or the scope's; '' for the instance. */
  readonly token: string;
  /** Instant in UTC, ISO 8601 with milliseconds. */
  readonly dueAt: string;
  readonly repeat?: Repeat;
}

/** A message, signal or condition for which an element waits. */
export interface Subscription {
  readonly id: string;
  readonly kind: 'message' | 'signal' | 'condition';
  /** Name of the message or signal; empty for a condition. */
  readonly name: string;
  readonly element: string;
  /** As a timer's token. */
  readonly token: string;
  readonly correlationKey?: string;
}

/** An activity that is done and could be compensated. */
export interface Compensation {
  readonly id: string;
  readonly element: string;
  /** Token id of the scope in which it was done; '' for the instance. */
  readonly scope: string;
  /** A sub-process's variables as they were when it was done. */
  readonly locals?: Variables;
  /** What was done inside a sub-process. */
  readonly inner?: readonly Compensation[];
}

export interface InstanceState {
  readonly status: 'new' | 'running' | 'completed' | 'terminated';
  /** Counts the ids given so far; thus ids are unique in the instance, and older is smaller. */
  readonly sequence: number;
  /** Oldest first. */
  readonly tokens: readonly Token[];
  readonly timers: readonly Timer[];
  /** Oldest first; absent: none. */
  readonly subscriptions?: readonly Subscription[];
  /** In the order in which they were done; absent: none. */
  readonly compensations?: readonly Compensation[];
  readonly variables: Variables;
}

/**
 * The only ways to move an instance. Variables given are merged into those that the instance has: each where it is
 * already known, from the element outwards; else into the process's.
 */
export type Command =
  | {
      readonly type: 'start';
      readonly variables?: Variables;
      /** Start event to begin at; absent: the none start event. */
      readonly element?: string;
    }
  | { readonly type: 'completeTask'; readonly taskId: string; readonly variables?: Variables }
  | { readonly type: 'completeService'; readonly serviceId: string; readonly variables?: Variables }
  /** The work ends with an error or escalation of BPMN, to be caught by the model; variables go to who catches it. */
  | {
      readonly type: 'throwError' | 'throwEscalation';
      readonly tokenId: string;
      readonly code: string;
      readonly message?: string;
      readonly variables?: Variables;
    }
  | { readonly type: 'fireTimer'; readonly timerId: string }
  /** A message for this one subscription. */
  | { readonly type: 'deliverMessage'; readonly subscriptionId: string; readonly variables?: Variables }
  /** A signal for everyone in the instance who waits for it; nobody is no error. */
  | { readonly type: 'deliverSignal'; readonly name: string; readonly variables?: Variables }
  /** Lets a receive task go on. */
  | { readonly type: 'trigger'; readonly tokenId: string; readonly variables?: Variables }
  /** Variables that come from nowhere in the model; conditions are looked at again. */
  | { readonly type: 'setVariables'; readonly variables: Variables }
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
  readonly priority?: number;
}

export interface ServiceRequested {
  readonly type: 'serviceRequested';
  readonly id: string;
  readonly element: string;
  readonly kind: JobKind;
  readonly topic: string;
  readonly input: Variables;
}

/** What has to happen outside, in this order; the runtime writes all of it in the command's transaction. */
export type Effect =
  | TaskCreated
  | { readonly type: 'taskCompleted' | 'taskCancelled'; readonly id: string; readonly element: string }
  | ServiceRequested
  | { readonly type: 'serviceCompleted' | 'serviceCancelled'; readonly id: string; readonly element: string }
  | { readonly type: 'timerSet'; readonly id: string; readonly element: string; readonly dueAt: string }
  | { readonly type: 'timerFired' | 'timerCancelled'; readonly id: string; readonly element: string }
  | {
      readonly type: 'subscribed';
      readonly id: string;
      readonly element: string;
      readonly kind: 'message' | 'signal';
      readonly name: string;
      readonly correlationKey?: string;
    }
  | { readonly type: 'unsubscribed'; readonly id: string; readonly element: string }
  /** Nobody in this instance waited for the message: it is for another instance, or begins one. */
  | {
      readonly type: 'messageThrown';
      readonly element: string;
      readonly name: string;
      readonly variables: Variables;
    }
  /** This instance has it already; it is for all others, and begins those that start with it. */
  | {
      readonly type: 'signalThrown';
      readonly element: string;
      readonly name: string;
      readonly variables: Variables;
    }
  /** Nothing in the model caught it; the instance ends as terminated. */
  | { readonly type: 'errorUncaught'; readonly element: string; readonly code: string }
  | { readonly type: 'elementCompleted'; readonly element: string }
  | { readonly type: 'processEnded'; readonly outcome: 'completed' | 'terminated' };
