// What end events and intermediate throw events have in common: escalations, messages and signals go out.

import { evaluateMapping, evaluateOutputs, waitWithInputs } from './activity.ts';
import { throwFrom } from './catching.ts';
import type { Execution } from './element-behaviour.ts';
import type { Variables } from './instance.ts';
import type { ProcessNode, SequenceFlow } from './process-graph.ts';
import type { Trigger, TriggerOf } from './trigger.ts';

/**
 * Goes on from the event on these flows, and throws what it says. Its own thread goes on first, so that whoever catches
 * comes before it and may give it up.
 */
export function throwAndGo(
  execution: Execution,
  node: ProcessNode,
  scope: string,
  trigger: Trigger | undefined,
  flows: readonly SequenceFlow[],
): void {
  if (!node.element.inputs && !node.element.outputs) {
    execution.take(scope, node, flows);
    if (trigger) throwCommon(execution, node, scope, trigger, scope);
    return;
  }
  const token = waitWithInputs(execution, node, scope);
  const results = evaluateOutputs(execution, node, token.id);
  execution.take(scope, node, flows);
  if (trigger) throwCommon(execution, node, scope, trigger, token.id);
  if (!execution.find(token.id)) return;
  execution.consume(token);
  execution.setVariables(scope, results);
}

function throwCommon(
  execution: Execution,
  node: ProcessNode,
  scope: string,
  trigger: Trigger,
  at: string,
): void {
  switch (trigger.type) {
    case 'escalation':
      // An escalation that nobody catches does no harm (BPMN 2.0, 10.5.1).
      throwFrom(execution, scope, {
        type: 'escalation',
        code: String(execution.evaluate(trigger.code ?? '', node, at)),
      });
      break;
    case 'message':
      throwMessage(execution, node, String(execution.evaluate(trigger.name, node, at)));
      break;
    case 'signal':
      throwSignal(execution, node, at, trigger);
      break;
    default:
  }
}

/** Whoever in the instance waits for the message takes it; else it goes out. */
function throwMessage(execution: Execution, node: ProcessNode, name: string): void {
  if (name === '' || execution.deliver(name, {})) return;
  execution.emit({ type: 'messageThrown', element: node.element.id, name, variables: {} });
}

function throwSignal(
  execution: Execution,
  node: ProcessNode,
  at: string,
  trigger: TriggerOf<'signal'>,
): void {
  const name = String(execution.evaluate(trigger.name, node, at));
  const own = execution.find(at)?.locals ?? {};
  const mapped = (trigger.payload ?? []).map((mapping) =>
    evaluateMapping(execution, mapping, node, mapping.local ? own : at),
  );
  const variables: Variables = Object.assign(
    {},
    trigger.payloadAll === 'local' ? own : trigger.payloadAll ? execution.variablesAt(at) : {},
    ...mapped,
  );
  execution.broadcast(name, variables);
  if (!trigger.local) {
    execution.emit({ type: 'signalThrown', element: node.element.id, name, variables });
  }
}
