// Which vendor extensions a model may carry. Refuses every one that has a meaning elsewhere and none here.

import type { Report } from './faults.ts';
import { listParts, type ModelElement } from './model-element.ts';

/**
 * Vendors whose extensions can change what a model does, by namespace. Camunda 7, Flowable and Activiti descend from
 * one engine and share their names. Other namespaces (colours, modelers) are not looked at.
 */
export const vendors: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://activiti.com/bpmn-extensions': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
};

/**
 * Extensions that decide, in the engines that know them, what an element does or which way an instance goes: programs
 * that are called, and variables, events and results that are set. Where the element does not honour them, a model with
 * one of them would do something else here. All other names are labels, forms, retries or somebody's own notes.
 */
const decisive = new Set(
  `adHoc businessCalendarName calledDecision calledElement calledElementBinding calledElementType
  calledElementVersion calledElementVersionTag caseBinding caseDefinitionKey caseRef caseVersion channelKey class
  collection collectionString completionCondition conditionalFilter connector decisionRef decisionRefVersion
  decisionRefVersionTag delegateExpression elementIndexVariable elementVariable endDate errorEventDefinition
  errorVariableName eventCorrelationParameter eventInParameter eventListener eventOutParameter eventType executionListener
  executionListeners expression externalWorkerInParameter externalWorkerOutParameter field formHandlerClass
  httpRequestHandler httpResponseHandler idVariableName in inheritVariables inputOutput ioMapping loopCharacteristics
  mapException messageExpression out processInstanceIdVariableName publishMessage resource resultVariable
  resultVariableName rules ruleVariablesInput script signalExpression skipExpression startEventCorrelationConfiguration
  taskCompleterVariableName taskIdVariableName taskListener taskListeners triggerable type
  useLocalScopeForOutParameters useLocalScopeForResultVariable variableAggregation variableEvents
  variableListenerEventDefinition variableMappingClass variableMappingDelegateExpression variableName`.split(
    /\s+/,
  ),
);

/** Parts of an element that report for themselves, or go with what holds them. */
const apart = new Set(['flowElements', 'extensionElements']);

/** Reports each extension of the element and of its parts that decides something and is not honoured. */
export function checkExtensions(model: ModelElement, honours: readonly string[], report: Report): void {
  const names = [
    ...Object.keys(model.extensions),
    ...listParts(model, 'extensionElements').map((extension) => extension.type),
  ];
  for (const name of names.filter((one) => decisive.has(localName(one)) && !honours.includes(one))) {
    report(
      'unsupported-extension',
      `The extension "${localName(name)}" would change what the element does and is not supported.`,
    );
  }
  for (const [role, parts] of Object.entries(model.parts)) {
    for (const part of apart.has(role) ? [] : parts) checkExtensions(part, honours, report);
  }
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}

/** The extension attribute's text without surrounding blanks; undefined where there is none. */
export function findExtension(model: ModelElement, name: string): string | undefined {
  const text = model.extensions[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
}
