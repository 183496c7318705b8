// Undoing what was done: handlers of activities, youngest first, and sub-processes that come back to be undone.

import { beginActivity } from './activity.ts';
import type { Execution } from './element-behaviour.ts';
import type { Compensation, Token } from './instance.ts';
import type { ProcessNode } from './process-graph.ts';

/**
 * Begins the compensation of what is done in the scope, youngest first (BPMN 2.0, 13.5.5); all of it is under way at
 * once, as in Camunda and Flowable, and the thrower goes on when all is through.
 */
export function compensate(execution: Execution, thrower: Token, scope: string, activity?: string): void {
  const done = execution.recall(scope, activity);
  // Last in, first out: so the youngest is undone first.
  for (const one of done.toReversed()) execution.goCompensation(thrower, one);
  if (done.length === 0) compensationDone(execution, thrower.id);
}

/** Begins the undoing of one thing that was done. */
export function compensateOne(execution: Execution, thrower: Token, done: Compensation): void {
  const node = nodeAt(execution, done);
  const handlerId = node?.boundary.find(({ element }) => element.handler !== undefined)?.element.handler;
  const handler = handlerId === undefined ? undefined : node?.graph.nodes.get(handlerId);
  if (handler) {
    beginActivity(execution, handler, done.scope, {}, { compensates: thrower.id });
    return;
  }
  if (node) replay(execution, node, thrower, done);
}

function nodeAt(execution: Execution, done: Compensation): ProcessNode | undefined {
  return execution.graphAt(done.scope).nodes.get(done.element);
}

/** A sub-process as it was when it was done: its own handler undoes it, or what was done inside is undone. */
function replay(execution: Execution, node: ProcessNode, thrower: Token, done: Compensation): void {
  const inside = execution.wait(node, done.scope, {
    compensates: thrower.id,
    replay: true,
    ...(done.locals && { locals: done.locals }),
  });
  for (const inner of done.inner ?? []) execution.remember({ ...inner, scope: inside.id });
  const listener = execution
    .listListeners(inside.id)
    .find(({ element }) => element.trigger?.type === 'compensation');
  if (listener) execution.fire(listener, inside.id);
  else compensate(execution, inside, inside.id);
}

/** Some compensation for the thrower is through: it goes on if that was the last. */
export function compensationDone(execution: Execution, throwerId: string): void {
  const thrower = execution.find(throwerId);
  if (!thrower || execution.isCompensating(throwerId)) return;
  const node = execution.nodeOf(thrower);
  if (thrower.replay && thrower.compensates !== undefined) {
    execution.consume(thrower);
    compensationDone(execution, thrower.compensates);
  } else execution.compensated(node, thrower);
}
