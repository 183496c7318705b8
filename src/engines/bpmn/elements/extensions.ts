// Which vendor extensions a model may carry. Refuses every one that has a meaning elsewhere and none here.

import type { Report } from './faults.ts';
import { listParts, type ModelElement } from './model-element.ts';

/**
 * Vendors whose extensions can change what a model does, by namespace. Camunda 7, Flowable and Activiti descend from
 * one engine and share their names. Other namespaces (colours, modelers) are not looked at.
 */
export const vendors: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
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
  'camunda:candidateStarterGroups',
  'camunda:candidateStarterUsers',
  'camunda:diagramRelationId',
  'camunda:exclusive',
  'camunda:failedJobRetryTimeCycle',
  'camunda:historyTimeToLive',
  'camunda:isStartableInTasklist',
  'camunda:jobPriority',
  'camunda:properties',
  'camunda:taskPriority',
  'camunda:versionTag',
  'zeebe:modelerTemplate',
  'zeebe:modelerTemplateIcon',
  'zeebe:modelerTemplateVersion',
  'zeebe:properties',
  'zeebe:userTask',
  'zeebe:versionTag',
]);

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
    // A process reports for its elements one by one; an extension's inner parts go with it.
    if (role === 'flowElements' || role === 'extensionElements') continue;
    for (const part of parts) checkExtensions(part, [], report);
  }
}

/** The extension attribute's text; reports another engine's expression in it, which would be taken literally. */
export function findExtension(model: ModelElement, name: string, report: Report): string | undefined {
  const text = model.extensions[name]?.trim();
  if (text === undefined || text === '') return undefined;
  if (/[$#]\{/.test(text)) {
    report('unsupported-expression', `${name} must be plain text or begin with "=" (FEEL), not "${text}".`);
  }
  return text;
}
