// User task: work for a person. Says who may do it and by when; refuses listeners and other engines' forms.

import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import { EngineError } from './faults.ts';
import { finishActivity } from './finish-activity.ts';
import { listParts, type ModelElement, textOf } from './model-element.ts';
import type { ProcessNode, Text, UserTask } from './process-graph.ts';
import { computeDueDate, isDueDate } from './timer-definition.ts';
import { findChild } from './variable-mapping.ts';

type Property = 'assignee' | 'candidateUsers' | 'candidateGroups' | 'dueDate' | 'formKey' | 'priority';
const properties: readonly Property[] = [
  'assignee',
  'candidateUsers',
  'candidateGroups',
  'dueDate',
  'formKey',
  'priority',
];

/** Where zeebe writes the same: extension element and attribute. */
const zeebePlaces: Readonly<Record<Property, readonly [element: string, attribute: string]>> = {
  assignee: ['zeebe:assignmentDefinition', 'assignee'],
  candidateUsers: ['zeebe:assignmentDefinition', 'candidateUsers'],
  candidateGroups: ['zeebe:assignmentDefinition', 'candidateGroups'],
  dueDate: ['zeebe:taskSchedule', 'dueDate'],
  formKey: ['zeebe:formDefinition', 'formKey'],
  priority: ['zeebe:priorityDefinition', 'priority'],
};

export const userTask: ElementBehaviour<UserTask> = {
  parts: ['resources'],

  honours: [
    ...properties.map((property) => `camunda:${property}`),
    ...Object.values(zeebePlaces).map(([element]) => element),
    'camunda:followUpDate',
    'camunda:formRef',
    'camunda:formRefBinding',
    'camunda:formRefVersion',
    'camunda:formData',
    'camunda:formProperty',
    'camunda:formFieldValidation',
    'camunda:category',
  ],

  recognises: (model) => model.type === 'userTask',

  read(model, base, report) {
    const texts: { [P in Property]?: Text } = readResources(model);
    for (const property of properties) {
      const [element, attribute] = zeebePlaces[property];
      const text =
        findExtension(model, `camunda:${property}`) ?? findChild(model, element)?.attributes[attribute];
      if (text !== undefined && text !== '') texts[property] = text;
    }
    if (texts.dueDate !== undefined && !isDueDate(texts.dueDate)) {
      report('due-date', `"${texts.dueDate}" is not an ISO 8601 date or duration.`);
    }
    return { ...base, kind: 'userTask', ...texts };
  },

  texts: (element) => [
    ...properties.flatMap((property) => element[property] ?? []),
    // A name may hold '${…}'; one that begins with '=' is just a name.
    ...(/[$#]\{/.test(element.name) && !element.name.startsWith('=') ? [element.name] : []),
  ],

  begin(execution, node, token) {
    const { element } = node;
    const { id } = token;
    const read = (text: Text | undefined) => readNames(execution, node, id, text);
    const candidateUsers = read(element.candidateUsers);
    const candidateGroups = read(element.candidateGroups);
    const assignee = read(element.assignee).join(',');
    const dueDate = element.dueDate === undefined ? null : execution.evaluate(element.dueDate, node, id);
    const formKey = element.formKey === undefined ? null : execution.evaluate(element.formKey, node, id);
    execution.emit({
      type: 'taskCreated',
      id,
      element: element.id,
      name: String(execution.evaluate(element.name, node, id)),
      candidateUsers,
      candidateGroups,
      ...(assignee !== '' && { assignee }),
      ...(dueDate !== null && { dueDate: computeDueDate(dueDate, execution.now, element.id) }),
      ...(formKey !== null && { formKey: String(formKey) }),
      ...(element.priority !== undefined && {
        priority: readPriority(execution, node, id, element.priority),
      }),
    });
  },

  complete(execution, node, token) {
    execution.emit({ type: 'taskCompleted', id: token.id, element: token.element });
    finishActivity(execution, node, token);
  },

  cancel(execution, _node, token) {
    execution.emit({ type: 'taskCancelled', id: token.id, element: token.element });
  },
};

/** BPMN's own way to say who: `user(a), group(b)`; a name alone is a group (Camunda and Flowable read it so). */
function readResources(model: ModelElement): { [P in Property]?: Text } {
  const users: string[] = [];
  const groups: string[] = [];
  let assignee: string | undefined;
  for (const resource of listParts(model, 'resources')) {
    const [assignment] = listParts(resource, 'resourceAssignmentExpression');
    const [expression] = assignment ? listParts(assignment, 'expression') : [];
    const text = expression ? textOf(expression) : '';
    if (resource.type === 'humanPerformer') assignee = text;
    else {
      for (const name of text.split(',').map((one) => one.trim())) {
        const [, kind, inner] = /^(user|group)\((.*)\)$/.exec(name) ?? [];
        if (name !== '') (kind === 'user' ? users : groups).push(inner ?? name);
      }
    }
  }
  return {
    ...(assignee && { assignee }),
    ...(users.length > 0 && { candidateUsers: users.join(',') }),
    ...(groups.length > 0 && { candidateGroups: groups.join(',') }),
  };
}

/** Names as written with commas, or as an expression gives them: one text, a list of texts, or nobody (null). */
function readNames(
  execution: Execution,
  node: ProcessNode,
  at: string,
  text: Text | undefined,
): readonly string[] {
  if (text === undefined) return [];
  const value = execution.evaluate(text, node, at);
  const names = Array.isArray(value) ? value : value === null ? [] : [value];
  if (!names.every((name) => typeof name === 'string')) {
    const message = `"${text}" does not give names but ${typeof value}.`;
    throw new EngineError('expression-failed', node.element.id, message);
  }
  return names.flatMap((name) => name.split(',')).flatMap((name) => name.trim() || []);
}

function readPriority(execution: Execution, node: ProcessNode, at: string, text: Text): number {
  const value = Number(execution.evaluate(text, node, at));
  if (Number.isInteger(value)) return value;
  throw new EngineError('expression-failed', node.element.id, `"${text}" does not give a whole number.`);
}
