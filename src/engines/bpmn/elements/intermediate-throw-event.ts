// Intermediate throw event: a thread comes by and something happens. Refuses what only an end event may bring about.

import { compensate } from './compensation.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { compensationScope } from './end-event.ts';
import type { ProcessNode, ThrowEvent } from './process-graph.ts';
import { throwAndGo } from './throwing.ts';
import { readTrigger, textsOfTrigger, triggerExtensions } from './trigger.ts';

export const intermediateThrowEvent: ElementBehaviour<ThrowEvent> = {
  parts: ['eventDefinitions'],

  honours: triggerExtensions,

  recognises: (model) => model.type === 'intermediateThrowEvent',

  read(model, base, report) {
    const trigger = readTrigger(model, ['message', 'signal', 'escalation', 'compensation', 'link'], report);
    return { ...base, kind: 'intermediateThrowEvent', ...(trigger && { trigger }) };
  },

  texts: (element) => textsOfTrigger(element.trigger),

  validate(node, report) {
    if (node.element.trigger?.type !== 'link') return;
    if (node.outgoing.length > 0)
      report('link-with-outgoing', 'A link that is thrown leads to its target only.');
    if (!findLinkTarget(node)) {
      report('link-without-target', 'No link of that name is caught in the same process or sub-process.');
    }
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
    execution.completed(node);
    const target = findLinkTarget(node);
    if (target) execution.go(target, scope);
    else throwAndGo(execution, node, scope, trigger, node.outgoing);
  },

  compensated(execution, node, token) {
    execution.consume(token);
    execution.completed(node);
    execution.take(token.scope ?? '', node, node.outgoing);
  },
};

/** BPMN 2.0, 10.5.1: a link leads to the catch event of the same name at the same level. */
export function findLinkTarget({ element, graph }: ProcessNode): ProcessNode | undefined {
  if (element.kind !== 'intermediateThrowEvent' || element.trigger?.type !== 'link') return undefined;
  const { name } = element.trigger;
  for (const node of graph.nodes.values()) {
    const other = node.element;
    const isTarget =
      other.kind === 'intermediateCatchEvent' && other.trigger.type === 'link' && other.trigger.name === name;
    if (isTarget && other.parent === element.parent) return node;
  }
  return undefined;
}
