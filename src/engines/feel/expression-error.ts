// The way in which an expression gives no value. Knows no element: whoever evaluates adds the place.

/** Why an expression gives no value; the engine that evaluates it adds the element. */
export class ExpressionError extends Error {
  readonly code: 'undefined-variable' | 'expression-failed';

  constructor(code: ExpressionError['code'], message: string) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
  }
}
