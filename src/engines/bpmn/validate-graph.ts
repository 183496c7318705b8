// Rules about how a process hangs together. Refuses loose ends, several beginnings and what can never be reached.

import { buildGraph } from './build-graph.ts';
import { behaviourOf } from './elements/behaviours.ts';
import type { Report } from './elements/faults.ts';
import { findLinkTarget } from './elements/intermediate-throw-event.ts';
import type { ModelElement } from './elements/model-element.ts';
import {
  type Graph,
  isActivity,
  type ProcessDescription,
  type ProcessNode,
} from './elements/process-graph.ts';
import { validateEvents } from './validate-events.ts';
import { validateScopes } from './validate-scopes.ts';

/** Kinds out of which a flow has no condition (BPMN 2.0, 8.4.13); the parallel gateway says no by itself. */
const undecidedKinds: ReadonlySet<string> = new Set([
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
  'eventBasedGateway',
]);

/**
 * Reports what is wrong with the graph. Elements of the model that are refused already count as there, so that one
 * mistake is told once.
 */
export function validateGraph(
  description: ProcessDescription,
  models: readonly ModelElement[],
  reportAt: (element: string | null) => Report,
): void {
  const ids = new Set(models.flatMap((model) => model.id ?? []));
  const graph = buildGraph(description);
  checkFlows(description, graph, ids, reportAt);
  for (const node of graph.nodes.values()) {
    behaviourOf(node.element).validate?.(node, reportAt(node.element.id));
  }
  checkHosts(graph, ids, reportAt);
  checkDefaults(description, models, reportAt);
  validateScopes(graph, models, reportAt);
  validateEvents(graph, reportAt);
  checkReachability(description, graph, models, reportAt);
}

function checkFlows(
  { flows }: ProcessDescription,
  { nodes }: Graph,
  ids: ReadonlySet<string>,
  reportAt: (element: string | null) => Report,
): void {
  for (const flow of flows) {
    const report = reportAt(flow.id);
    if (!ids.has(flow.source))
      report('flow-without-source', 'The flow begins at no element of this process.');
    if (!ids.has(flow.target)) report('flow-without-target', 'The flow leads to no element of this process.');
    const source = nodes.get(flow.source)?.element;
    const target = nodes.get(flow.target)?.element;
    if (source && target && source.parent !== target.parent) {
      report('flow-crosses-border', 'A flow can neither enter nor leave a sub-process.');
    }
    if (flow.condition !== undefined && source && undecidedKinds.has(source.kind)) {
      report('condition-not-allowed', 'A flow out of an event has no condition.');
    }
    if (flow.condition !== undefined && flow.default) {
      report('default-with-condition', 'A default flow has no condition: it is taken where no other holds.');
    }
  }
}

function checkHosts(
  { nodes }: Graph,
  ids: ReadonlySet<string>,
  reportAt: (element: string | null) => Report,
): void {
  for (const { element } of nodes.values()) {
    if (element.kind !== 'boundaryEvent') continue;
    const host = nodes.get(element.host)?.element;
    const isFit = host !== undefined && isActivity(host) && host.parent === element.parent;
    // A host that is in the model without a kind is refused for itself.
    if (!isFit && (host !== undefined || !ids.has(element.host))) {
      reportAt(element.id)('boundary-without-host', 'The event is attached to no activity of this process.');
    }
  }
}

function checkDefaults(
  { flows }: ProcessDescription,
  models: readonly ModelElement[],
  reportAt: (element: string | null) => Report,
): void {
  const sources = new Map(flows.map((flow) => [flow.id, flow.source]));
  for (const { id, attributes } of models) {
    const flow = attributes['default'];
    if (flow !== undefined && sources.get(flow) !== id) {
      reportAt(id)('default-elsewhere', `The default flow "${flow}" does not leave this element.`);
    }
  }
}

/**
 * Walks from every beginning: starts, what no flow has to reach, and elements of the model that are refused already, so
 * that what lies behind them is not called unreachable as well.
 */
function checkReachability(
  { flows }: ProcessDescription,
  { nodes, scopes }: Graph,
  models: readonly ModelElement[],
  reportAt: (element: string | null) => Report,
): void {
  const next = new Map<string, string[]>();
  for (const { source, target } of flows) next.set(source, [...(next.get(source) ?? []), target]);
  // Without a start everything would be unreachable: that there is none is told once.
  const starts = [...scopes.values()].flatMap((scope) => scope.starts.map(({ element }) => element.id));
  const open = [
    ...starts,
    ...models.flatMap(({ id, type }) =>
      id !== null && (type === 'startEvent' || !nodes.has(id)) ? [id] : [],
    ),
    ...[...nodes.values()].filter(isReachedOtherwise).map(({ element }) => element.id),
  ];
  const reached = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id);
    const link = node && findLinkTarget(node)?.element.id;
    const targets = [
      ...(next.get(id) ?? []),
      ...(link === undefined ? [] : [link]),
      ...(node?.boundary ?? []).map(({ element }) => element.id),
    ];
    for (const target of targets) {
      if (!reached.has(target)) open.push(target);
      reached.add(target);
    }
  }
  for (const { id } of models) {
    if (id !== null && !reached.has(id)) reportAt(id)('unreachable', 'No path from the start leads here.');
  }
}

/** Event sub-processes by their trigger, compensation handlers by an association; an end that is left over does no harm. */
function isReachedOtherwise({ element }: ProcessNode): boolean {
  return ['eventSubProcess', 'endEvent'].includes(element.kind) || 'forCompensation' in element;
}
