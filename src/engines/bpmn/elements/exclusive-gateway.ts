// Exclusive gateway: the first open way out, and only that one. Refuses a way out that nothing decides about.

import { noFlowChosen } from './activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import type { ExclusiveGateway } from './process-graph.ts';

/** BPMN 2.0, 13.4.2: conditions are tried in the model's order; tokens that come in are passed on one by one. */
export const exclusiveGateway: ElementBehaviour<ExclusiveGateway> = {
  recognises: (model) => model.type === 'exclusiveGateway',

  read: (_model, base) => ({ ...base, kind: 'exclusiveGateway' }),

  validate(node, report) {
    if (node.outgoing.length === 0) report('gateway-without-outgoing', 'The gateway leads nowhere.');
    const open = node.outgoing.filter((flow) => !flow.default && flow.condition === undefined);
    // A single one without condition, and no default flow: it is always open, and models rely on it as on a default.
    if (open.length === 1 && !node.outgoing.some((flow) => flow.default)) return;
    for (const flow of open) {
      report(
        'flow-without-condition',
        `Flow ${flow.id} has no condition and is not the gateway's default flow.`,
      );
    }
  },

  enter(execution, node, { scope }) {
    const chosen =
      node.outgoing.find((flow) => !flow.default && execution.holds(flow, node, scope)) ??
      node.outgoing.find((flow) => flow.default);
    if (!chosen) throw noFlowChosen(node);
    execution.completed(node);
    execution.take(scope, node, [chosen]);
  },
};
