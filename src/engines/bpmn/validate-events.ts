// Rules about events that compete with each other. Refuses two that would have to catch the same thing.

import type { Report } from './elements/faults.ts';
import type { Graph, ProcessNode } from './elements/process-graph.ts';
import type { Trigger } from './elements/trigger.ts';

type ReportAt = (element: string | null) => Report;

interface Listener {
  readonly id: string;
  readonly trigger?: Trigger | undefined;
}

export function validateEvents(graph: Graph, reportAt: ReportAt): void {
  const nodes = [...graph.nodes.values()];
  for (const node of nodes) {
    checkCompeting(
      node.boundary.map(({ element }) => element),
      reportAt,
    );
    if (node.element.kind === 'eventBasedGateway') {
      checkGatewayTargets(graph, node, reportAt);
      checkCompeting(listTargets(graph, node), reportAt);
    }
  }
  for (const [scope, { listeners }] of graph.scopes) {
    checkCompeting(
      listeners.map(({ element }) => element),
      reportAt,
    );
    for (const { element } of scope === '' ? listeners : []) {
      if (element.trigger?.type === 'compensation') {
        reportAt(element.id)('compensation-of-process', 'A process itself is never compensated from inside.');
      }
    }
  }
  checkProcessStarts(nodes, reportAt);
  checkLinks(nodes, reportAt);
}

/** On one border, behind one gateway, or in one scope, each thing is caught once: else nobody could say by which. */
function checkCompeting(listeners: readonly Listener[], reportAt: ReportAt): void {
  const seen = new Set<string>();
  for (const { id, trigger } of listeners) {
    const key = keyOf(trigger);
    if (key !== undefined && seen.has(key)) {
      reportAt(id)('caught-twice', 'Another event at the same place catches the same.');
    }
    if (key !== undefined) seen.add(key);
  }
}

function keyOf(trigger: Trigger | undefined): string | undefined {
  switch (trigger?.type) {
    case 'error':
    case 'escalation':
      return `${trigger.type} ${trigger.code ?? ''}`;
    case 'message':
    case 'signal':
      return `${trigger.type} ${trigger.name}`;
    case 'condition':
      return `condition ${trigger.variable ?? ''} ${trigger.after ?? ''} ${trigger.condition}`;
    case 'compensation':
    case 'cancel':
      return trigger.type;
    default:
      return undefined;
  }
}

function listTargets(graph: Graph, gateway: ProcessNode): readonly Listener[] {
  return gateway.outgoing.flatMap((flow): Listener[] => {
    const target = graph.nodes.get(flow.target)?.element;
    if (target?.kind === 'intermediateCatchEvent') return [target];
    const { id = '', message } = target?.kind === 'receiveTask' ? target : {};
    return message === undefined ? [] : [{ id, trigger: { type: 'message', name: message } }];
  });
}

/** BPMN 2.0, 10.6.6: what an event-based gateway leads to is reached by it alone. */
function checkGatewayTargets(graph: Graph, gateway: ProcessNode, reportAt: ReportAt): void {
  for (const flow of gateway.outgoing) {
    const target = graph.nodes.get(flow.target);
    if (target && target.incoming.length > 1) {
      reportAt(target.element.id)(
        'gateway-target',
        'An event behind an event-based gateway has no other incoming flow.',
      );
    }
  }
}

/** Two start events for one message or signal would leave open where an instance begins. */
function checkProcessStarts(nodes: readonly ProcessNode[], reportAt: ReportAt): void {
  const seen = new Set<string>();
  for (const { element } of nodes) {
    if (element.kind !== 'startEvent' || element.parent !== undefined) continue;
    const { trigger } = element;
    if (trigger?.type !== 'message' && trigger?.type !== 'signal') continue;
    const key = `${trigger.type} ${trigger.name}`;
    if (seen.has(key)) {
      reportAt(element.id)('started-twice', `Another start event waits for the same ${trigger.type}.`);
    }
    seen.add(key);
  }
}

function checkLinks(nodes: readonly ProcessNode[], reportAt: ReportAt): void {
  const seen = new Set<string>();
  for (const { element } of nodes) {
    if (element.kind !== 'intermediateCatchEvent' || element.trigger.type !== 'link') continue;
    const key = `${element.parent ?? ''} ${element.trigger.name}`;
    if (seen.has(key)) reportAt(element.id)('link-twice', 'Another link of that name is caught here.');
    seen.add(key);
  }
}
