// What an event waits for or brings about: BPMN's event definitions. Refuses what stands in the wrong kind of event.

import type { Report } from './faults.ts';
import { findReferred, listParts, type ModelElement, textOf } from './model-element.ts';
import type { Mapping, Text } from './process-graph.ts';
import { readTimer, type TimerDefinition } from './timer-definition.ts';
import { findChild, readVariableMappings, textsOfMappings } from './variable-mapping.ts';

export type Trigger =
  | { readonly type: 'timer'; readonly timer: TimerDefinition }
  | {
      readonly type: 'message';
      readonly name: Text;
      /** Which one of several waiting instances a message is for (zeebe). */
      readonly correlationKey?: Text;
    }
  | {
      readonly type: 'signal';
      readonly name: Text;
      /** True where it reaches its own instance only (flowable). */
      readonly local?: true;
      /** Variables that travel with it; all or none where absent. */
      readonly payload?: readonly Mapping[];
      readonly payloadAll?: boolean | 'local';
    }
  | {
      readonly type: 'condition';
      readonly condition: Text;
      /** Looked at only where this variable is set. */
      readonly variable?: string;
      /** Looked at only where a variable is set for the first time, or only where it had a value (Camunda). */
      readonly after?: 'create' | 'update';
    }
  | {
      readonly type: 'error';
      /** Absent: any error. */
      readonly code?: Text;
      readonly message?: Text;
      readonly codeVariable?: string;
      readonly messageVariable?: string;
    }
  | { readonly type: 'escalation'; readonly code?: Text; readonly codeVariable?: string }
  /** Absent activity: everything in the scope that is done. */
  | { readonly type: 'compensation'; readonly activity?: string }
  | { readonly type: 'cancel' }
  | {
      readonly type: 'terminate';
      /** What it ends beyond its own scope (flowable). */
      readonly reach?: 'all' | 'instances';
    }
  | { readonly type: 'link'; readonly name: string };

export type TriggerType = Trigger['type'];
export type TriggerOf<T extends TriggerType> = Extract<Trigger, { type: T }>;

const readers: Readonly<
  Record<string, (definition: ModelElement, event: ModelElement, report: Report) => Trigger>
> = {
  timerEventDefinition: (definition, _event, report) => ({
    type: 'timer',
    timer: readTimer(definition, report),
  }),
  messageEventDefinition: readMessage,
  signalEventDefinition: readSignal,
  conditionalEventDefinition: readCondition,
  errorEventDefinition: readError,
  escalationEventDefinition: readEscalation,
  compensateEventDefinition: readCompensation,
  cancelEventDefinition: () => ({ type: 'cancel' }),
  terminateEventDefinition: readTerminate,
  linkEventDefinition: (definition) => ({ type: 'link', name: definition.attributes['name'] ?? '' }),
};

/** Extensions of event definitions that are honoured here. */
export const triggerExtensions: readonly string[] = [
  'camunda:in',
  'camunda:errorCodeVariable',
  'camunda:errorMessageVariable',
  'camunda:escalationCodeVariable',
  'camunda:variableName',
  'camunda:variableEvents',
  'camunda:messageExpression',
  'camunda:signalExpression',
  'camunda:errorMessage',
  'camunda:terminateAll',
  'camunda:type',
  'camunda:topic',
  'zeebe:taskDefinition',
  'zeebe:taskHeaders',
  'camunda:terminateMultiInstance',
];

/**
 * The event's trigger; undefined for a none event. Reports several triggers in one event, those that are not for this
 * kind of event, and what they lack.
 */
export function readTrigger(
  event: ModelElement,
  allowed: readonly TriggerType[],
  report: Report,
): Trigger | undefined {
  const definitions = listParts(event, 'eventDefinitions');
  const [definition] = definitions;
  if (!definition) {
    if ('eventDefinitionRef' in event.attributes) {
      report('unsupported-element', 'An event that refers to a shared event definition is not supported.');
    }
    return undefined;
  }
  if (definitions.length > 1) {
    const names = definitions.map(({ type }) => type).join(' and ');
    report('unsupported-element', `An event with ${names} at once is not supported.`);
    return undefined;
  }
  const trigger = readers[definition.type]?.(definition, event, report);
  if (!trigger || !allowed.includes(trigger.type)) {
    report('unsupported-element', `A ${event.type} with ${definition.type} is not supported here.`);
    return undefined;
  }
  return trigger;
}

/** Texts of the trigger that may be expressions. */
export function textsOfTrigger(trigger: Trigger | undefined): readonly Text[] {
  switch (trigger?.type) {
    case 'timer':
      return [trigger.timer.value];
    case 'message':
      return [trigger.name, ...(trigger.correlationKey === undefined ? [] : [trigger.correlationKey])];
    case 'signal':
      return [trigger.name, ...textsOfMappings(trigger.payload)];
    case 'condition':
      return [trigger.condition];
    case 'error':
      return [trigger.code, trigger.message].flatMap((text) => text ?? []);
    case 'escalation':
      return trigger.code === undefined ? [] : [trigger.code];
    default:
      return [];
  }
}

