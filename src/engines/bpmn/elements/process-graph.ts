// What a process is once it is read: a description in plain JSON to be stored, and the graph compiled from it.

import type { CompiledText } from './compiled-text.ts';
import type { Trigger } from './trigger.ts';

/** A text that may be an expression: FEEL after `=`, or with `${…}` in it; else it means itself. */
export type Text = string;

/** A value that a mapping builds: a text, a list of values, or a map of them. */
export type MappedValue = Text | readonly MappedValue[] | { readonly [key: string]: MappedValue };

/**
 * A variable to be set from a value, or from another variable if there is one. Local: from the activity's own variables
 * only, or, where something comes back, into them.
 */
export type Mapping =
  | { readonly target: string; readonly value: MappedValue; readonly local?: true }
  | { readonly target: string; readonly variable: string; readonly local?: true };

/** What every element has. */
export interface ElementBase {
  readonly id: string;
  /** Name for people; the id where the model gives none. */
  readonly name: string;
  /** Id of the sub-process around it; absent: it stands in the process itself. */
  readonly parent?: string;
  /** Variables of its own, set when it begins. */
  readonly inputs?: readonly Mapping[];
  /** Variables of what is around it, set when it is done. */
  readonly outputs?: readonly Mapping[];
  /** True where what it is told stays its own, and only its outputs go out (zeebe). */
  readonly keepsResults?: true;
}

/** How often an activity is done: several instances (BPMN 2.0, 13.3.7) or a loop (13.3.6). */
export type Loop =
  | {
      readonly type: 'instances';
      readonly sequential: boolean;
      /** How many; absent where a collection says it. */
      readonly cardinality?: Text;
      /** Name of a list, or an expression that gives one. */
      readonly collection?: Text;
      readonly elementVariable?: string;
      /** Takes each instance's place, from 0, beside `loopCounter`. */
      readonly indexVariable?: string;
      readonly until?: Text;
      /** List that gathers what each instance gives (zeebe). */
      readonly outputCollection?: string;
      readonly outputElement?: Text;
    }
  | {
      readonly type: 'loop';
      readonly testBefore: boolean;
      readonly condition?: Text;
      readonly maximum?: Text;
    };

/** What every activity may have beside its own. */
export interface ActivityBase extends ElementBase {
  readonly loop?: Loop;
  /** True for a compensation handler: no flow reaches it. */
  readonly forCompensation?: true;
}

export interface StartEvent extends ElementBase {
  readonly kind: 'startEvent';
  /** What begins the process or the event sub-process; absent: a none start event. */
  readonly trigger?: Trigger;
  /** False where an event sub-process leaves what is around it running. */
  readonly interrupting?: boolean;
  /** Variable that says who started it; null where the starter does not say. */
  readonly initiator?: string;
}

export interface EndEvent extends ElementBase {
  readonly kind: 'endEvent';
  readonly trigger?: Trigger;
}

export interface CatchEvent extends ElementBase {
  readonly kind: 'intermediateCatchEvent';
  readonly trigger: Trigger;
}

export interface ThrowEvent extends ElementBase {
  readonly kind: 'intermediateThrowEvent';
  /** Absent: a none event, which only marks that a token came by. */
  readonly trigger?: Trigger;
}

export interface BoundaryEvent extends ElementBase {
  readonly kind: 'boundaryEvent';
  /** Id of the activity on whose border it sits. */
  readonly host: string;
  readonly interrupting: boolean;
  readonly trigger: Trigger;
  /** Id of the activity that compensates the host. */
  readonly handler?: string;
}

export interface UserTask extends ActivityBase {
  readonly kind: 'userTask';
  readonly assignee?: Text;
  /** Comma-separated names, or an expression that gives a list. */
  readonly candidateUsers?: Text;
  readonly candidateGroups?: Text;
  /** ISO date, date-time, or a duration counted from the moment at which the task is created. */
  readonly dueDate?: Text;
  readonly formKey?: Text;
  readonly priority?: Text;
}

/** The kinds of work that a program does. */
export type JobKind = 'service' | 'send' | 'script' | 'businessRule';

/** Work for a program: done outside as a job, or an expression that the engine evaluates itself. */
export interface JobTask extends ActivityBase {
  readonly kind: 'serviceTask' | 'sendTask' | 'scriptTask' | 'businessRuleTask';
  /** Name of the work to be done; the element's id where the model names none. */
  readonly topic: Text;
  /** Evaluated at once instead of asking for a job. */
  readonly expression?: Text;
  /** Variable that takes the expression's value. */
  readonly resultVariable?: string;
  /** Language of a script that no engine without I/O can run. */
  readonly scriptFormat?: string;
}
export interface ServiceTask extends JobTask {
  readonly kind: 'serviceTask';
}
export interface SendTask extends JobTask {
  readonly kind: 'sendTask';
}
export interface ScriptTask extends JobTask {
  readonly kind: 'scriptTask';
}
export interface BusinessRuleTask extends JobTask {
  readonly kind: 'businessRuleTask';
}

