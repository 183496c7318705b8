// FEEL expressions (DMN 1.3, chapter 10). Refuses what may never end, and a variable that nobody has set.

import { parseExpression } from 'feelin';
import { askFeelin, readsClock, withClock } from './ask-feelin.ts';
import { checkLength, checkTree } from './check-tree.ts';
import { compileNode, unsure } from './closures.ts';
import type { Variables } from './variables.ts';

export interface CompiledExpression {
  /**
   * Value for these variables at that moment (ISO 8601).
   * @throws ExpressionError where a variable or property is missing or the types do not fit
   */
  evaluate(variables: Variables, now: string): unknown;
  /** True if it has a closure; false if feelin parses it anew each time (33–110 µs). */
  readonly isFast: boolean;
}

/**
 * Parses an expression once. Comparisons of paths and literals, arithmetic, `and`, `or`, `not`, `if` and boolean paths
 * become closures that answer where the types agree; feelin answers everything else, and is the oracle in the tests.
 * Blind spot: a variable whose name holds blanks or operators (`a-b`) is seen by feelin, not by the closures.
 * @param source FEEL, with or without the leading '=' by which a model marks it
 * @throws ExpressionError where it is not FEEL, or could run without end
 */
export function compileExpression(source: string): CompiledExpression {
  const body = source.replace(/^\s*=/, '').trim();
  checkLength(body);
  const root = parseExpression(body, {}, undefined).topNode;
  checkTree(root, body);
  const fast = compileNode(root, body);
  const asksClock = readsClock(body);

  return {
    isFast: fast !== undefined,
    evaluate(variables, now) {
      const value = fast ? fast(variables) : unsure;
      return value === unsure
        ? askFeelin('expression', body, asksClock ? withClock(variables, now) : variables)
        : value;
    },
  };
}
