// How often an activity is to be done, as the model says it. Refuses what the standard leaves open.

import { findExtension } from './extensions.ts';
import type { Report } from './faults.ts';
import { listParts, type ModelElement, textOf } from './model-element.ts';
import type { Loop } from './process-graph.ts';
import { findChild } from './variable-mapping.ts';

/** Parts and extensions of loop characteristics that are read here. */
export const loopParts: readonly string[] = [
  'loopCardinality',
  'completionCondition',
  'inputDataItem',
  'outputDataItem',
  'loopCondition',
];
export const loopExtensions: readonly string[] = [
  'camunda:collection',
  'camunda:elementVariable',
  'camunda:elementIndexVariable',
  'zeebe:loopCharacteristics',
];

/** BPMN 2.0, 10.2.8; undefined for an activity that is done once. */
export function readLoop(activity: ModelElement, report: Report): Loop | undefined {
  const [model] = listParts(activity, 'loopCharacteristics');
  if (!model) return undefined;
  return model.type === 'standardLoopCharacteristics'
    ? readStandardLoop(model, report)
    : readInstances(model, report);
}

function textIn(model: ModelElement, role: string): string | undefined {
  const [part] = listParts(model, role);
  const text = part ? textOf(part) : '';
  return text === '' ? undefined : text;
}

function readStandardLoop(model: ModelElement, report: Report): Loop {
  const condition = textIn(model, 'loopCondition');
  const maximum = model.attributes['loopMaximum'];
  if (condition === undefined && maximum === undefined) {
    report('loop-without-end', 'A loop needs a condition or a maximum.');
  }
  return {
    type: 'loop',
    testBefore: model.attributes['testBefore'] === 'true',
    ...(condition !== undefined && { condition }),
    ...(maximum !== undefined && { maximum }),
  };
}

function readInstances(model: ModelElement, report: Report): Loop {
  const zeebe = findChild(model, 'zeebe:loopCharacteristics')?.attributes;
  const [item] = listParts(model, 'inputDataItem');
  const cardinality = textIn(model, 'loopCardinality');
  const collection =
    findExtension(model, 'camunda:collection') ??
    zeebe?.['inputCollection'] ??
    model.attributes['loopDataInputRef'];
  const elementVariable =
    findExtension(model, 'camunda:elementVariable') ??
    zeebe?.['inputElement'] ??
    item?.attributes['name'] ??
    item?.id ??
    undefined;
  const indexVariable = findExtension(model, 'camunda:elementIndexVariable');
  const until = textIn(model, 'completionCondition');
  const outputCollection = zeebe?.['outputCollection'];
  const outputElement = zeebe?.['outputElement'];
  if (cardinality === undefined && collection === undefined) {
    report('loop-without-count', 'Several instances need a number (loopCardinality) or a collection.');
  }
  return {
    type: 'instances',
    sequential: model.attributes['isSequential'] === 'true',
    ...(collection === undefined && cardinality !== undefined && { cardinality }),
    ...(collection !== undefined && { collection }),
    ...(elementVariable !== undefined && { elementVariable }),
    ...(indexVariable !== undefined && { indexVariable }),
    ...(until !== undefined && { until }),
    ...(outputCollection !== undefined && { outputCollection }),
    ...(outputElement !== undefined && { outputElement }),
  };
}

/** Texts of the loop that may be expressions. */
export function textsOfLoop(loop: Loop | undefined): readonly string[] {
  if (!loop) return [];
  const texts =
    loop.type === 'loop'
      ? [loop.condition, loop.maximum]
      : [loop.cardinality, loop.collection, loop.until, loop.outputElement];
  return texts.flatMap((text) => text ?? []);
}
