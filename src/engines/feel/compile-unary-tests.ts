// Unary tests: an input entry of a decision table (DMN 1.3, 7.3 and clause 17 of the grammar). Refuses what may never end.

import { parseUnaryTests } from 'feelin';
import { askFeelin, readsClock, withClock } from './ask-feelin.ts';
import { checkLength, checkTree } from './check-tree.ts';
import { type Closure, compare, compileNode, isScalar, listChildren, type Node, unsure } from './closures.ts';
import type { Variables } from './variables.ts';

export interface CompiledUnaryTests {
  /**
   * Whether the input passes; an input that nobody has set is null.
   * @throws ExpressionError where a variable of the tests is missing or the types of an expression do not fit
   */
  matches(input: unknown, variables: Variables, now: string): boolean;
  /** True if it has a closure; false if feelin parses it anew each time. */
  readonly isFast: boolean;
}

/** Passes, does not, or is feelin's to judge. */
type Test = (input: unknown, variables: Variables) => boolean | typeof unsure;

/**
 * Parses tests once: `-`, comma lists of values, comparisons (`> 5`), intervals, and `not(…)` of these become closures.
 * An input of another type than a comparison or interval asks for does not pass, nor does null: feelin lets a text pass
 * any interval of numbers, which the standard does not (DMN 1.3, table 53).
 * @param source the entry's text; an empty one means `-`
 * @throws ExpressionError where it is not FEEL, or could run without end
 */
export function compileUnaryTests(source: string): CompiledUnaryTests {
  const body = source.trim() === '' ? '-' : source.trim();
  checkLength(body);
  const root = parseUnaryTests(body, {}, undefined).topNode;
  checkTree(root, body);
  const fast = compileRoot(root, body);
  const asksClock = readsClock(body);

  return {
    isFast: fast !== undefined,
    matches(input, variables, now) {
      const verdict = fast ? fast(input ?? null, variables) : unsure;
      if (verdict !== unsure) return verdict;
      const seen = { ...(asksClock ? withClock(variables, now) : variables), '?': input ?? null };
      return askFeelin('unaryTests', body, seen) === true;
    },
  };
}

function compileRoot(root: Node, body: string): Test | undefined {
  if (root.getChild('Wildcard')) return () => true;
  const list = root.getChild('PositiveUnaryTests');
  if (!list) return undefined;
  const tests = list.getChildren('PositiveUnaryTest').map((test) => compileTest(test, body));
  if (tests.length === 0 || !tests.every((test) => test !== undefined)) return undefined;
  const isNegated = body.startsWith('not') && root.firstChild?.name === 'not';
  return (input, variables) => {
    let passed = false;
    for (const test of tests) {
      const verdict = test(input, variables);
      if (verdict === unsure) return unsure;
      passed ||= verdict;
    }
    return passed !== isNegated;
  };
}

function compileTest(test: Node, body: string): Test | undefined {
  const [inner] = listChildren(test);
  if (!inner) return undefined;
  if (inner.name !== 'SimplePositiveUnaryTest') return compileEquality(inner, body);
  const [first, second] = listChildren(inner);
  if (first?.name === 'Interval') return compileInterval(first, body);
  if (first?.name !== 'CompareOp' || !second) return undefined;
  const operator = body.slice(first.from, first.to);
  const operand = compileNode(second, body);
  return operand && ((input, variables) => judge(operator, input, operand(variables)));
}

/** A value in the list: the input equals it. A path may give a list to be searched, which feelin does. */
function compileEquality(node: Node, body: string): Test | undefined {
  const mayTestItself = /[?]/.test(body.slice(node.from, node.to));
  const operand = mayTestItself ? undefined : compileValue(node, body);
  return operand && ((input, variables) => judge('=', input, operand(variables)));
}

/** Only what gives a value: a comparison or `and` in the list is a test of its own, which feelin reads. */
function compileValue(node: Node, body: string): Closure | undefined {
  const isValue = /Literal$|^(null|VariableName|PathExpression|ArithmeticExpression)$/.test(node.name);
  return isValue ? compileNode(node, body) : undefined;
}

function compileInterval(node: Node, body: string): Test | undefined {
  const [opening, low, , high, closing] = listChildren(node);
  const from = low && compileNode(low, body);
  const to = high && compileNode(high, body);
  if (!opening || !closing || !from || !to) return undefined;
  const atLeast = body.slice(opening.from, opening.to) === '[' ? '>=' : '>';
  const atMost = body.slice(closing.from, closing.to) === ']' ? '<=' : '<';
  return (input, variables) => {
    const lowest = from(variables);
    const highest = to(variables);
    // An interval that runs downwards is no form of ours to judge.
    if (compare('<=', lowest, highest) !== true) return unsure;
    const above = judge(atLeast, input, lowest);
    const below = judge(atMost, input, highest);
    return above === unsure || below === unsure ? unsure : above && below;
  };
}

function judge(operator: string, input: unknown, operand: unknown): boolean | typeof unsure {
  const verdict = compare(operator, input, operand);
  if (verdict !== unsure) return verdict;
  // Two plain values of different types: no order, and not equal.
  if (isScalar(input) && isScalar(operand)) return operator === '!=';
  return unsure;
}
