import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { buildApplication } from '#modules/cases';
import type { CaseView, InboxView } from '#modules/cases/contract';
import { buildOfficer, fixturePassword } from '#modules/identity';
import type { AbsenceListView } from '#modules/identity/contract';
import { findOrganByKey } from '#modules/organs';
import type { AssignmentView, DepartureView } from '#modules/work/contract';
import { inTransaction } from '#platform/database';
import { signInOfficer } from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs } from '#test/kit/requests';
import { read, refusal, send } from './workbench-answers.ts';

const market = 'longhu-market-supervision';
const bureau = 'shantou-government-services-data';

interface Person {
  readonly id: Id;
  readonly loginName: string;
  readonly name: string;
}

interface Task {
  readonly taskId: Id;
  readonly caseId: Id;
}

describe('officers and whose work it is', () => {
  let city: TestCity;
  let organId: Id;
  const people = new Map<string, Person>();
  const visitors: Visitor[] = [];

  before(async () => {
    city = await startTestCity();
    const migrator = { kind: 'system', name: 'test' } as const;
    await inTransaction<object, void>(
      city.database.migratorPool,
      migrator,
      { readOnly: false },
      async (db) => {
        const make = async (name: string, organKey: string, ...roles: readonly Role[]) => {
          const organ = await findOrganByKey(db, organKey);
          assert.ok(organ !== undefined);
          if (organKey === market) organId = organ.id;
          const built = await buildOfficer(db, {
            displayName: name,
            posts: roles.map((role) => ({ organ, role })),
          });
          people.set(name, { id: built.actor.id, loginName: built.loginName, name });
        };
        await make('示例甲', market, 'reviewer');
        await make('示例乙', market, 'reviewer');
        await make('示例丙', market, 'approver');
        await make('示例丁', market, 'organ-head');
        await make('示例戊', market, 'reviewer');
        await make('示例己', market, 'reviewer');
        await make('示例管', bureau, 'security-administrator');
      },
    );
  });
  after(async () => {
    for (const visitor of visitors) visitor.close();
    await city.close();
  });

  const person = (name: string): Person => {
    const found = people.get(name);
    assert.ok(found !== undefined, name);
    return found;
  };

  async function signIn(name: string): Promise<Visitor> {
    const visitor = createVisitor(city.url);
    visitors.push(visitor);
    await signInOfficer(visitor, person(name).loginName, fixturePassword);
    return visitor;
  }

  /** A case that waits to be accepted by the market supervision. */
  async function receive(): Promise<Task> {
    const resident = await findResident(city, 'resident-a');
    const applicationId = await buildApplication(requestAs(city.database, resident, { now: city.clock.now }));
    await city.app.workUntilDone();
    const { rows } = await city.database.migratorPool.query<Task>(
      `select task.id as "taskId", one.id as "caseId" from cases.case one
       join work.task on task.subject_id = one.id and task.ended_at is null
       where one.application_id = $1 and one.service_key = 'business-licence'`,
      [applicationId],
    );
    assert.ok(rows[0] !== undefined);
    return rows[0];
  }

  const wish = (act: string, task: Task, holder: string | null, more: object = {}) => ({
    act,
    tasks: [{ taskId: task.taskId, holderId: holder === null ? null : person(holder).id }],
    ...more,
  });

  async function assign(visitor: Visitor, ...given: Parameters<typeof wish>): Promise<string | null> {
    const { rows } = await send<AssignmentView>(visitor, '/api/tasks/assignment', wish(...given));
    return rows[0]?.obstacle?.zh ?? null;
  }

  async function rowOf(visitor: Visitor, task: Task, query = '') {
    const { rows } = await read<InboxView>(visitor, `/api/inbox${query}`);
    return rows.find(({ taskId }) => taskId === task.taskId);
  }

  async function act(visitor: Visitor, { caseId }: Task, action: string, body: object = {}) {
    const { revision } = await read<CaseView>(visitor, `/api/cases/${caseId}`);
    return await visitor.post(`/api/cases/${caseId}/${action}`, { revision, ...body });
  }

  test('of two who claim a task at once one has it, and the other is told who', async () => {
    const task = await receive();
    const [one, other] = [await signIn('示例甲'), await signIn('示例乙')];
    const answers = await Promise.all([assign(one, 'claim', task, null), assign(other, 'claim', task, null)]);
    assert.equal(answers.filter((answer) => answer === null).length, 1, String(answers));
    const winner = answers[0] === null ? '示例甲' : '示例乙';
    assert.ok(answers.includes(`目前由${winner}办理。`), String(answers));
  });

  test('what a colleague has is shown with their name, refused to others, and taken over with a reason', async () => {
    const task = await receive();
    const [one, other] = [await signIn('示例甲'), await signIn('示例乙')];
    assert.equal(await assign(one, 'claim', task, null), null);
    assert.deepEqual((await rowOf(one, task))?.holder.kind, 'me');
    const seen = (await rowOf(other, task))?.holder;
    assert.deepEqual([seen?.kind, seen?.name], ['colleague', '示例甲']);
    assert.equal((await rowOf(one, task, '?holder=mine'))?.taskId, task.taskId);
    assert.equal(await rowOf(other, task, '?holder=unclaimed'), undefined);
    const { allowed, tasks } = await read<CaseView>(other, `/api/cases/${task.caseId}`);
    assert.ok(!allowed.some(({ action }) => action === 'accept'));
    assert.equal(tasks[0]?.holder.name, '示例甲');
    const refused = await act(other, task, 'acceptance');
    assert.equal(refused.status, 409);
    assert.match(refused.text, /这件待办由示例甲认领，没有提交/);
    const nameless = await refusal(other, '/api/tasks/assignment', wish('take-over', task, '示例甲'));
    assert.equal(nameless.code, 'reason-needed');
    assert.equal(await assign(other, 'take-over', task, '示例甲', { reason: '甲今天外出。' }), null);
    const kept = await city.database.migratorPool.query(
      `select act, reason, actor_id from work.task_assignment where task_id = $1 order by position`,
      [task.taskId],
    );
    assert.deepEqual(kept.rows.at(-1), {
      act: 'take-over',
      reason: '甲今天外出。',
      actor_id: person('示例乙').id,
    });
    assert.match(String(await assign(one, 'give-back', task, '示例甲')), /目前由示例乙办理/);
    assert.equal((await act(other, task, 'acceptance')).status, 200);
    assert.equal(await rowOf(one, task), undefined, 'gone when the answer has arrived');
    assert.equal(await assign(one, 'claim', task, null), '已由示例乙办完。');
  });

  test('a delegated task is returned with what was found before anyone completes it; transfer asks for the post', async () => {
    const task = await receive();
    const [one, other] = [await signIn('示例甲'), await signIn('示例乙')];
    const to = (name: string) => ({ colleagueId: person(name).id, reason: '请核对平面图。' });
    assert.match(String(await assign(one, 'transfer', task, null, to('示例丙'))), /没有办理这一步的岗位/);
    assert.equal(await assign(one, 'delegate', task, null, to('示例乙')), null);
    assert.equal((await rowOf(other, task))?.holder.delegatedByName, '示例甲');
    const early = await act(other, task, 'acceptance');
    assert.match(early.text, /已委派给示例乙/);
    assert.equal(await assign(other, 'return', task, '示例乙', { reason: '平面图一致。' }), null);
    const { tasks } = await read<CaseView>(one, `/api/cases/${task.caseId}`);
    assert.deepEqual([tasks[0]?.holder.kind, tasks[0]?.words], ['me', '平面图一致。']);
    assert.equal((await act(one, task, 'acceptance')).status, 200);
  });

  test('a dry run tells what would become of each of several, and who could get all of them', async () => {
    const [first, second] = [await receive(), await receive()];
    const [one, other] = [await signIn('示例甲'), await signIn('示例乙')];
    await assign(other, 'claim', second, null);
    const body = {
      act: 'transfer',
      tasks: [first, second].map(({ taskId }) => ({ taskId, holderId: null })),
    };
    const preview = await send<AssignmentView & { colleagues: { id: Id }[] }>(
      one,
      '/api/tasks/assignment/preview',
      body,
    );
    assert.deepEqual(
      preview.rows.map(({ obstacle }) => obstacle?.zh ?? null),
      [null, '目前由示例乙办理。'],
    );
    assert.ok(preview.colleagues.some(({ id }) => id === person('示例戊').id));
    assert.ok(!preview.colleagues.some(({ id }) => id === person('示例丙').id));
    assert.equal((await rowOf(one, first))?.holder.kind, 'nobody', 'a dry run changes nothing');
    await send<AssignmentView>(one, '/api/tasks/assignment', {
      ...body,
      colleagueId: person('示例戊').id,
      reason: '分工。',
    });
    assert.equal((await rowOf(one, first))?.holder.name, '示例戊');
  });

  test('a substitute acts by the post of the absent for these days only, and decides nothing that they reviewed', async () => {
    const own = await receive();
    const others = await receive();
    const head = await signIn('示例丁');
    let reviewer = await signIn('示例甲');
    const colleague = await signIn('示例乙');
    const review = { conclusion: 'in-order', opinion: '材料齐全。' };
    for (const [visitor, task] of [
      [reviewer, own],
      [colleague, others],
    ] as const) {
      assert.equal((await act(visitor, task, 'acceptance')).status, 200);
      assert.equal((await act(visitor, task, 'review', review)).status, 200);
    }
    const decision = { outcome: 'granted', reasons: '' };
    assert.equal((await act(reviewer, others, 'decision', decision)).status, 403);
    const absence = {
      organId,
      officerId: person('示例丙').id,
      substituteId: person('示例甲').id,
      firstDay: '2026-11-23',
      lastDay: '2026-11-24',
    };
    const asColleague = await refusal(colleague, '/api/absences/recording', absence);
    assert.equal(asColleague.status, 403, 'only the head records for somebody else');
    const recorded = await send<AbsenceListView>(head, '/api/absences/recording', absence);
    assert.equal(recorded.absences[0]?.substituteName, '示例甲');
    const twice = await refusal(head, '/api/absences/recording', absence);
    assert.match(twice.message, /已经登记过/);
    // The session of before knows it with the next request.
    const inbox = await read<InboxView>(reviewer, '/api/inbox?holder=substituted');
    const marked = inbox.rows.find(({ caseId }) => caseId === others.caseId);
    assert.deepEqual([marked?.actingForName, marked?.element], ['示例丙', 'decide']);
    const both = await act(reviewer, own, 'decision', decision);
    assert.match(both.text, /您审查过本件，不能再代理他人作出决定/);
    assert.equal((await act(reviewer, others, 'decision', decision)).status, 200);
    const audit = await city.database.migratorPool.query(
      `select reason from platform.audit_entry where action = 'decide-case' and object_id = $1 and outcome = 'done'`,
      [others.caseId],
    );
    assert.deepEqual(audit.rows, [{ reason: `acting-for/${person('示例丙').id}` }]);
    const decided = await city.database.migratorPool.query(
      'select decided_by, acting_for_id from cases.decision where case_id = $1',
      [others.caseId],
    );
    assert.deepEqual(decided.rows, [{ decided_by: person('示例甲').id, acting_for_id: person('示例丙').id }]);
    // What the substitute claims so is the absent colleague's, and stays theirs.
    const task = { ...own, taskId: (await rowOfCase(own)).taskId };
    assert.equal(await assign(reviewer, 'claim', task, null), null);
    assert.equal((await rowOf(reviewer, task))?.holder.kind, 'absent');
    city.clock.now = new Date('2026-11-24T16:00:00Z');
    reviewer = await signIn('示例甲');
    assert.deepEqual((await read<InboxView>(reviewer, '/api/inbox?holder=substituted')).rows, []);
    assert.equal((await act(reviewer, own, 'decision', decision)).status, 403, 'the days are over');
    const { absences } = await read<AbsenceListView>(await signIn('示例丁'), '/api/absences');
    assert.deepEqual(absences, []);
  });

  async function rowOfCase({ caseId }: Task): Promise<Task> {
    const { rows } = await city.database.migratorPool.query<Task>(
      `select id as "taskId", subject_id as "caseId" from work.task where subject_id = $1 and ended_at is null`,
      [caseId],
    );
    assert.ok(rows[0] !== undefined);
    return rows[0];
  }

  test('an absence that ends early takes the posts back at once; nobody stands in for an administrator', async () => {
    const [head, substitute] = [await signIn('示例丁'), await signIn('示例戊')];
    const absence = {
      organId,
      officerId: person('示例丙').id,
      substituteId: person('示例戊').id,
      firstDay: '2026-11-25',
      lastDay: '2026-11-30',
    };
    const { absences } = await send<AbsenceListView>(head, '/api/absences/recording', absence);
    const held = async () =>
      (await read<{ officer: { posts: { role: Role }[] } }>(substitute, '/api/session')).officer.posts.map(
        ({ role }) => role,
      );
    assert.deepEqual(await held(), ['reviewer', 'approver']);
    await send(head, `/api/absences/${absences[0]?.id}/end`, {});
    assert.deepEqual(await held(), ['reviewer']);
    const admin = await signIn('示例管');
    const { officers } = await read<AbsenceListView>(admin, '/api/absences');
    assert.deepEqual(officers.find(({ isSelf }) => isSelf)?.substitutes, []);
  });

  /** Tasks that somebody claimed, without cases behind them: how much is open is all that counts here. */
  async function claimMany(count: number, name: string): Promise<void> {
    const ids = Array.from({ length: count }, () => newId(city.clock.now));
    const made = await city.database.migratorPool.query(
      `insert into work.task (id, instance_id, engine_task_id, element, name, candidate_roles, subject_kind, subject_id,
         organ_id, district_code, created_at, assignee_id, assigned_at)
       select given.id, instance.id, given.id::text, 'accept', '受理', '{reviewer}', 'trial', given.id, $2, '440507', $3, $4, $3
       from unnest($1::uuid[]) as given (id), (select id from work.process_instance limit 1) instance`,
      [ids, organId, city.clock.now, person(name).id],
    );
    assert.equal(made.rowCount, count);
  }

  test('whoever leaves hands over 1,000 open tasks in one act, as it was looked at, and their sessions end', async () => {
    await claimMany(1_000, '示例戊');
    const leaving = person('示例戊');
    const [head, security, gone] = [await signIn('示例丁'), await signIn('示例管'), await signIn('示例戊')];
    const path = `/api/staff/${leaving.id}`;
    const colleague = await signIn('示例甲');
    assert.equal((await colleague.get(`${path}/open-work?organ=${organId}`)).status, 403);
    assert.equal((await head.get(`${path}/open-work`)).status, 403, 'the whole service is not the head’s');
    const seen = await read<DepartureView>(head, `${path}/open-work?organ=${organId}`);
    const [row] = seen.tasks;
    assert.ok(row !== undefined && row.claimed >= 1_000 && seen.tasks.length === 1);
    assert.ok(row.successors.some(({ id }) => id === person('示例乙').id));
    assert.ok(!row.successors.some(({ id }) => id === leaving.id));
    const share = { organId, element: 'accept', successorId: person('示例乙').id };
    const body = { organId: null, shares: [share], seenTasks: seen.total, reason: '调离。' };
    assert.equal(
      (await refusal(security, `${path}/departure`, { ...body, seenTasks: 1 })).code,
      'work-changed',
    );
    const unfit = { ...share, successorId: person('示例丙').id };
    assert.equal(
      (await refusal(security, `${path}/departure`, { ...body, shares: [unfit] })).code,
      'successor-unfit',
    );
    assert.equal((await gone.get('/api/inbox')).status, 200, 'nothing was done so far');
    assert.deepEqual(await send(security, `${path}/departure`, body), { handedOver: seen.total });
    assert.equal((await gone.get('/api/inbox')).status, 401, 'the session is over');
    const { rows } = await city.database.migratorPool.query(
      `select (select count(*)::int from work.task where ended_at is null and assignee_id = $1) as left,
         (select count(*)::int from work.task where ended_at is null and assignee_id = $2) as handed,
         (select count(*)::int from work.task_assignment where act = 'hand-over' and from_id = $1) as kept`,
      [leaving.id, person('示例乙').id],
    );
    assert.deepEqual([rows[0].left, rows[0].kept], [0, seen.total]);
    assert.ok(rows[0].handed >= seen.total);
    assert.equal((await refusal(security, `${path}/departure`, body)).status, 404, 'nobody leaves twice');
  });

  test('whoever claims at the moment at which their post ends is left with nothing', async () => {
    const task = await receive();
    const leaving = person('示例己');
    const [head, gone] = [await signIn('示例丁'), await signIn('示例己')];
    const path = `/api/staff/${leaving.id}`;
    const leave = async () => {
      const { total } = await read<DepartureView>(head, `${path}/open-work?organ=${organId}`);
      return await head.post(`${path}/departure`, {
        organId,
        shares: [],
        seenTasks: total,
        reason: '轮岗。',
      });
    };
    const [first, claim] = await Promise.all([
      leave(),
      gone.post('/api/tasks/assignment', wish('claim', task, null)),
    ]);
    assert.ok([200, 401, 403, 409].includes(claim.status), claim.text);
    // Where the claim came first, what was looked at is no more what is open, and is looked at again.
    if (first.status !== 200) assert.equal((await leave()).status, 200);
    const { rows } = await city.database.migratorPool.query(
      'select count(*)::int as held from work.task where ended_at is null and assignee_id = $1',
      [leaving.id],
    );
    assert.deepEqual(rows, [{ held: 0 }]);
    const late = await gone.post('/api/tasks/assignment', wish('claim', task, null));
    assert.equal(late.status, 403);
  });

  test('a head lets nobody leave who is a head or an administrator, and nobody oneself', async () => {
    const head = await signIn('示例丁');
    const security = await signIn('示例管');
    const body = { organId, shares: [], seenTasks: 0, reason: '轮岗。' };
    const self = await refusal(head, `/api/staff/${person('示例丁').id}/departure`, body);
    assert.equal(self.code, 'not-yourself');
    const own = await refusal(security, `/api/staff/${person('示例管').id}/departure`, {
      ...body,
      organId: null,
    });
    assert.equal(own.code, 'not-yourself');
    await send(head, `/api/staff/${person('示例丙').id}/departure`, {
      ...body,
      seenTasks: (
        await read<DepartureView>(head, `/api/staff/${person('示例丙').id}/open-work?organ=${organId}`)
      ).total,
    });
    // The post ended; what the absent colleague had goes back to the post, and nobody is left without.
    const { rows } = await city.database.migratorPool.query(
      'select count(*)::int as held from work.task where ended_at is null and assignee_id = $1',
      [person('示例丙').id],
    );
    assert.deepEqual(rows, [{ held: 0 }]);
  });
});
