// Parallel gateway: waits for one token on every way in, then opens every way out. Refuses conditions.

import type { ElementBehaviour } from './element-behaviour.ts';
import type { ParallelGateway } from './process-graph.ts';

/**
 * BPMN 2.0, 13.4.1: the join takes exactly one token from each incoming flow; a second one on the same flow stays for
 * the next round. Tokens that wait at a join remember their flow.
 */
export const parallelGateway: ElementBehaviour<ParallelGateway> = {
  recognises: (model) => model.type === 'parallelGateway',

  read: (_model, base) => ({ ...base, kind: 'parallelGateway' }),

  validate(node, report) {
    if (node.outgoing.length === 0 && node.incoming.length < 2)
      report('gateway-without-outgoing', 'The gateway leads nowhere.');
    for (const flow of node.outgoing.filter((flow) => flow.condition !== undefined)) {
      report(
        'condition-not-allowed',
        `Flow ${flow.id} leaves a parallel gateway and can't have a condition.`,
      );
    }
  },

  enter(execution, node, { scope, flow }) {
    if (node.incoming.length > 1) {
      execution.wait(node, scope, flow && { flow: flow.id });
      const waiting = execution.listInside(scope).filter((token) => token.element === node.element.id);
      const byFlow = new Map(waiting.toReversed().map((token) => [token.flow, token]));
      const joined = node.incoming.flatMap(({ id }) => byFlow.get(id) ?? []);
      if (joined.length < node.incoming.length) return;
      for (const token of joined) execution.consume(token);
    }
    execution.completed(node);
    execution.take(scope, node, node.outgoing);
  },
};
