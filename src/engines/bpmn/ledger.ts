// The books of a running instance: tokens, timers, subscriptions, compensations. Refuses to decide where anything goes.

import type {
  Command,
  Compensation,
  Effect,
  InstanceState,
  Subscription,
  Timer,
  Token,
} from './elements/instance.ts';
import type { Graph, ProcessNode } from './elements/process-graph.ts';

/** A private copy of a state, which becomes the next one. */
export class Ledger {
  readonly now: string;
  readonly effects: Effect[] = [];
  protected readonly root: Graph;
  protected readonly findGraph: (id: string) => Graph | undefined;
  protected status: InstanceState['status'] = 'running';
  protected sequence: number;
  protected tokens: Token[];
  protected timers: Timer[];
  protected subscriptions: Subscription[];
  protected compensations: Compensation[];

  constructor(root: Graph, findGraph: (id: string) => Graph | undefined, state: InstanceState, now: string) {
    this.root = root;
    this.findGraph = findGraph;
    this.now = now;
    this.sequence = state.sequence;
    this.tokens = [...state.tokens];
    this.timers = [...state.timers];
    this.subscriptions = [...(state.subscriptions ?? [])];
    this.compensations = [...(state.compensations ?? [])];
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }

  completed({ element }: ProcessNode): void {
    this.emit({ type: 'elementCompleted', element: element.id });
  }

  find(tokenId: string): Token | undefined {
    return this.tokens.find(({ id }) => id === tokenId);
  }

  listInside(scope: string): readonly Token[] {
    return this.tokens.filter((token) => (token.scope ?? '') === scope);
  }

  wait({ element }: ProcessNode, scope: string, properties: Partial<Token> = {}): Token {
    const token = {
      id: this.nextId(element.id),
      element: element.id,
      ...(scope !== '' && { scope }),
      ...properties,
    };
    this.tokens.push(token);
    return token;
  }

  change(token: Token, properties: Partial<Token>): Token {
    return this.replace({ ...(this.find(token.id) ?? token), ...properties });
  }

  replace(token: Token): Token {
    const index = this.tokens.findIndex(({ id }) => id === token.id);
    // Only a behaviour that goes on with a token that it took away itself could come here.
    if (index === -1) throw new Error(`Token ${token.id} is not there any more.`);
    this.tokens[index] = token;
    return token;
  }

  consume(token: Token): void {
    this.tokens = this.tokens.filter(({ id }) => id !== token.id);
    this.silence(token.id, () => true);
  }

  /** Calls off what listens for the owner, as far as the element is meant. */
  protected silence(owner: string, isMeant: (element: string) => boolean): void {
    const isOff = (one: Timer | Subscription) => one.token === owner && isMeant(one.element);
    if (this.timers.some(isOff)) {
      for (const { id, element } of this.timers.filter(isOff)) {
        this.emit({ type: 'timerCancelled', id, element });
      }
      this.timers = this.timers.filter((timer) => !isOff(timer));
    }
    if (!this.subscriptions.some(isOff)) return;
    for (const { id, element, kind } of this.subscriptions.filter(isOff)) {
      if (kind !== 'condition') this.emit({ type: 'unsubscribed', id, element });
    }
    this.subscriptions = this.subscriptions.filter((subscription) => !isOff(subscription));
  }

  remember(compensation: Omit<Compensation, 'id'>): void {
    this.compensations.push({ id: this.nextId(compensation.element), ...compensation });
  }

  recall(scope: string, activity?: string): readonly Compensation[] {
    if (this.compensations.length === 0) return [];
    const isMeant = (one: Compensation) =>
      one.scope === scope && (activity === undefined || one.element === activity);
    const recalled = this.compensations.filter(isMeant).reverse();
    this.compensations = this.compensations.filter((one) => !isMeant(one));
    return recalled;
  }

  protected forget(scope: string): void {
    if (this.compensations.length > 0) {
      this.compensations = this.compensations.filter((one) => one.scope !== scope);
    }
  }

  /** The process in whose elements the tokens of the scope stand. */
  graphAt(scope: string): Graph {
    for (let token = this.find(scope); token; token = this.find(token.scope ?? '')) {
      if (token.calls !== undefined) return this.getGraph(token.calls);
    }
    return this.root;
  }

  findProcess(id: string): Graph | undefined {
    return id === this.root.id ? this.root : this.findGraph(id);
  }

  private getGraph(id: string): Graph {
    const graph = this.findProcess(id);
    // Only a state that runs without the processes that it calls can ask for one that is not there.
    if (!graph) throw new Error(`There is no process ${id}.`);
    return graph;
  }

  nodeOf(token: Token): ProcessNode {
    const graph = token.scope === undefined ? this.root : this.graphAt(token.scope);
    return this.getNode(graph, token.element);
  }

  protected getNode(graph: Graph, elementId: string): ProcessNode {
    const node = graph.nodes.get(elementId);
    // Only a state of another process can name an element that is not there.
    if (!node) throw new Error(`Process ${graph.id} has no element ${elementId}.`);
    return node;
  }

  protected nextId(elementId: string): string {
    this.sequence += 1;
    return `${elementId}#${this.sequence}`;
  }

  protected toBooks(variables: InstanceState['variables']): InstanceState {
    return {
      status: this.status,
      sequence: this.sequence,
      tokens: this.tokens,
      timers: this.timers,
      ...(this.subscriptions.length > 0 && { subscriptions: this.subscriptions }),
      ...(this.compensations.length > 0 && { compensations: this.compensations }),
      variables,
    };
  }
}

/** Variables that a command brings along. */
export function variablesOf(command: Command): InstanceState['variables'] {
  return ('variables' in command ? command.variables : undefined) ?? {};
}
