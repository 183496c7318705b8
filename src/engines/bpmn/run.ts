// One command in the making: threads that move one at a time until all wait. Refuses loops that never come to wait.

import { ExpressionError } from '#engines/feel';
import { evaluateOutputs } from './elements/activity.ts';
import { behaviourOf } from './elements/behaviours.ts';
import { compensateOne } from './elements/compensation.ts';
import type { Execution } from './elements/element-behaviour.ts';
import { EngineError } from './elements/faults.ts';
import type { Compensation, Subscription, Timer, Token, Variables } from './elements/instance.ts';
import { beginInstance, enterActivity } from './elements/loop.ts';
import {
  type Graph,
  isActivity,
  type JobKind,
  type ProcessElement,
  type ProcessNode,
  type SequenceFlow,
  type StartEvent,
} from './elements/process-graph.ts';
import { computeDue, computeNextDue, type Due } from './elements/timer-definition.ts';
import type { Trigger } from './elements/trigger.ts';
import { Evaluation } from './evaluation.ts';
import { isJoinOpen, type Step } from './steps.ts';

/** Elements that one command may enter before the engine takes it for an endless loop. */
const STEPS_MAX = 20_000;

export class Run extends Evaluation implements Execution {
  /** Last in, first out: one thread goes on until it waits, before its neighbour moves. */
  #steps: Step[] = [];
  /** Conditions that have just begun to wait: they may hold already. */
  #fresh: string[] = [];
  #jobsAtOnce: ReadonlySet<JobKind> = new Set();

  /** Lets these kinds of jobs be done at once, as if somebody outside were very quick. */
  doAtOnce(kinds: Iterable<JobKind>): void {
    this.#jobsAtOnce = new Set(kinds);
  }

  doesAtOnce(kind: JobKind): boolean {
    return this.#jobsAtOnce.has(kind);
  }

  take(scope: string, node: ProcessNode, flows: readonly SequenceFlow[]): void {
    for (const flow of flows.toReversed()) {
      this.#steps.push({ type: 'enter', node: this.getNode(node.graph, flow.target), scope, flow });
    }
    if (flows.length === 0) this.settle(scope);
  }

  go(node: ProcessNode, scope: string): void {
    this.#steps.push({ type: 'enter', node, scope });
  }

  goInstance(node: ProcessNode, body: Token, index: number): void {
    this.#steps.push({ type: 'instance', node, scope: body.id, index });
  }

  goCompensation(thrower: Token, done: Compensation): void {
    this.#steps.push({ type: 'compensate', scope: done.scope, thrower: thrower.id, done });
  }

  isCompensating(throwerId: string): boolean {
    return (
      this.tokens.some((token) => token.compensates === throwerId) ||
      this.#steps.some((step) => step.type === 'compensate' && step.thrower === throwerId)
    );
  }

  settle(scope: string): void {
    // The instance itself is looked at when everything stands still.
    if (scope !== '') this.#steps.push({ type: 'settle', scope });
  }

  begin(node: ProcessNode, token: Token): void {
    behaviourOf(node.element).begin?.(this, node, token);
  }

  compensated(node: ProcessNode, token: Token): void {
    behaviourOf(node.element).compensated?.(this, node, token);
  }

  fire(node: ProcessNode, owner: string, told: Variables = {}): void {
    this.#tell(node, owner, told);
    behaviourOf(node.element).fire?.(this, node, owner);
  }

