// Start event: where the first token of a process or sub-process appears. Refuses to be flowed into.

import { evaluateOutputs, leaveActivity } from './activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import type { StartEvent } from './process-graph.ts';
import { readTrigger, textsOfTrigger, triggerExtensions } from './trigger.ts';

/**
 * BPMN 2.0, 10.5.2: a start event has no incoming sequence flow; all its outgoing flows are taken. The standard wants no
 * conditions on them; Camunda and Flowable look at them as after an activity, and models rely on it. In an event
 * sub-process it has a trigger, and says whether what is around goes on (`isInterrupting`).
 */
export const startEvent: ElementBehaviour<StartEvent> = {
  parts: ['eventDefinitions'],

  honours: [
    ...triggerExtensions,
    'camunda:formKey',
    'camunda:formRef',
    'camunda:formRefBinding',
    'camunda:formData',
    'camunda:formProperty',
    'camunda:initiator',
    'zeebe:formDefinition',
  ],

  recognises: (model) => model.type === 'startEvent',

  read(model, base, report) {
    const trigger = readTrigger(
      model,
      ['timer', 'message', 'signal', 'condition', 'error', 'escalation', 'compensation'],
      report,
    );
    const initiator = findExtension(model, 'camunda:initiator');
    return {
      ...base,
      kind: 'startEvent',
      ...(trigger && { trigger }),
      ...(trigger && { interrupting: model.attributes['isInterrupting'] !== 'false' }),
      ...(initiator !== undefined && { initiator }),
    };
  },

  texts: (element) => textsOfTrigger(element.trigger),

  validate(node, report) {
    if (node.incoming.length > 0) report('start-with-incoming', 'Nothing may flow into a start event.');
    const { trigger, interrupting } = node.element;
    if (trigger?.type === 'error' && interrupting === false) {
      report(
        'error-not-interrupting',
        'An event sub-process that handles an error interrupts what is around.',
      );
    }
  },

  enter(execution, node, { scope }) {
    const { initiator } = node.element;
    if (initiator !== undefined && !Object.hasOwn(execution.variablesAt(scope), initiator)) {
      execution.setVariables(scope, { [initiator]: null });
    }
    execution.setVariables(scope, evaluateOutputs(execution, node, scope));
    execution.completed(node);
    leaveActivity(execution, node, scope);
  },

  /** Only the start event of an event sub-process listens while an instance runs. */
  fire(execution, node, owner) {
    const { parent, interrupting, trigger } = node.element;
    const around = node.graph.nodes.get(parent ?? '');
    if (!around) return;
    if (interrupting !== false && trigger?.type !== 'compensation') execution.clear(owner);
    const token = execution.wait(around, owner, {
      ...(trigger?.type === 'compensation' && { compensates: owner }),
    });
    execution.open(node.graph, around.element.id, token.id);
    execution.go(node, token.id);
  },
};
