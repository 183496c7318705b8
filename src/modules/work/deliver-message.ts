// Owns messages and signals from outside, and variables from nowhere in the model; refuses a message that nobody awaits.
import type { Variables } from '#engines/bpmn';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import { workMessages } from './messages.ts';
import {
  advanceInstance,
  eventsOfChange,
  type ProcessChange,
  type ProcessInstance,
} from './process-instance.ts';
import { lockInstance, storeProcessChange } from './process-store.ts';
import { endJob, findAndLockJob, findOldestWaiting, insertDeliveries } from './service-job-store.ts';
import type { WorkTables } from './work-tables.gen.ts';

interface MessageInput {
  readonly name: string;
  /** Reaches those that wait for this very key, and those that wait for any message of the name. */
  readonly key?: string;
  /** Only what runs for this subject. */
  readonly subjectId?: Id;
  readonly variables?: Variables;
}

interface Awaited {
  readonly instance: ProcessInstance;
  readonly subscriptionId: string;
}

/** Locks the instance that has waited longest; one that moved on while its lock was awaited waits no more. */
async function lockOldestWaiting(db: Db<WorkTables>, message: MessageInput): Promise<Awaited | undefined> {
  for (;;) {
    const found = await findOldestWaiting(db, message);
    if (found === undefined) return undefined;
    const { subjectId, engineSubscriptionId: subscriptionId } = found;
    const instance = await lockInstance(db, subjectId);
    if (instance.state.subscriptions?.some(({ id }) => id === subscriptionId) === true)
      return { instance, subscriptionId };
  }
}

function isSystem(actor: { readonly kind: string }): boolean {
  return actor.kind === 'system';
}

function notAwaited(): AppError {
  return new AppError('not-found', 'message-not-awaited', workMessages.messageNotAwaited);
}

const bySystem = { zone: 'extranet', audience: ['system'], permission: isSystem } as const;

/**
 * Gives a message to ONE element that waits for it, the oldest. Throws AppError 'not-found' `message-not-awaited` where
 * nobody does; nothing is kept for later.
 */
export const deliverMessage = command<MessageInput, Awaited | undefined, ProcessChange, void, WorkTables>({
  ...bySystem,
  name: 'deliver-message',
  object: (_input, awaited) => ({
    kind: 'process',
    ...(awaited === undefined ? {} : { id: awaited.instance.id }),
  }),
  load: lockOldestWaiting,
  decide(awaited, { variables = {} }, { now }) {
    if (awaited === undefined) throw notAwaited();
    const { instance, subscriptionId } = awaited;
    const change = advanceInstance(instance, { type: 'deliverMessage', subscriptionId, variables }, now);
    return { change, answer: undefined, events: eventsOfChange(change) };
  },
  store: storeProcessChange,
});

/** Sends a signal to all that wait for it now: a delivery for each, done by workers, each under its instance's lock. */
export const deliverSignal = command<{ readonly name: string }, undefined, string, void, WorkTables>({
  ...bySystem,
  name: 'deliver-signal',
  object: () => ({ kind: 'signal' }),
  load: async () => undefined,
  decide: (_loaded, { name }) => ({ change: name, answer: undefined, events: [] }),
  async store(db, name, { now }) {
    await insertDeliveries(db, { name }, now);
  },
});

/** Sets variables of a subject's process from outside; conditional events look at them at once. */
export const setProcessVariables = command<
  { readonly subjectId: Id; readonly variables: Variables },
  ProcessInstance,
  ProcessChange,
  void,
  WorkTables
>({
  ...bySystem,
  name: 'set-process-variables',
  object: (_input, instance) => ({
    kind: 'process',
    ...(instance === undefined ? {} : { id: instance.id }),
  }),
  load: (db, { subjectId }) => lockInstance(db, subjectId),
  decide(instance, { variables }, { now }) {
    const change = advanceInstance(instance, { type: 'setVariables', variables }, now);
    return { change, answer: undefined, events: eventsOfChange(change) };
  },
  store: storeProcessChange,
});

interface JobInput {
  readonly jobId: Id;
}

interface Sending {
  readonly name: string;
  readonly awaited: Awaited | undefined;
}

function aboutJob({ jobId }: JobInput) {
  return { kind: 'service-job', id: jobId };
}

interface Sent {
  readonly jobId: Id;
  readonly process: ProcessChange | undefined;
}

/** A message that an element sent goes to whoever waits; nobody yet: it is tried again, and then an operator's turn. */
export const sendMessage = command<JobInput, Sending | undefined, Sent | undefined, void, WorkTables>({
  ...bySystem,
  name: 'send-message',
  object: aboutJob,
  async load(db, { jobId }) {
    const job = await findAndLockJob(db, jobId);
    if (job === undefined) return undefined;
    return { name: job.topic, awaited: await lockOldestWaiting(db, { name: job.topic }) };
  },
  decide(sending, { jobId }, { now }) {
    if (sending === undefined) return { change: undefined, answer: undefined, events: [] };
    if (sending.awaited === undefined) throw notAwaited();
    const { instance, subscriptionId } = sending.awaited;
    const process = advanceInstance(instance, { type: 'deliverMessage', subscriptionId }, now);
    return { change: { jobId, process }, answer: undefined, events: eventsOfChange(process) };
  },
  async store(db, sent, context) {
    if (sent?.process === undefined) return;
    await storeProcessChange(db, sent.process, context);
    await endJob(db, sent.jobId, 'done', context.now);
  },
});

interface Spreading {
  readonly jobId: Id;
  readonly name: string;
  readonly exceptSubjectId: Id;
}

/** A signal that an element sent becomes a delivery for each that waits; its own instance has had it already. */
export const spreadSignal = command<JobInput, Spreading | undefined, Spreading | undefined, void, WorkTables>(
  {
    ...bySystem,
    name: 'spread-signal',
    object: aboutJob,
    async load(db, { jobId }) {
      const job = await findAndLockJob(db, jobId);
      return job === undefined ? undefined : { jobId, name: job.topic, exceptSubjectId: job.subject.id };
    },
    decide: (spreading) => ({ change: spreading, answer: undefined, events: [] }),
    async store(db, spreading, { now }) {
      if (spreading === undefined) return;
      await insertDeliveries(db, spreading, now);
      await endJob(db, spreading.jobId, 'done', now);
    },
  },
);

interface Receiving {
  readonly name: string;
  readonly instance: ProcessInstance;
}

/** A signal for one instance; one that ended or moved on meanwhile has nothing to do with it any more. */
export const receiveSignal = command<JobInput, Receiving | undefined, Sent | undefined, void, WorkTables>({
  ...bySystem,
  name: 'receive-signal',
  object: aboutJob,
  async load(db, { jobId }) {
    const job = await findAndLockJob(db, jobId);
    if (job === undefined) return undefined;
    return { name: job.topic, instance: await lockInstance(db, job.subject.id) };
  },
  decide(receiving, { jobId }, { now }) {
    if (receiving === undefined) return { change: undefined, answer: undefined, events: [] };
    const { name, instance } = receiving;
    if (instance.state.status !== 'running')
      return { change: { jobId, process: undefined }, answer: undefined, events: [] };
    const process = advanceInstance(instance, { type: 'deliverSignal', name }, now);
    return { change: { jobId, process }, answer: undefined, events: eventsOfChange(process) };
  },
  async store(db, sent, context) {
    if (sent === undefined) return;
    if (sent.process !== undefined) await storeProcessChange(db, sent.process, context);
    await endJob(db, sent.jobId, 'done', context.now);
  },
});
