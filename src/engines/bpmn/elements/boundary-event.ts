// Boundary event: a way out of an activity, instead of its end or beside it. Refuses to be flowed into.

import type { ElementBehaviour } from './element-behaviour.ts';
import type { BoundaryEvent } from './process-graph.ts';
import { readTrigger, textsOfTrigger, triggerExtensions } from './trigger.ts';

/** Work for a program ends or fails; it has nobody who could escalate. */
const escalatingKinds: ReadonlySet<string> = new Set(['subProcess', 'callActivity', 'userTask']);

/**
 * BPMN 2.0, 10.5.4: `cancelActivity` decides whether the activity is given up; what has not come dies with it. An error
 * and a cancelled transaction always interrupt; compensation never does, it is remembered for later.
 */
export const boundaryEvent: ElementBehaviour<BoundaryEvent> = {
  parts: ['eventDefinitions'],

  honours: triggerExtensions,

  recognises: (model) => model.type === 'boundaryEvent',

  read(model, base, report) {
    const trigger = readTrigger(
      model,
      ['timer', 'message', 'signal', 'condition', 'error', 'escalation', 'compensation', 'cancel'],
      report,
    );
    if (!trigger && (model.parts['eventDefinitions'] ?? []).length === 0) {
      report('unsupported-element', 'A boundary event that waits for nothing is not supported.');
    }
    const isAlways = trigger?.type === 'error' || trigger?.type === 'cancel';
    return {
      ...base,
      kind: 'boundaryEvent',
      host: model.attributes['attachedToRef'] ?? '',
      interrupting:
        trigger?.type !== 'compensation' && (isAlways || model.attributes['cancelActivity'] !== 'false'),
      trigger: trigger ?? { type: 'terminate' },
    };
  },

  texts: (element) => textsOfTrigger(element.trigger),

  validate(node, report) {
    const { trigger, handler, host } = node.element;
    if (node.incoming.length > 0) report('boundary-with-incoming', 'Nothing may flow into a boundary event.');
    const hostElement = node.graph.nodes.get(host)?.element;
    if (trigger.type === 'cancel' && hostElement && !('transaction' in hostElement)) {
      report('cancel-without-transaction', 'A cancel event sits on the border of a transaction.');
    }
    if (trigger.type === 'escalation' && hostElement && !escalatingKinds.has(hostElement.kind)) {
      report(
        'escalation-of-task',
        'An escalation comes from inside a sub-process or a called process, or from a person.',
      );
    }
    if (trigger.type !== 'compensation') return;
    const listeners = node.graph.scopes.get(host)?.listeners ?? [];
    if (listeners.some((listener) => listener.element.trigger?.type === 'compensation')) {
      report('caught-twice', 'An event sub-process inside the activity compensates it already.');
    }
    if (node.outgoing.length > 0) {
      report(
        'compensation-with-flow',
        'Compensation is joined to its handler by an association, not by a flow.',
      );
    } else if (handler === undefined) {
      report(
        'compensation-without-handler',
        'No association leads from the event to an activity that compensates.',
      );
    }
  },

  fire(execution, node, owner) {
    const host = execution.find(owner);
    if (!host) return;
    if (node.element.interrupting) execution.interrupt(host.id);
    execution.completed(node);
    execution.take(host.scope ?? '', node, node.outgoing);
  },
};
