// From a stored description to the graph that runs: nodes with their neighbours, expressions parsed once.

import { buildGraph } from './build-graph.ts';
import type { Graph, ProcessDescription } from './elements/process-graph.ts';
import { upgradeDescription } from './upgrade-description.ts';

/** Finds the process that a call activity calls; undefined where there is none of that id. */
export type FindProcess = (id: string) => CompiledProcess | undefined;

/** A process ready to run; shared by all its instances and never changed. */
export interface CompiledProcess extends Graph {
  /** What it was compiled from: JSON of this, parsed and compiled again, behaves the same. */
  readonly description: ProcessDescription;
  readonly findProcess: FindProcess;
}

/**
 * Compiles what describeProcess gave, now or years ago; it is not validated again.
 * @param findProcess the processes that its call activities may call; itself among them where it calls itself
 * @throws Error where the description is not one of ours
 */
export function compileProcess(
  description: unknown,
  findProcess: FindProcess = () => undefined,
): CompiledProcess {
  const upgraded = upgradeDescription(description);
  return { ...buildGraph(upgraded), description: upgraded, findProcess };
}
