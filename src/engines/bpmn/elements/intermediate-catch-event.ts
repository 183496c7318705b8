// Intermediate catch event: a thread waits until something has come. Refuses errors and escalations, which never come so.

import { waitWithInputs } from './activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { leaveEventGateway } from './event-based-gateway.ts';
import type { CatchEvent } from './process-graph.ts';
import { readTrigger, textsOfTrigger, triggerExtensions } from './trigger.ts';

export const intermediateCatchEvent: ElementBehaviour<CatchEvent> = {
  parts: ['eventDefinitions'],

  honours: triggerExtensions,

  recognises: (model) => model.type === 'intermediateCatchEvent',

  read(model, base, report) {
    const trigger = readTrigger(model, ['timer', 'message', 'signal', 'condition', 'link'], report);
    if (!trigger && (model.parts['eventDefinitions'] ?? []).length === 0) {
      report('unsupported-element', 'A catch event that waits for nothing is not supported.');
    }
    return { ...base, kind: 'intermediateCatchEvent', trigger: trigger ?? { type: 'terminate' } };
  },

  texts: (element) => textsOfTrigger(element.trigger),

  validate(node, report) {
    if (node.element.trigger.type === 'link' && node.incoming.length > 0) {
      report('link-with-incoming', 'Nothing flows into a link that is caught; it is reached by its name.');
    }
  },

  enter(execution, node, { scope }) {
    if (node.element.trigger.type === 'link') {
      execution.completed(node);
      execution.take(scope, node, node.outgoing);
      return;
    }
    execution.listen(node, node.element.trigger, waitWithInputs(execution, node, scope).id);
  },

  fire(execution, node, owner) {
    const token = execution.find(owner);
    if (!token) return;
    if (token.element !== node.element.id) leaveEventGateway(execution, token);
    else execution.consume(token);
    execution.completed(node);
    execution.take(token.scope ?? '', node, node.outgoing);
  },
};
