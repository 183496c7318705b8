// Texts of a model that may be expressions, parsed once: FEEL after '=', or '${…}' anywhere. Refuses no literal.

import { compileExpression, type Variables } from '#engines/feel';
import { compilePlainExpression } from './plain-expression.ts';

export interface CompiledText {
  /** @throws ExpressionError */
  evaluate(variables: Variables, now: string): unknown;
}

const marked = /^\s*=|[$#]\{/;

/** Whether the text is more than its own letters. */
export function isExpression(text: string): boolean {
  return marked.test(text);
}

/**
 * Compiles a text. One `${…}` alone gives its value; among other letters each gives its text, and all are joined.
 * @throws ExpressionError where an expression in it can't be read
 */
export function compileText(text: string): CompiledText {
  if (/^\s*=/.test(text)) return compileExpression(text);
  const parts = splitText(text);
  const [only] = parts;
  if (only && parts.length === 1 && only.isExpression) {
    return compilePlainExpression(only.text);
  }
  const compiled = parts.map((part) => (part.isExpression ? compilePlainExpression(part.text) : part.text));
  return {
    evaluate: (variables, now) =>
      compiled
        .map((part) => (typeof part === 'string' ? part : toText(part.evaluate(variables, now))))
        .join(''),
  };
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface Part {
  readonly text: string;
  readonly isExpression: boolean;
}

/** Splits at '${' and the brace that closes it; quotes inside an expression hide braces. */
function splitText(text: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = text.trim();
  for (let opening = rest.search(/[$#]\{/); opening !== -1; opening = rest.search(/[$#]\{/)) {
    if (opening > 0) parts.push({ text: rest.slice(0, opening), isExpression: false });
    const closing = findClosing(rest, opening + 2);
    parts.push({ text: rest.slice(opening + 2, closing), isExpression: true });
    rest = rest.slice(closing + 1);
  }
  if (rest !== '') parts.push({ text: rest, isExpression: false });
  return parts;
}

function findClosing(text: string, from: number): number {
  let quote = '';
  for (let index = from; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (quote !== '') {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '}') return index;
  }
  return text.length;
}
