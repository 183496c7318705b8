// What an element of any kind must be able to do, and what the engine does for it in return.

import type { Report } from './faults.ts';
import type { Effect, Timer, Token, Variables } from './instance.ts';
import type { ModelElement } from './model-element.ts';
import type { ElementBase, ProcessElement, ProcessNode, SequenceFlow } from './process-graph.ts';
import type { TimerDefinition } from './timer-definition.ts';

/**
 * One kind of element. The first three members speak at deployment, the others while an instance runs.
 * Methods, not function properties: the table of behaviours holds each kind under its own element type.
 */
export interface ElementBehaviour<E extends ProcessElement = ProcessElement> {
  /** Child parts that it reads, beyond those that carry no behaviour. */
  readonly parts?: readonly string[];
  /** Extension attributes that it honours, as 'camunda:assignee' (flowable: and activiti: read the same). */
  readonly honours?: readonly string[];
  /** Whether a model's element is of this kind. */
  recognises(model: ModelElement): boolean;
  /** Takes from the model what the kind needs, and reports what is wrong with it. */
  read(model: ModelElement, base: ElementBase, report: Report): E;
  /** Texts of the element that may be expressions, so that they are parsed at deployment. */
  texts?(element: E): readonly string[];
  /** Rules about the element's place among its neighbours. */
  validate?(node: ProcessNode<E>, report: Report): void;

  /** A token arrives; `flow` is undefined only at the start event. */
  enter(execution: Execution, node: ProcessNode<E>, flow: SequenceFlow | undefined): void;
  /** The work that a token waits for is done. */
  complete?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** A token that waits here is taken away. */
  cancel?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** For an event on a border: the activity below has begun to wait. */
  arm?(execution: Execution, node: ProcessNode<E>, host: Token): void;
  /** A timer of this element is due; it is no longer among the instance's timers. */
  fire?(execution: Execution, node: ProcessNode<E>, timer: Timer): void;
}

/** One command in the making: a private copy of the state, which becomes the next state if nothing fails. */
export interface Execution {
  readonly now: string;
  readonly variables: Variables;
  emit(effect: Effect): void;
  /** Leaves a token waiting at the node. */
  wait(node: ProcessNode, flow?: SequenceFlow): Token;
  /** Lets the events on the node's border begin to watch the token. */
  arm(node: ProcessNode, token: Token): void;
  /** Tokens that wait at the node, oldest first. */
  listTokens(node: ProcessNode): readonly Token[];
  setTimer(node: ProcessNode, token: Token, definition: TimerDefinition): void;
  /** Ends a token's waiting, with the timers that belong to it. */
  consume(token: Token): void;
  /** As consume, but for work that is given up. */
  interrupt(tokenId: string): void;
  /** The element is done; tokens go out on these flows, in this order. No flow: the thread ends here. */
  leave(node: ProcessNode, flows: readonly SequenceFlow[]): void;
  /** Value of the expression if the text begins with '=', else the text itself. */
  evaluate(text: string, elementId: string): unknown;
  /** Whether the flow's condition holds. */
  holds(flow: SequenceFlow): boolean;
  /** Gives up everything that still waits or moves; the instance ends. */
  terminate(): void;
}
