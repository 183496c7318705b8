// Owns the officer's inbox over cases and the search among the organ's cases; refuses cases of other organs.
import { sql } from 'kysely';
import { type Actor, absentColleaguesOf, type OfficerActor } from '#kernel/actors';
import { type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { listOfficerNames } from '#modules/identity';
import {
  dueSoonUntil,
  findOfferedPost,
  getCalendar,
  type HolderQuestion,
  holderViewOf,
  listOpenTasks,
  type OpenTask,
  urgencyOf,
} from '#modules/work';
import type { InboxFilter } from '#modules/work/contract';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { maySearch } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseListView, CaseStatus, InboxRow, InboxView } from './contract.ts';
import { findFittingSubjects } from './inbox-filters.ts';
import { statusNames, taskNames } from './messages.ts';
import { procedureNames } from './procedure-messages.ts';
import { listProcedureRecords, type ProcedureRecord } from './procedure-store.ts';

export const pageSize = 50;

interface CaseSummary {
  readonly id: Id;
  readonly number: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly applicantName: string;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly openedAt: Date;
  readonly dueOn: string | null;
}

interface InboxInput extends InboxFilter {
  readonly page: number;
}

interface LoadedInbox {
  readonly tasks: readonly OpenTask[];
  readonly total: number;
  readonly counts: InboxView['counts'];
  readonly cases: ReadonlyMap<Id, CaseSummary>;
  readonly procedures: ReadonlyMap<Id, ProcedureRecord>;
  readonly names: ReadonlyMap<Id, string>;
  readonly reader: Actor;
  readonly today: LegalDay;
  readonly soonUntil: LegalDay;
}

/** The open tasks of the officer's posts. A task that was done is gone when the answer arrives. */
export const listInbox = query<InboxInput, LoadedInbox, CasesTables, InboxView>({
  name: 'list-inbox',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'inbox' }),
  async load(db, { page, order = 'due', urgency, holder, organId, element, ...narrowing }, { actor, now }) {
    const today = legalDayOf(now);
    const soonUntil = dueSoonUntil(await getCalendar(db), today);
    const posts = actor.kind === 'officer' ? actor.posts : [];
    const subjectIds = await findFittingSubjects(db, posts, narrowing);
    const found = await listOpenTasks(db, {
      posts,
      today,
      soonUntil,
      order,
      ...(urgency === undefined ? {} : { urgency }),
      ...(holder === undefined || actor.kind !== 'officer' ? {} : { of: holderQuestion(actor, holder) }),
      ...(organId === undefined ? {} : { organId }),
      ...(element === undefined ? {} : { element }),
      ...(subjectIds === undefined ? {} : { subjectIds }),
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    const idsOf = (kind: string) =>
      found.tasks.filter((task) => task.subjectKind === kind).map((task) => task.subjectId);
    const ids = idsOf('case');
    const rows = ids.length === 0 ? [] : await summaries(db).where('id', 'in', ids).execute();
    const procedures = await listProcedureRecords(db, { ids: idsOf('procedure') });
    return {
      ...found,
      cases: new Map(rows.map((row) => [row.id, row])),
      procedures: new Map(procedures.map((one) => [one.id, one])),
      names: await namesFor(db, found.tasks, actor),
      reader: actor,
      today,
      soonUntil,
    };
  },
  // The question itself is limited to the officer's posts, and row-level security to the organs.
  permission: (actor) => actor.kind === 'officer',
  present(loaded, { page }) {
    const rows = loaded.tasks.flatMap(
      (task) => rowOfCase(task, loaded) ?? rowOfProcedure(task, loaded) ?? [],
    );
    return { rows, total: loaded.total, page, pageSize, counts: loaded.counts };
  },
});

function holderQuestion(actor: OfficerActor, holder: HolderQuestion['holder']): HolderQuestion {
  return { holder, readerId: actor.id, absentIds: absentColleaguesOf(actor) };
}

/** The names on a page: who has its tasks, who gave them on, and for whom the reader stands in. */
async function namesFor(db: Db<CasesTables>, tasks: readonly OpenTask[], actor: Actor) {
  const ids = [
    ...tasks.flatMap(({ assigneeId, delegatedBy }) => [assigneeId, delegatedBy]),
    ...absentColleaguesOf(actor),
  ];
  const known = [...new Set(ids.filter((id) => id !== null))];
  return known.length === 0 ? new Map<Id, string>() : await listOfficerNames(db, known);
}

