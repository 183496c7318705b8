// Rules about what a process or sub-process may hold: how it begins, and what may stand only there.

import type { Report } from './elements/faults.ts';
import type { ModelElement } from './elements/model-element.ts';
import type { Graph, ProcessElement, StartEvent } from './elements/process-graph.ts';

type ReportAt = (element: string | null) => Report;

export function validateScopes(graph: Graph, models: readonly ModelElement[], reportAt: ReportAt): void {
  const elements = [...graph.nodes.values()].map(({ element }) => element);
  checkProcessStarts(graph, elements, models, reportAt);
  for (const container of elements) {
    const starts = elements.filter(
      (element): element is StartEvent => element.kind === 'startEvent' && element.parent === container.id,
    );
    if (container.kind === 'subProcess') checkSubProcessStarts(starts, reportAt);
    if (container.kind === 'eventSubProcess') checkEventSubProcess(container, starts, reportAt);
  }
  for (const element of elements) checkPlace(graph, element, reportAt);
}

function checkProcessStarts(
  graph: Graph,
  elements: readonly ProcessElement[],
  models: readonly ModelElement[],
  reportAt: ReportAt,
): void {
  const starts = elements.filter(
    (element): element is StartEvent => element.kind === 'startEvent' && element.parent === undefined,
  );
  const hasRefused = models.some(({ id, type }) => type === 'startEvent' && !graph.nodes.has(id ?? ''));
  // Inside a sub-process the standard's implicit start is honoured; a process has to say how it is begun from outside.
  if (starts.length === 0 && !hasRefused) {
    reportAt(graph.id)('no-start-event', 'The process has no start event.');
  }
  checkNoneStarts(starts, reportAt);
  for (const { id, trigger } of starts) {
    if (trigger && ['error', 'escalation', 'compensation'].includes(trigger.type)) {
      reportAt(id)('start-trigger', `A process does not start with ${trigger.type}.`);
    }
  }
}

function checkNoneStarts(starts: readonly StartEvent[], reportAt: ReportAt): void {
  for (const start of starts.filter(({ trigger }) => !trigger).slice(1)) {
    reportAt(start.id)('several-start-events', 'There is only one start event without trigger.');
  }
}

/** BPMN 2.0, 10.5.2: an embedded sub-process begins when its flow reaches it, and by nothing else. */
function checkSubProcessStarts(starts: readonly StartEvent[], reportAt: ReportAt): void {
  checkNoneStarts(starts, reportAt);
  for (const { id, trigger } of starts) {
    if (trigger) reportAt(id)('start-trigger', 'The start event of a sub-process has no trigger.');
  }
}

/** BPMN 2.0, 10.2.5: exactly one start event, and it has a trigger. */
function checkEventSubProcess(
  container: ProcessElement,
  starts: readonly StartEvent[],
  reportAt: ReportAt,
): void {
  const [start, another] = starts;
  if (!start || another) {
    reportAt(container.id)('event-sub-process-start', 'An event sub-process has exactly one start event.');
  } else if (!start.trigger) {
    reportAt(start.id)('event-sub-process-start', 'The start event of an event sub-process has a trigger.');
  }
}

function checkPlace(graph: Graph, element: ProcessElement, reportAt: ReportAt): void {
  const report = reportAt(element.id);
  const node = graph.nodes.get(element.id);
  if ('forCompensation' in element && node && node.incoming.length + node.outgoing.length > 0) {
    report(
      'compensation-handler-with-flow',
      'A compensation handler has no flows; an association leads to it.',
    );
  }
  if (element.kind === 'boundaryEvent' || !('trigger' in element) || !element.trigger) return;
  if (element.trigger.type === 'cancel' && !isInTransaction(graph, element)) {
    report('cancel-without-transaction', 'A cancel end event stands in a transaction.');
  }
  if (element.trigger.type === 'compensation' && element.kind !== 'startEvent') {
    checkCompensated(graph, element, element.trigger.activity, report);
  }
}

/** BPMN 2.0, 10.5.1: what is compensated by name stands beside the event, or beside the event sub-process around it. */
function checkCompensated(
  graph: Graph,
  thrower: ProcessElement,
  activity: string | undefined,
  report: Report,
): void {
  if (activity === undefined) return;
  const compensated = graph.nodes.get(activity)?.element;
  const around = graph.nodes.get(thrower.parent ?? '')?.element;
  const places = [thrower.parent, ...(around?.kind === 'eventSubProcess' ? [around.parent] : [])];
  if (!compensated) report('compensation-of-nothing', `There is no activity "${activity}" to compensate.`);
  else if (!places.includes(compensated.parent)) {
    report('compensation-out-of-reach', `The activity "${activity}" does not stand beside the event.`);
  }
}

function isInTransaction(graph: Graph, element: ProcessElement): boolean {
  for (let around = graph.nodes.get(element.parent ?? ''); around; ) {
    if (around.element.kind === 'subProcess' && around.element.transaction) return true;
    around = graph.nodes.get(around.element.parent ?? '');
  }
  return false;
}
