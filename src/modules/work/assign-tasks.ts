// Owns claiming, giving back, taking over, transferring, delegating and returning of tasks, and its dry run. Refuses a blind act.
import type { Actor, OfficerActor } from '#kernel/actors';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { isRole } from '#kernel/roles';
import type { Text } from '#kernel/texts';
import { listOfficerNames, listOfficersAtWork, type Officer } from '#modules/identity';
import type { Db } from '#platform/database';
import type { NewEvent } from '#platform/events';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { type AssignableTask, type Assignment, assign, mayAssign } from './assignment.ts';
import {
  type AssignmentBody,
  type AssignmentPreview,
  type AssignmentRow,
  type AssignmentView,
  actsWithReason,
} from './assignment-contract.ts';
import { assignmentMessages } from './assignment-messages.ts';
import { type AssignmentChange, loadAssignable, storeAssignment } from './assignment-store.ts';
import type { WorkTables } from './work-tables.gen.ts';

interface LoadedTasks {
  readonly tasks: readonly AssignableTask[];
  readonly names: ReadonlyMap<Id, string>;
  /** Who is at work today and holds a post for it, by the task's id. */
  readonly able: ReadonlyMap<Id, readonly Officer[]>;
}

async function loadTasks(
  db: Db<WorkTables>,
  { tasks: wanted }: AssignmentBody,
  now: Date,
  lock: boolean,
): Promise<LoadedTasks> {
  const tasks = await loadAssignable(
    db,
    wanted.map(({ taskId }) => taskId),
    { lock },
  );
  // Tasks of one organ and the same roles are offered to the same officers: they are looked for once.
  const found = new Map<string, readonly Officer[]>();
  const able = new Map<Id, readonly Officer[]>();
  for (const { id, organId, candidateRoles } of tasks) {
    const key = `${organId} ${candidateRoles.join()}`;
    const officers =
      found.get(key) ??
      (await listOfficersAtWork(db, organId, candidateRoles.filter(isRole), legalDayOf(now)));
    found.set(key, officers);
    able.set(id, officers);
  }
  const people = tasks.flatMap(({ assigneeId, delegatedBy, completedBy }) => [
    assigneeId,
    delegatedBy,
    completedBy,
  ]);
  const ids = [...new Set(people.filter((id) => id !== null))];
  return { tasks, names: await listOfficerNames(db, ids), able };
}

/** Tasks that the walls hide are not among those loaded; of what is left each has to be the actor's to assign. */
function mayAssignAll(actor: Actor, { tasks }: LoadedTasks, { act }: AssignmentBody): boolean {
  return actor.kind === 'officer' && tasks.length > 0 && tasks.every((task) => mayAssign(actor, task, act));
}

interface Plan {
  readonly rows: readonly AssignmentRow[];
  readonly changed: AssignmentChange['changed'];
}

function isText(result: Assignment | Text): result is Text {
  return 'zh' in result;
}

/** What becomes of each task, in the order in which they were asked for; the dry run and the act plan alike. */
function planAssignment(
  { tasks, names, able }: LoadedTasks,
  body: AssignmentBody,
  actor: OfficerActor,
): Plan {
  const colleagues = new Map([...able].map(([id, officers]) => [id, new Set(officers.map((one) => one.id))]));
  const rows: AssignmentRow[] = [];
  const changed: { task: AssignableTask; to: Assignment }[] = [];
  for (const { taskId, holderId } of body.tasks) {
    const task = tasks.find(({ id }) => id === taskId);
    if (task === undefined) {
      rows.push({ taskId, obstacle: assignmentMessages.noTask });
      continue;
    }
    const wish = { act: body.act, seenHolderId: holderId, colleagueId: body.colleagueId };
    const to = assign(task, wish, { actor, names, colleagues });
    rows.push({ taskId, obstacle: isText(to) ? to : null });
    if (!isText(to) && !changed.some((one) => one.task.id === task.id)) changed.push({ task, to });
  }
  return { rows, changed };
}

function officerOf(actor: Actor): OfficerActor {
  if (actor.kind !== 'officer') throw new Error('Only officers assign tasks.');
  return actor;
}

const byOfficers = {
  zone: 'extranet',
  audience: ['officer'],
  permission: mayAssignAll,
  object: (_input: AssignmentBody, loaded: LoadedTasks | undefined) => {
    const [first] = loaded?.tasks ?? [];
    return { kind: 'task', ...(first === undefined ? {} : { id: first.id, organId: first.organId }) };
  },
} as const;

/** The dry run: who could get all of them, and what would become of each. */
export const previewAssignment = query<AssignmentBody, LoadedTasks, WorkTables, AssignmentPreview>({
  ...byOfficers,
  name: 'preview-assignment',
  audited: false,
  load: (db, body, { now }) => loadTasks(db, body, now, false),
  present(loaded, body, { actor }) {
    const [first = [], ...others] = [...loaded.able.values()];
    const forAll = first.filter(({ id }) => others.every((list) => list.some((one) => one.id === id)));
    // Before a colleague was chosen, that none is chosen is no obstacle of the tasks.
    const stand = body.colleagueId ?? forAll.find(({ id }) => id !== officerOf(actor).id)?.id;
    const asked = stand === undefined ? body : { ...body, colleagueId: stand };
    return {
      rows: planAssignment(loaded, asked, officerOf(actor)).rows,
      colleagues: forAll.filter(({ id }) => id !== officerOf(actor).id),
    };
  },
});

/** Does it to each task that can be had so; of the others the answer says how they stand now. */
export const assignTasks = command<AssignmentBody, LoadedTasks, AssignmentChange, AssignmentView, WorkTables>(
  {
    ...byOfficers,
    name: 'assign-tasks',
    load: (db, body, { now }) => loadTasks(db, body, now, true),
    decide(loaded, body, { actor }: UseCaseContext) {
      const reason = body.reason?.trim() ?? '';
      if (reason === '' && actsWithReason.includes(body.act)) {
        const text = assignmentMessages.reasonNeeded;
        throw new AppError('invalid', 'reason-needed', text, { fields: [{ field: 'reason', text }] });
      }
      const { rows, changed } = planAssignment(loaded, body, officerOf(actor));
      return {
        change: {
          act: body.act,
          reason: reason === '' ? null : reason,
          actorId: officerOf(actor).id,
          changed,
        },
        answer: { rows },
        events: changed.map(({ task }) => taskAssigned(task)),
      };
    },
    store: (db, change, { now }) => storeAssignment(db, change, now),
  },
);

/** Somebody else has a task of the subject now, or nobody. */
function taskAssigned({ subjectKind, subjectId, organId }: AssignableTask): NewEvent {
  return { type: 'TaskAssigned', schemaVersion: 1, subject: { kind: subjectKind, id: subjectId }, organId };
}
