// From a model to the description of its process. Refuses, with every fault at once, what the engine can't keep.

import { readData } from './elements/data-objects.ts';
import { checkExtensions } from './elements/extensions.ts';
import { type Fault, ModelRefused } from './elements/faults.ts';
import { listParts, type ModelDefinitions, type ModelElement } from './elements/model-element.ts';
import type { ProcessDescription, ProcessElement, SequenceFlow } from './elements/process-graph.ts';
import { isContainer, type ReportAt, readElement, silentElements, silentParts } from './read-element.ts';
import { readFlow } from './read-flow.ts';
import { validateGraph } from './validate-graph.ts';

const silentProcessParts = new Set([
  ...silentParts,
  'flowElements',
  'laneSets',
  'artifacts',
  'resources',
  'properties',
  'ioSpecification',
  'correlationSubscriptions',
]);

const looseEnds = new Set([
  'flow-without-source',
  'flow-without-target',
  'boundary-without-host',
  'message-missing',
  'signal-missing',
]);

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
  faults.push(...findSignalsTwice(definitions));
  for (const process of processes) readProcess(process, faults);
  // A reference to nothing was told by name when the text was read; the loose end that it leaves is the same mistake.
  const unresolved = new Set(
    faults.flatMap((fault) => (fault.rule === 'unresolved-reference' ? [fault.element] : [])),
  );
  return faults.filter((fault) => !(looseEnds.has(fault.rule) && unresolved.has(fault.element)));
}

/** A signal goes by its name: two of one name would be one, whatever else they say. */
function findSignalsTwice({ roots }: ModelDefinitions): readonly Fault[] {
  const signals = roots.filter(({ type }) => type === 'signal');
  return signals.flatMap(({ id, attributes }, place): Fault[] => {
    const { name } = attributes;
    const isFirst = signals.findIndex((other) => other.attributes['name'] === name) === place;
    return name === undefined || isFirst
      ? []
      : [{ element: id, rule: 'signal-twice', message: `Another signal has the name "${name}".` }];
  });
}

/**
 * The process in plain JSON, ready to be stored and compiled.
 * @param processId may be left out where the model has one executable process
 * @throws ModelRefused with all faults of the model
 */
export function describeProcess(definitions: ModelDefinitions, processId?: string): ProcessDescription {
  const candidates = describeProcesses(definitions).filter(
    ({ id }) => processId === undefined || id === processId,
  );
  const [process, another] = candidates;
  if (!process || another) {
    const message = processId
      ? `The model has no executable process "${processId}".`
      : 'The model has several processes: say which.';
    throw new ModelRefused([{ element: processId ?? null, rule: 'no-process', message }]);
  }
  return process;
}

/**
 * Every executable process of the model.
 * @throws ModelRefused with all faults of the model
 */
export function describeProcesses(definitions: ModelDefinitions): readonly ProcessDescription[] {
  const faults = validateModel(definitions);
  if (faults.length > 0) throw new ModelRefused(faults);
  return listExecutable(definitions).map((process) => readProcess(process, []));
}

/** A process that says isExecutable="false" is a drawing; one that says nothing is taken at its word. */
function listExecutable(definitions: ModelDefinitions): readonly ModelElement[] {
  return definitions.roots.filter(
    (root) => root.type === 'process' && root.attributes['isExecutable'] !== 'false',
  );
}

function readProcess(process: ModelElement, faults: Fault[]): ProcessDescription {
  const reportAt: ReportAt = (element) => (rule, message) => faults.push({ element, rule, message });
  const report = reportAt(process.id);
  if (process.id === null) report('missing-id', 'The process has no id.');
  for (const role of Object.keys(process.parts).filter((role) => !silentProcessParts.has(role))) {
    report('unsupported-part', `${role} of a process is not supported.`);
  }
  checkExtensions({ ...process, parts: ownParts(process) }, [], report);

  const content = readContainer(process, undefined, reportAt);
  const description: ProcessDescription = {
    format: 2,
    id: process.id ?? '',
    name: process.attributes['name'] ?? process.id ?? '',
    elements: joinHandlers(content.elements, content.associations),
    flows: content.flows,
    ...readData(process),
  };
  validateGraph(description, content.models, reportAt);
  return description;
}

/** Lanes, artifacts and data say nothing about the path of an instance. */
function ownParts({ parts }: ModelElement): ModelElement['parts'] {
  const { extensionElements } = parts;
  return extensionElements ? { extensionElements } : {};
}

interface Content {
  readonly elements: readonly ProcessElement[];
  readonly flows: readonly SequenceFlow[];
  /** The model's own elements, so that those that are refused still count as there. */
  readonly models: readonly ModelElement[];
  /** Source and target of each association. */
  readonly associations: readonly (readonly [string, string])[];
}

function readContainer(container: ModelElement, parent: string | undefined, reportAt: ReportAt): Content {
  const models = listParts(container, 'flowElements').filter((model) => !silentElements.has(model.type));
  const flowModels = models.filter((model) => model.type === 'sequenceFlow');
  const nodeModels = models.filter((model) => model.type !== 'sequenceFlow');
  const defaults = new Set(nodeModels.flatMap((model) => model.attributes['default'] ?? []));
  const inner = nodeModels.filter(isContainer).map((model) => readContainer(model, model.id ?? '', reportAt));
  const associations = listParts(container, 'artifacts').flatMap(({ type, attributes }) => {
    const { sourceRef, targetRef } = attributes;
    return type === 'association' && sourceRef && targetRef ? [[sourceRef, targetRef] as const] : [];
  });
  return {
    elements: [
      ...nodeModels.flatMap((model) => readElement(model, parent, reportAt(model.id)) ?? []),
      ...inner.flatMap(({ elements }) => elements),
    ],
    flows: [
      ...flowModels.map((model, index) => readFlow(model, index, defaults, reportAt(model.id))),
      ...inner.flatMap(({ flows }) => flows),
    ],
    models: [...nodeModels, ...inner.flatMap((content) => content.models)],
    associations: [...associations, ...inner.flatMap((content) => content.associations)],
  };
}

/** An association joins a compensation event with the activity that compensates; either end may be written first. */
function joinHandlers(
  elements: readonly ProcessElement[],
  associations: Content['associations'],
): readonly ProcessElement[] {
  const handlers = new Set(elements.flatMap((element) => ('forCompensation' in element ? [element.id] : [])));
  return elements.map((element) => {
    if (element.kind !== 'boundaryEvent' || element.trigger.type !== 'compensation') return element;
    const joined = associations.flatMap(([source, target]) =>
      source === element.id ? [target] : target === element.id ? [source] : [],
    );
    const handler = joined.find((id) => handlers.has(id));
    return handler === undefined ? element : { ...element, handler };
  });
}
