// Owns what an operator sees and does about failed services and timers; refuses everyone else, and the data of any case.
import { sql } from 'kysely';
import type { ProcessDescription } from '#engines/bpmn';
import type { Actor } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { listOrgans } from '#modules/organs';
import type { AnyDb, Db } from '#platform/database';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { describeFailure } from './describe-failure.ts';
import { type IncidentListView, type IncidentView, incidentsMost } from './incident-contract.ts';
import { workMessages } from './messages.ts';
import type { ServiceHandler } from './service-job.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** Answers with the number of the case that an incident is of, by the incident's id; the module of cases knows it. */
export type FindCaseNumbers = (
  db: AnyDb,
  incidentIds: readonly Id[],
  now: Date,
) => Promise<ReadonlyMap<Id, string>>;

/** What others know of failures: who does a service, and so whether it may be skipped, and of which case it is. */
export interface IncidentPorts {
  readonly handlers: readonly ServiceHandler[];
  readonly findCaseNumbers: FindCaseNumbers;
}

interface IncidentRow
  extends Pick<
    IncidentView,
    'id' | 'kind' | 'topic' | 'element' | 'processKey' | 'attempts' | 'errorCode' | 'requestId'
  > {
  readonly definitionId: Id | null;
  readonly subjectKind: string;
  readonly organId: Id;
  readonly since: Date;
}

/** The operator's post is asked of the actor here, and of the tables by the database's own functions. */
function isOperator(actor: Actor): boolean {
  return actor.kind === 'officer' && actor.posts.some((post) => post.role === 'system-administrator');
}

async function listIncidents(db: Db<WorkTables>, now: Date): Promise<readonly IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    select * from work.list_incidents(${now}, ${incidentsMost}::integer)`.execute(db);
  return rows;
}

/** What the models call themselves and their elements. */
async function listModels(
  db: Db<WorkTables>,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, ProcessDescription>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('work.processDefinition')
    .select(['id', 'compiled'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, compiled }) => [id, compiled as ProcessDescription]));
}

function whyNotSkipped({ kind, subjectKind, topic }: IncidentRow, { handlers }: IncidentPorts): Text | null {
  if (kind === 'timer') return workMessages.timerNotSkipped;
  const handler = handlers.find((one) => one.subjectKind === subjectKind && one.topic === topic);
  return handler?.whyNotSkipped ?? null;
}

async function loadIncidents(
  db: Db<WorkTables>,
  ports: IncidentPorts,
  { now }: UseCaseContext,
): Promise<readonly IncidentView[]> {
  const rows = await listIncidents(db, now);
  const organs = await listOrgans(db, { ids: [...new Set(rows.map((row) => row.organId))] });
  const models = await listModels(
    db,
    rows.flatMap(({ definitionId }) => definitionId ?? []),
  );
  const caseNumbers = await ports.findCaseNumbers(
    db,
    rows.map(({ id }) => id),
    now,
  );
  return rows.map((row) => {
    const { definitionId, subjectKind: _subjectKind, organId, since, ...told } = row;
    const model = definitionId === null ? undefined : models.get(definitionId);
    const refusal = whyNotSkipped(row, ports);
    return {
      ...told,
      elementName: model?.elements.find(({ id }) => id === row.element)?.name || row.element,
      processName: model?.name || row.processKey,
      caseNumber: caseNumbers.get(row.id) ?? null,
      organName: organs.find(({ id }) => id === organId)?.name ?? { zh: '', en: '' },
      since: since.toISOString(),
      errorText: describeFailure(row.errorCode),
      canSkip: refusal === null,
      whyNotSkipped: refusal,
    };
  });
}

const byOperator = {
  zone: 'extranet',
  audience: ['officer'],
  permission: isOperator,
} as const;

export const viewIncidents = query<
  { readonly ports: IncidentPorts },
  readonly IncidentView[],
  WorkTables,
  IncidentListView
>({
  ...byOperator,
  name: 'view-incidents',
  audited: false,
  object: () => ({ kind: 'incident' }),
  load: (db, { ports }, context) => loadIncidents(db, ports, context),
  present: (incidents) => ({ incidents }),
});

interface IncidentInput {
  readonly incidentId: Id;
}

function aboutIncident({ incidentId }: IncidentInput) {
  return { kind: 'incident', id: incidentId };
}

function gone(): AppError {
  return new AppError('conflict', 'no-incident', workMessages.noIncident);
}

/** Tries it again at once, with all its attempts. */
export const retryIncident = command<IncidentInput, undefined, Id, void, WorkTables>({
  ...byOperator,
  name: 'retry-incident',
  object: aboutIncident,
  load: async () => undefined,
  decide: (_loaded, { incidentId }) => ({ change: incidentId, answer: undefined, events: [] }),
  async store(db, incidentId, { now }) {
    const { rows } = await sql<{ done: boolean }>`
      select work.retry_incident(${incidentId}, ${now}) as done`.execute(db);
    if (rows[0]?.done !== true) throw gone();
  },
});

interface SkipInput extends IncidentInput {
  readonly reason: string;
  readonly ports: IncidentPorts;
}

/**
 * Asks that the process goes on as if the service were done. A worker does so: no operator's login reaches into the
 * process of an organ. What the law requires is not skipped, nor is a timer.
 */
export const skipIncident = command<
  SkipInput,
  IncidentRow | undefined,
  Pick<SkipInput, 'incidentId' | 'reason'>,
  void,
  WorkTables
>({
  ...byOperator,
  name: 'skip-incident',
  object: aboutIncident,
  load: async (db, { incidentId }, { now }) =>
    (await listIncidents(db, now)).find(({ id }) => id === incidentId),
  decide(incident, { incidentId, reason, ports }) {
    const refusal = incident === undefined ? null : whyNotSkipped(incident, ports);
    if (refusal !== null) throw new AppError('conflict', 'not-skippable', refusal);
    return { change: { incidentId, reason: reason.trim() }, answer: undefined, events: [] };
  },
  async store(db, { incidentId, reason }, { now }) {
    const { rows } = await sql<{ done: boolean }>`
      select work.skip_incident(${incidentId}, ${reason}, ${now}) as done`.execute(db);
    if (rows[0]?.done !== true) throw gone();
  },
});
