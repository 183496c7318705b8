// Owns what the permission matrix asks of failed services: a failure of its own for each asking. Refuses a real one.
import assert from 'node:assert/strict';
import { type Id, newId } from '#kernel/ids';
import type { TestCity } from '#test/kit/city';

interface IncidentQuestion {
  readonly parameters: { readonly id: Id };
  readonly json: Readonly<Record<string, unknown>>;
}

/** A signal that could not be delivered: tried again, it reaches nobody, and no case is touched. */
async function makeIncident(city: TestCity): Promise<Id> {
  const id = newId(city.clock.now);
  const made = await city.database.migratorPool.query(
    `insert into work.service_job (id, instance_id, element, topic, kind, process_key, subject_kind, subject_id,
       organ_id, requested_at, status, next_attempt_at, incident_since)
     select $1, id, 'await', 'example-signal', 'delivery', 'example', subject_kind, subject_id, organ_id, $2,
       'incident', $2, $2
     from work.process_instance limit 1`,
    [id, city.clock.now],
  );
  assert.equal(made.rowCount, 1);
  return id;
}

export const incidentQuestions: Readonly<
  Record<string, (records: unknown, city: TestCity) => Promise<IncidentQuestion>>
> = {
  'POST /api/incidents/:id/retry': async (_records, city) => ({
    parameters: { id: await makeIncident(city) },
    json: {},
  }),
  'POST /api/incidents/:id/skip': async (_records, city) => ({
    parameters: { id: await makeIncident(city) },
    json: { reason: '改由人工办理。' },
  }),
};
