// A decision model made ready to run: evaluates a decision after those that it requires. Refuses a model with faults.
import { compileExpression, ExpressionError, type Variables } from '#engines/feel';
import { type CompiledTable, compileTable, type TableResult } from './compile-table.ts';
import type { Decision, DecisionModel, ExpressionLogic, ValueType } from './decision-model.ts';
import { DecisionError, DecisionsRefused, type Fault, type Report } from './faults.ts';
import { findOverlaps } from './find-overlaps.ts';

/** What a decision says, and the rule that said it; `ruleId` is null for an expression and where no rule hit. */
export type DecisionResult = TableResult;

export interface CompiledDecisions {
  readonly model: DecisionModel;
  /**
   * @param variables what tables and expressions may name; plain JSON
   * @param now ISO 8601; what FEEL's now() and today() read
   * @throws DecisionError
   */
  evaluate(decisionId: string, variables: Variables, now: string): DecisionResult;
}

type Runner = (variables: Variables, now: string) => DecisionResult;

/** @throws DecisionsRefused with every fault of FEEL, and rules of a UNIQUE table that can be true together */
export function compileDecisions(model: DecisionModel): CompiledDecisions {
  const faults: Fault[] = [];
  const report: Report = (element, rule, message) => {
    faults.push({ element, rule, message });
  };
  const runners = new Map<string, Runner>();
  for (const decision of model.decisions) {
    const runner = compileLogic(decision, report);
    if (runner !== undefined) runners.set(decision.id, runner);
  }
  if (faults.length > 0) throw new DecisionsRefused(faults);
  const byId = new Map(model.decisions.map((one) => [one.id, one]));

  const evaluate = (decisionId: string, variables: Variables, now: string): DecisionResult => {
    const decision = byId.get(decisionId);
    const runner = runners.get(decisionId);
    if (decision === undefined || runner === undefined)
      throw new DecisionError('no-such-decision', decisionId, `There is no decision "${decisionId}".`);
    const seen: Record<string, unknown> = { ...variables };
    for (const required of decision.requires)
      seen[byId.get(required)?.variable ?? required] = evaluate(required, variables, now).value;
    return runner(seen, now);
  };
  return { model, evaluate };
}

function compileLogic({ logic }: Decision, report: Report): Runner | undefined {
  if (logic.kind === 'expression') return compileLiteral(logic, report);
  const table = compileTable(logic, report);
  if (table === undefined) return undefined;
  if (logic.hitPolicy === 'UNIQUE') reportOverlaps(logic.id, table, report);
  return (variables, now) => table.evaluate(variables, now);
}

function reportOverlaps(tableId: string, table: CompiledTable, report: Report): void {
  for (const { ruleIds, values } of findOverlaps(table)) {
    report(
      tableId,
      'two-rules-hit',
      `The rules ${ruleIds.join(' and ')} are both true for ${values.map((one) => JSON.stringify(one)).join(', ')}, in a table where only one may be.`,
    );
  }
}

function compileLiteral({ id, type, expression }: ExpressionLogic, report: Report): Runner | undefined {
  try {
    const compiled = compileExpression(expression);
    return (variables, now) => ({
      value: evaluateLiteral(id, type, () => compiled.evaluate(variables, now)),
      ruleId: null,
    });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    report(id, 'not-feel', error.message);
    return undefined;
  }
}

function evaluateLiteral(id: string, type: ValueType, work: () => unknown): unknown {
  try {
    const value = work() ?? null;
    if (value !== null && type !== 'Any' && typeof value !== type)
      throw new DecisionError('wrong-type', id, `${JSON.stringify(value) ?? String(value)} is no ${type}.`);
    return value;
  } catch (error) {
    if (error instanceof ExpressionError) throw new DecisionError(error.code, id, error.message);
    throw error;
  }
}
