// Moves an instance by one command: a pure function of process, state, command and time. Refuses all else, changing nothing.

import { ExpressionError } from '#engines/feel';
import type { CompiledProcess } from './compile-process.ts';
import { behaviourOf } from './elements/behaviours.ts';
import type { Execution } from './elements/element-behaviour.ts';
import { EngineError, type EngineErrorCode } from './elements/faults.ts';
import type { Command, Effect, InstanceState, Timer, Token, Variables } from './elements/instance.ts';
import type { ElementKind, ProcessNode, SequenceFlow } from './elements/process-graph.ts';
import { computeDueAt, type TimerDefinition } from './elements/timer-definition.ts';

/** Elements that one command may enter before the engine takes it for an endless loop. */
const STEPS_MAX = 10_000;

/** An instance before its start. */
export const newInstance: InstanceState = {
  status: 'new',
  sequence: 0,
  tokens: [],
  timers: [],
  variables: {},
};

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
): { readonly state: InstanceState; readonly effects: readonly Effect[] } {
  checkStage(state, command);
  const run = new Run(process, state, command, now);
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

/** A token on its way over a flow; at the start there is none. */
interface Step {
  readonly node: ProcessNode;
  readonly flow: SequenceFlow | undefined;
}

class Run implements Execution {
  readonly now: string;
  readonly variables: Variables;
  readonly effects: Effect[] = [];
  readonly #process: CompiledProcess;
  #status: InstanceState['status'] = 'running';
  #sequence: number;
  #tokens: Token[];
  #timers: Timer[];
  /** Last in, first out: one thread goes on until it waits, before its neighbour moves. */
  #steps: Step[] = [];

  constructor(process: CompiledProcess, state: InstanceState, command: Command, now: string) {
    const given = 'variables' in command ? command.variables : undefined;
    this.now = now;
    this.variables = given ? { ...state.variables, ...given } : state.variables;
    this.#process = process;
    this.#sequence = state.sequence;
    this.#tokens = [...state.tokens];
    this.#timers = [...state.timers];
  }

  toState(): InstanceState {
    return {
      status: this.#status,
      sequence: this.#sequence,
      tokens: this.#tokens,
      timers: this.#timers,
      variables: this.variables,
    };
  }

  obey(command: Command): void {
    switch (command.type) {
      case 'start':
        this.#steps.push({ node: this.#process.start, flow: undefined });
        break;
      case 'completeTask':
        this.#complete(command.taskId, 'userTask', 'task-not-open');
        break;
      case 'completeService':
        this.#complete(command.serviceId, 'serviceTask', 'service-not-open');
        break;
      case 'fireTimer':
        this.#fire(command.timerId);
        break;
      case 'cancelInstance':
        this.terminate();
        break;
      default:
        command satisfies never;
    }
    this.#walk();
    if (this.#tokens.length === 0 && this.#status === 'running') this.#end('completed');
  }

  #complete(tokenId: string, kind: ElementKind, code: EngineErrorCode): void {
    const token = this.#tokens.find(({ id }) => id === tokenId);
    if (!token) throw new EngineError(code, null, `"${tokenId}" is not open.`);
    const node = this.#nodeOf(token.element);
    if (node.element.kind !== kind) throw new EngineError(code, token.element, `"${tokenId}" is no ${kind}.`);
    behaviourOf(node.element).complete?.(this, node, token);
  }

  #fire(timerId: string): void {
    const timer = this.#timers.find(({ id }) => id === timerId);
    if (!timer) throw new EngineError('timer-not-set', null, `Timer "${timerId}" is not set.`);
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.emit({ type: 'timerFired', id: timer.id, element: timer.element });
    const node = this.#nodeOf(timer.element);
    behaviourOf(node.element).fire?.(this, node, timer);
  }

  #walk(): void {
    const path: string[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      path.push(step.node.element.id);
      if (path.length + this.#steps.length > STEPS_MAX) {
        // The longest loop there can be is in the last steps, as many as the process has elements.
        throw endlessLoop(path.slice(-this.#process.nodes.size));
      }
      behaviourOf(step.node.element).enter(this, step.node, step.flow);
    }
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }

  wait({ element }: ProcessNode, flow?: SequenceFlow): Token {
    const token = { id: this.#nextId(element.id), element: element.id, ...(flow && { flow: flow.id }) };
    this.#tokens.push(token);
    return token;
  }

  arm(node: ProcessNode, token: Token): void {
    for (const event of node.boundary) behaviourOf(event.element).arm?.(this, event, token);
  }

  listTokens({ element }: ProcessNode): readonly Token[] {
    return this.#tokens.filter((token) => token.element === element.id);
  }

  setTimer({ element }: ProcessNode, token: Token, definition: TimerDefinition): void {
    const dueAt = computeDueAt(definition, this, element.id);
    const timer = { id: this.#nextId(element.id), element: element.id, token: token.id, dueAt };
    this.#timers.push(timer);
    this.emit({ type: 'timerSet', id: timer.id, element: timer.element, dueAt });
  }

  consume(token: Token): void {
    this.#tokens = this.#tokens.filter(({ id }) => id !== token.id);
    for (const timer of this.#timers.filter((candidate) => candidate.token === token.id)) {
      this.emit({ type: 'timerCancelled', id: timer.id, element: timer.element });
    }
    this.#timers = this.#timers.filter((timer) => timer.token !== token.id);
  }

  interrupt(tokenId: string): void {
    const token = this.#tokens.find(({ id }) => id === tokenId);
    if (!token) return;
    const node = this.#nodeOf(token.element);
    behaviourOf(node.element).cancel?.(this, node, token);
    this.consume(token);
  }

  leave({ element }: ProcessNode, flows: readonly SequenceFlow[]): void {
    this.emit({ type: 'elementCompleted', element: element.id });
    for (const flow of flows.toReversed()) this.#steps.push({ node: this.#nodeOf(flow.target), flow });
  }

  evaluate(text: string, elementId: string): unknown {
    if (!text.startsWith('=')) return text;
    const expression = this.#process.expressions.get(text);
    if (!expression) throw new EngineError('expression-failed', elementId, `"${text}" was not compiled.`);
    try {
      return expression.evaluate(this.variables, this.now);
    } catch (error) {
      if (error instanceof ExpressionError) throw new EngineError(error.code, elementId, error.message);
      throw error;
    }
  }

  holds(flow: SequenceFlow): boolean {
    if (flow.condition === undefined) return true;
    const value = this.evaluate(flow.condition, flow.source);
    if (typeof value === 'boolean') return value;
    const message = `The condition "${flow.condition}" of flow ${flow.id} gives ${JSON.stringify(value)}, not true or false.`;
    throw new EngineError('condition-not-boolean', flow.source, message);
  }

  terminate(): void {
    this.#steps = [];
    for (const token of this.#tokens) this.interrupt(token.id);
    this.#end('terminated');
  }

  #end(outcome: 'completed' | 'terminated'): void {
    this.#status = outcome;
    this.emit({ type: 'processEnded', outcome });
  }

  #nextId(elementId: string): string {
    this.#sequence += 1;
    return `${elementId}#${this.#sequence}`;
  }

  #nodeOf(elementId: string): ProcessNode {
    const node = this.#process.nodes.get(elementId);
    // Only a state of another process can name an element that is not there.
    if (!node) throw new Error(`Process ${this.#process.description.id} has no element ${elementId}.`);
    return node;
  }
}

function endlessLoop(tail: readonly string[]): EngineError {
  const loop = [...new Set(tail)];
  const message = `The process goes round without ever waiting: ${loop.join(', ')}.`;
  return new EngineError('endless-loop', loop[0] ?? null, message);
}
