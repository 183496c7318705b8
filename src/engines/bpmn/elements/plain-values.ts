// Values in '${…}': how the unified expression language (JSR 341, 1.23) brings them to one type. Refuses to guess.

import { ExpressionError } from '#engines/feel';

function failed(message: string): ExpressionError {
  return new ExpressionError('expression-failed', message);
}

/** 1.23.3: null and the empty text are 0, a text is read as a number. */
export function toNumber(value: unknown): number {
  if (value === null || value === '') return 0;
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw failed(`${JSON.stringify(value)} is no number.`);
  return number;
}

/** 1.23.5: null and the empty text are false, a text is true where it says so. */
export function toBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return false;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw failed(`${JSON.stringify(value)} is neither true nor false.`);
}

/** 1.16: null, an empty text, list or map. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** 1.8: two values, brought to the type of the more particular one. */
export function compareLoosely(sign: string, a: unknown, b: unknown): boolean {
  if (sign === '==') return isEqual(a, b);
  if (sign === '!=') return !isEqual(a, b);
  if (a === null || b === null) return a === b && (sign === '<=' || sign === '>=');
  if (typeof a === 'string' && typeof b === 'string') return order(sign, a, b);
  return order(sign, toNumber(a), toNumber(b));
}

function order<T extends string | number>(sign: string, a: T, b: T): boolean {
  switch (sign) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'number' || typeof b === 'number') return toNumber(a) === toNumber(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return toBoolean(a) === toBoolean(b);
  if (typeof a === 'object' && typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b);
  return String(a) === String(b);
}

/** 1.6: a property of a map, an item of a list; `size` and `length` of neither, for they are methods. */
export function readProperty(of: unknown, key: unknown): unknown {
  if (of === null || key === null) return null;
  if (Array.isArray(of)) {
    const item: unknown = of[toNumber(key)];
    return item ?? null;
  }
  if (typeof of === 'object' && Object.hasOwn(of, String(key))) {
    const value: unknown = Object.entries(of).find(([name]) => name === String(key))?.[1];
    return value ?? null;
  }
  throw new ExpressionError('undefined-variable', `There is no property "${String(key)}".`);
}
