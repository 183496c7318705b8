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
 * Extensions that say nothing about the path of an instance: labels and housekeeping of other engines, and their
 * transaction borders (here each command is one transaction and each service task a job anyway).
 */
const harmless = new Set([
  'camunda:async',
  'camunda:asyncAfter',
  'camunda:asyncBefore',
  'camunda:asynchronous',
  'camunda:asynchronousLeave',
  'camunda:asyncLeave',
  'camunda:asyncComplete',
  'camunda:asyncLeaveExclusive',
  'camunda:candidateStarterGroups',
  'camunda:candidateStarterUsers',
  'camunda:category',
  'camunda:completeAsync',
  'camunda:diagramRelationId',
  'camunda:exclusive',
  'camunda:extensionId',
  'camunda:fallbackToDefaultTenant',
  'camunda:formFieldValidation',
  'camunda:includeInHistory',
  'camunda:localization',
  'camunda:noWaitStatesAsyncLeave',
  'camunda:owner',
  'camunda:static-process-key',
  'camunda:task-candidates-type',
  'camunda:work-form-field-validation',
  'camunda:failedJobRetryTimeCycle',
  'camunda:historyLevel',
  'camunda:historyTimeToLive',
  'camunda:isEagerExecutionFetching',
  'camunda:isStartableInTasklist',
  'camunda:jobCategory',
  'camunda:jobPriority',
  'camunda:order',
  'camunda:processInstanceName',
  'camunda:properties',
  'camunda:property',
  'camunda:retryCounter',
  'camunda:sameDeployment',
  'camunda:taskPriority',
  'camunda:value',
  'camunda:versionTag',
  'zeebe:modelerTemplate',
  'zeebe:modelerTemplateIcon',
  'zeebe:modelerTemplateVersion',
  'zeebe:properties',
  'zeebe:taskHeaders',
  'zeebe:userTask',
  'zeebe:versionTag',
  'zeebe:subscription',
]);

/** Parts of an element that report for themselves, or go with what holds them. */
const apart = new Set(['flowElements', 'extensionElements']);

/** Reports each extension of the element and of its parts that is neither honoured nor harmless. */
export function checkExtensions(model: ModelElement, honours: readonly string[], report: Report): void {
  const names = [
    ...Object.keys(model.extensions),
    ...listParts(model, 'extensionElements').map((extension) => extension.type),
  ];
  for (const name of names.filter((name) => !harmless.has(name) && !honours.includes(name))) {
    report(
      'unsupported-extension',
      `The extension "${name.replace(/^.*:/, '')}" would change what the element does and is not supported.`,
    );
  }
  for (const [role, parts] of Object.entries(model.parts)) {
    for (const part of apart.has(role) ? [] : parts) checkExtensions(part, honours, report);
  }
}

/** The extension attribute's text without surrounding blanks; undefined where there is none. */
export function findExtension(model: ModelElement, name: string): string | undefined {
  const text = model.extensions[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
}
