// Owns a worker as a process of its own, which is there to be killed: people, services, timers and messages of trial processes.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, newId } from '#kernel/ids';
import {
  advanceInstance,
  eventsOfChange,
  fireDueTimers,
  lockInstance,
  type ProcessChange,
  type ProcessInstance,
  performDueServices,
  type ServiceHandler,
  storeProcessChange,
} from '#modules/work';
import { createVault } from '#platform/crypto';
import { createPools } from '#platform/database';
import { command, runUseCase, type UseCaseRequest } from '#platform/use-case';
import type { TrialWorkerSettings } from './trial-city.ts';

const settings = JSON.parse(process.env['TRIAL_WORKER'] ?? '{}') as TrialWorkerSettings;
const pools = createPools({
  databaseUrl: settings.databaseUrl,
  rolePrefix: settings.rolePrefix,
  passwords: settings.passwords,
  kinds: ['worker_extranet'],
  maxConnections: 4,
});
const vault = createVault(settings.keys);
const pool = pools.get('worker_extranet');

/** Ahead of the true time by what the leases of those that were killed before last: nobody has to wait for them. */
function request(): Omit<UseCaseRequest, 'actor' | 'login'> {
  const now = new Date(Date.now() + settings.aheadMs);
  return { requestId: newId(now), now, pools, vault };
}

const bySystem = {
  zone: 'extranet',
  audience: ['system'],
  permission: (actor: { readonly kind: string }) => actor.kind === 'system',
} as const;

interface Trial {
  readonly subjectId: Id;
  readonly tokenId: string;
}

interface Effect {
  readonly element: string;
  readonly process: ProcessChange;
}

/** The service's effect, and that it is done, in one transaction: whoever comes second finds that nobody waits. */
const completeTrialService = command<Trial, ProcessInstance, Effect | undefined, void, object>({
  ...bySystem,
  name: 'complete-trial-service',
  object: ({ subjectId }) => ({ kind: 'trial', id: subjectId }),
  load: (db, { subjectId }) => lockInstance(db, subjectId),
  decide(instance, { tokenId }, { now }) {
    const token = instance.state.tokens.find(({ id }) => id === tokenId);
    if (token === undefined) return { change: undefined, answer: undefined, events: [] };
    const process = advanceInstance(instance, { type: 'completeService', serviceId: tokenId }, now);
    return {
      change: { element: token.element, process },
      answer: undefined,
      events: eventsOfChange(process),
    };
  },
  async store(db, effect, context) {
    if (effect === undefined) return;
    await storeProcessChange(db, effect.process, context);
    await db
      .withTables<{ 'trial.effect': { subjectId: Id; element: string } }>()
      .insertInto('trial.effect')
      .values({ subjectId: effect.process.after.subject.id, element: effect.element })
      .execute();
  },
});

const completeTrialTask = command<Trial, ProcessInstance, ProcessChange, void, object>({
  ...bySystem,
  name: 'complete-trial-task',
  object: ({ subjectId }) => ({ kind: 'trial', id: subjectId }),
  load: (db, { subjectId }) => lockInstance(db, subjectId),
  decide(instance, { tokenId }, { now }) {
    const process = advanceInstance(instance, { type: 'completeTask', taskId: tokenId }, now);
    return { change: process, answer: undefined, events: eventsOfChange(process) };
  },
  store: storeProcessChange,
});

const handler: ServiceHandler = {
  subjectKind: 'trial',
  topic: 'do-it',
  async perform(asked, { subject, serviceId, element }) {
    await pool.query('insert into trial.performance (subject_id, element) values ($1, $2)', [
      subject.id,
      element,
    ]);
    // Long enough for a kill to come in between.
    await sleep(Math.random() * 40);
    await runUseCase(asked, completeTrialService, { subjectId: subject.id, tokenId: serviceId });
  },
};

/** Anyone's next task: two workers may choose the same, and then one of them is told that it was done. */
async function actAsPeople(): Promise<void> {
  const { rows } = await pool.query<{ subject: Id; task: string }>(
    `select subject_id as subject, engine_task_id as task from work.task where ended_at is null
     order by random() limit 1`,
  );
  const [next] = rows;
  if (next === undefined) return;
  const system = {
    ...request(),
    actor: { kind: 'system', name: 'people' },
    login: 'worker_extranet',
  } as const;
  try {
    await runUseCase(system, completeTrialTask, { subjectId: next.subject, tokenId: next.task });
    process.send?.({ acknowledged: next.subject });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'task-not-open')) throw error;
  }
}

async function again(work: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await work();
    await sleep(20);
  }
}

process.once('disconnect', () => process.exit());
process.send?.({ ready: true });
await Promise.all([
  again(() => performDueServices(request(), [handler])),
  again(() => fireDueTimers(request())),
  again(actAsPeople),
]);
