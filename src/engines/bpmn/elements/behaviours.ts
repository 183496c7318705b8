// The closed table of element kinds: what is not in it is refused at deployment.

import { boundaryEvent } from './boundary-event.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { endEvent } from './end-event.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { eventSubProcess } from './event-sub-process.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { intermediateCatchEvent } from './intermediate-catch-event.ts';
import { intermediateThrowEvent } from './intermediate-throw-event.ts';
import { manualTask } from './manual-task.ts';
import { parallelGateway } from './parallel-gateway.ts';
import type { ElementKind, ElementOf, ProcessElement } from './process-graph.ts';
import { receiveTask } from './receive-task.ts';
import { scriptTask } from './script-task.ts';
import { sendTask } from './send-task.ts';
import { serviceTask } from './service-task.ts';
import { startEvent } from './start-event.ts';
import { subProcess } from './sub-process.ts';
import { userTask } from './user-task.ts';

const table = {
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  userTask,
  serviceTask,
  sendTask,
  scriptTask,
  businessRuleTask,
  manualTask,
  receiveTask,
  subProcess,
  eventSubProcess,
  callActivity,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
} satisfies { [K in ElementKind]: ElementBehaviour<ElementOf<K>> };

/** Every behaviour, to find the one that recognises a model's element. */
export const behaviours: readonly ElementBehaviour[] = Object.values(table);

export function behaviourOf(element: ProcessElement): ElementBehaviour {
  return table[element.kind];
}
