// What all activities share: how a token leaves one. Refuses to stand still where every way out is closed.

import type { Execution } from './element-behaviour.ts';
import { EngineError } from './faults.ts';
import type { ProcessNode } from './process-graph.ts';

/**
 * Leaves an activity on every flow without a condition and on each whose condition holds; on the default flow where
 * none is open. An activity without outgoing flows ends its thread (BPMN 2.0, 13.3.1).
 * @throws EngineError `no-flow-chosen`
 */
export function leaveActivity(execution: Execution, node: ProcessNode): void {
  const open = node.outgoing.filter((flow) => !flow.default && execution.holds(flow));
  const chosen = open.length > 0 ? open : node.outgoing.filter((flow) => flow.default);
  if (chosen.length === 0 && node.outgoing.length > 0) throw noFlowChosen(node);
  execution.leave(node, chosen);
}

export function noFlowChosen({ element }: ProcessNode): EngineError {
  const message = `No condition on the flows out of "${element.name}" holds, and it has no default flow.`;
  return new EngineError('no-flow-chosen', element.id, message);
}
