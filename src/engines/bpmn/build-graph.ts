// Joins a description's elements and flows into nodes that know their neighbours, and scopes that know how they begin.

import { type CompiledText, compileText, isExpression } from './elements/compiled-text.ts';
import { findLinkTarget } from './elements/intermediate-throw-event.ts';
import type {
  BoundaryEvent,
  Graph,
  ProcessDescription,
  ProcessElement,
  ProcessNode,
  ScopeGraph,
  StartEvent,
} from './elements/process-graph.ts';
import { listTexts } from './read-element.ts';

/** The graph of a description; flows that begin or end nowhere are left aside. */
export function buildGraph(description: ProcessDescription): Graph {
  const { elements, flows } = description;
  const incoming = groupBy(flows, (flow) => flow.target);
  const outgoing = groupBy(flows, (flow) => flow.source);
  const borders = new Map<string, ProcessNode<BoundaryEvent>[]>(elements.map(({ id }) => [id, []]));
  const nodes = new Map<string, ProcessNode>();
  const scopes = new Map<string, ScopeGraph>();
  const links = new Map<string, string[]>();
  const graph: Graph = { id: description.id, nodes, scopes, texts: compileTexts(description), links };
  for (const element of elements) {
    const node = {
      element,
      graph,
      incoming: incoming.get(element.id) ?? [],
      outgoing: outgoing.get(element.id) ?? [],
      boundary: borders.get(element.id) ?? [],
    };
    nodes.set(element.id, node);
    if (isBoundary(node)) borders.get(node.element.host)?.push(node);
  }
  const inside = groupBy([...nodes.values()], ({ element }) => element.parent ?? '');
  const listeners = [...nodes.values()].filter(isListener);
  for (const id of ['', ...elements.filter(isScope).map((element) => element.id)]) {
    const around = (start: ProcessNode): boolean => {
      const container = nodes.get(start.element.parent ?? '');
      return container !== undefined && (container.element.parent ?? '') === id;
    };
    scopes.set(id, { starts: findStarts(inside.get(id) ?? []), listeners: listeners.filter(around) });
  }
  for (const node of nodes.values()) {
    const target = findLinkTarget(node)?.element.id;
    if (target !== undefined) links.set(target, [...(links.get(target) ?? []), node.element.id]);
  }
  return graph;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function isBoundary(node: ProcessNode): node is ProcessNode<BoundaryEvent> {
  return node.element.kind === 'boundaryEvent';
}

function isListener(node: ProcessNode): node is ProcessNode<StartEvent> {
  const { element, graph } = node;
  const container = graph.nodes.get(element.parent ?? '')?.element;
  return element.kind === 'startEvent' && container?.kind === 'eventSubProcess';
}

function isScope({ kind }: ProcessElement): boolean {
  return kind === 'subProcess' || kind === 'eventSubProcess';
}

/**
 * The none start event; without any start event every element that no flow reaches (BPMN 2.0, 13.3.4), but for those
 * that are reached otherwise.
 */
function findStarts(nodes: readonly ProcessNode[]): readonly ProcessNode[] {
  const starts = nodes.filter(({ element }) => element.kind === 'startEvent');
  if (starts.length > 0) return chooseStarts(starts);
  return nodes.filter(
    ({ element, incoming }) =>
      incoming.length === 0 &&
      !['boundaryEvent', 'eventSubProcess'].includes(element.kind) &&
      !('forCompensation' in element) &&
      !(element.kind === 'intermediateCatchEvent' && element.trigger.type === 'link'),
  );
}

/** Without a none start event a timer's, else the only one, may be begun without its trigger (as in Camunda). */
function chooseStarts(starts: readonly ProcessNode[]): readonly ProcessNode[] {
  const typeOf = ({ element }: ProcessNode) => ('trigger' in element ? element.trigger?.type : undefined);
  const none = starts.filter((start) => typeOf(start) === undefined);
  if (none.length > 0) return none;
  const timer = starts.find((start) => typeOf(start) === 'timer');
  if (timer) return [timer];
  return starts.length === 1 ? starts : [];
}

function compileTexts({ elements, flows }: ProcessDescription): ReadonlyMap<string, CompiledText> {
  const sources = new Set([...elements.flatMap(listTexts), ...flows.flatMap((flow) => flow.condition ?? [])]);
  return new Map(
    [...sources].flatMap((source) => {
      const compiled = isExpression(source) ? compileSafely(source) : undefined;
      return compiled ? [[source, compiled] as const] : [];
    }),
  );
}

/** What can't be compiled was reported when the model was read; no process is run with it. */
function compileSafely(source: string): CompiledText | undefined {
  try {
    return compileText(source);
  } catch {
    return undefined;
  }
}
