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
import { type Application, type Commitment, getApplication } from './application-store.ts';
import { isOpen } from './case.ts';
import { divisionFinder } from './case-answers.ts';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseMode, CaseStatus, ProcedureKind, ProcedureStatus } from './contract.ts';
import { type AttachedFile, compiledFormOf } from './draft.ts';
import { stoppedFrom } from './hearing.ts';
import { statusNames } from './messages.ts';
import { listOrganActs, type OrganActRecord } from './organ-act.ts';
import { procedureRules } from './procedure.ts';
import {
  actNames,
  groundNameOf,
  modeNames,
  outcomeNames,
  procedureNames,
  procedureStatusNames,
} from './procedure-messages.ts';
import { listProcedureRecords, type ProcedureRecord } from './procedure-store.ts';

/** A procedure that the applicant is told of. */
export interface OwnProcedure {
  readonly id: Id;
  readonly kind: ProcedureKind;
  readonly kindName: Text;
  readonly groundName: Text | null;
  readonly request: string;
  readonly appointment: { readonly at: string; readonly place: string } | null;
  /** A hearing: until when it may be asked for, where nobody has; who presides. */
  readonly hearing: { readonly askBy: LegalDay | null; readonly presidingName: string | null } | null;
  readonly stopsClock: boolean;
  readonly startsOn: LegalDay;
  readonly dueOn: LegalDay | null;
  readonly status: ProcedureStatus;
  readonly statusName: Text;
  readonly outcomeName: Text | null;
  /** Of what is to be supplied later. */
  readonly documents: readonly { readonly requirementKey: string; readonly name: Text }[];
}

import type { PaperView } from './paper-contract.ts';
import { listPapersOf } from './paper-queries.ts';

/** A case as its applicant sees it. */
export interface OwnCase {
  readonly mode: CaseMode;
  readonly modeName: Text;
  readonly commitment: Commitment | null;
  readonly procedures: readonly OwnProcedure[];
  /** What the organ did beside deciding, with its reasons; newest last. */
  readonly acts: readonly { readonly at: Date; readonly name: Text; readonly reasons: string }[];
  readonly mayWithdraw: boolean;
  /** Whether a withdrawal, a choice or documents were sent and wait to be taken in. */
  readonly actsUnderway: readonly string[];
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
  /** What the organ has issued in this case, oldest first. */
  readonly papers: readonly PaperView[];
}

/** An application with its cases. `cases` is empty for the moment between submission and dispatch. */
export interface OwnApplication {
  readonly id: Id;
  /** What it is about. */
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
  readonly procedures: readonly ProcedureRecord[];
  readonly acts: readonly OrganActRecord[];
  readonly ownActs: readonly { readonly caseId: Id; readonly kind: string }[];
  readonly papers: Awaited<ReturnType<typeof listPapersOf>>;
}

