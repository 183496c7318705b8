// Work for a program, which service, send, script and business rule tasks share. Refuses classes, delegates and beans.

import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import type { Report } from './faults.ts';
import { finishActivity } from './finish-activity.ts';
import type { Token } from './instance.ts';
import type { ModelElement } from './model-element.ts';
import type { ActivityBase, JobKind, JobTask, ProcessNode } from './process-graph.ts';
import { findChild } from './variable-mapping.ts';

export const jobExtensions: readonly string[] = [
  'camunda:type',
  'camunda:topic',
  'camunda:expression',
  'camunda:resultVariable',
  'camunda:resultVariableName',
  'zeebe:taskDefinition',
  'zeebe:taskHeaders',
];

/** What all kinds of jobs say: a topic, or an expression that the engine evaluates itself. */
export function readJob(
  model: ModelElement,
  base: ActivityBase,
  report: Report,
): ActivityBase & Pick<JobTask, 'topic' | 'expression' | 'resultVariable'> {
  const type = findExtension(model, 'camunda:type');
  if (type !== undefined && type !== 'external') {
    report('unsupported-extension', `Tasks of type "${type}" are not supported; use type="external".`);
  }
  const topic =
    findExtension(model, 'camunda:topic') ??
    findChild(model, 'zeebe:taskDefinition')?.attributes['type'] ??
    base.id;
  const expression = findExtension(model, 'camunda:expression');
  const resultVariable =
    findExtension(model, 'camunda:resultVariable') ?? findExtension(model, 'camunda:resultVariableName');
  return {
    ...base,
    topic,
    ...(expression !== undefined && { expression }),
    ...(resultVariable !== undefined && { resultVariable }),
  };
}

/** How a job runs. Retries and incidents belong to the runtime: one that fails changes nothing here, its token waits on. */
export function runJob(
  kind: JobKind,
): Required<Pick<ElementBehaviour<JobTask>, 'texts' | 'begin' | 'complete' | 'cancel'>> {
  return {
    texts: (element) => [element.topic, element.expression].flatMap((text) => text ?? []),

    begin(execution, node, token) {
      const { element } = node;
      if (element.expression !== undefined) {
        evaluateJob(execution, node, token, element.expression);
        return;
      }
      if (execution.doesAtOnce(kind)) {
        finishActivity(execution, node, token);
        return;
      }
      execution.emit({
        type: 'serviceRequested',
        id: token.id,
        element: element.id,
        kind,
        topic: String(execution.evaluate(element.topic, node, token.id)),
        input: execution.variablesAt(token.id),
      });
    },

    complete(execution, node, token) {
      execution.emit({ type: 'serviceCompleted', id: token.id, element: token.element });
      finishActivity(execution, node, token);
    },

    cancel(execution, _node, token) {
      execution.emit({ type: 'serviceCancelled', id: token.id, element: token.element });
    },
  };
}

function evaluateJob(
  execution: Execution,
  node: ProcessNode<JobTask>,
  token: Token,
  expression: string,
): void {
  const value = execution.evaluate(expression, node, token.id);
  const { resultVariable } = node.element;
  if (resultVariable !== undefined) execution.setVariables(token.id, { [resultVariable]: value });
  finishActivity(execution, node, token);
}
