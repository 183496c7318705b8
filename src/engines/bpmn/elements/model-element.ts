// A model as plain data: what the XML says, with the reader's classes, prefixes and defaults taken away.

import type { Fault } from './faults.ts';

/** One XML element of a model. */
export interface ModelElement {
  /** BPMN's name ('userTask', 'timerEventDefinition'), or vendor and name for an extension ('camunda:field'). */
  readonly type: string;
  readonly id: string | null;
  /** BPMN's own attributes; a reference is the id that it points at; text content is under 'body'. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Attributes of vendors that we know, e.g. 'camunda:assignee'; those of strangers carry no meaning here. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Child elements by the role that BPMN gives them, e.g. 'flowElements', 'eventDefinitions'. */
  readonly parts: Readonly<Record<string, readonly ModelElement[]>>;
}

/** A whole model as read, with the faults that reading it already found. */
export interface ModelDefinitions {
  readonly roots: readonly ModelElement[];
  readonly faults: readonly Fault[];
}

/** Child elements in that role; none is an empty list. */
export function listParts(model: ModelElement, role: string): readonly ModelElement[] {
  return model.parts[role] ?? [];
}

/** Text content without surrounding blanks. */
export function textOf(model: ModelElement): string {
  return (model.attributes['body'] ?? '').trim();
}

/** Type of the only event definition; undefined where there is none or more than one. */
export function findEventDefinition(model: ModelElement): ModelElement | undefined {
  const definitions = listParts(model, 'eventDefinitions');
  return definitions.length === 1 ? definitions[0] : undefined;
}

/** True for an event that is triggered by nothing: neither its own definition nor a referenced one. */
export function hasNoEventDefinition(model: ModelElement): boolean {
  return listParts(model, 'eventDefinitions').length === 0 && !('eventDefinitionRef' in model.attributes);
}
