// From the reader's elements to a decision model of plain JSON, with every fault of structure. FEEL is judged elsewhere.
import type { ModdleElement } from 'dmn-moddle';
import {
  type Decision,
  type DecisionModel,
  type DecisionTable,
  type ExpressionLogic,
  type HitPolicy,
  hitPolicies,
  type TableInput,
  type TableOutput,
  type TableRule,
  type ValueType,
  valueTypes,
} from './decision-model.ts';
import type { Report } from './faults.ts';

/** What may stand in a model beside decisions, for it says nothing that runs. */
const silentTypes = ['InputData', 'KnowledgeSource', 'OrganisationalUnit', 'PerformanceIndicator'];
/** FEEL by the URIs of the versions of DMN; a model that names none means FEEL. */
const feelLanguage = /\/FEEL\/?$|^feel$/i;

export function describeDecisions(root: ModdleElement, report: Report): DecisionModel {
  for (const part of [...childrenOf(root, 'import'), ...childrenOf(root, 'itemDefinition')])
    report(
      part.id ?? textOf(part, 'name') ?? null,
      'unsupported-element',
      `This engine does not run ${typeOf(part)}: write types and values into the tables themselves.`,
    );
  const elements = childrenOf(root, 'drgElement');
  for (const one of elements) {
    if (typeOf(one) !== 'Decision' && !silentTypes.includes(typeOf(one)))
      report(one.id ?? null, 'unsupported-element', `This engine does not run a ${typeOf(one)}.`);
  }
  const decisions = elements
    .filter((one) => typeOf(one) === 'Decision')
    .flatMap((one) => describeDecision(one, report) ?? []);
  if (decisions.length === 0) report(null, 'no-decisions', 'The model has no decision that could run.');
  checkRequirements(decisions, report);
  return { id: root.id ?? '', name: textOf(root, 'name') ?? '', decisions };
}