/** The resident's own application: where it stands and what they must do. */
export const viewApplication = query<{ readonly applicationId: Id }, Loaded, CasesTables, OwnApplication>({
  name: 'view-application',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  object: ({ applicationId }) => ({ kind: 'application', id: applicationId }),
  revision: ({ applicationId }) => ['cases.application_revision', applicationId],
  async load(db, { applicationId }, { vault }) {
    const application = await getApplication(db, applicationId, vault);
    // What doesn't wait for each other goes in one round trip (the connections pipeline).
    const [version, divisions, versions, rows, titles] = await Promise.all([
      getFormVersion(db, application.formVersionId),
      listDivisions(db),
      Promise.all(application.services.map((one) => getServiceVersion(db, one.serviceVersionId))),
      listCaseRows(db, applicationId),
      titlesOfLifeEvents(db, [application.lifeEventVersionId]),
    ]);
    const contents: readonly ServiceContent[] = versions.map((one) => one.content);
    const evidenceNames = new Map(
      contents.flatMap((content) => content.evidence.map((one) => [one.key, one.name] as const)),
    );
    const caseIds = rows.map((row) => row.id);
    const [clocks, licences, papers, procedures, acts, ownActs] = await Promise.all([
      listClocks(db, caseIds),
      listLicencesOf(db, caseIds),
      listPapersOf(db, caseIds),
      listProcedureRecords(db, { caseIds }),
      listOrganActs(db, caseIds),
      listOwnActs(db, caseIds),
    ]);
    const findDivision = divisionFinder(divisions);
    return {
      residentId: application.residentId,
      application,
      title: titles.get(application.lifeEventVersionId) ?? { zh: '', en: '' },
      services: application.services.map((one, index) => ({
        serviceKey: one.serviceKey,
        name: contents[index]?.name ?? { zh: one.serviceKey, en: one.serviceKey },
        waitsFor: one.waitsFor,
      })),
      evidence: Object.entries(application.evidence).map(([key, file]) => ({
        name: evidenceNames.get(key) ?? { zh: key, en: key },
        file,
      })),
      answers: compiledFormOf(version)
        .describe(application.answers, { findDivision })
        .filter((one) => one.answered),
      rows,
      clocks,
      licences,
      papers,
      evidenceNames,
      procedures,
      acts,
      ownActs,
    };
  },
  permission: (actor, loaded) => isOwn(actor, loaded),
  present(loaded, _input, { now }) {
    const { application } = loaded;
    return {
      id: application.id,
      subject: application.subject,
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

/** What the applicant did to these cases. */
async function listOwnActs(
  db: Db<CasesTables>,
  caseIds: readonly Id[],
): Promise<readonly { readonly caseId: Id; readonly kind: string }[]> {
  if (caseIds.length === 0) return [];
  return await db
    .selectFrom('cases.applicantAct')
    .select(['caseId', 'kind'])
    .where('caseId', 'in', caseIds)
    .execute();
}

function ownProcedure(one: ProcedureRecord, names: ReadonlyMap<string, Text>): OwnProcedure {
  return {
    id: one.id,
    kind: one.kind,
    kindName: procedureNames[one.kind],
    groundName: groundNameOf(one.ground) ?? null,
    request: one.request,
    appointment: one.detail.appointment ?? one.hearing?.appointment ?? null,
    hearing:
      one.hearing === null
        ? null
        : {
            askBy: one.hearing.asked === null ? one.hearing.askBy : null,
            presidingName: one.hearing.appointment?.presidingName ?? null,
          },
    stopsClock: one.stopsClock,
    startsOn: stoppedFrom(one),
    dueOn: one.dueOn,
    status: one.status,
    statusName: procedureStatusNames[one.status],
    outcomeName: one.outcome === null ? null : (outcomeNames[one.outcome] ?? null),
    documents: (one.detail.requirementKeys ?? []).map((key) => ({
      requirementKey: key,
      name: names.get(key) ?? { zh: key, en: key },
    })),
  };
}

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
      row.ref('one.mode').$castTo<CaseMode>().as('mode'),
      row.ref('one.commitment').$castTo<Commitment | null>().as('commitment'),
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
  const underway = loaded.ownActs.filter((one) => one.caseId === row.id).map((one) => one.kind);
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
    mode: row.mode,
    modeName: modeNames[row.mode],
    commitment: row.commitment,
    procedures: loaded.procedures
      .filter((one) => one.caseId === row.id && procedureRules[one.kind].toldToApplicant)
      .map((one) => ownProcedure(one, loaded.evidenceNames)),
    acts: loaded.acts
      .filter((one) => one.caseId === row.id)
      .map(({ kind, reasons, actedAt }) => ({ at: actedAt, name: actNames[kind], reasons })),
    mayWithdraw: isOpen(row.status) && !underway.includes('withdraw'),
    actsUnderway: underway,
    decision: decisionOf(row),
    papers: loaded.papers.get(row.id) ?? [],
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
