// Embedded sub-process and transaction: a process inside a process. Refuses ad-hoc order.

import { readData } from './data-objects.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { finishActivity } from './finish-activity.ts';
import type { SubProcess } from './process-graph.ts';

/** BPMN 2.0, 13.3.4: done when nothing inside it waits or moves any more. */
export const subProcess: ElementBehaviour<SubProcess> = {
  parts: ['flowElements', 'artifacts', 'laneSets'],

  recognises: (model) =>
    model.type === 'transaction' ||
    (model.type === 'subProcess' && model.attributes['triggeredByEvent'] !== 'true'),

  read: (model, base) => ({
    ...base,
    kind: 'subProcess',
    ...(model.type === 'transaction' && { transaction: true }),
    ...readData(model),
  }),

  begin(execution, node, token) {
    execution.open(node.graph, node.element.id, token.id);
    const starts = node.graph.scopes.get(node.element.id)?.starts ?? [];
    for (const start of starts.toReversed()) execution.go(start, token.id);
    if (starts.length === 0) execution.settle(token.id);
  },

  settled(execution, node, token) {
    // One that came back to be undone was done before.
    if (!token.replay) finishActivity(execution, node, token);
  },
};
