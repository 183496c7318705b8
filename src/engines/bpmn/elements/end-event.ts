// End event: where a thread ends, and what its end brings about. Refuses to be left.

import { wholeOf } from './activity.ts';
import { throwFrom } from './catching.ts';
import { compensate } from './compensation.ts';
import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import { closeLoop } from './loop.ts';
import type { EndEvent, ProcessNode } from './process-graph.ts';
import { throwAndGo } from './throwing.ts';
import { readTrigger, textsOfTrigger, triggerExtensions } from './trigger.ts';

/** BPMN 2.0, 10.5.3 and 13.5.6. */
export const endEvent: ElementBehaviour<EndEvent> = {
  parts: ['eventDefinitions'],

  honours: triggerExtensions,

  recognises: (model) => model.type === 'endEvent',

  read(model, base, report) {
    const trigger = readTrigger(
      model,
      ['terminate', 'error', 'escalation', 'message', 'signal', 'compensation', 'cancel'],
      report,
    );
    return { ...base, kind: 'endEvent', ...(trigger && { trigger }) };
  },

  texts: (element) => textsOfTrigger(element.trigger),

  validate(node, report) {
    if (node.outgoing.length > 0) report('end-with-outgoing', 'Nothing may flow out of an end event.');
  },

  enter(execution, node, { scope }) {
    const { trigger } = node.element;
    if (trigger?.type === 'compensation') {
      compensate(
        execution,
        execution.wait(node, scope),
        compensationScope(execution, scope),
        trigger.activity,
      );
      return;
    }
    if (trigger?.type === 'cancel') {
      cancelTransaction(execution, node, scope);
      return;
    }
    execution.completed(node);
    if (trigger?.type === 'terminate') {
      terminate(execution, scope, trigger.reach);
      return;
    }
    if (trigger?.type === 'error') {
      throwError(execution, node, scope);
      return;
    }
    throwAndGo(execution, node, scope, trigger, []);
  },

  compensated(execution, node, token) {
    const scope = token.scope ?? '';
    execution.consume(token);
    execution.completed(node);
    if (node.element.trigger?.type === 'cancel') leaveCancelled(execution, scope);
    else execution.settle(scope);
  },
};

/** Ends its own scope; where the model says so, all instances of the activity around it, or everything. */
function terminate(execution: Execution, scope: string, reach: 'all' | 'instances' | undefined): void {
  const token = execution.find(scope);
  const whole = token && wholeOf(execution, token);
  if (reach === 'all') execution.terminate('');
  else if (reach === 'instances' && token && whole !== token && whole)
    closeLoop(execution, execution.nodeOf(whole), whole);
  else execution.terminate(scope);
}

/** Inside an event sub-process it is what is around it that is undone. */
export function compensationScope(execution: Execution, scope: string): string {
  const token = scope === '' ? undefined : execution.find(scope);
  return token && execution.nodeOf(token).element.kind === 'eventSubProcess' ? (token.scope ?? '') : scope;
}

function throwError(execution: Execution, node: ProcessNode<EndEvent>, scope: string): void {
  const { trigger } = node.element;
  if (trigger?.type !== 'error') return;
  const code = String(execution.evaluate(trigger.code ?? '', node, scope));
  const message =
    trigger.message === undefined
      ? {}
      : { message: String(execution.evaluate(trigger.message, node, scope)) };
  if (throwFrom(execution, scope, { type: 'error', code, ...message })) return;
  execution.emit({ type: 'errorUncaught', element: node.element.id, code });
  execution.terminate('');
}

/** BPMN 2.0, 13.5.6.2: everything in the transaction is given up, what is done is undone, then it is left as cancelled. */
function cancelTransaction(execution: Execution, node: ProcessNode<EndEvent>, scope: string): void {
  const transaction = findTransaction(execution, scope);
  execution.clear(transaction);
  compensate(execution, execution.wait(node, transaction), transaction);
}

function findTransaction(execution: Execution, scope: string): string {
  for (let token = execution.find(scope); token; token = execution.find(token.scope ?? '')) {
    const { element } = execution.nodeOf(token);
    if (element.kind === 'subProcess' && element.transaction && !token.loop) return token.id;
  }
  return scope;
}

function leaveCancelled(execution: Execution, transaction: string): void {
  const token = execution.find(transaction);
  const border =
    token && execution.nodeOf(token).boundary.find((event) => event.element.trigger.type === 'cancel');
  if (token && border) execution.fire(border, token.id);
  else execution.settle(transaction);
}
