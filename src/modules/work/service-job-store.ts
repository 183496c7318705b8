// Owns the SQL of service jobs and subscriptions; refuses what the engine did not say, but for messages on their way.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import { newId } from '#kernel/ids';
import type { AnyDb, Db } from '#platform/database';
import type { ProcessInstance } from './process-instance.ts';
import type { RequestedJob } from './process-writes.ts';
import { attemptsMost, type JobKind, leaseMs, nextAttemptAt, type ServiceJob } from './service-job.ts';
import type { WorkTables } from './work-tables.gen.ts';

async function insertJobs(
  db: Db<WorkTables>,
  instance: Pick<ProcessInstance, 'id' | 'subject' | 'organId'>,
  processKey: string,
  jobs: readonly RequestedJob[],
  at: Date,
): Promise<void> {
  if (jobs.length === 0) return;
  await db
    .insertInto('work.serviceJob')
    .values(
      jobs.map(({ kind, topic, element, engineServiceId }) => ({
        id: newId(at),
        instanceId: instance.id,
        engineServiceId,
        element,
        topic,
        kind,
        processKey,
        subjectKind: instance.subject.kind,
        subjectId: instance.subject.id,
        organId: instance.organId,
        requestedAt: at,
        status: 'open',
        nextAttemptAt: at,
      })),
    )
    .execute();
}

interface JobRow {
  readonly id: Id;
  readonly kind: string;
  readonly topic: string;
  readonly element: string;
  readonly subjectKind: string;
  readonly subjectId: Id;
  readonly engineServiceId: string | null;
  readonly attempts: number;
  readonly skipReason: string | null;
}

function jobOf(row: JobRow): ServiceJob {
  return {
    id: row.id,
    kind: row.kind as JobKind,
    topic: row.topic,
    element: row.element,
    subject: { kind: row.subjectKind, id: row.subjectId },
    serviceId: row.engineServiceId ?? '',
    attempt: row.attempts,
    isToSkip: row.skipReason !== null,
  };
}

const jobColumns = sql.raw(
  'id, kind, topic, element, subject_kind, subject_id, engine_service_id, attempts, skip_reason',
);

/**
 * Takes the job that is due longest, for as long as a lease lasts, and counts the attempt: a job under which workers
 * die uses up its attempts too. Rows that another worker is taking are passed over.
 */
export async function claimServiceJob(db: AnyDb, now: Date): Promise<ServiceJob | undefined> {
  const leaseEnds = new Date(now.getTime() + leaseMs);
  const { rows } = await sql<JobRow>`
    update work.service_job set attempts = attempts + 1, next_attempt_at = ${leaseEnds}
    where id = (
      select id from work.service_job where status = 'open' and next_attempt_at <= ${now}
      order by next_attempt_at, id limit 1 for update skip locked)
    returning ${jobColumns}`.execute(db.withTables<WorkTables>());
  return rows[0] === undefined ? undefined : jobOf(rows[0]);
}

/** The job, its row locked; undefined where it is not open any more. */
export async function findAndLockJob(db: AnyDb, id: Id): Promise<ServiceJob | undefined> {
  const { rows } = await sql<JobRow>`
    select ${jobColumns} from work.service_job where id = ${id} and status = 'open' for update`.execute(
    db.withTables<WorkTables>(),
  );
  return rows[0] === undefined ? undefined : jobOf(rows[0]);
}

export async function isJobOpen(db: AnyDb, id: Id): Promise<boolean> {
  const row = await db
    .withTables<WorkTables>()
    .selectFrom('work.serviceJob')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.status === 'open';
}

export async function endJob(db: AnyDb, id: Id, status: 'done' | 'skipped', now: Date): Promise<void> {
  await db
    .withTables<WorkTables>()
    .updateTable('work.serviceJob')
    .set({ status, endedAt: now })
    .where('id', '=', id)
    .execute();
}

/** What went wrong, by its code, and the request under which the log tells more. */
export interface JobFailure {
  readonly code: string;
  readonly requestId: string;
  /** Trying again can't help, as where nobody does the topic's services. */
  readonly isFinal: boolean;
}

/** Puts the job off, or makes it an incident where its attempts are used up. */
export async function recordJobFailure(
  db: AnyDb,
  job: ServiceJob,
  failure: JobFailure,
  now: Date,
): Promise<void> {
  const retryAt =
    failure.isFinal || job.attempt >= attemptsMost ? undefined : nextAttemptAt(job.attempt, now);
  await db
    .withTables<WorkTables>()
    .updateTable('work.serviceJob')
    .set({
      lastErrorCode: failure.code,
      lastRequestId: failure.requestId,
      ...(retryAt === undefined ? { status: 'incident', incidentSince: now } : { nextAttemptAt: retryAt }),
    })
    .where('id', '=', job.id)
    .where('status', '=', 'open')
    .execute();
}

/** The oldest element that waits for the message; of those with a key only the one whose key it is. */
export async function findOldestWaiting(
  db: AnyDb,
  message: { readonly name: string; readonly key?: string; readonly subjectId?: Id },
): Promise<{ readonly subjectId: Id; readonly engineSubscriptionId: string } | undefined> {
  let query = db
    .withTables<WorkTables>()
    .selectFrom('work.subscription')
    .select(['subjectId', 'engineSubscriptionId'])
    .where('endedAt', 'is', null)
    .where('kind', '=', 'message')
    .where('name', '=', message.name);
  if (message.subjectId !== undefined) query = query.where('subjectId', '=', message.subjectId);
  const { key } = message;
  query = query.where((where) =>
    where.or([
      where('correlationKey', 'is', null),
      ...(key === undefined ? [] : [where('correlationKey', '=', key)]),
    ]),
  );
  return await query.orderBy('position').limit(1).executeTakeFirst();
}

/** Makes a delivery of the signal for every instance that waits for it. Answers how many they are. */
export async function insertDeliveries(
  db: AnyDb,
  signal: { readonly name: string; readonly exceptSubjectId?: Id },
  now: Date,
): Promise<number> {
  const tables = db.withTables<WorkTables>();
  const waiting = await tables
    .selectFrom('work.subscription')
    .innerJoin('work.processInstance', 'work.processInstance.id', 'work.subscription.instanceId')
    .innerJoin('work.processDefinition', 'work.processDefinition.id', 'work.processInstance.definitionId')
    .distinctOn('work.subscription.instanceId')
    .select([
      'work.subscription.instanceId as id',
      'work.subscription.element',
      'work.subscription.subjectKind',
      'work.subscription.subjectId',
      'work.subscription.organId',
      'work.processDefinition.key as processKey',
    ])
    .where('work.subscription.kind', '=', 'signal')
    .where('work.subscription.name', '=', signal.name)
    .where('work.subscription.endedAt', 'is', null)
    .orderBy('work.subscription.instanceId')
    .orderBy('work.subscription.position')
    .execute();
  const others = waiting.filter((one) => one.subjectId !== signal.exceptSubjectId);
  for (const { id, organId, processKey, element, subjectKind, subjectId } of others) {
    const subject = { kind: subjectKind, id: subjectId };
    const delivery = { kind: 'delivery', topic: signal.name, element, engineServiceId: null } as const;
    await insertJobs(tables, { id, organId, subject }, processKey, [delivery], now);
  }
  return others.length;
}

/** How many services wait for an operator; for the doctor, who runs as the migrator. */
export async function countServiceIncidents(db: AnyDb): Promise<number> {
  const row = await db
    .withTables<WorkTables>()
    .selectFrom('work.serviceJob')
    .select((one) => one.fn.countAll<bigint>().as('count'))
    .where('status', '=', 'incident')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