/** The name of the message that an element refers to; the reference's own text where the model declares none. */
export function readMessageReference(
  element: ModelElement,
  event: ModelElement,
): { readonly name?: Text; readonly correlationKey?: Text } {
  const message = findReferred(element, 'messageRef');
  const name = message ? (message.attributes['name'] ?? '') : element.attributes['messageRef'];
  const subscription =
    (message && findChild(message, 'zeebe:subscription')) ?? findChild(event, 'zeebe:subscription');
  const key = subscription?.attributes['correlationKey'];
  return { ...(name !== undefined && { name }), ...(key !== undefined && { correlationKey: key }) };
}

function readMessage(definition: ModelElement, event: ModelElement, report: Report): Trigger {
  const { name = definition.extensions['camunda:messageExpression'], correlationKey } = readMessageReference(
    definition,
    event,
  );
  const isThrown = event.type === 'intermediateThrowEvent' || event.type === 'endEvent';
  if (!name && !isThrown) report('message-missing', 'The event names no message.');
  return {
    type: 'message',
    name: name ?? '',
    ...(correlationKey !== undefined && { correlationKey }),
  };
}

function readSignal(definition: ModelElement, _event: ModelElement, report: Report): Trigger {
  const signal = findReferred(definition, 'signalRef');
  const name = signal
    ? signal.attributes['name']
    : (definition.attributes['signalRef'] ?? definition.extensions['camunda:signalExpression']);
  if (!name) report('signal-missing', 'The event names no signal.');
  const isLocal = signal?.extensions['camunda:scope'] === 'processInstance';
  const { all, mappings } = readVariableMappings(definition, 'camunda:in', report);
  return {
    type: 'signal',
    name: name ?? '',
    ...(isLocal && { local: true }),
    ...(mappings.length > 0 && { payload: mappings }),
    ...(all && { payloadAll: all }),
  };
}

function readTerminate(definition: ModelElement): Trigger {
  const isTrue = (name: string) => definition.extensions[name] === 'true';
  return {
    type: 'terminate',
    ...(isTrue('camunda:terminateMultiInstance') && { reach: 'instances' }),
    ...(isTrue('camunda:terminateAll') && { reach: 'all' }),
  };
}

function readCondition(definition: ModelElement, _event: ModelElement, report: Report): Trigger {
  const [expression] = listParts(definition, 'condition');
  const condition = expression ? textOf(expression) : '';
  if (condition === '') report('condition-missing', 'The event has no condition.');
  else if (!/^=|[$#]\{/.test(condition)) {
    report('unsupported-expression', `The condition "${condition}" must be FEEL after "=" or \${…}.`);
  }
  const variable = definition.extensions['camunda:variableName'];
  const events = (definition.extensions['camunda:variableEvents'] ?? '').split(',').map((one) => one.trim());
  const isMeant = (one: string) => events.includes(one);
  const after = isMeant('create') === isMeant('update') ? undefined : isMeant('create') ? 'create' : 'update';
  return {
    type: 'condition',
    condition,
    ...(variable !== undefined && { variable }),
    ...(after !== undefined && { after }),
  };
}

function readError(definition: ModelElement, event: ModelElement, report: Report): Trigger {
  const error = findReferred(definition, 'errorRef');
  // Older models write the code itself where the id of an error belongs; so do Camunda and Flowable read it.
  const code = error ? error.attributes['errorCode'] : definition.attributes['errorRef'];
  if (event.type === 'endEvent' && !code) {
    report('error-code-missing', 'An error end event needs an error with a code.');
  }
  const message = error?.extensions['camunda:errorMessage'];
  const codeVariable = definition.extensions['camunda:errorCodeVariable'];
  const messageVariable = definition.extensions['camunda:errorMessageVariable'];
  return {
    type: 'error',
    ...(code && { code }),
    ...(message !== undefined && { message }),
    ...(codeVariable !== undefined && { codeVariable }),
    ...(messageVariable !== undefined && { messageVariable }),
  };
}

function readEscalation(definition: ModelElement, event: ModelElement, report: Report): Trigger {
  const escalation = findReferred(definition, 'escalationRef');
  const code = escalation?.attributes['escalationCode'];
  const isThrown = event.type === 'intermediateThrowEvent' || event.type === 'endEvent';
  if (isThrown && !code) {
    report('escalation-code-missing', 'An event that throws an escalation needs one with a code.');
  }
  const codeVariable = definition.extensions['camunda:escalationCodeVariable'];
  return {
    type: 'escalation',
    ...(code && { code }),
    ...(codeVariable !== undefined && { codeVariable }),
  };
}

function readCompensation(definition: ModelElement, event: ModelElement, report: Report): Trigger {
  // Only what throws can wait; elsewhere the attribute says nothing.
  const isThrown = event.type === 'intermediateThrowEvent' || event.type === 'endEvent';
  if (isThrown && definition.attributes['waitForCompletion'] === 'false') {
    report('unsupported-attribute', 'Compensation that nobody waits for is not supported.');
  }
  const activity = definition.attributes['activityRef'];
  return { type: 'compensation', ...(activity !== undefined && { activity }) };
}
