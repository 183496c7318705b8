// The face of FEEL: expressions and unary tests, parsed once. Pure; the one engine that other engines may use.

export { type CompiledExpression, compileExpression } from './compile-expression.ts';
export { type CompiledUnaryTests, compileUnaryTests } from './compile-unary-tests.ts';
export { ExpressionError } from './expression-error.ts';
export type { Variables } from './variables.ts';
