// Variables that a model passes on: inputOutput, ioMapping, in and out. Refuses scripts and connectors inside them.

import type { Report } from './faults.ts';
import { listParts, type ModelElement } from './model-element.ts';
import type { ElementBase, MappedValue, Mapping } from './process-graph.ts';

/** The first extension element of that type. */
export function findChild(model: ModelElement, type: string): ModelElement | undefined {
  return listParts(model, 'extensionElements').find((child) => child.type === type);
}

export function listExtensionElements(model: ModelElement, type: string): readonly ModelElement[] {
  return listParts(model, 'extensionElements').filter((child) => child.type === type);
}

/** The texts in a value that may be expressions. */
export function textsOfValue(value: MappedValue): readonly string[] {
  if (typeof value === 'string') return [value];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap((inner: MappedValue) => textsOfValue(inner))];
}

export function textsOfMappings(mappings: readonly Mapping[] | undefined): readonly string[] {
  return (mappings ?? []).flatMap((mapping) => ('value' in mapping ? textsOfValue(mapping.value) : []));
}

/** `camunda:inputOutput` and `zeebe:ioMapping` of an activity or event. */
export function readInputsAndOutputs(
  model: ModelElement,
  report: Report,
): Pick<ElementBase, 'inputs' | 'outputs' | 'keepsResults'> {
  const zeebe = listExtensionElements(model, 'zeebe:ioMapping');
  const containers = [...listExtensionElements(model, 'camunda:inputOutput'), ...zeebe];
  const parameters = containers.flatMap((container) => listParts(container, 'children'));
  const inputs: Mapping[] = [];
  const outputs: Mapping[] = [];
  for (const parameter of parameters) {
    const mapping = readParameter(parameter, report);
    if (/:(inputParameter|input)$/.test(parameter.type)) inputs.push(mapping);
    else if (/:(outputParameter|output)$/.test(parameter.type)) outputs.push(mapping);
    else report('unsupported-extension', `${parameter.type} in a mapping is not supported.`);
  }
  return {
    ...(inputs.length > 0 && { inputs }),
    ...(outputs.length > 0 && { outputs }),
    ...(outputs.length > 0 && zeebe.length > 0 && { keepsResults: true as const }),
  };
}

function readParameter(parameter: ModelElement, report: Report): Mapping {
  const { name, source, target } = parameter.attributes;
  if (parameter.type.startsWith('zeebe:')) return { target: target ?? '', value: source ?? '' };
  const [structure] = listParts(parameter, 'children');
  return {
    target: name ?? '',
    value: structure ? readStructure(structure, report) : (parameter.attributes['body'] ?? ''),
  };
}

function readStructure(structure: ModelElement, report: Report): MappedValue {
  const children = listParts(structure, 'children');
  const inner = (child: ModelElement): MappedValue => {
    const [deeper] = listParts(child, 'children');
    return deeper && child.type !== 'camunda:list' && child.type !== 'camunda:map'
      ? readStructure(deeper, report)
      : readStructure(child, report);
  };
  switch (structure.type) {
    case 'camunda:list':
      return children.map(inner);
    case 'camunda:map':
      return Object.fromEntries(children.map((child) => [child.attributes['key'] ?? '', inner(child)]));
    case 'camunda:value':
    case 'camunda:entry':
      return structure.attributes['body'] ?? '';
    default:
      report('unsupported-extension', `${structure.type} in a mapping is not supported.`);
      return '';
  }
}

/** `in` and `out` elements of call activities and signals. */
export function readVariableMappings(
  model: ModelElement,
  type: 'camunda:in' | 'camunda:out',
  report: Report,
): { readonly all: boolean | 'local'; readonly mappings: readonly Mapping[] } {
  const mappings: Mapping[] = [];
  let all: boolean | 'local' = false;
  for (const { attributes } of listExtensionElements(model, type)) {
    const { source, sourceExpression, target, variables, businessKey } = attributes;
    const isLocal = attributes['local'] === 'true';
    if (variables === 'all') all = isLocal ? 'local' : true;
    else if (businessKey !== undefined) continue;
    else if (target === undefined || (source === undefined && sourceExpression === undefined)) {
      report('unsupported-extension', `${type} needs a source and a target.`);
    } else {
      mappings.push({
        target,
        ...(sourceExpression === undefined ? { variable: source ?? '' } : { value: sourceExpression }),
        ...(isLocal && { local: true }),
      });
    }
  }
  return { all, mappings };
}
