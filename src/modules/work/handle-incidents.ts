// Owns what an operator sees and does about failed services and timers; refuses everyone else, and the data of any case.
import { sql } from 'kysely';
import type { Actor } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { listOrgans } from '#modules/organs';
import type { Db } from '#platform/database';
import { command, query, type UseCaseContext } from '#platform/use-case';
import type { IncidentView } from './incident-contract.ts';
import { workMessages } from './messages.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** More than anyone works through; the oldest come first. */
const incidentsMost = 200;

interface IncidentRow extends Omit<IncidentView, 'organName' | 'since' | 'canSkip'> {
  readonly organId: Id;
  readonly since: Date;
}

/** The operator's post is asked of the actor here, and of the tables by the database's own functions. */
function isOperator(actor: Actor): boolean {
  return actor.kind === 'officer' && actor.posts.some((post) => post.role === 'system-administrator');
}

async function loadIncidents(
  db: Db<WorkTables>,
  _input: unknown,
  { now }: UseCaseContext,
): Promise<readonly IncidentView[]> {
  const { rows } = await sql<IncidentRow>`
    select * from work.list_incidents(${now}, ${incidentsMost}::integer)`.execute(db);
  const organs = await listOrgans(db, { ids: [...new Set(rows.map((row) => row.organId))] });
  return rows.map(({ organId, since, ...row }) => ({
    ...row,
    organName: organs.find(({ id }) => id === organId)?.name ?? { zh: '', en: '' },
    since: since.toISOString(),
    canSkip: row.kind !== 'timer',
  }));
}

const byOperator = {
  zone: 'extranet',
  audience: ['officer'],
  permission: isOperator,
} as const;

export const viewIncidents = query<
  undefined,
  readonly IncidentView[],
  WorkTables,
  { readonly incidents: readonly IncidentView[] }
>({
  ...byOperator,
  name: 'view-incidents',
  audited: false,
  object: () => ({ kind: 'incident' }),
  load: loadIncidents,
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

/**
 * Asks that the process goes on as if the service were done. A worker does so: no operator's login reaches into the
 * process of an organ.
 */
export const skipIncident = command<
  IncidentInput & { readonly reason: string },
  IncidentView | undefined,
  IncidentInput & { readonly reason: string },
  void,
  WorkTables
>({
  ...byOperator,
  name: 'skip-incident',
  object: aboutIncident,
  load: async (db, { incidentId }, context) =>
    (await loadIncidents(db, undefined, context)).find(({ id }) => id === incidentId),
  decide(incident, { incidentId, reason }) {
    if (incident?.canSkip === false)
      throw new AppError('conflict', 'timer-not-skipped', workMessages.timerNotSkipped);
    return { change: { incidentId, reason: reason.trim() }, answer: undefined, events: [] };
  },
  async store(db, { incidentId, reason }, { now }) {
    const { rows } = await sql<{ done: boolean }>`
      select work.skip_incident(${incidentId}, ${reason}, ${now}) as done`.execute(db);
    if (rows[0]?.done !== true) throw gone();
  },
});
