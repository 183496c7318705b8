// Common forms of FEEL as closures over the variables. Refuses to guess: what it is not sure of is feelin's to answer.

import { evaluate, type parseExpression } from 'feelin';
import type { Variables } from './variables.ts';

export type Node = ReturnType<typeof parseExpression>['topNode'];
/** Answers like feelin, or says that it is not sure: then feelin is asked. */
export type Closure = (variables: Variables) => unknown;
export const unsure = Symbol('unsure');

/** A closure for the node; undefined where the form is not one of the common ones. */
export function compileNode(node: Node, body: string): Closure | undefined {
  const children = listChildren(node);
  const [first, second, third] = children;
  switch (node.name) {
    case 'Expression':
      return first && children.length === 1 ? compileNode(first, body) : undefined;
    case 'ParenthesizedExpression':
      return second && children.length === 3 ? compileNode(second, body) : undefined;
    case 'VariableName':
    case 'PathExpression':
      return compilePath(node, body);
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'null':
      return compileLiteral(node, body);
    case 'Comparison':
      return first && second?.name === 'CompareOp' && third
        ? compileComparison(
            body.slice(second.from, second.to),
            compileNode(first, body),
            compileNode(third, body),
          )
        : undefined;
    case 'Conjunction':
    case 'Disjunction':
      return first && third
        ? compileJunction(node.name === 'Disjunction', compileNode(first, body), compileNode(third, body))
        : undefined;
    case 'ArithmeticExpression':
      return first && second && third
        ? compileArithmetic(
            body.slice(second.from, second.to),
            compileNode(first, body),
            compileNode(third, body),
          )
        : undefined;
    case 'FunctionInvocation':
      return compileNot(node, body);
    default:
      return undefined;
  }
}

export function listChildren(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** `a.b.c` over plain objects; a missing name, a list or anything odd is feelin's to judge. */
function compilePath(node: Node, body: string): Closure | undefined {
  const text = body.slice(node.from, node.to);
  if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text)) return undefined;
  const names = text.split('.');
  return (variables) => {
    let value: unknown = variables;
    for (const name of names) {
      if (!isPlainObject(value) || !Object.hasOwn(value, name)) return unsure;
      value = value[name];
    }
    return value === undefined ? unsure : value;
  };
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** feelin itself reads the literal, so that escapes and signs mean the same on both ways. */
function compileLiteral(node: Node, body: string): Closure {
  const { value } = evaluate(body.slice(node.from, node.to), {});
  return () => value;
}

function compileComparison(
  operator: string,
  left: Closure | undefined,
  right: Closure | undefined,
): Closure | undefined {
  if (!left || !right) return undefined;
  return (variables) => compare(operator, left(variables), right(variables));
}

/** Compares two values where their types agree. */
export function compare(operator: string, a: unknown, b: unknown): boolean | typeof unsure {
  const bothNumbers = typeof a === 'number' && typeof b === 'number';
  const isOrdered = bothNumbers || (typeof a === 'string' && typeof b === 'string');
  const isEquatable =
    isOrdered ||
    (typeof a === 'boolean' && typeof b === 'boolean') ||
    (a === null && isScalar(b)) ||
    (b === null && isScalar(a));
  switch (operator) {
    case '=':
      return isEquatable ? a === b : unsure;
    case '!=':
      return isEquatable ? a !== b : unsure;
    case '<':
      return isOrdered ? a < b : unsure;
    case '<=':
      return isOrdered ? a <= b : unsure;
    case '>':
      return isOrdered ? a > b : unsure;
    case '>=':
      return isOrdered ? a >= b : unsure;
    default:
      return unsure;
  }
}

export function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Both sides are always looked at, as in feelin: a missing variable is an error wherever it stands. */
function compileJunction(
  isOr: boolean,
  left: Closure | undefined,
  right: Closure | undefined,
): Closure | undefined {
  if (!left || !right) return undefined;
  return (variables) => {
    const a = left(variables);
    const b = right(variables);
    if (typeof a !== 'boolean' || typeof b !== 'boolean') return unsure;
    return isOr ? a || b : a && b;
  };
}

function compileNot(node: Node, body: string): Closure | undefined {
  const name = node.getChild('VariableName');
  const [argument, ...more] = listChildren(node.getChild('PositionalParameters') ?? node);
  if (!name || body.slice(name.from, name.to) !== 'not' || !argument || more.length > 0) return undefined;
  const closure = compileNode(argument, body);
  return (
    closure &&
    ((variables) => {
      const value = closure(variables);
      return typeof value === 'boolean' ? !value : unsure;
    })
  );
}

/** Numbers only: feelin also adds texts, dates and durations. */
function compileArithmetic(
  operator: string,
  left: Closure | undefined,
  right: Closure | undefined,
): Closure | undefined {
  if (!left || !right) return undefined;
  return (variables) => {
    const a = left(variables);
    const b = right(variables);
    if (typeof a !== 'number' || typeof b !== 'number') return unsure;
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      default:
        return unsure;
    }
  };
}
