// Owns the one shape in which a request fails; refuses failures without a sentence for the reader.
import type { Text } from './texts.ts';

/**
 * Why a request failed, in the terms of the caller. One handler turns the kind into an HTTP status
 * (platform/http), so that no other code names a status.
 */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'unsupported-type',
  'too-many',
  'unavailable',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** What is wrong with one field, as a sentence that stands beside it. */
export interface FieldError {
  readonly field: string;
  readonly text: Text;
}

interface AppErrorDetails {
  /** Sentences beside their fields; the page lists them on top as well. */
  readonly fields?: readonly FieldError[];
  /** Where the caller may try again: seconds from now (sent as Retry-After). */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A failure that was foreseen. `code` is stable and in kebab-case, for programs; `text` is the sentence for
 * people: what happened, what was kept, what to do.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly text: Text;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, code: string, sentence: Text, details: AppErrorDetails = {}) {
    super(`${kind}/${code}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.text = sentence;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
