// None and terminate end event: where tokens vanish, one or all. Refuses to be left.

import type { ElementBehaviour } from './element-behaviour.ts';
import { findEventDefinition, hasNoEventDefinition } from './model-element.ts';
import type { EndEvent } from './process-graph.ts';

/** BPMN 2.0, 10.5.3: a none end event ends its own thread; a terminate end event ends every activity at once. */
export const endEvent: ElementBehaviour<EndEvent> = {
  parts: ['eventDefinitions'],

  recognises: (model) =>
    model.type === 'endEvent' &&
    (hasNoEventDefinition(model) || findEventDefinition(model)?.type === 'terminateEventDefinition'),

  read: (model, base) => ({ ...base, kind: 'endEvent', terminate: !hasNoEventDefinition(model) }),

  validate(node, report) {
    if (node.outgoing.length > 0) report('end-with-outgoing', 'Nothing may flow out of an end event.');
  },

  enter(execution, node) {
    execution.leave(node, []);
    if (node.element.terminate) execution.terminate();
  },
};
