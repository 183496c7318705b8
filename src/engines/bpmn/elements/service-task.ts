// Service task: work for a program, done outside as a job. Refuses classes, delegates and scripts of other engines.

import { leaveActivity } from './activity.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import type { ServiceTask } from './process-graph.ts';

/**
 * Retries and incidents belong to the runtime: a job that fails changes nothing here, its token goes on waiting.
 */
export const serviceTask: ElementBehaviour<ServiceTask> = {
  honours: ['camunda:type', 'camunda:topic'],

  recognises: (model) => model.type === 'serviceTask',

  read(model, base, report) {
    const type = findExtension(model, 'camunda:type', report);
    if (type !== undefined && type !== 'external') {
      report(
        'unsupported-extension',
        `Service tasks of type "${type}" are not supported; use type="external".`,
      );
    }
    const topic = findExtension(model, 'camunda:topic', report) ?? base.id;
    return { ...base, kind: 'serviceTask', topic };
  },

  texts: (element) => [element.topic],

  enter(execution, node) {
    const { id, topic } = node.element;
    const token = execution.wait(node);
    execution.emit({
      type: 'serviceRequested',
      id: token.id,
      element: id,
      topic: String(execution.evaluate(topic, id)),
      input: execution.variables,
    });
    execution.arm(node, token);
  },

  complete(execution, node, token) {
    execution.emit({ type: 'serviceCompleted', id: token.id, element: token.element });
    execution.consume(token);
    leaveActivity(execution, node);
  },

  cancel(execution, _node, token) {
    execution.emit({ type: 'serviceCancelled', id: token.id, element: token.element });
  },
};
