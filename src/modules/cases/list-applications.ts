// Owns the list of a resident's applications; refuses others any sight of it.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { titlesOfLifeEvents } from '#modules/catalogue';
import { query } from '#platform/use-case';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus } from './contract.ts';

/** A line of 'my applications'. */
export interface ApplicationRow {
  readonly id: Id;
  readonly number: string;
  readonly lifeEventTitle: Text;
  /** What it is about. */
  readonly subject: string;
  readonly submittedAt: Date;
  readonly cases: readonly {
    readonly serviceName: Text;
    readonly status: CaseStatus;
    readonly correctionReplied: boolean;
    /** Whether documents that were to come later are still to be sent. */
    readonly supplyDue: boolean;
    /** Whether the applicant has chosen already what becomes of a stopped case. */
    readonly choiceSent: boolean;
  }[];
}

/** The resident's applications, newest first. */
export const listApplications = query<
  Record<never, never>,
  readonly ApplicationRow[],
  CasesTables,
  readonly ApplicationRow[]
>({
  name: 'list-applications',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: () => ({ kind: 'application' }),
  async load(db) {
    const rows = await db
      .selectFrom('cases.application')
      .select(['id', 'number', 'lifeEventVersionId', 'submittedAt', 'subject'])
      .select((one) => [
        sql<ApplicationRow['cases']>`coalesce((
          select jsonb_agg(jsonb_build_object('serviceName', part.service_name, 'status', part.status,
            'correctionReplied', exists (select from cases.correction_reply reply where reply.case_id = part.id),
            'supplyDue',
              exists (select from cases.procedure one
                where one.case_id = part.id and one.kind = 'supply' and one.status = 'open')
              and not exists (select from cases.applicant_act act where act.case_id = part.id and act.kind = 'supply'),
            'choiceSent',
              exists (select from cases.applicant_act act
                where act.case_id = part.id and act.kind in ('go-on', 'withdraw')))
            order by part.opened_at, part.number)
          from cases.case part where part.application_id = ${one.ref('cases.application.id')}), '[]'::jsonb)`.as(
          'cases',
        ),
      ])
      .orderBy('submittedAt', 'desc')
      .limit(100)
      .execute();
    const titles = await titlesOfLifeEvents(
      db,
      rows.map((row) => row.lifeEventVersionId),
    );
    return rows.map(({ lifeEventVersionId, ...row }) => ({
      ...row,
      lifeEventTitle: titles.get(lifeEventVersionId) ?? { zh: '', en: '' },
    }));
  },
  permission: (actor) => actor.kind === 'resident',
  present: (rows) => rows,
});
