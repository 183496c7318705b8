// Timer intermediate catch event: a thread waits until a moment has come. Refuses repeating timers.

import type { ElementBehaviour } from './element-behaviour.ts';
import { EngineError } from './faults.ts';
import type { TimerCatchEvent } from './process-graph.ts';
import { isTimerEvent, readTimer } from './timer-definition.ts';

export const timerCatchEvent: ElementBehaviour<TimerCatchEvent> = {
  parts: ['eventDefinitions'],

  recognises: (model) => model.type === 'intermediateCatchEvent' && isTimerEvent(model),

  read: (model, base, report) => ({ ...base, kind: 'timerCatchEvent', timer: readTimer(model, report) }),

  texts: (element) => [element.timer.value],

  enter(execution, node) {
    execution.setTimer(node, execution.wait(node), node.element.timer);
  },

  fire(execution, node, timer) {
    const token = execution.listTokens(node).find((waiting) => waiting.id === timer.token);
    if (!token) throw new EngineError('timer-not-set', timer.element, `Nothing waits for timer ${timer.id}.`);
    execution.consume(token);
    execution.leave(node, node.outgoing);
  },
};
