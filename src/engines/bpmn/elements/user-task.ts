// User task: work for a person. Says who may do it and by when; refuses listeners and other engines' forms.

import { leaveActivity } from './activity.ts';
import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import { EngineError } from './faults.ts';
import type { TaskCreated } from './instance.ts';
import type { Text, UserTask } from './process-graph.ts';
import { computeDueDate, isDueDate } from './timer-definition.ts';

type Property = 'assignee' | 'candidateUsers' | 'candidateGroups' | 'dueDate' | 'formKey';
const properties: readonly Property[] = [
  'assignee',
  'candidateUsers',
  'candidateGroups',
  'dueDate',
  'formKey',
];

export const userTask: ElementBehaviour<UserTask> = {
  honours: properties.map((property) => `camunda:${property}`),

  recognises: (model) => model.type === 'userTask',

  read(model, base, report) {
    const texts: { [P in Property]?: Text } = {};
    for (const property of properties) {
      const text = findExtension(model, `camunda:${property}`, report);
      if (text !== undefined) texts[property] = text;
    }
    if (texts.dueDate !== undefined && !isDueDate(texts.dueDate)) {
      report('due-date', `"${texts.dueDate}" is not an ISO 8601 date or duration.`);
    }
    return { ...base, kind: 'userTask', ...texts };
  },

  texts: (element) => properties.flatMap((property) => element[property] ?? []),

  enter(execution, node) {
    const { element } = node;
    const token = execution.wait(node);
    const task: TaskCreated = {
      type: 'taskCreated',
      id: token.id,
      element: element.id,
      name: element.name,
      candidateUsers: readNames(execution, element.candidateUsers, element.id),
      candidateGroups: readNames(execution, element.candidateGroups, element.id),
    };
    const assignee = readNames(execution, element.assignee, element.id).join(',');
    execution.emit({
      ...task,
      ...(assignee !== '' && { assignee }),
      ...(element.dueDate !== undefined && {
        dueDate: computeDueDate(element.dueDate, execution, element.id),
      }),
      ...(element.formKey !== undefined && {
        formKey: String(execution.evaluate(element.formKey, element.id)),
      }),
    });
    execution.arm(node, token);
  },

  complete(execution, node, token) {
    execution.emit({ type: 'taskCompleted', id: token.id, element: token.element });
    execution.consume(token);
    leaveActivity(execution, node);
  },

  cancel(execution, _node, token) {
    execution.emit({ type: 'taskCancelled', id: token.id, element: token.element });
  },
};

/** Names as written with commas, or as an expression gives them: one text, a list of texts, or nobody (null). */
function readNames(execution: Execution, text: Text | undefined, elementId: string): readonly string[] {
  if (text === undefined) return [];
  const value = execution.evaluate(text, elementId);
  const names = Array.isArray(value) ? value : value === null ? [] : [value];
  if (!names.every((name) => typeof name === 'string')) {
    throw new EngineError(
      'expression-failed',
      elementId,
      `"${text}" does not give names but ${typeof value}.`,
    );
  }
  return names.flatMap((name) => name.split(',')).flatMap((name) => name.trim() || []);
}
