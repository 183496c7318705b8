// Data objects: variables that a process or sub-process begins with. Objects without a value say nothing and are not kept.

import { listParts, type ModelElement } from './model-element.ts';
import { findChild } from './variable-mapping.ts';

/** The values that `flowable:value` gives to the container's data objects, by the object's name. */
export function readData(container: ModelElement): { readonly data?: Readonly<Record<string, unknown>> } {
  const values = listParts(container, 'flowElements').flatMap((element): [string, unknown][] => {
    const value = element.type === 'dataObject' ? findChild(element, 'camunda:value') : undefined;
    const text = value?.attributes['body'];
    const name = element.attributes['name'] ?? element.id;
    if (text === undefined || name === null) return [];
    return [[name, toValue(text, element.attributes['itemSubjectRef'] ?? '')]];
  });
  return values.length === 0 ? {} : { data: Object.fromEntries(values) };
}

function toValue(text: string, type: string): unknown {
  const trimmed = text.trim();
  if (/:(int|integer|long|double|float|decimal|short)$/.test(type) && trimmed !== '') {
    const number = Number(trimmed);
    return Number.isNaN(number) ? text : number;
  }
  if (/:boolean$/.test(type)) return trimmed === 'true';
  return text;
}