/** A task that nobody reports on: a manual task, or a task without a type. */
export interface ManualTask extends ActivityBase {
  readonly kind: 'manualTask';
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receiveTask';
  /** Absent: whoever holds the token's id triggers it. */
  readonly message?: Text;
  readonly correlationKey?: Text;
}

/** An embedded sub-process, or a transaction. */
export interface SubProcess extends ActivityBase {
  readonly kind: 'subProcess';
  readonly transaction?: true;
  /** Values that its data objects begin with. */
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface EventSubProcess extends ElementBase {
  readonly kind: 'eventSubProcess';
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface CallActivity extends ActivityBase {
  readonly kind: 'callActivity';
  readonly calledElement: Text;
  readonly passAll?: boolean | 'local';
  readonly passIn?: readonly Mapping[];
  readonly returnAll?: boolean | 'local';
  readonly returnOut?: readonly Mapping[];
  /** True where an error or escalation that comes out takes nothing along (zeebe). */
  readonly returnsAtEnd?: true;
}

export interface ExclusiveGateway extends ElementBase {
  readonly kind: 'exclusiveGateway';
}
export interface ParallelGateway extends ElementBase {
  readonly kind: 'parallelGateway';
}
export interface InclusiveGateway extends ElementBase {
  readonly kind: 'inclusiveGateway';
}
export interface EventBasedGateway extends ElementBase {
  readonly kind: 'eventBasedGateway';
}

export type Activity =
  | UserTask
  | ServiceTask
  | SendTask
  | ScriptTask
  | BusinessRuleTask
  | ManualTask
  | ReceiveTask
  | SubProcess
  | CallActivity;

export type ProcessElement =
  | Activity
  | StartEvent
  | EndEvent
  | CatchEvent
  | ThrowEvent
  | BoundaryEvent
  | EventSubProcess
  | ExclusiveGateway
  | ParallelGateway
  | InclusiveGateway
  | EventBasedGateway;

export type ElementKind = ProcessElement['kind'];
export type ElementOf<K extends ElementKind> = Extract<ProcessElement, { kind: K }>;

export interface SequenceFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** An expression: FEEL with its leading `=`, or `${…}`. */
  readonly condition?: string;
  /** True for the flow that is taken where no condition holds. */
  readonly default?: true;
}

/** A deployable process in plain JSON: immutable, stored once per version, compiled wherever it is needed. */
export interface ProcessDescription {
  /** Version of this format; compileProcess reads format 1 as well. */
  readonly format: 2;
  readonly id: string;
  readonly name: string;
  /** Those of sub-processes as well: each names the one around it. */
  readonly elements: readonly ProcessElement[];
  readonly flows: readonly SequenceFlow[];
  /** Values that the process's data objects begin with. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What begins and what listens in a process or sub-process. */
export interface ScopeGraph {
  /** Where its first tokens appear: the none start event, or every element that no flow reaches. */
  readonly starts: readonly ProcessNode[];
  /** Start events of its event sub-processes. */
  readonly listeners: readonly ProcessNode<StartEvent>[];
}

/** A process as a graph; what all its nodes share. */
export interface Graph {
  readonly id: string;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  /** By the sub-process's id; '' for the process itself. */
  readonly scopes: ReadonlyMap<string, ScopeGraph>;
  /** By their source text. */
  readonly texts: ReadonlyMap<string, CompiledText>;
  /** Links that are thrown, by the element at which they are caught. */
  readonly links: ReadonlyMap<string, readonly string[]>;
}

/** An element with its neighbours. */
export interface ProcessNode<E extends ProcessElement = ProcessElement> {
  readonly element: E;
  readonly graph: Graph;
  readonly incoming: readonly SequenceFlow[];
  readonly outgoing: readonly SequenceFlow[];
  /** Events on its border. */
  readonly boundary: readonly ProcessNode<BoundaryEvent>[];
}

const activityKinds: ReadonlySet<string> = new Set([
  'userTask',
  'serviceTask',
  'sendTask',
  'scriptTask',
  'businessRuleTask',
  'manualTask',
  'receiveTask',
  'subProcess',
  'callActivity',
] satisfies readonly Activity['kind'][]);

export function isActivity(element: ProcessElement): element is Activity {
  return activityKinds.has(element.kind);
}
