// Owns how due services are done by any number of workers; refuses to let one that fails hold up another.
import { AppError, isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { inTransaction } from '#platform/database';
import { command, runUseCase, type UseCaseRequest } from '#platform/use-case';
import { receiveSignal, sendMessage, spreadSignal } from './deliver-message.ts';
import { workMessages } from './messages.ts';
import {
  advanceInstance,
  eventsOfChange,
  type ProcessChange,
  type ProcessInstance,
} from './process-instance.ts';
import { lockInstance, storeProcessChange } from './process-store.ts';
import {
  attemptsMost,
  failureCode,
  ServiceError,
  type ServiceHandler,
  type ServiceJob,
} from './service-job.ts';
import { claimServiceJob, endJob, isJobOpen, recordJobFailure } from './service-job-store.ts';
import type { WorkTables } from './work-tables.gen.ts';

interface ServiceInput {
  readonly job: ServiceJob;
}

interface ServiceStep {
  readonly jobId: Id;
  readonly process: ProcessChange | undefined;
}

const onService = {
  zone: 'extranet',
  audience: ['system'],
  permission: (actor: { readonly kind: string }) => actor.kind === 'system',
} as const;

function aboutJob({ job }: ServiceInput) {
  return { kind: 'service-job', id: job.id };
}

function waitsFor(instance: ProcessInstance, serviceId: string): boolean {
  return instance.state.tokens.some((token) => token.id === serviceId);
}

/** Goes on as if the service were done, because an operator said so with a reason, which the job's row keeps. */
export const skipService = command<ServiceInput, ProcessInstance, ServiceStep, void, WorkTables>({
  ...onService,
  name: 'skip-service',
  object: aboutJob,
  load: (db, { job }) => lockInstance(db, job.subject.id),
  decide(instance, { job }, { now }) {
    const { serviceId } = job;
    const skipped = {
      type: 'ProcessServiceSkipped',
      schemaVersion: 1,
      subject: instance.subject,
      organId: instance.organId,
      data: { topic: job.topic, element: job.element },
    };
    if (!waitsFor(instance, serviceId))
      return { change: { jobId: job.id, process: undefined }, answer: undefined, events: [skipped] };
    const process = advanceInstance(instance, { type: 'completeService', serviceId }, now);
    return {
      change: { jobId: job.id, process },
      answer: undefined,
      events: [skipped, ...eventsOfChange(process)],
    };
  },
  async store(db, { jobId, process }, context) {
    if (process !== undefined) await storeProcessChange(db, process, context);
    await endJob(db, jobId, 'skipped', context.now);
  },
});

type Throwing = ServiceInput & { readonly type: 'throwError' | 'throwEscalation'; readonly code: string };

/**
 * Lets the service end with an error of its model, or tells of an escalation. An error that nothing in the model catches
 * would end the process: it is refused instead, as AppError 'unavailable' `error-not-caught`, and the service waits on.
 */
export const throwFromService = command<
  Throwing,
  ProcessInstance,
  ProcessChange | undefined,
  void,
  WorkTables
>({
  ...onService,
  name: 'throw-from-service',
  object: aboutJob,
  load: (db, { job }) => lockInstance(db, job.subject.id),
  decide(instance, { job, type, code }, { now }) {
    if (!waitsFor(instance, job.serviceId)) return { change: undefined, answer: undefined, events: [] };
    const change = advanceInstance(instance, { type, tokenId: job.serviceId, code }, now);
    if (change.effects.some((effect) => effect.type === 'errorUncaught'))
      throw new AppError('unavailable', 'error-not-caught', workMessages.errorNotCaught);
    return { change, answer: undefined, events: eventsOfChange(change) };
  },
  async store(db, change, context) {
    if (change !== undefined) await storeProcessChange(db, change, context);
  },
});

/** Tells the model of an escalation while the service goes on; told again after a kill, so it has to bear that. */
export async function escalateFromService(
  request: UseCaseRequest,
  job: ServiceJob,
  code: string,
): Promise<void> {
  await runUseCase(request, throwFromService, { job, type: 'throwEscalation', code });
}

function noHandler(): AppError {
  return new AppError('unavailable', 'no-handler', workMessages.serviceFault);
}

/** Failures that another attempt can't mend. */
const finalCodes: readonly string[] = ['no-handler', 'worker-died', 'error-not-caught', 'not-skippable'];

async function performJob(
  request: UseCaseRequest,
  job: ServiceJob,
  handlers: readonly ServiceHandler[],
): Promise<void> {
  // Whoever worked on it died each time, and took down what else was under way.
  if (job.attempt > attemptsMost) throw new AppError('unavailable', 'worker-died', workMessages.serviceFault);
  const handler = handlers.find((one) => one.subjectKind === job.subject.kind && one.topic === job.topic);
  if (job.isToSkip) {
    // The operator is told so before; this is for what was asked of an earlier version, or past it.
    if (handler?.whyNotSkipped !== undefined)
      throw new AppError('conflict', 'not-skippable', handler.whyNotSkipped);
    return await runUseCase(request, skipService, { job });
  }
  if (job.kind === 'message') return await runUseCase(request, sendMessage, { jobId: job.id });
  if (job.kind === 'signal') return await runUseCase(request, spreadSignal, { jobId: job.id });
  if (job.kind === 'delivery') return await runUseCase(request, receiveSignal, { jobId: job.id });
  if (handler === undefined) throw noHandler();
  try {
    await handler.perform(request, job);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    await runUseCase(request, throwFromService, { job, type: 'throwError', code: error.code });
  }
}

const batchSize = 20;

export interface PerformedServices {
  readonly performed: number;
  /** For the log; each job is put off or has become an incident. */
  readonly failures: readonly (AppError | Error)[];
}

/**
 * Does the services that are due at `request.now`, the longest waiting first. Each is taken for the time of a lease, by
 * one worker at a time; a kill in between is as if it had not been tried, but for the attempt.
 */
export async function performDueServices(
  request: Omit<UseCaseRequest, 'actor' | 'login'>,
  handlers: readonly ServiceHandler[],
): Promise<PerformedServices> {
  const pool = request.pools.get('worker_extranet');
  const actor = { kind: 'system', name: 'services' } as const;
  const write = { readOnly: false };
  const failures: Error[] = [];
  let performed = 0;
  for (let count = 0; count < batchSize; count += 1) {
    const job = await inTransaction<WorkTables, ServiceJob | undefined>(pool, actor, write, (db) =>
      claimServiceJob(db, request.now),
    );
    if (job === undefined) break;
    const system = { ...request, actor, login: 'worker_extranet', requestId: newId(request.now) } as const;
    try {
      await performJob(system, job, handlers);
      const isOpen = await inTransaction<WorkTables, boolean>(pool, actor, { readOnly: true }, (db) =>
        isJobOpen(db, job.id),
      );
      if (isOpen) throw new AppError('unavailable', 'service-not-completed', workMessages.serviceFault);
      performed += 1;
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error('unknown'));
      const failure = {
        code: failureCode(error),
        requestId: system.requestId,
        isFinal: isAppError(error) && finalCodes.includes(error.code),
      };
      await inTransaction<WorkTables, void>(pool, actor, write, (db) =>
        recordJobFailure(db, job, failure, request.now),
      );
    }
  }
  return { performed, failures };
}
