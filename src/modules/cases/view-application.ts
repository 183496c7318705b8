// Owns how an applicant follows an application; refuses others any sight of it.
import { sql } from 'kysely';
import type { DescribedAnswer } from '#engines/forms';
import { type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { getFormVersion, getServiceVersion, titlesOfLifeEvents } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listLicencesOf } from '#modules/licences';
import { type AppealBodies, listDivisions } from '#modules/organs';
import { type Clock, clockViews, listClocks } from '#modules/work';
import type { ClockView } from '#modules/work/contract';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { type Application, getApplication } from './application-store.ts';
import { divisionFinder } from './case-answers.ts';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus } from './contract.ts';
import { type AttachedFile, compiledFormOf } from './draft.ts';
import { statusNames } from './messages.ts';

/** A case as its applicant sees it. */
export interface OwnCase {
  readonly id: Id;
  readonly number: string;
  readonly serviceKey: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly status: CaseStatus;
  readonly statusName: Text;
  readonly openedAt: Date;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly acceptedByLaw: boolean;
  readonly decidedOn: LegalDay | null;
  readonly closedAt: Date | null;
  readonly clocks: readonly ClockView[];
  readonly waitsFor: { readonly number: string; readonly serviceName: Text } | null;
  readonly correction: {
    readonly noticedAt: Date;
    readonly items: readonly {
      readonly requirementKey: string;
      readonly name: Text;
      readonly sentence: string;
    }[];
    readonly replied: boolean;
  } | null;
  readonly decision: {
    readonly number: string;
    readonly outcome: 'granted' | 'refused' | 'not-accepted';
    readonly reasons: string;
    readonly decidedOn: LegalDay;
    readonly appeal: AppealBodies;
  } | null;
  readonly licence: {
    readonly number: string;
    readonly verificationCode: string;
    readonly name: Text;
  } | null;
}

/** An application with its cases. `cases` is empty for the moment between submission and dispatch. */
export interface OwnApplication {
  readonly id: Id;
  /** Name of the shop. */
  readonly subject: string;
  readonly number: string;
  readonly queryCode: string;
  readonly lifeEventTitle: Text;
  readonly submittedAt: Date;
  readonly dispatched: boolean;
  readonly services: readonly {
    readonly serviceKey: string;
    readonly name: Text;
    readonly waitsFor: string | null;
  }[];
  readonly cases: readonly OwnCase[];
  readonly answers: readonly DescribedAnswer[];
  readonly evidence: readonly { readonly name: Text; readonly file: AttachedFile }[];
}

type CaseRow = Awaited<ReturnType<typeof listCaseRows>>[number];

interface Loaded {
  readonly residentId: Id;
  readonly application: Application;
  readonly title: Text;
  readonly services: OwnApplication['services'];
  readonly evidence: OwnApplication['evidence'];
  readonly answers: readonly DescribedAnswer[];
  readonly rows: readonly CaseRow[];
  readonly clocks: readonly Clock[];
  readonly licences: Awaited<ReturnType<typeof listLicencesOf>>;
  readonly evidenceNames: ReadonlyMap<string, Text>;
}

/** The resident's own application: where it stands and what they must do. */
export const viewApplication = query<{ readonly applicationId: Id }, Loaded, CasesTables, OwnApplication>({
  name: 'view-application',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: ({ applicationId }) => ({ kind: 'application', id: applicationId }),
  async load(db, { applicationId }, { vault }) {
    const application = await getApplication(db, applicationId, vault);
    const form = compiledFormOf(await getFormVersion(db, application.formVersionId));
    const findDivision = divisionFinder(await listDivisions(db));
    const contents: ServiceContent[] = [];
    for (const one of application.services)
      contents.push((await getServiceVersion(db, one.serviceVersionId)).content);
    const evidenceNames = new Map(
      contents.flatMap((content) => content.evidence.map((one) => [one.key, one.name] as const)),
    );
    const rows = await listCaseRows(db, applicationId);
    const caseIds = rows.map((row) => row.id);
    return {
      residentId: application.residentId,
      application,
      title: (await titlesOfLifeEvents(db, [application.lifeEventVersionId])).get(
        application.lifeEventVersionId,
      ) ?? { zh: '', en: '' },
      services: application.services.map((one, index) => ({
        serviceKey: one.serviceKey,
        name: contents[index]?.name ?? { zh: one.serviceKey, en: one.serviceKey },
        waitsFor: one.waitsFor,
      })),
      evidence: Object.entries(application.evidence).map(([key, file]) => ({
        name: evidenceNames.get(key) ?? { zh: key, en: key },
        file,
      })),
      answers: form.describe(application.answers, { findDivision }).filter((one) => one.answered),
      rows,
      clocks: await listClocks(db, caseIds),
      licences: await listLicencesOf(db, caseIds),
      evidenceNames,
    };
  },
  permission: (actor, loaded) => isOwn(actor, loaded),
  present(loaded, _input, { now }) {
    const { application } = loaded;
    return {
      id: application.id,
      subject: String(application.answers['shopName'] ?? ''),
      number: application.number,
      queryCode: application.queryCode,
      lifeEventTitle: loaded.title,
      submittedAt: application.submittedAt,
      dispatched: application.dispatchedAt !== null,
      services: loaded.services,
      cases: inOrderOf(loaded.services, loaded.rows).map((row) => ownCaseOf(row, loaded, legalDayOf(now))),
      answers: loaded.answers,
      evidence: loaded.evidence,
    };
  },
});

