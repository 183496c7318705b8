// Moves an instance by one command: a pure function of process, state, command and time. Refuses all else, changing nothing.

import type { CompiledProcess } from './compile-process.ts';
import { behaviourOf } from './elements/behaviours.ts';
import { throwFrom } from './elements/catching.ts';
import { EngineError, type EngineErrorCode } from './elements/faults.ts';
import type { Command, Effect, InstanceState, Variables } from './elements/instance.ts';
import type { ElementKind, JobKind, ProcessNode } from './elements/process-graph.ts';
import { variablesOf } from './ledger.ts';
import { Run } from './run.ts';

/** An instance before its start. */
export const newInstance: InstanceState = {
  status: 'new',
  sequence: 0,
  tokens: [],
  timers: [],
  variables: {},
};

export interface ExecutionSettings {
  /** Kinds of jobs that count as done at once, as in a simulation. */
  readonly doAtOnce?: Iterable<JobKind>;
}

/**
 * The next state, and what has to happen outside, in order. Neither the given state nor anything in it is changed;
 * the same arguments give the same result.
 * @param now the command's instant, ISO 8601
 * @throws EngineError where the command is refused; the given state stays the instance's state
 */
export function execute(
  process: CompiledProcess,
  state: InstanceState,
  command: Command,
  now: string,
  settings: ExecutionSettings = {},
): { readonly state: InstanceState; readonly effects: readonly Effect[] } {
  checkStage(state, command);
  const run = new CommandRun(process, process.findProcess, state, now);
  if (settings.doAtOnce) run.doAtOnce(settings.doAtOnce);
  run.obey(command);
  return { state: run.toState(), effects: run.effects };
}

function checkStage({ status }: InstanceState, command: Command): void {
  const isOver = status === 'completed' || status === 'terminated';
  if (isOver) throw new EngineError('instance-ended', null, 'The instance has ended.');
  if (command.type === 'start' && status === 'running') {
    throw new EngineError('already-started', null, 'The instance has started before.');
  }
  if (command.type !== 'start' && status === 'new') {
    throw new EngineError('not-started', null, 'The instance has not started yet.');
  }
}

const jobKinds: ReadonlySet<ElementKind> = new Set([
  'serviceTask',
  'sendTask',
  'scriptTask',
  'businessRuleTask',
]);
const workKinds: ReadonlySet<ElementKind> = new Set([...jobKinds, 'userTask', 'receiveTask', 'callActivity']);

class CommandRun extends Run {
  toState(): InstanceState {
    return this.toBooks(this.variables);
  }

  obey(command: Command): void {
    this.#begin(command, variablesOf(command));
    this.walk();
  }

  #begin(command: Command, variables: Variables): void {
    switch (command.type) {
      case 'start':
        this.#start(command.element, variables);
        break;
      case 'completeTask':
        this.#complete(command.taskId, new Set(['userTask']), 'task-not-open', variables);
        break;
      case 'completeService':
        this.#complete(command.serviceId, jobKinds, 'service-not-open', variables);
        break;
      case 'trigger':
        this.#complete(command.tokenId, new Set(['receiveTask']), 'trigger-not-awaited', variables);
        break;
      case 'throwError':
      case 'throwEscalation':
        this.#throw(command);
        break;
      case 'fireTimer':
        this.#fire(command.timerId);
        break;
      case 'deliverMessage':
        this.#deliver(command.subscriptionId, variables);
        break;
      case 'deliverSignal':
        this.broadcast(command.name, variables);
        break;
      case 'setVariables':
        this.setVariables('', variables);
        break;
      case 'cancelInstance':
        this.terminate('');
        break;
      default:
        command satisfies never;
    }
  }

  #start(element: string | undefined, variables: Variables): void {
    const scope = this.root.scopes.get('');
    const data = 'description' in this.root ? dataOf(this.root.description) : {};
    this.variables = { ...data, ...this.variables, ...variables };
    const named = element === undefined ? undefined : this.root.nodes.get(element);
    const isStart = named?.element.kind === 'startEvent' && named.element.parent === undefined;
    const starts = element === undefined ? (scope?.starts ?? []) : isStart && named ? [named] : [];
    if (starts.length === 0) {
      const message = element
        ? `The process has no start event "${element}".`
        : 'The process begins with a trigger only.';
      throw new EngineError('start-event-unknown', element ?? null, message);
    }
    this.open(this.root, '', '');
    for (const start of starts.toReversed()) this.go(start, '');
  }

  #complete(
    tokenId: string,
    kinds: ReadonlySet<ElementKind>,
    code: EngineErrorCode,
    variables: Variables,
  ): void {
    const { token, node } = this.#find(tokenId, kinds, code);
    this.setResults(node.element, token, variables);
    behaviourOf(node.element).complete?.(this, node, token);
  }

  #find(tokenId: string, kinds: ReadonlySet<ElementKind>, code: EngineErrorCode) {
    const token = this.find(tokenId);
    if (!token) throw new EngineError(code, null, `"${tokenId}" is not open.`);
    const node: ProcessNode = this.nodeOf(token);
    if (!kinds.has(node.element.kind) || token.loop) {
      throw new EngineError(code, token.element, `"${tokenId}" is no work of that kind.`);
    }
    return { token, node };
  }

  #throw(command: Extract<Command, { type: 'throwError' | 'throwEscalation' }>): void {
    const { token } = this.#find(command.tokenId, workKinds, 'service-not-open');
    const isError = command.type === 'throwError';
    const isCaught = throwFrom(this, token.id, {
      type: isError ? 'error' : 'escalation',
      code: command.code,
      ...(command.message !== undefined && { message: command.message }),
      ...(command.variables && { variables: command.variables }),
    });
    if (isCaught || !isError) return;
    this.emit({ type: 'errorUncaught', element: token.element, code: command.code });
    this.terminate('');
  }

  #fire(timerId: string): void {
    const timer = this.timers.find(({ id }) => id === timerId);
    if (!timer) throw new EngineError('timer-not-set', null, `Timer "${timerId}" is not set.`);
    this.fireTimer(timer);
  }

  #deliver(subscriptionId: string, variables: Variables): void {
    const waits = this.subscriptions.some(({ id, kind }) => id === subscriptionId && kind === 'message');
    if (!waits) {
      throw new EngineError('message-not-awaited', null, `"${subscriptionId}" waits for no message.`);
    }
    this.trigger(subscriptionId, variables);
  }
}

function dataOf(description: unknown): Variables {
  const isDescribed = typeof description === 'object' && description !== null && 'data' in description;
  const data = isDescribed ? description.data : undefined;
  return typeof data === 'object' && data !== null ? { ...data } : {};
}