function describeDecision(element: ModdleElement, report: Report): Decision | undefined {
  const { id } = element;
  if (id === undefined) {
    report(null, 'missing-id', `The decision "${textOf(element, 'name') ?? ''}" has no id.`);
    return undefined;
  }
  if (childrenOf(element, 'knowledgeRequirement').length > 0)
    report(id, 'unsupported-element', 'This engine does not run business knowledge models.');
  const logic = childrenOf(element, 'decisionLogic')[0];
  const described = logic === undefined ? undefined : describeLogic(logic, id, report);
  if (logic === undefined) report(id, 'no-logic', 'The decision has neither a table nor an expression.');
  const requires = childrenOf(element, 'informationRequirement').flatMap((requirement) =>
    childrenOf(requirement, 'requiredDecision').map((one) => (textOf(one, 'href') ?? '').replace(/^#/, '')),
  );
  const variable = childrenOf(element, 'variable')[0];
  return described === undefined
    ? undefined
    : {
        id,
        name: textOf(element, 'name') ?? id,
        variable: (variable === undefined ? undefined : textOf(variable, 'name')) ?? id,
        requires,
        logic: described,
      };
}

function describeLogic(
  element: ModdleElement,
  decisionId: string,
  report: Report,
): Decision['logic'] | undefined {
  checkLanguage(element, element.id ?? decisionId, report);
  if (typeOf(element) === 'DecisionTable') return describeTable(element, decisionId, report);
  if (typeOf(element) === 'LiteralExpression') return describeExpression(element, decisionId, report);
  report(
    element.id ?? decisionId,
    'unsupported-logic',
    `Decisions are tables or literal expressions; this engine does not run a ${typeOf(element)}.`,
  );
  return undefined;
}

function describeExpression(element: ModdleElement, decisionId: string, report: Report): ExpressionLogic {
  const id = element.id ?? decisionId;
  const expression = textOf(element, 'text')?.trim() ?? '';
  if (expression === '') report(id, 'empty-expression', 'The expression is empty.');
  return { kind: 'expression', id, type: typeRefOf(element, id, report), expression };
}

function describeTable(element: ModdleElement, decisionId: string, report: Report): DecisionTable {
  const id = element.id ?? decisionId;
  const inputs = childrenOf(element, 'input').map((one, at) =>
    describeInput(one, `${id}-input-${at + 1}`, report),
  );
  const multiple = childrenOf(element, 'output').length > 1;
  const outputs = childrenOf(element, 'output').map((one, at) =>
    describeOutput(one, `${id}-output-${at + 1}`, multiple, report),
  );
  const rules = childrenOf(element, 'rule').map((one, at) => {
    const rule = describeRule(one, `${id}-rule-${at + 1}`, report);
    checkEntries(rule, inputs.length, outputs.length, report);
    return rule;
  });
  const names = outputs.map((one) => one.name);
  if (outputs.length === 0) report(id, 'no-outputs', 'The table has no output.');
  if (rules.length === 0) report(id, 'no-rules', 'The table has no rule.');
  for (const name of new Set(names.filter((one, at) => names.indexOf(one) !== at)))
    report(id, 'duplicate-output', `Two outputs are named "${name}".`);
  return { kind: 'table', id, hitPolicy: hitPolicyOf(element, id, report), inputs, outputs, rules };
}

function hitPolicyOf(element: ModdleElement, id: string, report: Report): HitPolicy {
  const written = textOf(element, 'hitPolicy') ?? 'UNIQUE';
  const found = hitPolicies.find((one) => one === written);
  if (found === undefined || textOf(element, 'aggregation') !== undefined)
    report(
      id,
      'unsupported-hit-policy',
      `The hit policy "${written}" is not supported; this engine knows ${hitPolicies.join(' and ')}.`,
    );
  return found ?? 'UNIQUE';
}

function describeInput(element: ModdleElement, otherwise: string, report: Report): TableInput {
  const id = element.id ?? otherwise;
  const expression = childrenOf(element, 'inputExpression')[0];
  const written = expression === undefined ? '' : (textOf(expression, 'text')?.trim() ?? '');
  if (expression !== undefined) checkLanguage(expression, id, report);
  if (written === '') report(id, 'empty-expression', 'The input has no expression.');
  return {
    id,
    label: textOf(element, 'label') ?? written,
    expression: written,
    type: expression === undefined ? 'Any' : typeRefOf(expression, id, report),
    values: valuesOf(element, 'inputValues'),
  };
}

function describeOutput(
  element: ModdleElement,
  otherwise: string,
  multiple: boolean,
  report: Report,
): TableOutput {
  const id = element.id ?? otherwise;
  const name = textOf(element, 'name') ?? '';
  if (multiple && name === '') report(id, 'output-without-name', 'One of several outputs has no name.');
  const fallback = childrenOf(element, 'defaultOutputEntry')[0];
  return {
    id,
    name,
    type: typeRefOf(element, id, report),
    values: valuesOf(element, 'outputValues'),
    otherwise: fallback === undefined ? null : (textOf(fallback, 'text')?.trim() ?? null),
  };
}

function describeRule(element: ModdleElement, otherwise: string, report: Report): TableRule {
  const id = element.id ?? otherwise;
  const entries = [...childrenOf(element, 'inputEntry'), ...childrenOf(element, 'outputEntry')];
  for (const entry of entries) checkLanguage(entry, id, report);
  const read = (name: string) => childrenOf(element, name).map((one) => textOf(one, 'text')?.trim() ?? '');
  const notes = [textOf(element, 'description') ?? '', ...read('annotationEntry')];
  return {
    id,
    note: notes.filter((one) => one !== '').join(' '),
    tests: read('inputEntry'),
    results: read('outputEntry'),
  };
}

function checkEntries(rule: TableRule, inputs: number, outputs: number, report: Report): void {
  if (rule.tests.length !== inputs)
    report(rule.id, 'entry-count', `The rule has ${rule.tests.length} input entries for ${inputs} inputs.`);
  if (rule.results.length !== outputs)
    report(
      rule.id,
      'entry-count',
      `The rule has ${rule.results.length} output entries for ${outputs} outputs.`,
    );
  if (rule.results.some((one) => one === '' || one === '-'))
    report(rule.id, 'empty-result', 'An output entry of the rule is empty.');
}

function checkLanguage(element: ModdleElement, id: string, report: Report): void {
  const language = textOf(element, 'expressionLanguage');
  if (language !== undefined && !feelLanguage.test(language))
    report(id, 'unsupported-language', `Expressions are FEEL; "${language}" is not.`);
}

function typeRefOf(element: ModdleElement, id: string, report: Report): ValueType {
  const written = (textOf(element, 'typeRef') ?? 'Any').replace(/^feel:/, '');
  const found = valueTypes.find((one) => one === written);
  if (found === undefined)
    report(id, 'unsupported-type', `The type "${written}" is none of ${valueTypes.join(', ')}.`);
  return found ?? 'Any';
}

function valuesOf(element: ModdleElement, name: string): string | null {
  const values = childrenOf(element, name)[0];
  const written = values === undefined ? '' : (textOf(values, 'text')?.trim() ?? '');
  return written === '' ? null : written;
}

/** What a decision requires must be there, must have a name that FEEL can say, and must not lead back to it. */
function checkRequirements(decisions: readonly Decision[], report: Report): void {
  const byId = new Map(decisions.map((one) => [one.id, one]));
  for (const { id, requires } of decisions) {
    for (const required of requires) {
      const found = byId.get(required);
      if (found === undefined)
        report(id, 'unresolved-reference', `The decision requires "${required}", which does not exist.`);
      else if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(found.variable))
        report(
          required,
          'unspeakable-name',
          `FEEL cannot say "${found.variable}": name its variable otherwise.`,
        );
    }
    if (reaches(byId, id, id, new Set()))
      report(id, 'circle', 'The decision requires itself, directly or through others.');
  }
}

function reaches(
  byId: ReadonlyMap<string, Decision>,
  from: string,
  sought: string,
  seen: Set<string>,
): boolean {
  return (byId.get(from)?.requires ?? []).some((next) => {
    if (next === sought) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(byId, next, sought, seen);
  });
}

function typeOf(element: ModdleElement): string {
  return element.$type.replace(/^dmn:/, '');
}

function textOf(element: ModdleElement, name: string): string | undefined {
  const value = element.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function childrenOf(element: ModdleElement, name: string): readonly ModdleElement[] {
  const value = element.get(name);
  return (Array.isArray(value) ? value : [value]).filter(isElement);
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