async function listCaseRows(db: Db<CasesTables>, applicationId: Id) {
  return await db
    .selectFrom('cases.case as one')
    .leftJoin('cases.correction as correction', 'correction.caseId', 'one.id')
    .leftJoin('cases.correctionReply as reply', 'reply.correctionId', 'correction.id')
    .leftJoin('cases.decision as decision', 'decision.caseId', 'one.id')
    .select((row) => [
      'one.id',
      'one.number',
      'one.serviceKey',
      row.ref('one.serviceName').$castTo<Text>().as('serviceName'),
      row.ref('one.organName').$castTo<Text>().as('organName'),
      row.ref('one.status').$castTo<CaseStatus>().as('status'),
      'one.openedAt',
      'one.receivedOn',
      'one.acceptedOn',
      'one.acceptedByLaw',
      'one.decidedOn',
      'one.closedAt',
      'one.waitsForCaseId',
      'correction.noticedAt',
      row
        .ref('correction.items')
        .$castTo<readonly { requirementKey: string; sentence: string }[] | null>()
        .as('items'),
      'reply.id as replyId',
      'decision.number as decisionNumber',
      row.ref('decision.outcome').$castTo<'granted' | 'refused' | 'not-accepted' | null>().as('outcome'),
      'decision.reasons',
      'decision.decidedOn as decisionDay',
      row.ref('decision.appeal').$castTo<AppealBodies | null>().as('appeal'),
    ])
    .where('one.applicationId', '=', applicationId)
    .orderBy(sql`one.waits_for_case_id nulls first`)
    .orderBy('one.openedAt')
    .orderBy('one.number')
    .execute();
}

/** The cases in the order in which their services were shown before submitting. */
function inOrderOf(services: OwnApplication['services'], rows: readonly CaseRow[]): readonly CaseRow[] {
  const keys = services.map((one) => one.serviceKey);
  return rows.toSorted((one, other) => keys.indexOf(one.serviceKey) - keys.indexOf(other.serviceKey));
}

function ownCaseOf(row: CaseRow, loaded: Loaded, today: LegalDay): OwnCase {
  const day = (value: string | null) => (value === null ? null : legalDay(value));
  const predecessor = loaded.rows.find((other) => other.id === row.waitsForCaseId);
  const licence = loaded.licences.find((one) => one.sourceId === row.id);
  return {
    id: row.id,
    number: row.number,
    serviceKey: row.serviceKey,
    serviceName: row.serviceName,
    organName: row.organName,
    status: row.status,
    statusName: statusNames[row.status],
    openedAt: row.openedAt,
    receivedOn: day(row.receivedOn),
    acceptedOn: day(row.acceptedOn),
    acceptedByLaw: row.acceptedByLaw,
    decidedOn: day(row.decidedOn),
    closedAt: row.closedAt,
    clocks: clockViews(
      loaded.clocks.filter((clock) => clock.subject.id === row.id),
      today,
    ),
    waitsFor:
      predecessor === undefined ? null : { number: predecessor.number, serviceName: predecessor.serviceName },
    correction:
      row.noticedAt === null || row.items === null
        ? null
        : {
            noticedAt: row.noticedAt,
            items: row.items.map((item) => ({
              ...item,
              name: loaded.evidenceNames.get(item.requirementKey) ?? {
                zh: item.requirementKey,
                en: item.requirementKey,
              },
            })),
            replied: row.replyId !== null,
          },
    decision: decisionOf(row),
    licence:
      licence === undefined
        ? null
        : { number: licence.number, verificationCode: licence.verificationCode, name: licence.name },
  };
}

function decisionOf(row: CaseRow): OwnCase['decision'] {
  const { decisionNumber, outcome, reasons, decisionDay, appeal } = row;
  if (
    decisionNumber === null ||
    outcome === null ||
    reasons === null ||
    decisionDay === null ||
    appeal === null
  )
    return null;
  return { number: decisionNumber, outcome, reasons, decidedOn: legalDay(decisionDay), appeal };
}

/** A line of 'my applications'. */
export interface ApplicationRow {
  readonly id: Id;
  readonly number: string;
  readonly lifeEventTitle: Text;
  /** Name of the shop. */
  readonly subject: string;
  readonly submittedAt: Date;
  readonly cases: readonly {
    readonly serviceName: Text;
    readonly status: CaseStatus;
    readonly correctionReplied: boolean;
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
      .select(['id', 'number', 'lifeEventVersionId', 'submittedAt'])
      .select((one) => [
        sql<string>`coalesce(answers ->> 'shopName', '')`.as('subject'),
        sql<ApplicationRow['cases']>`coalesce((
          select jsonb_agg(jsonb_build_object('serviceName', part.service_name, 'status', part.status,
            'correctionReplied', exists (select from cases.correction_reply reply where reply.case_id = part.id))
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
