// From a stored description to the graph that runs: nodes with their neighbours, expressions parsed once.

import { type CompiledExpression, compileExpression } from '#engines/feel';
import { buildNodes } from './build-nodes.ts';
import { behaviourOf } from './elements/behaviours.ts';
import type { ProcessDescription, ProcessNode } from './elements/process-graph.ts';

/** A process ready to run; shared by all its instances and never changed. */
export interface CompiledProcess {
  /** What it was compiled from: JSON of this, parsed and compiled again, behaves the same. */
  readonly description: ProcessDescription;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly start: ProcessNode;
  /** By their source text with its leading '='. */
  readonly expressions: ReadonlyMap<string, CompiledExpression>;
}

/**
 * Compiles what describeProcess gave, now or years ago; it is not validated again.
 * @throws Error where the description is not one of ours
 */
export function compileProcess(description: ProcessDescription): CompiledProcess {
  const nodes = buildNodes(description);
  const start = nodes.get(description.elements.find(({ kind }) => kind === 'startEvent')?.id ?? '');
  if (description.format !== 1 || !start) throw new Error('This is not the description of a process.');
  const texts = [
    ...description.elements.flatMap((element) => behaviourOf(element).texts?.(element) ?? []),
    ...description.flows.flatMap((flow) => flow.condition ?? []),
  ];
  const sources = new Set(texts.filter((text) => text.startsWith('=')));
  const expressions = new Map([...sources].map((source) => [source, compileExpression(source)]));
  return { description, nodes, start, expressions };
}
