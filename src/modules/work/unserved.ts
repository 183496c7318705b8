// Owns what the engine can run and this runtime does not serve; refuses it at publication, each with its element.
import type { Fault, ProcessDescription, ProcessElement } from '#engines/bpmn';

/** A text of a model that is an expression: its value is known only when it runs. */
function isExpression(text: string): boolean {
  return text.startsWith('=') || text.includes('${') || text.includes('#{');
}

/**
 * Faults of a valid model that would run in a simulation, and here would wait for ever or lose something in silence.
 * An empty list means that the durable runtime serves all of it.
 */
export function listUnserved(description: ProcessDescription): readonly Fault[] {
  return description.elements.flatMap((element) =>
    faultsOf(element).map(([rule, message]) => ({ element: element.id, rule, message })),
  );
}

type Reason = readonly [rule: string, message: string];

function faultsOf(element: ProcessElement): readonly Reason[] {
  switch (element.kind) {
    case 'startEvent':
      // A message can't know for which case or procedure a process is to begin.
      return element.parent === undefined && element.trigger !== undefined
        ? [
            [
              'start-not-served',
              `A process begins for a subject that exists: a ${element.trigger.type} can't begin one.`,
            ],
          ]
        : [];
    case 'userTask':
      return faultsOfTask(element);
    case 'callActivity':
      return isExpression(element.calledElement)
        ? [
            [
              'called-process-by-expression',
              'The called process has to be named: its version is bound when the process starts.',
            ],
          ]
        : [];
    case 'intermediateThrowEvent':
    case 'endEvent':
      return faultsOfThrow(element);
    default:
      return [];
  }
}

function faultsOfTask(task: Extract<ProcessElement, { kind: 'userTask' }>): readonly Reason[] {
  const unknown = (['assignee', 'candidateUsers', 'formKey', 'priority'] as const).filter(
    (property) => task[property] !== undefined,
  );
  const faults = unknown.map(
    (property): Reason => ['task-property-not-served', `Tasks have no ${property} here: posts take them.`],
  );
  return task.candidateGroups === undefined
    ? [...faults, ['task-without-posts', 'The task names no candidate groups: no post would see it.']]
    : faults;
}

function faultsOfThrow({
  trigger,
}: Extract<ProcessElement, { kind: 'intermediateThrowEvent' | 'endEvent' }>): readonly Reason[] {
  if (trigger?.type === 'message' && trigger.name === '')
    return [['message-missing', 'The event names no message, so nobody would get one.']];
  if (trigger?.type !== 'signal' || trigger.local === true) return [];
  const carries = trigger.payloadAll !== undefined || (trigger.payload ?? []).length > 0;
  return carries
    ? [['signal-variables-not-served', 'Signals go to other organs and carry no variables: leave them out.']]
    : [];
}

/** The processes that a process calls, each with the call activity's id. */
export function listCalledProcesses({
  elements,
}: ProcessDescription): readonly { readonly element: string; readonly process: string }[] {
  return elements.flatMap((element) =>
    element.kind === 'callActivity' && !isExpression(element.calledElement)
      ? [{ element: element.id, process: element.calledElement }]
      : [],
  );
}
