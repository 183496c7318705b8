// Reads one element of a model. Refuses kinds, parts, attributes and expressions that the engine can't keep.

import { behaviourOf, behaviours } from './elements/behaviours.ts';
import { compileText, isExpression } from './elements/compiled-text.ts';
import { checkExtensions } from './elements/extensions.ts';
import type { Report } from './elements/faults.ts';
import { loopExtensions, loopParts, readLoop, textsOfLoop } from './elements/loop-definition.ts';
import { listParts, type ModelElement } from './elements/model-element.ts';
import { type ActivityBase, isActivity, type ProcessElement } from './elements/process-graph.ts';
import { readInputsAndOutputs, textsOfMappings } from './elements/variable-mapping.ts';

export type ReportAt = (element: string | null) => Report;

/** Parts that document, draw or measure, and never change the path of an instance. */
export const silentParts: ReadonlySet<string> = new Set([
  'documentation',
  'extensionElements',
  'auditing',
  'monitoring',
  'eventDefinitionRef',
  'ioSpecification',
  'properties',
  'dataInputs',
  'dataOutputs',
  'inputSet',
  'outputSet',
]);
export const silentElements: ReadonlySet<string> = new Set([
  'dataObject',
  'dataObjectReference',
  'dataStoreReference',
]);

const activityParts = ['loopCharacteristics', 'dataInputAssociations', 'dataOutputAssociations', 'resources'];
const mappingExtensions = ['camunda:inputOutput', 'zeebe:ioMapping'];

/** Attributes of BPMN that ask for a behaviour which is not supported, with the only value that does not. */
const fixedAttributes = { startQuantity: '1', completionQuantity: '1' };

/** Whether elements stand inside this one. */
export function isContainer({ type }: ModelElement): boolean {
  return type === 'subProcess' || type === 'transaction';
}

export function readElement(
  model: ModelElement,
  parent: string | undefined,
  report: Report,
): ProcessElement | undefined {
  const behaviour = behaviours.find((candidate) => candidate.recognises(model));
  if (model.id === null) report('missing-id', `A ${model.type} has no id.`);
  if (!behaviour) {
    report('unsupported-element', `A ${model.type} of this kind is not supported.`);
    return undefined;
  }
  const ofActivity = isActivityModel(model);
  checkParts(
    model,
    new Set([...silentParts, ...(behaviour.parts ?? []), ...(ofActivity ? activityParts : [])]),
    report,
  );
  const isMapping = ofActivity || /Event$/.test(model.type);
  const honoured = [
    ...(behaviour.honours ?? []),
    ...(ofActivity ? loopExtensions : []),
    ...(isMapping ? mappingExtensions : []),
  ];
  checkExtensions({ ...model, parts: partsToCheck(model) }, honoured, report);
  for (const [name, only] of Object.entries(fixedAttributes)) {
    const value = model.attributes[name] ?? only;
    if (value !== only) report('unsupported-attribute', `${name}="${value}" is not supported.`);
  }
  const base: ActivityBase = {
    id: model.id ?? '',
    name: model.attributes['name'] ?? model.id ?? '',
    ...(parent !== undefined && { parent }),
    ...(ofActivity && readActivity(model, report)),
    ...(isMapping && readInputsAndOutputs(model, report)),
  };
  const element = behaviour.read(model, base, report);
  for (const text of listTexts(element)) checkExpression(text, report);
  return element;
}

/** Texts of the element that may be expressions, those of its loop and mappings as well. */
export function listTexts(element: ProcessElement): readonly string[] {
  return [
    ...(behaviourOf(element).texts?.(element) ?? []),
    ...(isActivity(element) ? textsOfLoop(element.loop) : []),
    ...textsOfMappings(element.inputs),
    ...textsOfMappings(element.outputs),
  ];
}

function isActivityModel({ type, attributes }: ModelElement): boolean {
  const isInside =
    (type === 'subProcess' && attributes['triggeredByEvent'] !== 'true') || type === 'transaction';
  return isInside || /^(task|callActivity)$|Task$/.test(type);
}

function readActivity(model: ModelElement, report: Report): Omit<ActivityBase, 'id' | 'name' | 'parent'> {
  const loop = readLoop(model, report);
  return {
    ...(loop && { loop }),
    ...(model.attributes['isForCompensation'] === 'true' && { forCompensation: true }),
  };
}

function partsToCheck({ parts }: ModelElement): ModelElement['parts'] {
  const { laneSets: _lanes, artifacts: _artifacts, ...rest } = parts;
  return rest;
}

function checkParts(model: ModelElement, allowed: ReadonlySet<string>, report: Report): void {
  for (const [role, parts] of Object.entries(model.parts)) {
    for (const part of allowed.has(role) ? [] : parts) {
      report(
        'unsupported-part',
        `${part.type} (${role}) would change what the element does and is not supported.`,
      );
    }
  }
  const [loop] = listParts(model, 'loopCharacteristics');
  for (const [role, parts] of Object.entries(loop?.parts ?? {})) {
    if (parts.length === 0 || silentParts.has(role) || loopParts.includes(role)) continue;
    report('unsupported-part', `${role} of several instances is not supported.`);
  }
}

/** Reports an expression that does not parse or may not be used; any other text is fine. */
export function checkExpression(text: string, report: Report): void {
  if (!isExpression(text)) return;
  try {
    compileText(text);
  } catch (error) {
    report('expression', error instanceof Error ? error.message : String(error));
  }
}
