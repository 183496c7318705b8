// What end events and intermediate throw events have in common: escalations, messages and signals go out.

import { evaluateMapping } from './activity.ts';
import { throwFrom } from './catching.ts';
import type { Execution } from './element-behaviour.ts';
import type { Variables } from './instance.ts';
import type { ProcessNode } from './process-graph.ts';
import type { Trigger, TriggerOf } from './trigger.ts';

/** The event's own thread has gone on already, so that whoever catches comes before it and may give it up. */
export function throwCommon(execution: Execution, node: ProcessNode, scope: string, trigger: Trigger): void {
  switch (trigger.type) {
    case 'escalation':
      // An escalation that nobody catches does no harm (BPMN 2.0, 10.5.1).
      throwFrom(execution, scope, {
        type: 'escalation',
        code: String(execution.evaluate(trigger.code ?? '', node, scope)),
      });
      break;
    case 'message':
      throwMessage(execution, node, scope, String(execution.evaluate(trigger.name, node, scope)));
      break;
    case 'signal':
      throwSignal(execution, node, scope, trigger);
      break;
    default:
  }
}

/** Whoever in the instance waits for the message takes it; else it goes out. */
export function throwMessage(execution: Execution, node: ProcessNode, _scope: string, name: string): void {
  if (name === '' || execution.deliver(name, {})) return;
  execution.emit({ type: 'messageThrown', element: node.element.id, name, variables: {} });
}

function throwSignal(
  execution: Execution,
  node: ProcessNode,
  scope: string,
  trigger: TriggerOf<'signal'>,
): void {
  const name = String(execution.evaluate(trigger.name, node, scope));
  const mapped = (trigger.payload ?? []).map((mapping) => evaluateMapping(execution, mapping, node, scope));
  const variables: Variables = Object.assign(
    {},
    trigger.payloadAll ? execution.variablesAt(scope) : {},
    ...mapped,
  );
  execution.broadcast(name, variables);
  if (!trigger.local) {
    execution.emit({ type: 'signalThrown', element: node.element.id, name, variables });
  }
}
