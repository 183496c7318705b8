// Joins a description's elements and flows into nodes that know their neighbours.

import type { ProcessDescription, ProcessNode, SequenceFlow } from './elements/process-graph.ts';

/** Nodes by element id, in the model's order; flows that begin or end nowhere are left aside. */
export function buildNodes({ elements, flows }: ProcessDescription): ReadonlyMap<string, ProcessNode> {
  const incoming = new Map<string, SequenceFlow[]>(elements.map(({ id }) => [id, []]));
  const outgoing = new Map<string, SequenceFlow[]>(elements.map(({ id }) => [id, []]));
  const borders = new Map<string, ProcessNode[]>(elements.map(({ id }) => [id, []]));
  for (const flow of flows) {
    incoming.get(flow.target)?.push(flow);
    outgoing.get(flow.source)?.push(flow);
  }
  const nodes = new Map<string, ProcessNode>();
  for (const element of elements) {
    const node: ProcessNode = {
      element,
      incoming: incoming.get(element.id) ?? [],
      outgoing: outgoing.get(element.id) ?? [],
      boundary: borders.get(element.id) ?? [],
    };
    nodes.set(element.id, node);
    if (element.kind === 'boundaryTimerEvent') borders.get(element.host)?.push(node);
  }
  return nodes;
}
