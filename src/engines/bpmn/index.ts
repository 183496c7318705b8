// The face of the process engine: BPMN 2.0 as a pure function. No input or output, no clock, no randomness.

/**
 * Deployment. XML → parseModel → validateModel (all faults) → describeProcess (plain JSON, to be stored once per
 * version) → compileProcess (once per machine and version, with a way to find the processes that it calls).
 */
export { type CompiledProcess, compileProcess, type FindProcess } from './compile-process.ts';
export { describeProcess, describeProcesses, validateModel } from './describe-process.ts';
/** What a process that does not run yet waits for, and what can be seen of one that runs. */
export { describeStarts, nextStart, type ProcessStart } from './describe-starts.ts';
/** Refusals: of a model, with every fault; of a command, with a stable code. Both name the element. */
export { EngineError, type EngineErrorCode, type Fault, ModelRefused } from './elements/faults.ts';
/** What an instance is, what it can be told, and what it then wants done outside. */
export type {
  Command,
  Effect,
  InstanceState,
  Subscription,
  TaskCreated,
  Timer,
  Token,
  Variables,
} from './elements/instance.ts';
export type { ModelDefinitions } from './elements/model-element.ts';
export type {
  ElementKind,
  JobKind,
  ProcessDescription,
  ProcessElement,
  SequenceFlow,
} from './elements/process-graph.ts';
/**
 * Running: `execute(process, newInstance, { type: 'start' }, now)`, then each command on the state that the last one
 * gave. A refused command throws and the state stays what it was.
 */
export { type ExecutionSettings, execute, newInstance } from './execute.ts';
export { findElementKind, listVisibleVariables, listWaitingElements } from './inspect-instance.ts';
export { parseModel } from './parse-model.ts';
