// Event-based gateway: the first of several events decides the way. Refuses ways that do not begin with an event.

import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import type { Token } from './instance.ts';
import type { EventBasedGateway, ProcessElement } from './process-graph.ts';
import type { Trigger } from './trigger.ts';

/** BPMN 2.0, 13.4.4: the thread stays at the gateway until the first event comes; then the others are called off. */
export const eventBasedGateway: ElementBehaviour<EventBasedGateway> = {
  recognises: (model) =>
    model.type === 'eventBasedGateway' &&
    model.attributes['instantiate'] !== 'true' &&
    model.attributes['eventGatewayType'] !== 'Parallel',

  read: (_model, base) => ({ ...base, kind: 'eventBasedGateway' }),

  validate(node, report) {
    if (node.outgoing.length === 0) report('gateway-without-outgoing', 'The gateway leads nowhere.');
    for (const flow of node.outgoing) {
      const target = node.graph.nodes.get(flow.target);
      if (target && !triggerOf(target.element)) {
        report(
          'gateway-target',
          `Flow ${flow.id} has to lead to an event that waits for a message, signal, timer or condition, or to a receive task.`,
        );
      }
    }
  },

  enter(execution, node, { scope }) {
    const token = execution.wait(node, scope);
    for (const flow of node.outgoing) {
      const target = node.graph.nodes.get(flow.target);
      const trigger = target && triggerOf(target.element);
      if (target && trigger) execution.listen(target, trigger, token.id);
    }
  },
};

function triggerOf(element: ProcessElement): Trigger | undefined {
  if (element.kind === 'receiveTask') {
    return { type: 'message', name: element.message ?? '' };
  }
  if (element.kind !== 'intermediateCatchEvent' || element.trigger.type === 'link') return undefined;
  return element.trigger;
}

/** One of its events has come: the gateway is through, and nothing else that it waited for matters any more. */
export function leaveEventGateway(execution: Execution, token: Token): void {
  execution.consume(token);
  execution.completed(execution.nodeOf(token));
}
