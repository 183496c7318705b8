// Owns what a service job is and when it is tried again; refuses personal data: ids, names of the model, codes.
import { EngineError } from '#engines/bpmn';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { UseCaseRequest } from '#platform/use-case';
import type { Subject } from './process-instance.ts';

export const jobKinds = [
  'service',
  'send',
  'script',
  'businessRule',
  /** A message that an element sent, for one instance that waits. */
  'message',
  /** A signal that an element sent, for all instances that wait. */
  'signal',
  /** A signal for this one instance. */
  'delivery',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** Work that a process waits for, as its handler gets it. */
export interface ServiceJob {
  readonly id: Id;
  readonly kind: JobKind;
  readonly topic: string;
  readonly element: string;
  readonly subject: Subject;
  /** The engine's id, for `completeService`; empty for messages and signals. */
  readonly serviceId: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly isToSkip: boolean;
}

/**
 * Who does the services of a topic for subjects of a kind. `perform` runs use cases in transactions of their own, the
 * last of which completes the service; it may be called again after a kill and then finds that it was done. Throws to be
 * tried again; throws ServiceError for an error that the model catches.
 */
export interface ServiceHandler {
  readonly subjectKind: string;
  readonly topic: string;
  /**
   * Why no operator may skip the service, where its subject would be left with what is not so: a case whose process
   * says that it was granted, and which has no licence. Left out for what a process can go on without.
   */
  readonly whyNotSkipped?: Text;
  perform(request: UseCaseRequest, job: ServiceJob): Promise<void>;
}

/** An error of BPMN: the service can't be done, and the model says on its border what happens then. */
export class ServiceError extends Error {
  /** As the model's error event names it. */
  readonly code: string;

  constructor(code: string) {
    super(`The service ended with the error "${code}" of its model.`);
    this.name = 'ServiceError';
    this.code = code;
  }
}

/** Waits after the first, second … failure. After the last wait there is one more attempt, then an operator's turn. */
export const retryDelaysMs: readonly number[] = [1_000, 5_000, 30_000, 300_000, 1_800_000];
export const attemptsMost = retryDelaysMs.length + 1;
/** How long a worker has a job for itself: after a kill another takes it then. */
export const leaseMs = 30_000;

/** When to try again after this many attempts; undefined: not any more. */
export function nextAttemptAt(attempts: number, now: Date): Date | undefined {
  const delayMs = retryDelaysMs[attempts - 1];
  return delayMs === undefined ? undefined : new Date(now.getTime() + delayMs);
}

/** A failure's name without its message: a message may quote what somebody entered. */
export function failureCode(error: unknown): string {
  if (isAppError(error)) {
    const cause = error.cause instanceof EngineError ? ` ${error.cause.code}` : '';
    return `${error.kind}/${error.code}${cause}`;
  }
  if (error instanceof Error && 'code' in error) return `${error.name} ${String(error.code)}`;
  return error instanceof Error ? error.name : 'unknown';
}
