// Inclusive gateway: every way that is open, and a join that waits for whoever may still come. Refuses to stand still.

import { noFlowChosen } from './activity.ts';
import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import type { InclusiveGateway, ProcessNode } from './process-graph.ts';

/** BPMN 2.0, 13.4.3. */
export const inclusiveGateway: ElementBehaviour<InclusiveGateway> = {
  recognises: (model) => model.type === 'inclusiveGateway',

  read: (_model, base) => ({ ...base, kind: 'inclusiveGateway' }),

  validate(node, report) {
    if (node.outgoing.length === 0 && node.incoming.length < 2)
      report('gateway-without-outgoing', 'The gateway leads nowhere.');
  },

  enter(execution, node, { scope, flow }) {
    if (node.incoming.length < 2) {
      openWays(execution, node, scope);
      return;
    }
    execution.wait(node, scope, flow && { flow: flow.id });
    if (execution.isJoinOpen(node, scope)) openJoin(execution, node, scope);
  },

  /** The engine found, once nothing moved any more, that nobody can still come. */
  settled(execution, node, token) {
    openJoin(execution, node, token.scope ?? '');
  },
};

/** Takes one token from every way in that has one. */
function openJoin(execution: Execution, node: ProcessNode<InclusiveGateway>, scope: string): void {
  const flows = new Set<string | undefined>();
  for (const token of execution.listInside(scope)) {
    if (token.element !== node.element.id || flows.has(token.flow)) continue;
    flows.add(token.flow);
    execution.consume(token);
  }
  openWays(execution, node, scope);
}

function openWays(execution: Execution, node: ProcessNode<InclusiveGateway>, scope: string): void {
  const open = node.outgoing.filter((flow) => !flow.default && execution.holds(flow, node, scope));
  const chosen = open.length > 0 ? open : node.outgoing.filter((flow) => flow.default);
  if (chosen.length === 0 && node.outgoing.length > 0) throw noFlowChosen(node);
  execution.completed(node);
  execution.take(scope, node, chosen);
}
