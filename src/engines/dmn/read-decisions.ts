// The way from a DMN file to a decision model that may be published. Refuses it with every fault at once.
import { compileDecisions } from './compile-decisions.ts';
import type { DecisionModel } from './decision-model.ts';
import { describeDecisions } from './describe-decisions.ts';
import { DecisionsRefused, type Fault } from './faults.ts';
import { readModel } from './read-model.ts';

/**
 * Reads DMN 1.3 (or later, within what 1.3 has) into plain JSON, to be stored once for a published version.
 * @throws DecisionsRefused with every fault: of the XML, of structure, of FEEL, and rules that can be true together
 */
export async function readDecisions(xml: string): Promise<DecisionModel> {
  const { root, faults } = await readModel(xml);
  const found: Fault[] = [...faults];
  const model = describeDecisions(root, (element, rule, message) => {
    found.push({ element, rule, message });
  });
  try {
    compileDecisions(model);
  } catch (error) {
    if (!(error instanceof DecisionsRefused)) throw error;
    // A table without a hit policy that is known was read as UNIQUE: what that finds says nothing.
    const unknownPolicy = new Set(
      found.filter((one) => one.rule === 'unsupported-hit-policy').map((one) => one.element),
    );
    found.push(
      ...error.faults.filter((one) => one.rule !== 'two-rules-hit' || !unknownPolicy.has(one.element)),
    );
  }
  if (found.length > 0) throw new DecisionsRefused(found);
  return model;
}
