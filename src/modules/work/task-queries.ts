// Owns the SQL of the inbox; refuses to read the subjects of tasks.
import { sql } from 'kysely';
import type { HeldPost } from '#kernel/actors';
import { type LegalDay, legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import type { Urgency } from './contract.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** An open task with the earliest day on which one of its subject's open clocks ends, or its own due day. */
export interface OpenTask {
  readonly id: Id;
  readonly subjectKind: string;
  readonly subjectId: Id;
  readonly element: string;
  readonly name: string;
  readonly organId: Id;
  readonly createdAt: Date;
  readonly dueOn: LegalDay | null;
  readonly assigneeId: Id | null;
  readonly delegatedBy: Id | null;
  readonly candidateRoles: readonly string[];
}

/** Of whom: the reader's own, nobody's yet, or of those for whom the reader stands in. */
export interface HolderQuestion {
  readonly holder: 'mine' | 'unclaimed' | 'substituted';
  readonly readerId: Id;
  readonly absentIds: readonly Id[];
}

export interface OpenTaskQuestion {
  /** Whose tasks: each organ with the roles that are held in it, or filled for somebody. */
  readonly posts: readonly Pick<HeldPost, 'organId' | 'role' | 'actingForId'>[];
  readonly of?: HolderQuestion;
  readonly today: LegalDay;
  readonly soonUntil: LegalDay;
  readonly order: 'due' | 'since';
  readonly urgency?: Exclude<Urgency, 'none'>;
  readonly organId?: Id;
  readonly element?: string;
  /** Only tasks of these subjects: those that a neighbour, who can read them, found to fit. */
  readonly subjectIds?: readonly Id[];
  readonly limit: number;
  readonly offset: number;
}

export interface OpenTasks {
  readonly tasks: readonly OpenTask[];
  readonly total: number;
  readonly counts: { readonly overdue: number; readonly dueSoon: number; readonly inTime: number };
}

/**
 * The open tasks of these posts, and how many are overdue, due soon and in time. Tasks without a clock count as in
 * time and come last when ordered by due day.
 */
export async function listOpenTasks(db: AnyDb, question: OpenTaskQuestion): Promise<OpenTasks> {
  if (question.posts.length === 0)
    return { tasks: [], total: 0, counts: { overdue: 0, dueSoon: 0, inTime: 0 } };
  const { organId, element, subjectIds } = question;
  const only = [
    ...(question.of === undefined ? [] : [heldBy(question.of, question.posts)]),
    ...(organId === undefined ? [] : [sql`and task.organ_id = ${organId}::uuid`]),
    ...(element === undefined ? [] : [sql`and task.element = ${element}`]),
    ...(subjectIds === undefined ? [] : [sql`and task.subject_id = any (${[...subjectIds]}::uuid[])`]),
  ];
  const wanted = question.urgency ?? null;
  const order = question.order === 'due' ? sql`due_on nulls last, created_at, id` : sql`created_at, id`;
  // One question for counts and page, and its tasks found once: where the page is empty the counts come alone.
  const { rows } = await sql<Counts & (TaskRow | { id: null })>`
    with mine as materialized (
      select task.id, task.subject_kind, task.subject_id, task.element, task.name, task.organ_id, task.created_at,
        task.assignee_id, task.delegated_by, task.candidate_roles,
        least(task.due_on, (select min(clock.due_on) from work.clock
         where clock.subject_id = task.subject_id and clock.ended_at is null)) as due_on
      from ${openTasksOf(question.posts)}
      where ${offeredTo(question.posts)} ${sql.join(only, sql` `)}),
    marked as (
      select *, case when due_on < ${question.today}::date then 'overdue'
        when due_on <= ${question.soonUntil}::date then 'due-soon' else 'in-time' end as urgency from mine),
    counted as (
      select count(*) filter (where urgency = 'overdue')::int as overdue,
        count(*) filter (where urgency = 'due-soon')::int as due_soon,
        count(*) filter (where urgency = 'in-time')::int as in_time from marked),
    page as (
      select row_number() over (order by ${order}) as place, marked.* from marked
      where ${wanted}::text is null or urgency = ${wanted}::text
      order by ${order} limit ${question.limit} offset ${question.offset})
    select counted.*, id, subject_kind, subject_id, element, name, organ_id, created_at, due_on,
      assignee_id, delegated_by, candidate_roles
    from counted left join page on true order by place`.execute(db.withTables<WorkTables>());
  const { overdue = 0, dueSoon = 0, inTime = 0 } = rows[0] ?? {};
  const totals = { overdue, 'due-soon': dueSoon, 'in-time': inTime };
  return {
    tasks: rows.flatMap((row) => (row.id === null ? [] : [openTaskOf(row)])),
    total: question.urgency === undefined ? overdue + dueSoon + inTime : totals[question.urgency],
    counts: { overdue, dueSoon, inTime },
  };
}

type Counts = OpenTasks['counts'];
type TaskRow = Omit<OpenTask, 'dueOn'> & { readonly dueOn: string | null };

function openTaskOf(row: TaskRow): OpenTask {
  const { id, subjectKind, subjectId, element, name, organId, createdAt, dueOn } = row;
  const { assigneeId, delegatedBy, candidateRoles } = row;
  const day = dueOn === null ? null : legalDay(dueOn);
  const task = { id, subjectKind, subjectId, element, name, organId, createdAt, dueOn: day };
  return { ...task, assigneeId, delegatedBy, candidateRoles };
}

function ownOf(posts: OpenTaskQuestion['posts']): OpenTaskQuestion['posts'] {
  return posts.filter(({ actingForId }) => actingForId === undefined);
}

/** Columns of the task that was found anyway: whose it is adds no table to the question. */
function heldBy({ holder, readerId, absentIds }: HolderQuestion, posts: OpenTaskQuestion['posts']) {
  switch (holder) {
    case 'mine':
      return sql`and task.assignee_id = ${readerId}::uuid`;
    case 'unclaimed':
      return sql`and task.assignee_id is null`;
    case 'substituted':
      return sql`and (task.assignee_id = any (${[...absentIds]}::uuid[])
        or (task.assignee_id is null and not ${offeredTo(ownOf(posts))}))`;
  }
}

/** The open tasks of the posts' organs, found by their index alone however much was done before (0016-open-tasks). */
function openTasksOf(posts: OpenTaskQuestion['posts']) {
  const organIds = [...new Set(posts.map((post) => post.organId))];
  return sql`work.open_tasks(${organIds}::uuid[]) task`;
}

/** Whether a task is offered to one of the posts. */
function offeredTo(posts: OpenTaskQuestion['posts']) {
  const organIds = posts.map((post) => post.organId);
  const roles = posts.map((post) => post.role);
  return sql`exists (
      select from unnest(${organIds}::uuid[], ${roles}::text[]) as held (organ_id, role)
      where held.organ_id = task.organ_id and held.role = any (task.candidate_roles))`;
}

/** What an open task is about, without its clocks. */
export interface OpenSubject {
  readonly subjectKind: string;
  readonly subjectId: Id;
  readonly element: string;
  readonly organId: Id;
}

/** What all open tasks of these posts are about, for whoever can read the subjects and count or choose among them. */
export async function listOpenSubjects(
  db: AnyDb,
  posts: OpenTaskQuestion['posts'],
): Promise<readonly OpenSubject[]> {
  if (posts.length === 0) return [];
  const { rows } = await sql<OpenSubject>`
    select task.subject_kind, task.subject_id, task.element, task.organ_id from ${openTasksOf(posts)}
    where ${offeredTo(posts)}`.execute(db.withTables<WorkTables>());
  return rows;
}

/** A task of a subject that is open now, with the roles to which it is offered. */
export interface SubjectTask {
  readonly id: Id;
  readonly assigneeId: Id | null;
  readonly delegatedBy: Id | null;
  readonly engineTaskId: string;
  readonly element: string;
  readonly name: string;
  readonly candidateRoles: readonly string[];
}

export async function listOpenTasksOf(db: AnyDb, subjectId: Id): Promise<readonly SubjectTask[]> {
  return await db
    .withTables<WorkTables>()
    .selectFrom('work.task')
    .select(['id', 'engineTaskId', 'element', 'name', 'candidateRoles', 'assigneeId', 'delegatedBy'])
    .where('subjectId', '=', subjectId)
    .where('endedAt', 'is', null)
    .orderBy('createdAt')
    .execute();
}

/** What was said when these tasks were last given to somebody, by task: what is wanted, what was found, why. */
export async function listAssignmentWords(
  db: AnyDb,
  taskIds: readonly Id[],
): Promise<ReadonlyMap<Id, string>> {
  if (taskIds.length === 0) return new Map();
  const { rows } = await sql<{ taskId: Id; reason: string | null }>`
    select distinct on (task_id) task_id, reason from work.task_assignment
    where task_id = any (${[...taskIds]}::uuid[]) order by task_id, position desc`.execute(
    db.withTables<WorkTables>(),
  );
  return new Map(rows.flatMap(({ taskId, reason }) => (reason === null ? [] : [[taskId, reason]])));
}

/** A line of the subject's history: which element was entered or left, when and by whom. */
export interface Step {
  readonly element: string;
  readonly kind: string;
  readonly occurredAt: Date;
  readonly actorKind: string;
  readonly actorId: Id | null;
}

export async function listSteps(db: AnyDb, subjectId: Id): Promise<readonly Step[]> {
  return await db
    .withTables<WorkTables>()
    .selectFrom('work.step')
    .select(['element', 'kind', 'occurredAt', 'actorKind', 'actorId'])
    .where('subjectId', '=', subjectId)
    .orderBy('position')
    .execute();
}

/** How many timers failed and wait to be tried again; for the doctor, who runs as the migrator. */
export async function countFailedTimers(db: AnyDb): Promise<number> {
  const row = await db
    .withTables<WorkTables>()
    .selectFrom('work.timer')
    .select((one) => one.fn.countAll<bigint>().as('count'))
    .where('endedAt', 'is', null)
    .where('failedAttempts', '>', 0)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
