// How an activity ends well: its results, what could be compensated, and where its thread goes on.

import { evaluateOutputs, leaveActivity, wholeOf } from './activity.ts';
import { compensationDone } from './compensation.ts';
import type { Execution } from './element-behaviour.ts';
import type { Token } from './instance.ts';
import { instanceDone } from './loop.ts';
import { type Activity, isActivity, type ProcessNode } from './process-graph.ts';

/**
 * The activity's work for this token is done: its results go out, its watchers are called off, and the thread goes on —
 * to the next instance, back to who asked for compensation, or out of the activity.
 */
export function finishActivity(execution: Execution, node: ProcessNode, given: Token): void {
  const { element } = node;
  const token = execution.find(given.id) ?? given;
  const scope = token.scope ?? '';
  const results = evaluateOutputs(execution, node, token.id);
  const whole = wholeOf(execution, token);
  if (isActivity(element) && token.compensates === undefined) {
    // Of several instances nothing can be undone before all are done: until then it is kept inside.
    rememberActivity(execution, node, element, token, token.scope ?? '');
  }
  const variables = whole === token ? {} : execution.variablesAt(token.id);
  execution.consume(token);
  execution.setVariables(scope, results);
  execution.completed(node);
  if (whole !== token) instanceDone(execution, node, whole, variables);
  else if (token.compensates !== undefined) compensationDone(execution, token.compensates);
  else leaveActivity(execution, node, scope);
}

/** Keeps what a later compensation needs: a handler on the border, or what was done inside a sub-process. */
function rememberActivity(
  execution: Execution,
  node: ProcessNode,
  element: Activity,
  token: Token,
  scope: string,
): void {
  const isSubProcess = element.kind === 'subProcess';
  const inner = isSubProcess ? execution.recall(token.id) : [];
  const isKept =
    inner.length > 0 ||
    node.boundary.some((event) => event.element.handler !== undefined) ||
    (isSubProcess &&
      execution.listListeners(token.id).some((event) => event.element.trigger?.type === 'compensation'));
  if (!isKept) return;
  execution.remember({
    element: element.id,
    scope,
    ...(token.locals && { locals: token.locals }),
    ...(inner.length > 0 && { inner: inner.toReversed() }),
  });
}
