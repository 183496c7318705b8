// What a process is once it is read: a description in plain JSON to be stored, and the graph compiled from it.

import type { TimerDefinition } from './timer-definition.ts';

/** What every element has. */
export interface ElementBase {
  readonly id: string;
  /** Name for people; the id where the model gives none. */
  readonly name: string;
}

/** A text that may begin with `=`: then it is a FEEL expression over the variables, else it means itself. */
export type Text = string;

export interface StartEvent extends ElementBase {
  readonly kind: 'startEvent';
}

export interface EndEvent extends ElementBase {
  readonly kind: 'endEvent';
  /** True for a terminate end event, which ends everything else as well. */
  readonly terminate: boolean;
}

export interface UserTask extends ElementBase {
  readonly kind: 'userTask';
  readonly assignee?: Text;
  /** Comma-separated names, or an expression that gives a list. */
  readonly candidateUsers?: Text;
  readonly candidateGroups?: Text;
  /** ISO date, date-time, or a duration counted from the moment at which the task is created. */
  readonly dueDate?: Text;
  readonly formKey?: string;
}

export interface ServiceTask extends ElementBase {
  readonly kind: 'serviceTask';
  /** Name of the work to be done; the element's id where the model names none. */
  readonly topic: string;
}

export interface ExclusiveGateway extends ElementBase {
  readonly kind: 'exclusiveGateway';
}

export interface ParallelGateway extends ElementBase {
  readonly kind: 'parallelGateway';
}

export interface TimerCatchEvent extends ElementBase {
  readonly kind: 'timerCatchEvent';
  readonly timer: TimerDefinition;
}

export interface BoundaryTimerEvent extends ElementBase {
  readonly kind: 'boundaryTimerEvent';
  /** Id of the activity on whose border it sits. */
  readonly host: string;
  readonly interrupting: boolean;
  readonly timer: TimerDefinition;
}

export type ProcessElement =
  | StartEvent
  | EndEvent
  | UserTask
  | ServiceTask
  | ExclusiveGateway
  | ParallelGateway
  | TimerCatchEvent
  | BoundaryTimerEvent;

export type ElementKind = ProcessElement['kind'];
export type ElementOf<K extends ElementKind> = Extract<ProcessElement, { kind: K }>;

export interface SequenceFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** FEEL expression with its leading `=`. */
  readonly condition?: string;
  /** True for the flow that is taken where no condition holds. */
  readonly default?: true;
}

/** A deployable process in plain JSON: immutable, stored once per version, compiled wherever it is needed. */
export interface ProcessDescription {
  /** Version of this format, so that stored descriptions stay readable. */
  readonly format: 1;
  readonly id: string;
  readonly name: string;
  readonly elements: readonly ProcessElement[];
  readonly flows: readonly SequenceFlow[];
}

/** An element with its neighbours. */
export interface ProcessNode<E extends ProcessElement = ProcessElement> {
  readonly element: E;
  readonly incoming: readonly SequenceFlow[];
  readonly outgoing: readonly SequenceFlow[];
  /** Events on its border. */
  readonly boundary: readonly ProcessNode[];
}
