// None start event: where the first token appears. Refuses to be flowed into.

import type { ElementBehaviour } from './element-behaviour.ts';
import { hasNoEventDefinition } from './model-element.ts';
import type { StartEvent } from './process-graph.ts';

/** BPMN 2.0, 10.5.2: a start event has no incoming sequence flow; all its outgoing flows are taken. */
export const startEvent: ElementBehaviour<StartEvent> = {
  recognises: (model) => model.type === 'startEvent' && hasNoEventDefinition(model),

  read: (_model, base) => ({ ...base, kind: 'startEvent' }),

  validate(node, report) {
    if (node.incoming.length > 0) report('start-with-incoming', 'Nothing may flow into a start event.');
  },

  enter(execution, node) {
    execution.leave(node, node.outgoing);
  },
};
