// The closed table of element kinds: what is not in it is refused at deployment.

import { boundaryTimerEvent } from './boundary-timer-event.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { endEvent } from './end-event.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { parallelGateway } from './parallel-gateway.ts';
import type { ElementKind, ElementOf, ProcessElement } from './process-graph.ts';
import { serviceTask } from './service-task.ts';
import { startEvent } from './start-event.ts';
import { timerCatchEvent } from './timer-catch-event.ts';
import { userTask } from './user-task.ts';

const table = {
  startEvent,
  endEvent,
  userTask,
  serviceTask,
  exclusiveGateway,
  parallelGateway,
  timerCatchEvent,
  boundaryTimerEvent,
} satisfies { [K in ElementKind]: ElementBehaviour<ElementOf<K>> };

/** Every behaviour, to find the one that recognises a model's element. */
export const behaviours: readonly ElementBehaviour[] = Object.values(table);

export function behaviourOf(element: ProcessElement): ElementBehaviour {
  return table[element.kind];
}
