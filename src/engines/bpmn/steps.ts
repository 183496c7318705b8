// What still has to happen in a command, and what that means for an inclusive join that waits.

import type { Compensation, Token, Variables } from './elements/instance.ts';
import type { ProcessNode, SequenceFlow } from './elements/process-graph.ts';

/** Each step belongs to a scope: if that is given up, so is the step. */
export type Step =
  /** A token on its way; without a flow at a start, a link or an event. */
  | {
      readonly type: 'enter';
      readonly node: ProcessNode;
      readonly scope: string;
      readonly flow?: SequenceFlow;
    }
  | { readonly type: 'instance'; readonly node: ProcessNode; readonly scope: string; readonly index: number }
  | { readonly type: 'settle'; readonly scope: string }
  | {
      readonly type: 'compensate';
      readonly scope: string;
      readonly thrower: string;
      readonly done: Compensation;
    }
  | {
      readonly type: 'trigger';
      readonly scope: string;
      readonly subscription: string;
      readonly variables: Variables;
    };

/**
 * BPMN 2.0, 13.4.3: a join opens if, for every way in without a token, no token is left that could still come by it,
 * unless that token could as well come by a way that has one.
 */
export function isJoinOpen(
  node: ProcessNode,
  tokens: readonly Token[],
  steps: readonly Step[],
  scope: string,
): boolean {
  const { id } = node.element;
  const filled = new Set(tokens.flatMap((token) => (token.element === id ? (token.flow ?? []) : [])));
  if (filled.size === 0) return false;
  const moving = steps.flatMap((step) => (step.type === 'enter' && step.scope === scope ? [step] : []));
  if (moving.some((step) => step.node === node)) return false;
  const places = new Set([
    ...tokens.filter((token) => token.element !== id).map((token) => token.element),
    ...moving.map((step) => step.node.element.id),
  ]);
  if (places.size === 0) return true;
  const late = findUpstream(
    node,
    node.incoming.filter((flow) => !filled.has(flow.id)),
  );
  const inTime = findUpstream(
    node,
    node.incoming.filter((flow) => filled.has(flow.id)),
  );
  return ![...places].some((place) => late.has(place) && !inTime.has(place));
}

/** Elements from which a token could come by one of the flows, the join itself not passed. */
function findUpstream(join: ProcessNode, flows: readonly SequenceFlow[]): ReadonlySet<string> {
  const { nodes, links } = join.graph;
  const reached = new Set<string>();
  const open = flows.map((flow) => flow.source);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id);
    if (!node || node === join || reached.has(id)) continue;
    reached.add(id);
    for (const { source } of node.incoming) open.push(source);
    open.push(...(links.get(id) ?? []));
    if (node.element.kind === 'boundaryEvent') open.push(node.element.host);
  }
  return reached;
}