/** Whose the task is to the reader, and for whom it comes to them where it is by no post of their own. */
function assignmentOf(
  task: OpenTask,
  { reader, names }: LoadedInbox,
): Pick<InboxRow, 'holder' | 'actingForName'> {
  const actingForId = findOfferedPost(reader, task)?.actingForId;
  return {
    holder: holderViewOf(reader, task, names),
    actingForName: actingForId === undefined ? null : (names.get(actingForId) ?? ''),
  };
}

function rowOfCase(task: OpenTask, loaded: LoadedInbox): InboxRow | undefined {
  const { cases, today, soonUntil } = loaded;
  const found = cases.get(task.subjectId);
  if (found === undefined) return undefined;
  return {
    taskId: task.id,
    caseId: found.id,
    procedureId: null,
    caseNumber: found.number,
    serviceName: found.serviceName,
    subject: found.subject,
    applicantName: found.applicantName,
    organName: found.organName,
    taskName: taskNames[task.element] ?? { zh: task.name, en: task.name },
    element: task.element,
    since: task.createdAt.toISOString(),
    dueOn: task.dueOn,
    urgency: urgencyOf(task.dueOn, today, soonUntil),
    ...assignmentOf(task, loaded),
  };
}

/** A procedure's task: whoever is asked learns which case it is about, and not who applied. */
function rowOfProcedure(task: OpenTask, loaded: LoadedInbox): InboxRow | undefined {
  const { procedures, today, soonUntil } = loaded;
  const found = procedures.get(task.subjectId);
  if (found === undefined) return undefined;
  return {
    taskId: task.id,
    caseId: found.caseId,
    procedureId: found.id,
    caseNumber: found.caseNumber,
    serviceName: found.serviceName,
    subject: found.subject,
    applicantName: '',
    organName: found.askedOrganName ?? found.caseOrganName,
    taskName: procedureNames[found.kind],
    element: task.element,
    since: task.createdAt.toISOString(),
    dueOn: found.dueOn,
    urgency: urgencyOf(found.dueOn, today, soonUntil),
    ...assignmentOf(task, loaded),
  };
}

function summaries(db: Db<CasesTables>) {
  return db
    .selectFrom('cases.case')
    .select((one) => [
      'id',
      'number',
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('organName').$castTo<Text>().as('organName'),
      'applicantName',
      'subject',
      one.ref('status').$castTo<CaseStatus>().as('status'),
      'openedAt',
      'dueOn',
    ]);
}

interface SearchInput {
  readonly text: string;
  readonly page: number;
}

interface LoadedSearch {
  readonly rows: readonly CaseSummary[];
  readonly total: number;
  readonly today: LegalDay;
  readonly soonUntil: LegalDay;
}

/**
 * The cases of the officer's organs whose number, shop or applicant contains the text; newest first. Audited: it
 * searches by the names of people.
 */
export const searchCases = query<SearchInput, LoadedSearch, CasesTables, CaseListView>({
  name: 'search-cases',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: () => ({ kind: 'case' }),
  async load(db, { text, page }, { now }) {
    // `%` and `_` of what was typed are letters, not wildcards.
    const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const { rows: found } = await sql<{ id: Id; total: bigint }>`
      select id, total from cases.search_cases(${pattern}, ${pageSize}, ${(page - 1) * pageSize})`.execute(
      db,
    );
    const ids = found.map((row) => row.id);
    const rows = ids.length === 0 ? [] : await summaries(db).where('id', 'in', ids).execute();
    const today = legalDayOf(now);
    return {
      rows: rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)),
      total: Number(found[0]?.total ?? 0),
      today,
      soonUntil: dueSoonUntil(await getCalendar(db), today),
    };
  },
  permission: maySearch,
  present: ({ rows, total, today, soonUntil }, { page }) => ({
    rows: rows.map((row) => {
      const dueOn = row.dueOn === null ? null : legalDay(row.dueOn);
      return {
        caseId: row.id,
        caseNumber: row.number,
        serviceName: row.serviceName,
        subject: row.subject,
        applicantName: row.applicantName,
        organName: row.organName,
        status: row.status,
        statusName: statusNames[row.status],
        openedAt: row.openedAt.toISOString(),
        dueOn,
        urgency: urgencyOf(dueOn, today, soonUntil),
      };
    }),
    total,
    page,
    pageSize,
  }),
});