  /** What an event brings along is set where it is known, and then what the event's outputs make of it. */
  #tell(node: ProcessNode, owner: string, told: Variables): void {
    const { element } = node;
    const token = this.find(owner);
    const place = this.#placeFor(node, owner);
    if (isActivity(element) && token?.element === element.id) {
      this.setResults(element, token, told);
      return;
    }
    // What comes at a border is for who stands around the activity.
    const outside = element.kind === 'boundaryEvent' ? (token?.scope ?? '') : place;
    if (!element.keepsResults) this.setVariables(outside, told);
    const isAround = element.kind === 'startEvent' || isActivity(element);
    if (isAround) return;
    this.setVariables(token?.scope ?? '', evaluateOutputs(this, node, place, told));
  }

  /** What a token's work gives goes to whoever knows it; or stays with the token, where only its outputs go out. */
  protected setResults(element: ProcessElement, token: Token, results: Variables): void {
    if (Object.keys(results).length === 0) return;
    if (!element.keepsResults) this.setVariables(token.id, results);
    else this.change(token, { locals: { ...token.locals, ...results } });
  }

  open(graph: Graph, elementId: string, scope: string): void {
    const container = graph.nodes.get(elementId)?.element;
    const data = container && 'data' in container ? container.data : undefined;
    const token = data && this.find(scope);
    if (token) this.change(token, { locals: { ...data, ...token.locals } });
    for (const listener of graph.scopes.get(elementId)?.listeners ?? []) {
      if (listener.element.trigger) this.listen(listener, listener.element.trigger, scope);
    }
  }

  listListeners(scope: string): readonly ProcessNode<StartEvent>[] {
    if (scope === '') return this.root.scopes.get('')?.listeners ?? [];
    const token = this.find(scope);
    if (!token || token.loop) return [];
    if (token.calls !== undefined) return this.graphAt(scope).scopes.get('')?.listeners ?? [];
    const node = this.nodeOf(token);
    return node.graph.scopes.get(node.element.id)?.listeners ?? [];
  }

  listen(node: ProcessNode, trigger: Trigger, owner: string): void {
    const { id } = node.element;
    const at = this.#placeFor(node, owner);
    if (trigger.type === 'timer') {
      const value = this.evaluate(trigger.timer.value, node, at);
      this.#setTimer(id, owner, computeDue(trigger.timer.type, value, this.now, id));
    } else if (trigger.type === 'message' || trigger.type === 'signal') {
      const key = trigger.type === 'message' ? trigger.correlationKey : undefined;
      this.#subscribe({
        id: this.nextId(id),
        kind: trigger.type,
        name: String(this.evaluate(trigger.name, node, at)),
        element: id,
        token: owner,
        ...(key !== undefined && { correlationKey: String(this.evaluate(key, node, at)) }),
      });
    } else if (trigger.type === 'condition') {
      const subscription: Subscription = {
        id: this.nextId(id),
        kind: 'condition',
        name: '',
        element: id,
        token: owner,
      };
      this.subscriptions.push(subscription);
      this.#fresh.push(subscription.id);
    }
  }

  /** What is on the border of a call is no business of the called process. */
  #placeFor(node: ProcessNode, owner: string): string {
    const token = this.find(owner);
    const isBorder = node.element.kind === 'boundaryEvent';
    return isBorder && token?.calls !== undefined ? (token.scope ?? '') : owner;
  }

  #setTimer(element: string, token: string, due: Due): void {
    const timer: Timer = { id: this.nextId(element), element, token, ...due };
    this.timers.push(timer);
    this.emit({ type: 'timerSet', id: timer.id, element, dueAt: timer.dueAt });
  }

  #subscribe(subscription: Subscription): void {
    const { id, element, kind, name, correlationKey } = subscription;
    this.subscriptions.push(subscription);
    if (kind === 'condition') return;
    this.emit({
      type: 'subscribed',
      id,
      element,
      kind,
      name,
      ...(correlationKey !== undefined && { correlationKey }),
    });
  }

  interrupt(tokenId: string): void {
    const token = this.find(tokenId);
    if (!token) return;
    this.#clearInside(tokenId);
    const node = this.nodeOf(token);
    if (!token.loop) behaviourOf(node.element).cancel?.(this, node, token);
    this.consume(token);
  }

  #clearInside(scope: string): void {
    for (const inner of this.listInside(scope)) this.interrupt(inner.id);
    this.#steps = this.#steps.filter((step) => step.scope !== scope);
    if (scope !== '') this.forget(scope);
  }

  clear(scope: string): void {
    const done = this.compensations.filter((one) => one.scope === scope);
    this.#clearInside(scope);
    if (scope !== '') this.compensations.push(...done);
    const listeners = new Set(this.listListeners(scope).map(({ element }) => element.id));
    if (listeners.size > 0) this.silence(scope, (element) => listeners.has(element));
  }

  terminate(scope: string): void {
    this.clear(scope);
    if (scope !== '') {
      this.settle(scope);
      return;
    }
    this.#steps = [];
    this.end('terminated');
  }

  protected end(outcome: 'completed' | 'terminated'): void {
    this.silence('', () => true);
    this.compensations = [];
    this.status = outcome;
    this.emit({ type: 'processEnded', outcome });
  }

  broadcast(name: string, variables: Variables): void {
    const waiting = this.subscriptions.filter((one) => one.kind === 'signal' && one.name === name);
    for (const { id } of waiting.toReversed()) {
      this.#steps.push({ type: 'trigger', scope: '', subscription: id, variables });
    }
  }

  deliver(name: string, variables: Variables): boolean {
    const waiting = this.subscriptions.find((one) => one.kind === 'message' && one.name === name);
    if (waiting) this.#steps.push({ type: 'trigger', scope: '', subscription: waiting.id, variables });
    return waiting !== undefined;
  }

  /** Something has come for which a subscription waited. One that does not interrupt goes on waiting. */
  protected trigger(subscriptionId: string, variables: Variables): void {
    const subscription = this.subscriptions.find(({ id }) => id === subscriptionId);
    if (!subscription) return;
    const node = this.getNode(this.#graphFor(subscription), subscription.element);
    this.fire(node, subscription.token, variables);
  }

  /** Timers and subscriptions of a call's border belong to the process that calls. */
  #graphFor({ element, token }: Subscription | Timer): Graph {
    const graph = this.graphAt(token);
    const owner = this.find(token);
    return owner?.calls !== undefined && !graph.nodes.has(element) ? this.graphAt(owner.scope ?? '') : graph;
  }

  protected fireTimer(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer);
    this.emit({ type: 'timerFired', id: timer.id, element: timer.element });
    const node = this.getNode(this.#graphFor(timer), timer.element);
    const staysSet = 'interrupting' in node.element && node.element.interrupting === false;
    const next = staysSet ? computeNextDue(timer) : undefined;
    if (next) this.#setTimer(timer.element, timer.token, next);
    this.fire(node, timer.token);
  }

  isJoinOpen(node: ProcessNode, scope: string): boolean {
    return isJoinOpen(node, this.listInside(scope), this.#steps, scope);
  }

  /** Moves all threads until each waits; then inclusive joins for which nobody can come any more open. */
  protected walk(): void {
    const path: string[] = [];
    do {
      for (let step = this.#nextStep(); step; step = this.#nextStep()) {
        if (step.type === 'enter' || step.type === 'instance') path.push(step.node.element.id);
        if (path.length + this.#steps.length > STEPS_MAX) throw endlessLoop(path, this.root.nodes.size);
        this.#follow(step);
      }
    } while (this.#openJoin());
    if (this.tokens.length === 0 && this.status === 'running') this.end('completed');
  }

  #nextStep(): Step | undefined {
    if (this.changed.size > 0 || this.#fresh.length > 0) this.#lookAtConditions();
    return this.#steps.pop();
  }

  #follow(step: Step): void {
    switch (step.type) {
      case 'enter': {
        const { node, scope, flow } = step;
        const arrival = { scope, ...(flow && { flow }) };
        if (isActivity(node.element)) enterActivity(this, node, arrival);
        else behaviourOf(node.element).enter?.(this, node, arrival);
        break;
      }
      case 'instance': {
        const body = this.find(step.scope);
        if (body) beginInstance(this, step.node, body, step.index);
        break;
      }
      case 'compensate': {
        const thrower = this.find(step.thrower);
        if (thrower) compensateOne(this, thrower, step.done);
        break;
      }
      case 'trigger':
        this.trigger(step.subscription, step.variables);
        break;
      default:
        this.#settleNow(step.scope);
    }
  }

  #settleNow(scope: string): void {
    const token = this.find(scope);
    const isBusy =
      this.tokens.some((inner) => inner.scope === scope) || this.#steps.some((step) => step.scope === scope);
    if (!token || isBusy) return;
    const node = this.nodeOf(token);
    behaviourOf(node.element).settled?.(this, node, token);
  }

  #openJoin(): boolean {
    const seen = new Set<string>();
    for (const token of this.tokens) {
      if (token.flow === undefined) continue;
      // Of the tokens that wait at one join the first speaks for all.
      const join = `${token.scope ?? ''} ${token.element}`;
      if (seen.has(join)) continue;
      seen.add(join);
      const node = this.nodeOf(token);
      if (node.element.kind !== 'inclusiveGateway' || !this.isJoinOpen(node, token.scope ?? '')) continue;
      behaviourOf(node.element).settled?.(this, node, token);
      return true;
    }
    return false;
  }

  /** Conditions that have just begun to wait, and those that may see a variable that was set, happen if they hold. */
  #lookAtConditions(): void {
    const fresh = new Set(this.#fresh);
    const changed = new Map(this.changed);
    this.#fresh = [];
    this.changed.clear();
    const waiting = this.subscriptions.filter(({ kind }) => kind === 'condition');
    for (const { id } of waiting.filter((one) => this.#isDue(one, fresh, changed)).toReversed()) {
      this.#steps.push({ type: 'trigger', scope: '', subscription: id, variables: {} });
    }
  }

  #isDue(
    subscription: Subscription,
    fresh: ReadonlySet<string>,
    changed: ReadonlyMap<string, 'create' | 'update'>,
  ): boolean {
    const node = this.getNode(this.#graphFor(subscription), subscription.element);
    const { element } = node;
    if (!('trigger' in element) || element.trigger?.type !== 'condition') return false;
    const { condition, variable, after } = element.trigger;
    const isTouched = [...changed].some(
      ([name, event]) => (variable ?? name) === name && (after ?? event) === event,
    );
    if (!fresh.has(subscription.id) && !isTouched) return false;
    const compiled = node.graph.texts.get(condition);
    try {
      // A variable that is not there yet is what the condition waits for.
      const at = this.#placeFor(node, subscription.token);
      return compiled?.evaluate(this.variablesAt(at), this.now) === true;
    } catch (error) {
      if (error instanceof ExpressionError) return false;
      throw error;
    }
  }
}

function endlessLoop(path: readonly string[], size: number): EngineError {
  // The longest loop there can be is in the last steps, as many as the process has elements.
  const loop = [...new Set(path.slice(-size))];
  const message = `The process goes round without ever waiting: ${loop.join(', ')}.`;
  return new EngineError('endless-loop', loop[0] ?? null, message);
}
