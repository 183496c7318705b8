// Call activity: another process does the work, with variables of its own. Refuses a process that nobody knows.

import type { ElementBehaviour, Execution } from './element-behaviour.ts';
import { findExtension } from './extensions.ts';
import { EngineError, type Report } from './faults.ts';
import { finishActivity } from './finish-activity.ts';
import type { Token } from './instance.ts';
import type { ModelElement } from './model-element.ts';
import { endCall, passIn } from './passing.ts';
import type { CallActivity } from './process-graph.ts';
import { findChild, readVariableMappings, textsOfMappings } from './variable-mapping.ts';

/** Calls in calls; deeper is a process that calls itself without end. */
const CALLS_MAX = 50;

export const callActivity: ElementBehaviour<CallActivity> = {
  honours: [
    'camunda:in',
    'camunda:out',
    'camunda:calledElementBinding',
    'camunda:calledElementTenantId',
    'camunda:calledElementType',
    'camunda:inheritVariables',
    'camunda:inheritBusinessKey',
    'camunda:businessKey',
    'zeebe:calledElement',
  ],

  recognises: (model) => model.type === 'callActivity',

  read(model, base, report) {
    const zeebe = findChild(model, 'zeebe:calledElement');
    const calledElement = zeebe?.attributes['processId'] ?? model.attributes['calledElement'] ?? '';
    if (calledElement === '') report('called-element-missing', 'The call activity names no process.');
    for (const [name, allowed] of [
      ['camunda:calledElementBinding', /^(latest|deployment)$/],
      ['camunda:calledElementType', /^key$/],
    ] as const) {
      const value = findExtension(model, name);
      if (value !== undefined && !allowed.test(value)) {
        report('unsupported-extension', `${name.replace(/^.*:/, '')}="${value}" is not supported.`);
      }
    }
    return { ...base, kind: 'callActivity', calledElement, ...readPassing(model, zeebe, report) };
  },

  texts: (element) => [
    element.calledElement,
    ...textsOfMappings(element.passIn),
    ...textsOfMappings(element.returnOut),
  ],

  begin(execution, node, token) {
    const { element } = node;
    const id = String(execution.evaluate(element.calledElement, node, token.id));
    const graph = execution.findProcess(id);
    if (!graph) throw new EngineError('process-unknown', element.id, `There is no process "${id}".`);
    if (countCalls(execution, token) >= CALLS_MAX) {
      const message = `The process "${id}" is called more than ${CALLS_MAX} times inside itself.`;
      throw new EngineError('calls-too-deep', element.id, message);
    }
    execution.change(token, {
      calls: graph.id,
      locals: passIn(execution, node, token),
      ...(token.locals && { around: token.locals }),
    });
    execution.open(graph, '', token.id);
    const starts = graph.scopes.get('')?.starts ?? [];
    const [none] = starts;
    if (!none)
      throw new EngineError('process-unknown', element.id, `Process "${id}" has no none start event.`);
    for (const start of starts.toReversed()) execution.go(start, token.id);
  },

  settled(execution, node, token) {
    finishActivity(execution, node, endCall(execution, node, token));
  },
};

function readPassing(model: ModelElement, zeebe: ModelElement | undefined, report: Report) {
  const given = readVariableMappings(model, 'camunda:in', report);
  const returnOut = readVariableMappings(model, 'camunda:out', report);
  const inherits = findExtension(model, 'camunda:inheritVariables') === 'true';
  const zeebeAll = (name: string) => zeebe !== undefined && zeebe.attributes[name] !== 'false';
  return {
    ...((inherits || zeebeAll('propagateAllParentVariables')) && { passAll: true }),
    ...(given.all && { passAll: given.all }),
    ...(zeebeAll('propagateAllChildVariables') && { returnAll: true }),
    ...(returnOut.all && { returnAll: returnOut.all }),
    ...(zeebe && { returnsAtEnd: true as const }),
    ...(given.mappings.length > 0 && { passIn: given.mappings }),
    ...(returnOut.mappings.length > 0 && { returnOut: returnOut.mappings }),
  };
}

function countCalls(execution: Execution, token: Token): number {
  let count = 0;
  for (let around = execution.find(token.scope ?? ''); around; around = execution.find(around.scope ?? '')) {
    if (around.calls !== undefined) count += 1;
  }
  return count;
}
