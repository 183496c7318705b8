// Rules about how a process hangs together. Refuses loose ends, several beginnings and what can never be reached.

import { buildNodes } from './build-nodes.ts';
import { behaviourOf } from './elements/behaviours.ts';
import type { Report } from './elements/faults.ts';
import type { ModelElement } from './elements/model-element.ts';
import type { ProcessDescription } from './elements/process-graph.ts';

/** Kinds out of which a flow may have a condition (BPMN 2.0, 8.4.13); the parallel gateway says no by itself. */
const decidingKinds = new Set(['userTask', 'serviceTask', 'exclusiveGateway', 'parallelGateway']);

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
  checkFlows(description, ids, reportAt);
  const nodes = buildNodes(description);
  for (const node of nodes.values()) behaviourOf(node.element).validate?.(node, reportAt(node.element.id));
  checkHosts(description, ids, reportAt);
  checkDefaults(description, models, reportAt);

  const starts = description.elements.filter((element) => element.kind === 'startEvent');
  const hasOtherStart = models.some((model) => model.type === 'startEvent') && starts.length === 0;
  if (starts.length === 0 && !hasOtherStart) {
    reportAt(description.id)('no-start-event', 'The process has no start event.');
  }
  for (const start of starts.slice(1)) {
    reportAt(start.id)('several-start-events', 'A process has only one start event without trigger.');
  }
  if (starts.length > 0) checkReachability(description, models, reportAt);
}

function checkFlows(
  { flows, elements }: ProcessDescription,
  ids: ReadonlySet<string>,
  reportAt: (element: string | null) => Report,
): void {
  const kinds = new Map<string, string>(elements.map(({ id, kind }) => [id, kind]));
  for (const flow of flows) {
    const report = reportAt(flow.id);
    if (!ids.has(flow.source))
      report('flow-without-source', 'The flow begins at no element of this process.');
    if (!ids.has(flow.target)) report('flow-without-target', 'The flow leads to no element of this process.');
    const kind = kinds.get(flow.source);
    if (flow.condition !== undefined && kind !== undefined && !decidingKinds.has(kind)) {
      report('condition-not-allowed', 'A flow out of an event has no condition.');
    }
    if (flow.condition !== undefined && flow.default) {
      report('default-with-condition', 'A default flow has no condition: it is taken where no other holds.');
    }
  }
}

function checkHosts(
  { elements }: ProcessDescription,
  ids: ReadonlySet<string>,
  reportAt: (element: string | null) => Report,
): void {
  const kinds = new Map<string, string>(elements.map(({ id, kind }) => [id, kind]));
  for (const element of elements) {
    if (element.kind !== 'boundaryTimerEvent') continue;
    const kind = kinds.get(element.host);
    const isActivity = kind === 'userTask' || kind === 'serviceTask';
    // A host that is in the model without a kind is refused for itself.
    if (!isActivity && (kind !== undefined || !ids.has(element.host))) {
      reportAt(element.id)('boundary-without-host', 'The event is attached to no activity of this process.');
    }
  }
}

function checkDefaults(
  { flows }: ProcessDescription,
  models: readonly ModelElement[],
  reportAt: (element: string | null) => Report,
): void {
  for (const { id, attributes } of models) {
    const flow = attributes['default'];
    if (flow !== undefined && !flows.some((candidate) => candidate.id === flow && candidate.source === id)) {
      reportAt(id)('default-elsewhere', `The default flow "${flow}" does not leave this element.`);
    }
  }
}

/** Walks the raw model, so that what lies behind a refused element is not called unreachable as well. */
function checkReachability(
  { flows }: ProcessDescription,
  models: readonly ModelElement[],
  reportAt: (element: string | null) => Report,
): void {
  const next = new Map<string, string[]>();
  const link = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  for (const { source, target } of flows) link(source, target);
  for (const { id, attributes } of models) {
    if (id !== null && attributes['attachedToRef'] !== undefined) link(attributes['attachedToRef'], id);
  }
  const open = models.flatMap((model) =>
    model.type === 'startEvent' && model.id !== null ? [model.id] : [],
  );
  const reached = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (!reached.has(target)) open.push(target);
      reached.add(target);
    }
  }
  for (const { id } of models) {
    if (id !== null && !reached.has(id)) reportAt(id)('unreachable', 'No path from the start leads here.');
  }
}
