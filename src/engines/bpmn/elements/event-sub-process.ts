// Event sub-process: begins when its start event is triggered, instead of what is around it or beside it. Refuses flows.

import { compensationDone } from './compensation.ts';
import { readData } from './data-objects.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import type { EventSubProcess } from './process-graph.ts';

/** BPMN 2.0, 10.2.5 and 13.5.4: never part of the normal flow; when it is through, the scope around may be. */
export const eventSubProcess: ElementBehaviour<EventSubProcess> = {
  parts: ['flowElements', 'artifacts', 'laneSets'],

  recognises: (model) => model.type === 'subProcess' && model.attributes['triggeredByEvent'] === 'true',

  read(model, base, report) {
    if (base.loop) report('loop-not-allowed', 'An event sub-process is done once for each event.');
    return { ...base, kind: 'eventSubProcess', ...readData(model) };
  },

  validate(node, report) {
    if (node.incoming.length + node.outgoing.length > 0) {
      report('event-sub-process-with-flow', 'No flow leads into or out of an event sub-process.');
    }
    if (node.boundary.length > 0) {
      report('event-sub-process-with-border', 'An event sub-process has no boundary events.');
    }
  },

  settled(execution, node, token) {
    execution.consume(token);
    execution.completed(node);
    if (token.compensates !== undefined) compensationDone(execution, token.compensates);
    else execution.settle(token.scope ?? '');
  },
};
