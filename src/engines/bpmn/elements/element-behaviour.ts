// What an element of any kind must be able to do, and what the engine does for it in return.

import type { Report } from './faults.ts';
import type { Compensation, Effect, Token, Variables } from './instance.ts';
import type { ModelElement } from './model-element.ts';
import type {
  ActivityBase,
  Graph,
  JobKind,
  MappedValue,
  ProcessElement,
  ProcessNode,
  SequenceFlow,
  StartEvent,
  Text,
} from './process-graph.ts';
import type { Trigger } from './trigger.ts';

/** How a token comes to an element. */
export interface Arrival {
  /** Id of the token inside which it moves; '' for the instance. */
  readonly scope: string;
  /** Absent where no flow led here: at a start, at a link, at a compensation handler. */
  readonly flow?: SequenceFlow;
}

/**
 * One kind of element. The first members speak at deployment, the others while an instance runs.
 * Methods, not function properties: the table of behaviours holds each kind under its own element type.
 */
export interface ElementBehaviour<E extends ProcessElement = ProcessElement> {
  /** Child parts that it reads, beyond those that carry no behaviour. */
  readonly parts?: readonly string[];
  /** Extension attributes and elements that it honours, as 'camunda:assignee' (flowable: and activiti: read the same). */
  readonly honours?: readonly string[];
  /** Whether a model's element is of this kind. */
  recognises(model: ModelElement): boolean;
  /** Takes from the model what the kind needs, and reports what is wrong with it. */
  read(model: ModelElement, base: ActivityBase, report: Report): E;
  /** Texts of the element that may be expressions, so that they are parsed at deployment. */
  texts?(element: E): readonly string[];
  /** Rules about the element's place among its neighbours. */
  validate?(node: ProcessNode<E>, report: Report): void;

  /** A token arrives. Activities leave this out: they begin. */
  enter?(execution: Execution, node: ProcessNode<E>, arrival: Arrival): void;
  /** One instance of the activity has its token and its variables. */
  begin?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** The work that a token waits for is done. */
  complete?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** A token that waits here is taken away. */
  cancel?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** What an event waits for has come; `owner` is the token for which it listened, '' for the instance. */
  fire?(execution: Execution, node: ProcessNode<E>, owner: string): void;
  /** Nothing is left inside the token. */
  settled?(execution: Execution, node: ProcessNode<E>, token: Token): void;
  /** Everything that the token asked to be compensated is. */
  compensated?(execution: Execution, node: ProcessNode<E>, token: Token): void;
}

/**
 * One command in the making: a private copy of the state, which becomes the next state if nothing fails.
 * A scope is the id of a token that holds others, '' for the instance itself.
 */
export interface Execution {
  readonly now: string;
  /** Whether that kind of job is done at once, as in a simulation. */
  doesAtOnce(kind: JobKind): boolean;
  emit(effect: Effect): void;

  find(tokenId: string): Token | undefined;
  nodeOf(token: Token): ProcessNode;
  listInside(scope: string): readonly Token[];
  /** Start events of the event sub-processes that may begin in the scope. */
  listListeners(scope: string): readonly ProcessNode<StartEvent>[];
  /** Leaves a token waiting at the node. */
  wait(node: ProcessNode, scope: string, properties?: Partial<Token>): Token;
  change(token: Token, properties: Partial<Token>): Token;
  /** As change, but what the given token lacks is taken away. */
  replace(token: Token): Token;
  /** Ends a token's waiting, with all that listens for it. */
  consume(token: Token): void;
  /** As consume, but for work that is given up, with everything inside. */
  interrupt(tokenId: string): void;
  /** Gives up everything inside the scope and closes its event sub-processes; the scope itself stays. */
  clear(scope: string): void;
  /** Gives up the scope's inside; then the scope is done, or for '' the instance. */
  terminate(scope: string): void;
  /** Lets an element's trigger wait for its cause. */
  listen(node: ProcessNode, trigger: Trigger, owner: string): void;

  /** The element is done. */
  completed(node: ProcessNode): void;
  /** Tokens go out on these flows, in this order. No flow: the thread ends here. */
  take(scope: string, node: ProcessNode, flows: readonly SequenceFlow[]): void;
  /** A token comes to the node without a flow. */
  go(node: ProcessNode, scope: string): void;
  /** Begins the instance with that place of an activity that is done several times. */
  goInstance(node: ProcessNode, body: Token, index: number): void;
  /** Looks, once all that was begun before is through, whether anything is left inside the scope. */
  settle(scope: string): void;
  /** Begins the activity's own work for the token. */
  begin(node: ProcessNode, token: Token): void;
  /** Begins a process or sub-process inside the scope: what listens, its data, its first elements. */
  open(graph: Graph, elementId: string, scope: string): void;

  /** Value of the text if it is an expression, else the text itself; at a token or scope. */
  evaluate(text: Text, node: ProcessNode, at: string): unknown;
  evaluateWith(text: Text, node: ProcessNode, variables: Variables): unknown;
  evaluateValue(value: MappedValue, node: ProcessNode, variables: Variables): unknown;
  holds(flow: SequenceFlow, node: ProcessNode, at: string): boolean;
  variablesAt(at: string): Variables;
  /** Sets each variable where it is known, from there outwards; else in the process around. */
  setVariables(at: string, variables: Variables): void;

  /** Hands a signal to everyone in the instance who waits for it now. */
  broadcast(name: string, variables: Variables): void;
  /** Hands a message to the oldest in the instance who waits for it; false if nobody does. */
  deliver(name: string, variables: Variables): boolean;
  /** Lets an event happen, as if its cause had come with these variables. */
  fire(node: ProcessNode, owner: string, told?: Variables): void;

  remember(compensation: Omit<Compensation, 'id'>): void;
  /** Takes the compensations of a scope, youngest first; of one activity only where it is named. */
  recall(scope: string, activity?: string): readonly Compensation[];
  /** Begins, in its turn, to undo what was done. */
  goCompensation(thrower: Token, done: Compensation): void;
  isCompensating(throwerId: string): boolean;
  compensated(node: ProcessNode, token: Token): void;

  /** The process that runs in the scope. */
  graphAt(scope: string): Graph;
  findProcess(id: string): Graph | undefined;
  /** Whether a token waits on a way that leads to the join, so that it has to wait. */
  isJoinOpen(node: ProcessNode, scope: string): boolean;
}
