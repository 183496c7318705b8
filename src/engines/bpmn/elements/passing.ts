// What a call activity gives to the called process and takes back from it. Refuses to let either see more of the other.

import { evaluateMapping } from './activity.ts';
import type { Execution } from './element-behaviour.ts';
import type { Token, Variables } from './instance.ts';
import type { CallActivity, Mapping, ProcessNode } from './process-graph.ts';

/** The variables with which the called process begins. */
export function passIn(execution: Execution, node: ProcessNode<CallActivity>, token: Token): Variables {
  const { passAll, passIn: mappings = [] } = node.element;
  const own = token.locals ?? {};
  const all = passAll === 'local' ? own : passAll ? execution.variablesAt(token.id) : {};
  return Object.assign(
    {},
    all,
    ...mappings.map((mapping) => evaluateMapping(execution, mapping, node, mapping.local ? own : token.id)),
  );
}

/** What comes back now, set around the call activity; what comes back into its own variables is the result. */
export function passOut(
  execution: Execution,
  node: ProcessNode<CallActivity>,
  token: Token,
): { readonly local: Variables } {
  const { returnAll, returnOut = [] } = node.element;
  const all = returnAll ? (token.locals ?? {}) : {};
  const read = (mappings: readonly Mapping[]): Variables =>
    Object.assign({}, ...mappings.map((mapping) => evaluateMapping(execution, mapping, node, token.id)));
  const outside = read(returnOut.filter(({ local }) => !local));
  const local = read(returnOut.filter((mapping) => mapping.local));
  // In zeebe what comes back is the activity's own first, and its outputs say what goes further.
  const isAllOutside = returnAll === true && !node.element.keepsResults;
  execution.setVariables(token.scope ?? '', isAllOutside ? { ...all, ...outside } : outside);
  return { local: returnAll === 'local' ? { ...all, ...local } : local };
}

/** The called process is through: the token is the call activity's own again, as it was before, with what came back. */
export function endCall(execution: Execution, node: ProcessNode<CallActivity>, token: Token): Token {
  const results = node.element.returnsAtEnd ? token.locals : {};
  const { local } = passOut(execution, node, token);
  const { calls: _calls, locals: _locals, around, ...own } = execution.find(token.id) ?? token;
  return execution.replace({ ...own, locals: { ...around, ...results, ...local } });
}
