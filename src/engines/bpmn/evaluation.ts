// Variables of a running instance, and what expressions make of them. Refuses a variable that is not seen from there.

import { ExpressionError } from '#engines/feel';
import { EngineError } from './elements/faults.ts';
import type { InstanceState, Token, Variables } from './elements/instance.ts';
import type { Graph, MappedValue, ProcessNode, SequenceFlow, Text } from './elements/process-graph.ts';
import { Ledger } from './ledger.ts';

/**
 * Each token may have variables of its own; what it does not have is looked for outwards, as far as the process around
 * it: a called process sees nothing of its caller.
 */
export class Evaluation extends Ledger {
  protected variables: Variables;
  /** Variables that were set since conditions were last looked at, and whether they were there before. */
  protected readonly changed = new Map<string, 'create' | 'update'>();

  constructor(root: Graph, findGraph: (id: string) => Graph | undefined, state: InstanceState, now: string) {
    super(root, findGraph, state, now);
    this.variables = state.variables;
  }

  variablesAt(at: string): Variables {
    if (at === '') return this.variables;
    const layers: Variables[] = [];
    for (let token = this.find(at); token; token = this.find(token.scope ?? '')) {
      if (token.locals) layers.push(token.locals);
      if (token.loop) layers.push(this.#countsOf(token));
      if (token.calls !== undefined) return Object.assign({}, ...layers.reverse());
    }
    return layers.length === 0 ? this.variables : Object.assign({}, this.variables, ...layers.reverse());
  }

  /** BPMN 2.0, 10.2.8: what every instance of a multi-instance activity can know of the others. */
  #countsOf({ id, loop }: Token): Variables {
    const nrOfCompletedInstances = loop?.completed ?? 0;
    return {
      ...(loop?.total !== undefined && { nrOfInstances: loop.total }),
      nrOfCompletedInstances,
      nrOfActiveInstances: Math.max(
        this.listInside(id).length,
        (loop?.started ?? 0) - nrOfCompletedInstances,
      ),
      // Seen by a loop's own conditions; each instance has its own.
      loopCounter: nrOfCompletedInstances,
    };
  }

  setVariables(at: string, variables: Variables): void {
    const names = Object.keys(variables);
    if (names.length === 0) return;
    const outside: Record<string, unknown> = {};
    for (const name of names) {
      const holder = this.#holderOf(at, name);
      const isThere = Object.hasOwn(holder ? (holder.locals ?? {}) : this.variables, name);
      this.changed.set(name, isThere ? 'update' : 'create');
      if (holder) this.change(holder, { locals: { ...holder.locals, [name]: variables[name] } });
      else outside[name] = variables[name];
    }
    if (Object.keys(outside).length > 0) this.variables = { ...this.variables, ...outside };
  }

  /** The token that has the variable; that of the called process where nobody has it; undefined for the instance. */
  #holderOf(at: string, name: string): Token | undefined {
    for (let token = this.find(at); token; token = this.find(token.scope ?? '')) {
      if (token.calls !== undefined || (token.locals && Object.hasOwn(token.locals, name))) return token;
    }
    return undefined;
  }

  evaluate(text: Text, node: ProcessNode, at: string): unknown {
    return node.graph.texts.has(text) ? this.evaluateWith(text, node, this.variablesAt(at)) : text;
  }

  evaluateWith(text: Text, node: ProcessNode, variables: Variables): unknown {
    const compiled = node.graph.texts.get(text);
    if (!compiled) return text;
    try {
      return compiled.evaluate(variables, this.now);
    } catch (error) {
      if (error instanceof ExpressionError) {
        throw new EngineError(error.code, node.element.id, error.message);
      }
      throw error;
    }
  }

  evaluateValue(value: MappedValue, node: ProcessNode, variables: Variables): unknown {
    if (typeof value === 'string') return this.evaluateWith(value, node, variables);
    if (isList(value)) return value.map((inner) => this.evaluateValue(inner, node, variables));
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        String(this.evaluateWith(key, node, variables)),
        this.evaluateValue(inner, node, variables),
      ]),
    );
  }

  holds(flow: SequenceFlow, node: ProcessNode, at: string): boolean {
    if (flow.condition === undefined) return true;
    const value = this.evaluate(flow.condition, node, at);
    if (typeof value === 'boolean') return value;
    const message = `The condition "${flow.condition}" of flow ${flow.id} gives ${JSON.stringify(value)}, not true or false.`;
    throw new EngineError('condition-not-boolean', flow.source, message);
  }
}

function isList(value: MappedValue): value is readonly MappedValue[] {
  return Array.isArray(value);
}
