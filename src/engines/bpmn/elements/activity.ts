// What all activities share: how one begins, is watched and is left. Refuses to stand still where every way is closed.

import type { Execution } from './element-behaviour.ts';
import { EngineError } from './faults.ts';
import type { Token, Variables } from './instance.ts';
import type { Mapping, ProcessNode } from './process-graph.ts';

/** Begins one instance of the activity inside the scope, with these variables of its own. */
export function beginActivity(
  execution: Execution,
  node: ProcessNode,
  scope: string,
  locals: Variables = {},
  properties: Partial<Token> = {},
): Token {
  const token = waitWithInputs(execution, node, scope, {
    ...properties,
    ...(Object.keys(locals).length > 0 && { locals }),
  });
  execution.begin(node, token);
  // What watches an activity that is done several times watches all its instances at once.
  if (wholeOf(execution, token) === token && execution.find(token.id)) watch(execution, node, token);
  return token;
}

/** Leaves a token waiting that has what the element's inputs give it. */
export function waitWithInputs(
  execution: Execution,
  node: ProcessNode,
  scope: string,
  properties: Partial<Token> = {},
): Token {
  let token = execution.wait(node, scope, properties);
  // One after another: an input may use those before it.
  for (const mapping of node.element.inputs ?? []) {
    const value = evaluateMapping(execution, mapping, node, token.id);
    token = execution.change(token, { locals: { ...token.locals, ...value } });
  }
  return token;
}

/** What the element's outputs give, seen from the token or scope, with what was just told. */
export function evaluateOutputs(
  execution: Execution,
  node: ProcessNode,
  at: string,
  told: Variables = {},
): Variables {
  const { outputs = [] } = node.element;
  if (outputs.length === 0) return {};
  const seen = { ...execution.variablesAt(at), ...told };
  return Object.assign({}, ...outputs.map((mapping) => evaluateMapping(execution, mapping, node, seen)));
}

/** The token that stands for the whole activity: that around all its instances, where it is done several times. */
export function wholeOf(execution: Execution, token: Token): Token {
  const around = token.scope === undefined ? undefined : execution.find(token.scope);
  return around?.loop !== undefined && around.element === token.element ? around : token;
}

/** Lets the events on the activity's border begin to watch the token. */
export function watch(execution: Execution, node: ProcessNode, token: Token): void {
  for (const event of node.boundary) execution.listen(event, event.element.trigger, token.id);
}

/** Variables that a mapping sets; none where it names a variable that is not there. */
export function evaluateMapping(
  execution: Execution,
  mapping: Mapping,
  node: ProcessNode,
  at: string | Variables,
): Variables {
  const variables = typeof at === 'string' ? execution.variablesAt(at) : at;
  if ('value' in mapping)
    return { [mapping.target]: execution.evaluateValue(mapping.value, node, variables) };
  const { variable } = mapping;
  return Object.hasOwn(variables, variable) ? { [mapping.target]: variables[variable] } : {};
}

/**
 * Leaves an activity on every flow without a condition and on each whose condition holds; on the default flow where
 * none is open. An activity without outgoing flows ends its thread (BPMN 2.0, 13.3.1).
 * @throws EngineError `no-flow-chosen`
 */
export function leaveActivity(execution: Execution, node: ProcessNode, scope: string): void {
  const open = node.outgoing.filter((flow) => !flow.default && execution.holds(flow, node, scope));
  const chosen = open.length > 0 ? open : node.outgoing.filter((flow) => flow.default);
  if (chosen.length === 0 && node.outgoing.length > 0) throw noFlowChosen(node);
  execution.take(scope, node, chosen);
}

export function noFlowChosen({ element }: ProcessNode): EngineError {
  const message = `No condition on the flows out of "${element.name}" holds, and it has no default flow.`;
  return new EngineError('no-flow-chosen', element.id, message);
}
