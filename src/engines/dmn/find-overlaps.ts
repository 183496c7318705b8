// Rules of one table that are true together, found by trying every combination of listed values. Knows finite inputs only.
import type { CompiledTable } from './compile-table.ts';
import { DecisionError } from './faults.ts';

const COMBINATIONS_MAX = 20_000;
const anyMoment = '2000-01-01T00:00:00Z';

export interface Overlap {
  readonly ruleIds: readonly string[];
  /** The values of the inputs with which it was found first. */
  readonly values: readonly unknown[];
}

/**
 * Each set of rules that hit together, once. Empty where an input is open, where a rule compares with a variable, or
 * where there are more combinations than anyone would wait for: evaluation still refuses two hits.
 */
export function findOverlaps({ finiteInputs, listHits }: CompiledTable): readonly Overlap[] {
  if (finiteInputs === undefined) return [];
  const count = finiteInputs.reduce((product, values) => product * values.length, 1);
  if (count > COMBINATIONS_MAX) return [];
  const found = new Map<string, Overlap>();
  for (const values of combine(finiteInputs)) {
    const ruleIds = tryHits(() => listHits(values, {}, anyMoment));
    if (ruleIds.length > 1 && !found.has(ruleIds.join())) found.set(ruleIds.join(), { ruleIds, values });
  }
  return [...found.values()];
}

function tryHits(work: () => readonly string[]): readonly string[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof DecisionError) return [];
    throw error;
  }
}

/** Every way to take one value of each list; one empty way where there is no list. */
export function* combine(lists: readonly (readonly unknown[])[]): Generator<readonly unknown[]> {
  const [first, ...others] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first) for (const rest of combine(others)) yield [value, ...rest];
}
