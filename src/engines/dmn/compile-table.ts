// A decision table made ready to run: cells parsed once, faults of FEEL by the id of their rule. Tests rules in their order.
import {
  type CompiledExpression,
  type CompiledUnaryTests,
  compileExpression,
  compileUnaryTests,
  ExpressionError,
  type Variables,
} from '#engines/feel';
import type { DecisionTable, TableInput, TableOutput, TableRule, ValueType } from './decision-model.ts';
import { DecisionError, type Report } from './faults.ts';

export interface CompiledTable {
  /** Ids of the rules that are true for these values of the inputs, in the table's order. */
  listHits(inputs: readonly unknown[], variables: Variables, now: string): readonly string[];
  /** @throws DecisionError */
  evaluate(variables: Variables, now: string): TableResult;
  /** The values of each input, where all of them are listed; undefined where one input is open. */
  readonly finiteInputs: readonly (readonly unknown[])[] | undefined;
}

export interface TableResult {
  /** The value of a single output, an object of several by their names; null where no rule hits. */
  readonly value: unknown;
  /** The rule that gave it; null where none hit. */
  readonly ruleId: string | null;
}

interface CompiledRule {
  readonly id: string;
  readonly tests: readonly CompiledUnaryTests[];
  readonly results: readonly CompiledExpression[];
}

interface Clause {
  readonly id: string;
  readonly type: ValueType;
  readonly allowed: CompiledUnaryTests | undefined;
}

interface CompiledInput extends Clause {
  readonly expression: CompiledExpression;
}

interface CompiledOutput extends Clause {
  readonly name: string;
  readonly otherwise: CompiledExpression | undefined;
}

/** Any moment: what is listed or constant does not depend on it. */
const anyMoment = '2000-01-01T00:00:00Z';

/** Undefined where a cell is not FEEL; every such cell is reported. */
export function compileTable(table: DecisionTable, report: Report): CompiledTable | undefined {
  let sound = true;
  const attempt = <Result>(element: string, source: string, work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      sound = false;
      report(element, 'not-feel', `"${source}": ${error.message}`);
      return undefined;
    }
  };
  const tests = (element: string, source: string) =>
    attempt(element, source, () => compileUnaryTests(source));
  const expression = (element: string, source: string) =>
    attempt(element, source, () => compileExpression(source));
  const allowed = ({ id, values }: TableInput | TableOutput) =>
    values === null ? undefined : tests(id, values);

  const inputs = table.inputs.map((one) => ({
    id: one.id,
    type: one.type,
    allowed: allowed(one),
    expression: expression(one.id, one.expression),
  }));
  const outputs = table.outputs.map((one) => ({
    id: one.id,
    type: one.type,
    allowed: allowed(one),
    name: one.name,
    otherwise: one.otherwise === null ? undefined : expression(one.id, one.otherwise),
  }));
  const rules = table.rules.map((rule: TableRule) => ({
    id: rule.id,
    tests: rule.tests.map((source) => tests(rule.id, source)),
    results: rule.results.map((source) => expression(rule.id, source)),
  }));
  if (!sound) return undefined;
  const parts: Parts = {
    table,
    inputs: inputs.map((one) => ({ ...one, expression: present(one.expression) })),
    outputs,
    rules: rules.map((one) => ({
      id: one.id,
      tests: one.tests.map(present),
      results: one.results.map(present),
    })),
  };
  reportConstantResults(parts, report);
  return {
    listHits: (values, variables, now) => listHits(parts, values, variables, now),
    evaluate: (variables, now) => evaluateTable(parts, variables, now),
    finiteInputs: finiteInputsOf(table),
  };
}

interface Parts {
  readonly table: DecisionTable;
  readonly inputs: readonly CompiledInput[];
  readonly outputs: readonly CompiledOutput[];
  readonly rules: readonly CompiledRule[];
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A cell that was not compiled is used.');
  return value;
}

/** The work of one cell; what FEEL refuses is told with the id of its element. */
function within<Result>(element: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) throw new DecisionError(error.code, element, error.message);
    throw error;
  }
}

function listHits(
  { rules }: Parts,
  values: readonly unknown[],
  variables: Variables,
  now: string,
): readonly string[] {
  return rules
    .filter((rule) =>
      within(rule.id, () => rule.tests.every((test, at) => test.matches(values[at], variables, now))),
    )
    .map((rule) => rule.id);
}

function evaluateTable(parts: Parts, variables: Variables, now: string): TableResult {
  const { table, inputs, outputs, rules } = parts;
  const values = inputs.map((input) => {
    const value = within(input.id, () => input.expression.evaluate(variables, now)) ?? null;
    if (value !== null) checkValue(input, value, input.id, now);
    return value;
  });
  const hits = listHits(parts, values, variables, now);
  if (table.hitPolicy === 'UNIQUE' && hits.length > 1)
    throw new DecisionError(
      'two-rules-hit',
      table.id,
      `The rules ${hits.join(' and ')} are both true, in a table where only one may be.`,
      hits,
    );
  const rule = rules.find((one) => one.id === hits[0]);
  const results = outputs.map((output, at) => {
    const source = rule?.results[at] ?? output.otherwise;
    if (source === undefined) return null;
    const element = rule?.id ?? output.id;
    const value = within(element, () => source.evaluate(variables, now)) ?? null;
    checkValue(output, value, element, now);
    return value;
  });
  const isEmpty = rule === undefined && outputs.every((one) => one.otherwise === undefined);
  return {
    value: isEmpty
      ? null
      : outputs.length === 1
        ? results[0]
        : Object.fromEntries(outputs.map((one, at) => [one.name, results[at]])),
    ruleId: rule?.id ?? null,
  };
}

/** @throws DecisionError where the value has another type than the clause declares, or is not among its values */
function checkValue({ type, allowed }: Clause, value: unknown, element: string, now: string): void {
  const shown = JSON.stringify(value) ?? String(value);
  if (type !== 'Any' && typeof value !== type)
    throw new DecisionError('wrong-type', element, `${shown} is no ${type}.`);
  if (allowed !== undefined && !within(element, () => allowed.matches(value, {}, now)))
    throw new DecisionError(
      'value-not-listed',
      element,
      `${shown} is not among the values that are allowed.`,
    );
}

/** Results that need no variable are judged at deployment, so that a misspelt one is not found by a citizen. */
function reportConstantResults({ rules, outputs }: Parts, report: Report): void {
  for (const rule of rules) {
    rule.results.forEach((result, at) => {
      const output = outputs[at];
      if (output === undefined) return;
      try {
        checkValue(output, result.evaluate({}, anyMoment) ?? null, rule.id, anyMoment);
      } catch (error) {
        if (error instanceof ExpressionError && error.code === 'undefined-variable') return;
        if (error instanceof DecisionError) report(rule.id, error.code, error.message);
        else if (error instanceof ExpressionError) report(rule.id, 'expression-failed', error.message);
        else throw error;
      }
    });
  }
}

function finiteInputsOf(table: DecisionTable): readonly (readonly unknown[])[] | undefined {
  const listed = table.inputs.map(listValues);
  const finite = listed.filter((one) => one !== undefined);
  return finite.length === listed.length ? finite : undefined;
}

/** The values of an input where they are a list of literals; both of a boolean; undefined for an interval or any text. */
function listValues({ values, type }: TableInput): readonly unknown[] | undefined {
  if (values === null) return type === 'boolean' ? [true, false] : undefined;
  try {
    const listed = compileExpression(`[${values}]`).evaluate({}, anyMoment);
    const isScalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
    return Array.isArray(listed) && listed.every(isScalar) ? listed : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
