// FEEL expressions (DMN 1.3, chapter 10) after '='. Refuses what may never end, and a variable that nobody has set.

import { evaluate, parseDate, parseDateTime, parseExpression } from 'feelin';
import { DateTime } from 'luxon';
import type { Variables } from './elements/instance.ts';

/** Why an expression gives no value; the engine adds the element. */
export class ExpressionError extends Error {
  readonly code: 'undefined-variable' | 'expression-failed';

  constructor(code: ExpressionError['code'], message: string) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
  }
}

export interface CompiledExpression {
  /**
   * Value for these variables at that moment.
   * @throws ExpressionError where a variable or property is missing or the types do not fit
   */
  evaluate(variables: Variables, now: string): unknown;
  /** True if it has a closure; false if feelin parses it anew each time (33–110 µs). */
  readonly isFast: boolean;
}

type Node = ReturnType<typeof parseExpression>['topNode'];
/** Answers like feelin, or says that it is not sure: then feelin is asked. */
type Closure = (variables: Variables) => unknown;
const unsure = Symbol('unsure');

const LENGTH_MAX = 4000;
const LOOPS_MAX = 2;

/**
 * Parses an expression once. Comparisons of paths and literals, `and`, `or`, `not` and boolean paths become closures
 * that answer where the types agree; feelin answers everything else, and is the oracle in the tests.
 * Blind spot: a variable whose name holds blanks or operators (`a-b`) is seen by feelin, not by the closures.
 * @param source the text with its leading '='
 * @throws ExpressionError where it is not FEEL, or could run without end
 */
export function compileExpression(source: string): CompiledExpression {
  const body = source.slice(1).trim();
  if (body.length > LENGTH_MAX) throw failed(`The expression is longer than ${LENGTH_MAX} characters.`);
  const root = parseExpression(body, {}, undefined).topNode;
  checkTree(root, body);
  const fast = compileNode(root, body);
  const readsClock = /\b(now|today)\b/.test(body);

  return {
    isFast: fast !== undefined,
    evaluate(variables, now) {
      const value = fast ? fast(variables) : unsure;
      return value === unsure
        ? evaluateSlowly(body, readsClock ? withClock(variables, now) : variables)
        : value;
    },
  };
}

function failed(message: string): ExpressionError {
  return new ExpressionError('expression-failed', message);
}

function evaluateSlowly(body: string, variables: Variables): unknown {
  let result: ReturnType<typeof evaluate>;
  try {
    result = evaluate(body, variables);
  } catch (error) {
    throw failed(`"${body}" fails: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const warning = result.warnings[0];
  if (!warning) return result.value;
  const isMissing = /^NO_(VARIABLE|CONTEXT_ENTRY|PROPERTY)_FOUND$/.test(warning.type);
  throw new ExpressionError(
    isMissing ? 'undefined-variable' : 'expression-failed',
    `"${body}": ${warning.message}.`,
  );
}

/** FEEL's now() and today() read the machine's clock; here they read the command's, in the city's zone. */
function withClock(variables: Variables, now: string): Variables {
  const local = DateTime.fromISO(now, { zone: 'Asia/Shanghai' });
  return {
    now: () => parseDateTime(local.toISO() ?? ''),
    today: () => parseDate(local.toISODate() ?? ''),
    ...variables,
  };
}

/**
 * Refuses syntax errors and whatever could run for ever or eat all memory: counted loops, loops in loops in loops,
 * functions of one's own (they can call themselves), a loop that feeds on its own result, regular expressions.
 */
function checkTree(node: Node, body: string, loopsAround = 0): void {
  const text = body.slice(node.from, node.to);
  if (node.type.isError) throw failed(`"${body}" is not FEEL: see its character ${node.from + 1}.`);
  const loops = loopsAround + countLoops(node);
  const isUnbounded =
    loops > LOOPS_MAX ||
    node.name === 'FunctionDefinition' ||
    (node.name === 'IterationContext' && node.getChild('..') !== null) ||
    (node.name === 'VariableName' && /^(partial|matches|replace|split)$/.test(text));
  if (isUnbounded) throw failed(`"${body}" is refused: nothing bounds the time that "${text}" takes.`);
  for (const child of listChildren(node)) checkTree(child, body, loops);
}

/** The iterators of one `for`, `some` or `every` run inside each other; a filter is a loop as well. */
function countLoops(node: Node): number {
  if (node.name === 'FilterExpression') return 1;
  return node.getChild('InExpressions')?.getChildren('InExpression').length ?? 0;
}

/** A closure for the node; undefined where the form is not one of the common ones. */
function compileNode(node: Node, body: string): Closure | undefined {
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
    case 'FunctionInvocation':
      return compileNot(node, body);
    default:
      return undefined;
  }
}

function listChildren(node: Node): readonly Node[] {
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

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
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
  return (variables) => {
    const a = left(variables);
    const b = right(variables);
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
  };
}

function isScalar(value: unknown): boolean {
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
