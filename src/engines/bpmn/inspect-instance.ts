// What can be seen of an instance from outside. Refuses to change it.

import type { CompiledProcess } from './compile-process.ts';
import type { InstanceState, Token, Variables } from './elements/instance.ts';
import type { ElementKind } from './elements/process-graph.ts';
import { Evaluation } from './evaluation.ts';

/** The variables that the token's element sees. */
export function listVisibleVariables(
  process: CompiledProcess,
  state: InstanceState,
  tokenId: string,
): Variables {
  return new Evaluation(process, process.findProcess, state, '').variablesAt(tokenId);
}

/**
 * The elements at which something waits, oldest first, with repeats. A sub-process that only holds others is none of
 * them; a call activity is, for in its own process it is where the thread stands.
 */
export function listWaitingElements({ tokens }: InstanceState): readonly string[] {
  const holders = new Set(tokens.flatMap((token) => token.scope ?? []));
  const waits = (token: Token) => token.calls !== undefined || (!holders.has(token.id) && !token.loop);
  return tokens.filter(waits).map((token) => token.element);
}

/** Of what kind the element is at which the token stands, in its own process or in one that is called. */
export function findElementKind(process: CompiledProcess, state: InstanceState, token: Token): ElementKind {
  return new Evaluation(process, process.findProcess, state, '').nodeOf(token).element.kind;
}
