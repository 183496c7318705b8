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
  /** What a reference points at, by the reference's name, where that is a message, signal, error or escalation. */
  readonly referred?: Readonly<Record<string, ModelElement>>;
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

/** The message, signal, error or escalation at which the reference points; undefined where it points at none. */
export function findReferred(model: ModelElement, name: string): ModelElement | undefined {
  return model.referred?.[name];
}
