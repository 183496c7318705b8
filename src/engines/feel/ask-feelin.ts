// Asks feelin, the interpreter behind the closures. Refuses what feelin only warns of: a guess is no value.

import { evaluate, parseDate, parseDateTime, unaryTest } from 'feelin';
import { DateTime } from 'luxon';
import { ExpressionError } from './expression-error.ts';
import type { Variables } from './variables.ts';

/**
 * The value of the text, parsed anew each time (33–110 µs).
 * @param mode 'unaryTests' where the text tests the variable '?'
 * @throws ExpressionError where feelin fails or warns
 */
export function askFeelin(mode: 'expression' | 'unaryTests', body: string, variables: Variables): unknown {
  let result: ReturnType<typeof evaluate>;
  try {
    result = mode === 'expression' ? evaluate(body, variables) : unaryTest(body, variables);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExpressionError('expression-failed', `"${body}" fails: ${reason}.`);
  }
  const warning = result.warnings[0];
  if (!warning) return result.value;
  const isMissing = /^NO_(VARIABLE|CONTEXT_ENTRY|PROPERTY)_FOUND$/.test(warning.type);
  throw new ExpressionError(
    isMissing ? 'undefined-variable' : 'expression-failed',
    `"${body}": ${warning.message}.`,
  );
}

/** Whether the text asks for the time. */
export function readsClock(body: string): boolean {
  return /\b(now|today)\b/.test(body);
}

/** FEEL's now() and today() read the machine's clock; here they read the command's, in the city's zone. */
export function withClock(variables: Variables, now: string): Variables {
  const local = DateTime.fromISO(now, { zone: 'Asia/Shanghai' });
  return {
    now: () => parseDateTime(local.toISO() ?? ''),
    today: () => parseDate(local.toISODate() ?? ''),
    ...variables,
  };
}
