// Receive task: waits for its message, or for whoever knows its token. Refuses to begin a process.

import { leaveActivity } from './activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { leaveEventGateway } from './event-based-gateway.ts';
import { finishActivity } from './finish-activity.ts';
import type { ReceiveTask } from './process-graph.ts';
import { readMessageReference } from './trigger.ts';

/** BPMN 2.0, 13.3.3. */
export const receiveTask: ElementBehaviour<ReceiveTask> = {
  recognises: (model) => model.type === 'receiveTask',

  read(model, base, report) {
    if (model.attributes['instantiate'] === 'true') {
      report('unsupported-attribute', 'A receive task that begins a process is not supported.');
    }
    const { name, correlationKey } = readMessageReference(model, model);
    return {
      ...base,
      kind: 'receiveTask',
      ...(name && { message: name }),
      ...(correlationKey !== undefined && { correlationKey }),
    };
  },

  texts: (element) => [element.message, element.correlationKey].flatMap((text) => text ?? []),

  begin(execution, node, token) {
    const { message, correlationKey } = node.element;
    if (message === undefined) return;
    execution.listen(
      node,
      { type: 'message', name: message, ...(correlationKey !== undefined && { correlationKey }) },
      token.id,
    );
  },

  complete(execution, node, token) {
    finishActivity(execution, node, token);
  },

  fire(execution, node, owner) {
    const token = execution.find(owner);
    if (!token) return;
    if (token.element === node.element.id) {
      finishActivity(execution, node, token);
      return;
    }
    leaveEventGateway(execution, token);
    execution.completed(node);
    leaveActivity(execution, node, token.scope ?? '');
  },
};
