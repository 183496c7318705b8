// Owns how the embedded PostgreSQL fails; refuses failures that do not say what to do.

/**
 * A start or stop that failed. The message is for whoever operates the installation and is printed as it
 * stands: what happened, what was kept, what to do. `code` is stable, for programs:
 * `in-use`, `unsupported-platform`, `not-permitted`, `foreign-data`, `missing-password`, `wrong-password`,
 * `other-version`, `leftover-postmaster`, `wrong-locale`, `start-failed`, `stop-failed`.
 */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

type EmbeddedPostgresErrorCode =
  | 'in-use'
  | 'unsupported-platform'
  | 'not-permitted'
  | 'foreign-data'
  | 'missing-password'
  | 'wrong-password'
  | 'other-version'
  | 'leftover-postmaster'
  | 'wrong-locale'
  | 'start-failed'
  | 'stop-failed';
