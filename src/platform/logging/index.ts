// Owns structured logs: one JSON line a fact, with the request's id; refuses personal data by naming what may be logged.
import pino, { type Logger } from 'pino';

export type { Logger };

/**
 * A logger that writes JSON lines to standard output. Paths are logged without their query (it may hold a number or a
 * query code), bodies, cookies and headers never; the redaction below is the second line, for mistakes.
 */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: { service: 'yizhan' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'password',
          '*.password',
          'cookie',
          '*.cookie',
          'authorization',
          '*.authorization',
          'headers',
          '*.headers',
          'body',
          '*.body',
          'token',
          '*.token',
          'idNumber',
          '*.idNumber',
          'mobile',
          '*.mobile',
          'email',
          '*.email',
          'displayName',
          '*.displayName',
        ],
        censor: '[removed]',
      },
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/**
 * An error for the log: name, code and stack, without its message where that may quote what somebody entered (a
 * database's detail does), and without its properties.
 */
function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: 'unknown' };
  const fromDatabase = 'severity' in error && 'code' in error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    name: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...('constraint' in error && typeof error.constraint === 'string'
      ? { constraint: error.constraint }
      : {}),
    ...(fromDatabase ? {} : { message: error.message }),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
