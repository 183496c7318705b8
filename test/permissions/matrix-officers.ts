// Owns what the permission matrix asks of officers' work: whose tasks are, absences, departures. Refuses the people of other rows.
import assert from 'node:assert/strict';
import { type Id, newId } from '#kernel/ids';
import { buildOfficer } from '#modules/identity';
import { findOrganByKey } from '#modules/organs';
import { inTransaction } from '#platform/database';
import type { TestCity } from '#test/kit/city';
import type { Records } from './matrix-records.ts';
import type { Question } from './matrix-requests.ts';

interface Colleague {
  readonly officerId: Id;
  readonly organId: Id;
  readonly postId: Id;
}

/** A reviewer of the organ that has the cases, made for each asking: some of them leave. */
async function makeColleague(city: TestCity): Promise<Colleague> {
  const actor = { kind: 'system', name: 'test' } as const;
  return await inTransaction(city.database.migratorPool, actor, { readOnly: false }, async (db) => {
    const organ = await findOrganByKey(db, 'longhu-market-supervision');
    assert.ok(organ !== undefined);
    const built = await buildOfficer(db, { posts: [{ organ, role: 'reviewer' }] });
    const [post] = built.actor.posts;
    assert.ok(post !== undefined);
    return { officerId: built.actor.id, organId: organ.id, postId: post.postId };
  });
}

async function makeAbsence(city: TestCity): Promise<Id> {
  const id = newId(city.clock.now);
  const [absent, substitute] = [await makeColleague(city), await makeColleague(city)];
  await city.database.migratorPool.query(
    `insert into identity.absence (id, officer_id, organ_id, substitute_id, post_ids, by_post_id, first_day, last_day,
       recorded_by, recorded_at)
     values ($1, $2, $3, $4, array[$5]::uuid[], $5, $6::date, $6::date, $2, $6)`,
    [id, absent.officerId, absent.organId, substitute.officerId, absent.postId, city.clock.now],
  );
  return id;
}

/** A task that is offered to the reviewers of the organ. */
async function claimOf({ application }: Records, city: TestCity): Promise<Question> {
  const { rows } = await city.database.migratorPool.query<{ id: Id; holder: Id | null }>(
    'select id, assignee_id as holder from work.task where subject_id = $1 and ended_at is null',
    [application.licenceCaseId],
  );
  assert.ok(rows[0] !== undefined);
  return { json: { act: 'claim', tasks: [{ taskId: rows[0].id, holderId: rows[0].holder }] } };
}

export const officerQuestions: Readonly<
  Record<string, (records: Records, city: TestCity) => Promise<Question>>
> = {
  'POST /api/tasks/assignment/preview': claimOf,
  'POST /api/tasks/assignment': claimOf,
  'GET /api/staff': async (_records, city) => ({ query: `?organ=${(await makeColleague(city)).organId}` }),
  'GET /api/staff/:officerId/open-work': async (_records, city) => {
    const { officerId, organId } = await makeColleague(city);
    return { parameters: { officerId }, query: `?organ=${organId}` };
  },
  'POST /api/staff/:officerId/departure': async (_records, city) => {
    const { officerId, organId } = await makeColleague(city);
    return { parameters: { officerId }, json: { organId, shares: [], seenTasks: 0, reason: '轮岗。' } };
  },
  'POST /api/absences/recording': async (_records, city) => {
    const [absent, substitute] = [await makeColleague(city), await makeColleague(city)];
    const days = { firstDay: '2026-12-01', lastDay: '2026-12-02' };
    const { officerId, organId } = absent;
    return { json: { organId, officerId, substituteId: substitute.officerId, ...days } };
  },
  'POST /api/absences/:absenceId/end': async (_records, city) => ({
    parameters: { absenceId: await makeAbsence(city) },
    json: {},
  }),
};
