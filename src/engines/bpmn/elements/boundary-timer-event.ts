// Timer on an activity's border: a way out when the activity takes long, instead of its end or beside it.

import type { ElementBehaviour } from './element-behaviour.ts';
import type { BoundaryTimerEvent } from './process-graph.ts';
import { isTimerEvent, readTimer } from './timer-definition.ts';

/** BPMN 2.0, 10.5.4: `cancelActivity` decides whether the activity is given up; an unset timer dies with it. */
export const boundaryTimerEvent: ElementBehaviour<BoundaryTimerEvent> = {
  parts: ['eventDefinitions'],

  recognises: (model) => model.type === 'boundaryEvent' && isTimerEvent(model),

  read: (model, base, report) => ({
    ...base,
    kind: 'boundaryTimerEvent',
    host: model.attributes['attachedToRef'] ?? '',
    interrupting: model.attributes['cancelActivity'] !== 'false',
    timer: readTimer(model, report),
  }),

  texts: (element) => [element.timer.value],

  validate(node, report) {
    if (node.incoming.length > 0) report('boundary-with-incoming', 'Nothing may flow into a boundary event.');
  },

  // No token ever arrives at a border; compile refuses incoming flows.
  enter() {},

  arm(execution, node, host) {
    execution.setTimer(node, host, node.element.timer);
  },

  fire(execution, node, timer) {
    if (node.element.interrupting) execution.interrupt(timer.token);
    execution.leave(node, node.outgoing);
  },
};
