// The two ways in which the engine says no: a model refused at deployment, a command refused at run time.

/** One reason why a model can't be deployed. */
export interface Fault {
  /** Id of the faulty element as the model writes it; null where the fault belongs to no element that has one. */
  readonly element: string | null;
  /** Name of the rule that is broken, in kebab-case; stable, for programs and for translated texts. */
  readonly rule: string;
  /** One English sentence for the person who draws the model. */
  readonly message: string;
}

/** Collects a fault of the element at hand, so that all of a model's faults are told at once. */
export type Report = (rule: string, message: string) => void;

/** A model that can't be deployed, with every fault that was found. */
export class ModelRefused extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.element ?? 'model'}: ${fault.message}`).join('\n'));
    this.name = 'ModelRefused';
    this.faults = faults;
  }
}

/**
 * Why a command is refused:
 * - `already-started`, `not-started`, `instance-ended`: the instance is in the wrong stage for the command;
 * - `task-not-open`, `service-not-open`, `timer-not-set`, `message-not-awaited`, `trigger-not-awaited`: nothing waits
 *   under that id (any more);
 * - `start-event-unknown`: the process has no such start event, or none without a trigger;
 * - `process-unknown`, `calls-too-deep`: a call activity calls what is not there, or itself without end;
 * - `loop-count`: the number or list of instances is none;
 * - `undefined-variable`, `expression-failed`, `condition-not-boolean`: an expression of the element;
 * - `no-flow-chosen`: no condition is true and there is no default flow;
 * - `bad-time`: a date or duration that ISO 8601 does not know;
 * - `endless-loop`: the command moves on and on without ever coming to wait.
 */
export type EngineErrorCode =
  | 'already-started'
  | 'not-started'
  | 'instance-ended'
  | 'task-not-open'
  | 'service-not-open'
  | 'timer-not-set'
  | 'message-not-awaited'
  | 'trigger-not-awaited'
  | 'start-event-unknown'
  | 'process-unknown'
  | 'calls-too-deep'
  | 'loop-count'
  | 'undefined-variable'
  | 'expression-failed'
  | 'condition-not-boolean'
  | 'no-flow-chosen'
  | 'bad-time'
  | 'endless-loop';

/** A command that is refused; the instance stays exactly as it was. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  /** Id of the element (or sequence flow) at which it failed; null where the command reached none. */
  readonly element: string | null;

  constructor(code: EngineErrorCode, element: string | null, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.element = element;
  }
}
