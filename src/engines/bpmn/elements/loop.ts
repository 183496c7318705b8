// Activities that are done several times: multi-instance and standard loop. Refuses a count that is none.

import { beginActivity, leaveActivity, watch } from './activity.ts';
import type { Arrival, Execution } from './element-behaviour.ts';
import { EngineError } from './faults.ts';
import type { LoopState, Token, Variables } from './instance.ts';
import { isActivity, type Loop, type ProcessNode } from './process-graph.ts';

type Instances = Extract<Loop, { type: 'instances' }>;
type StandardLoop = Extract<Loop, { type: 'loop' }>;

/** More than these at once is a mistake in the data. */
const INSTANCES_MAX = 5_000;

/** A token comes to an activity: it begins once, or as often as its loop says. */
export function enterActivity(execution: Execution, node: ProcessNode, { scope }: Arrival): void {
  const loop = loopOf(node);
  if (!loop) beginActivity(execution, node, scope);
  else if (loop.type === 'instances') enterInstances(execution, node, loop, scope);
  else enterLoop(execution, node, loop, scope);
}

function loopOf({ element }: ProcessNode): Loop | undefined {
  return isActivity(element) ? element.loop : undefined;
}

/** BPMN 2.0, 13.3.7: as many instances as the count or the collection says; none at all is done at once. */
function enterInstances(execution: Execution, node: ProcessNode, loop: Instances, scope: string): void {
  const items =
    loop.collection === undefined ? undefined : readItems(execution, node, loop.collection, scope);
  const total = items ? items.length : readCount(execution, node, loop.cardinality ?? '', scope);
  const body = execution.wait(node, scope, {
    loop: { total, started: 0, completed: 0, ...(items && { items }) },
  });
  watch(execution, node, body);
  if (total === 0) {
    execution.completed(node);
    closeLoop(execution, node, body);
    return;
  }
  const started = loop.sequential ? 1 : total;
  execution.change(body, { loop: { ...stateOf(body), started } });
  // Last in, first out: so the first begins first.
  for (let index = started - 1; index >= 0; index -= 1) execution.goInstance(node, body, index);
}

function readItems(
  execution: Execution,
  node: ProcessNode,
  collection: string,
  scope: string,
): readonly unknown[] {
  const value = execution.evaluate(collection, node, scope);
  // Without an expression it is a variable's name.
  const items = value === collection ? readVariable(execution, node, collection, scope) : value;
  if (Array.isArray(items)) return items;
  throw new EngineError('loop-count', node.element.id, `"${collection}" is no list.`);
}

function readVariable(execution: Execution, node: ProcessNode, name: string, scope: string): unknown {
  const variables = execution.variablesAt(scope);
  if (Object.hasOwn(variables, name)) return variables[name];
  throw new EngineError('undefined-variable', node.element.id, `There is no variable "${name}".`);
}

function readCount(execution: Execution, node: ProcessNode, text: string, scope: string): number {
  const value = execution.evaluate(text, node, scope);
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= INSTANCES_MAX)
    return count;
  const message = `"${text}" gives ${JSON.stringify(value)}, which is no number of instances from 0 to ${INSTANCES_MAX}.`;
  throw new EngineError('loop-count', node.element.id, message);
}

function stateOf(body: Token): LoopState {
  return body.loop ?? { started: 0, completed: 0 };
}

/** Begins one of the instances: it knows its place, and what it is for. */
export function beginInstance(execution: Execution, node: ProcessNode, body: Token, index: number): void {
  const loop = loopOf(node);
  const items = body.loop?.items;
  const { elementVariable, indexVariable } = loop?.type === 'instances' ? loop : {};
  beginActivity(execution, node, body.id, {
    loopCounter: index,
    ...(indexVariable !== undefined && { [indexVariable]: index }),
    ...(items && elementVariable !== undefined && { [elementVariable]: items[index] }),
  });
}

/** One instance is done: the next begins, or, with the last or once the condition holds, the whole activity is done. */
export function instanceDone(
  execution: Execution,
  node: ProcessNode,
  whole: Token,
  variables: Variables,
): void {
  const loop = loopOf(node);
  const before = stateOf(whole);
  const outputs = loop && gatherOutput(execution, node, loop, before, variables);
  const state = { ...before, completed: before.completed + 1, ...(outputs && { outputs }) };
  const body = execution.change(whole, { loop: state });
  if (loop?.type === 'loop') {
    if (goesOn(execution, node, loop, body)) startNext(execution, node, body);
    else closeLoop(execution, node, body);
    return;
  }
  const isDone = state.completed === state.total || isEnough(execution, node, loop, body);
  if (isDone) closeLoop(execution, node, body);
  else if (loop?.sequential) startNext(execution, node, body);
}

function startNext(execution: Execution, node: ProcessNode, body: Token): void {
  const state = stateOf(body);
  const next = execution.change(body, { loop: { ...state, started: state.started + 1 } });
  execution.goInstance(node, next, state.started);
}

function isEnough(
  execution: Execution,
  node: ProcessNode,
  loop: Instances | undefined,
  body: Token,
): boolean {
  return loop?.until !== undefined && decide(execution, node, loop.until, body.id);
}

function decide(execution: Execution, node: ProcessNode, condition: string, at: string): boolean {
  const value = execution.evaluate(condition, node, at);
  if (typeof value === 'boolean') return value;
  const message = `The condition "${condition}" gives ${JSON.stringify(value)}, not true or false.`;
  throw new EngineError('condition-not-boolean', node.element.id, message);
}

function gatherOutput(
  execution: Execution,
  node: ProcessNode,
  loop: Loop,
  state: LoopState,
  variables: Variables,
): readonly unknown[] | undefined {
  if (loop.type !== 'instances' || loop.outputCollection === undefined) return undefined;
  const outputs = [...(state.outputs ?? Array.from({ length: state.total ?? 0 }, () => null))];
  const place = Number(variables['loopCounter']);
  outputs[place] =
    loop.outputElement === undefined ? null : execution.evaluateWith(loop.outputElement, node, variables);
  return outputs;
}

/** Whatever still runs is given up, and the thread leaves the activity. */
export function closeLoop(execution: Execution, node: ProcessNode, body: Token): void {
  const scope = body.scope ?? '';
  const loop = loopOf(node);
  const { outputs } = stateOf(body);
  execution.clear(body.id);
  for (const { id: _id, ...done } of execution.recall(body.id).toReversed()) {
    execution.remember({ ...done, scope });
  }
  execution.consume(body);
  if (loop?.type === 'instances' && loop.outputCollection !== undefined) {
    execution.setVariables(scope, { [loop.outputCollection]: outputs ?? [] });
  }
  leaveActivity(execution, node, scope);
}

/** BPMN 2.0, 13.3.6: again and again while the condition holds, tested before the first round or after it. */
function enterLoop(execution: Execution, node: ProcessNode, loop: StandardLoop, scope: string): void {
  const body = execution.wait(node, scope, { loop: { started: 0, completed: 0 } });
  watch(execution, node, body);
  if (!loop.testBefore || goesOn(execution, node, loop, body)) startNext(execution, node, body);
  else {
    execution.completed(node);
    closeLoop(execution, node, body);
  }
}

function goesOn(execution: Execution, node: ProcessNode, loop: StandardLoop, body: Token): boolean {
  const isMaximum =
    loop.maximum !== undefined &&
    stateOf(body).completed >= readCount(execution, node, loop.maximum, body.id);
  if (isMaximum) return false;
  return loop.condition === undefined || decide(execution, node, loop.condition, body.id);
}
