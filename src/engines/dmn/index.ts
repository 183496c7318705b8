// The face of the decision engine: DMN tables and expressions as a pure function. No input or output, no clock.

/**
 * Deployment. XML → readDecisions (all faults) → DecisionModel (plain JSON, to be stored once per version) →
 * compileDecisions (once per machine and version). Running: `compiled.evaluate(decisionId, variables, now)`.
 *
 * Known: DMN 1.3 files and later ones within 1.3; decision tables with the hit policies UNIQUE and FIRST; literal
 * expressions; decisions that require decisions; inputs with any FEEL expression; typed outputs, their lists of values
 * and defaults. Everything else is refused with the id of its element.
 */
export { type CompiledDecisions, compileDecisions, type DecisionResult } from './compile-decisions.ts';
export type {
  Decision,
  DecisionModel,
  DecisionTable,
  ExpressionLogic,
  TableInput,
  TableOutput,
  TableRule,
} from './decision-model.ts';
export { DecisionError, type DecisionErrorCode, DecisionsRefused, type Fault } from './faults.ts';
export { combine } from './find-overlaps.ts';
export { readDecisions } from './read-decisions.ts';
