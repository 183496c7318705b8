// Owns how the inbox is narrowed by what only cases know: service and text; refuses to look beyond the officer's tasks.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { listOrgans } from '#modules/organs';
import { listOpenSubjects, type OpenSubject, type OpenTaskQuestion } from '#modules/work';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import type { CasesTables } from './cases-tables.gen.ts';
import type { InboxFiltersView } from './contract.ts';
import { taskNames } from './messages.ts';

type Posts = OpenTaskQuestion['posts'];

function idsOf(subjects: readonly OpenSubject[], kind: string): readonly Id[] {
  return [...new Set(subjects.filter((one) => one.subjectKind === kind).map((one) => one.subjectId))];
}

interface Narrowing {
  /** The service's Chinese name. */
  readonly service?: string;
  /** Part of a number, a subject or a name. */
  readonly text?: string;
}

/**
 * The subjects of the officer's open tasks that fit; undefined where nothing narrows them. What is matched by text are
 * rows that were found by their ids before, so no index is lost to a pattern on a protected table.
 */
export async function findFittingSubjects(
  db: Db<CasesTables>,
  posts: Posts,
  { service, text }: Narrowing,
): Promise<readonly Id[] | undefined> {
  if (service === undefined && text === undefined) return undefined;
  const subjects = await listOpenSubjects(db, posts);
  // `%` and `_` of what was typed are letters, not wildcards.
  const pattern = text === undefined ? null : `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ id: Id }>`
    select id from cases.case
    where id = any (${[...idsOf(subjects, 'case')]}::uuid[])
      and (${service ?? null}::text is null or service_name ->> 'zh' = ${service ?? null}::text)
      and (${pattern}::text is null or number ilike ${pattern}::text or applicant_name ilike ${pattern}::text
        or subject ilike ${pattern}::text)
    union all
    select id from cases.procedure
    where id = any (${[...idsOf(subjects, 'procedure')]}::uuid[])
      and (${service ?? null}::text is null or service_name ->> 'zh' = ${service ?? null}::text)
      and (${pattern}::text is null or case_number ilike ${pattern}::text or subject ilike ${pattern}::text)`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** What the officer's open tasks can be filtered by. */
export const listInboxFilters = query<undefined, InboxFiltersView, CasesTables, InboxFiltersView>({
  name: 'list-inbox-filters',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'inbox' }),
  async load(db, _input, { actor }) {
    const subjects = await listOpenSubjects(db, actor.kind === 'officer' ? actor.posts : []);
    const organIds = [...new Set(subjects.map((one) => one.organId))];
    const organs = organIds.length === 0 ? [] : await listOrgans(db, { ids: organIds });
    return {
      services: await countServices(db, subjects),
      organs: organs.map(({ id, name }) => ({
        id,
        name,
        count: subjects.filter((one) => one.organId === id).length,
      })),
      tasks: countTasks(subjects),
    };
  },
  // The question itself is limited to the officer's posts, and row-level security to the organs.
  permission: (actor) => actor.kind === 'officer',
  present: (filters) => filters,
});

async function countServices(
  db: Db<CasesTables>,
  subjects: readonly OpenSubject[],
): Promise<InboxFiltersView['services']> {
  const { rows } = await sql<{ name: Text; count: number }>`
    select min(name::text)::jsonb as name, count(*)::int as count from (
      select service_name as name from cases.case where id = any (${[...idsOf(subjects, 'case')]}::uuid[])
      union all
      select service_name from cases.procedure where id = any (${[...idsOf(subjects, 'procedure')]}::uuid[])
    ) found group by name ->> 'zh' order by count desc, name ->> 'zh'`.execute(db);
  return rows;
}

function countTasks(subjects: readonly OpenSubject[]): InboxFiltersView['tasks'] {
  const counts = new Map<string, number>();
  for (const { element } of subjects) counts.set(element, (counts.get(element) ?? 0) + 1);
  return [...counts].map(([element, count]) => ({
    element,
    name: taskNames[element] ?? { zh: element, en: element },
    count,
  }));
}
