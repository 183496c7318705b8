// From a model to the description of its process. Refuses, with every fault at once, what the engine can't keep.

import { compileExpression } from '#engines/feel';
import { behaviours } from './elements/behaviours.ts';
import { checkExtensions } from './elements/extensions.ts';
import { type Fault, ModelRefused, type Report } from './elements/faults.ts';
import { listParts, type ModelDefinitions, type ModelElement, textOf } from './elements/model-element.ts';
import type { ProcessDescription, ProcessElement, SequenceFlow } from './elements/process-graph.ts';
import { validateGraph } from './validate-graph.ts';

/** Parts that document, draw or measure, and never change the path of an instance. */
const silentParts = new Set([
  'documentation',
  'extensionElements',
  'auditing',
  'monitoring',
  'eventDefinitionRef',
]);
const silentProcessParts = new Set([...silentParts, 'flowElements', 'laneSets', 'artifacts']);
const silentElements = new Set(['dataObject', 'dataObjectReference', 'dataStoreReference']);

const looseEnds = new Set(['flow-without-source', 'flow-without-target', 'boundary-without-host']);

/** Attributes of BPMN that ask for a behaviour which is not supported, with the only value that does not. */
const fixedAttributes = { isForCompensation: 'false', startQuantity: '1', completionQuantity: '1' };

/**
 * All faults of the model: those of its text, its elements and its graphs, over every executable process.
 * An empty list means that describeProcess gives a description for each of them.
 */
export function validateModel(definitions: ModelDefinitions): readonly Fault[] {
  const processes = listExecutable(definitions);
  const faults: Fault[] = [...definitions.faults];
  if (processes.length === 0) {
    faults.push({ element: null, rule: 'no-process', message: 'The model has no executable process.' });
  }
  for (const process of processes) readProcess(process, faults);
  // A reference to nothing was told by name when the text was read; the loose end that it leaves is the same mistake.
  const unresolved = new Set(
    faults.flatMap((fault) => (fault.rule === 'unresolved-reference' ? [fault.element] : [])),
  );
  return faults.filter((fault) => !(looseEnds.has(fault.rule) && unresolved.has(fault.element)));
}

/**
 * The process in plain JSON, ready to be stored and compiled.
 * @param processId may be left out where the model has one executable process
 * @throws ModelRefused with all faults of the model
 */
export function describeProcess(definitions: ModelDefinitions, processId?: string): ProcessDescription {
  const faults = validateModel(definitions);
  if (faults.length > 0) throw new ModelRefused(faults);
  const candidates = listExecutable(definitions).filter(
    ({ id }) => processId === undefined || id === processId,
  );
  const [process, another] = candidates;
  if (!process || another) {
    const message = processId
      ? `The model has no executable process "${processId}".`
      : 'The model has several processes: say which.';
    throw new ModelRefused([{ element: processId ?? null, rule: 'no-process', message }]);
  }
  return readProcess(process, []);
}

/** A process that says isExecutable="false" is a drawing; one that says nothing is taken at its word. */
function listExecutable(definitions: ModelDefinitions): readonly ModelElement[] {
  return definitions.roots.filter(
    (root) => root.type === 'process' && root.attributes['isExecutable'] !== 'false',
  );
}

function readProcess(process: ModelElement, faults: Fault[]): ProcessDescription {
  const reportAt =
    (element: string | null): Report =>
    (rule, message) =>
      faults.push({ element, rule, message });
  const report = reportAt(process.id);
  if (process.id === null) report('missing-id', 'The process has no id.');
  checkParts(process, silentProcessParts, report);
  checkExtensions(process, [], report);

  const models = listParts(process, 'flowElements').filter((model) => !silentElements.has(model.type));
  const flowModels = models.filter((model) => model.type === 'sequenceFlow');
  const nodeModels = models.filter((model) => model.type !== 'sequenceFlow');
  const defaults = new Set(nodeModels.flatMap((model) => model.attributes['default'] ?? []));

  const description: ProcessDescription = {
    format: 1,
    id: process.id ?? '',
    name: process.attributes['name'] ?? process.id ?? '',
    elements: nodeModels.flatMap((model) => readElement(model, reportAt(model.id)) ?? []),
    flows: flowModels.map((model, index) => readFlow(model, index, defaults, reportAt(model.id))),
  };
  validateGraph(description, nodeModels, reportAt);
  return description;
}

function readElement(model: ModelElement, report: Report): ProcessElement | undefined {
  const behaviour = behaviours.find((candidate) => candidate.recognises(model));
  if (model.id === null) report('missing-id', `A ${model.type} has no id.`);
  if (!behaviour) {
    report('unsupported-element', `${nameKind(model)} is not supported.`);
    return undefined;
  }
  checkParts(model, new Set([...silentParts, ...(behaviour.parts ?? [])]), report);
  checkExtensions(model, behaviour.honours ?? [], report);
  for (const [name, only] of Object.entries(fixedAttributes)) {
    const value = model.attributes[name] ?? only;
    if (value !== only) report('unsupported-attribute', `${name}="${value}" is not supported.`);
  }
  const base = { id: model.id ?? '', name: model.attributes['name'] ?? model.id ?? '' };
  const element = behaviour.read(model, base, report);
  for (const text of behaviour.texts?.(element) ?? []) checkExpression(text, report);
  return element;
}

/** 'startEvent with messageEventDefinition' */
function nameKind(model: ModelElement): string {
  const definitions = listParts(model, 'eventDefinitions').map((definition) => definition.type);
  return definitions.length > 0 ? `${model.type} with ${definitions.join(' and ')}` : model.type;
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
}

/** Reports an expression that does not parse or may not be used; any other text is fine. */
function checkExpression(text: string, report: Report): void {
  if (!text.startsWith('=')) return;
  try {
    compileExpression(text);
  } catch (error) {
    report('expression', error instanceof Error ? error.message : String(error));
  }
}

/** BPMN lets a flow go without id; it gets one from its ends and its place. */
function readFlow(
  model: ModelElement,
  index: number,
  defaults: ReadonlySet<string>,
  report: Report,
): SequenceFlow {
  const source = model.attributes['sourceRef'] ?? '';
  const target = model.attributes['targetRef'] ?? '';
  const id = model.id ?? `${source}-${target}-${index + 1}`;
  checkExtensions(model, [], report);
  const condition = readCondition(model, report);
  return {
    id,
    source,
    target,
    ...(condition !== undefined && { condition }),
    ...(defaults.has(id) && { default: true }),
  };
}

function readCondition(model: ModelElement, report: Report): string | undefined {
  const [expression] = listParts(model, 'conditionExpression');
  if (!expression) return undefined;
  const condition = textOf(expression);
  const language = expression.attributes['language'] ?? 'feel';
  if (!/feel/i.test(language) || !condition.startsWith('=')) {
    report('unsupported-expression', `The condition "${condition}" must be FEEL and begin with "=".`);
  } else checkExpression(condition, report);
  return condition;
}
