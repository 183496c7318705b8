// What of FEEL may be used at all. Refuses syntax errors and whatever nothing bounds in time or memory.

import { listChildren, type Node } from './closures.ts';
import { ExpressionError } from './expression-error.ts';

const LENGTH_MAX = 4000;
const LOOPS_MAX = 2;

/** @throws ExpressionError where the text is longer than anybody writes */
export function checkLength(body: string): void {
  if (body.length > LENGTH_MAX) throw failed(`The expression is longer than ${LENGTH_MAX} characters.`);
}

function failed(message: string): ExpressionError {
  return new ExpressionError('expression-failed', message);
}

/**
 * Refuses syntax errors and whatever could run for ever or eat all memory: counted loops, loops in loops in loops,
 * functions of one's own (they can call themselves), a loop that feeds on its own result, regular expressions.
 * @throws ExpressionError
 */
export function checkTree(node: Node, body: string, loopsAround = 0): void {
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
