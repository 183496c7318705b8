// Owns what applicants do to a case after it was sent: withdraw, go on after a stop, supply; refuses to do it twice.
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { getServiceVersion } from '#modules/catalogue';
import { findOwnLicence } from '#modules/licences';
import type { Db } from '#platform/database';
import { type FileRow, insertFileRow } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { command } from '#platform/use-case';
import { isOpen } from './case.ts';
import { aboutCase } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus, ProcedureStatus } from './contract.ts';
import type { AttachedEvidence } from './draft.ts';
import { fileRowOf } from './file-row-of.ts';
import { caseMessages } from './messages.ts';
import type { ProcedureDetail } from './procedure.ts';
import { procedureMessages } from './procedure-messages.ts';

export type ApplicantActKind = 'withdraw' | 'go-on' | 'supply';

/** What a kind has of its own. */
export interface ApplicantActDetail {
  readonly licenceNumber?: string;
  readonly procedureId?: Id;
}

interface OwnCaseRow {
  readonly residentId: Id;
  readonly organId: Id;
  readonly status: CaseStatus;
  readonly waitsForCaseId: Id | null;
}

interface Act {
  readonly id: Id;
  readonly caseId: Id;
  readonly residentId: Id;
  readonly kind: ApplicantActKind;
  readonly note: string;
  readonly detail: ApplicantActDetail;
  readonly evidence: AttachedEvidence;
  readonly files: readonly FileRow[];
}

async function loadOwnCase(db: Db<CasesTables>, caseId: Id): Promise<OwnCaseRow> {
  return await db
    .selectFrom('cases.case')
    .select(['residentId', 'organId', 'waitsForCaseId'])
    .select((one) => one.ref('status').$castTo<CaseStatus>().as('status'))
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow(() => new AppError('not-found', 'no-such-case', caseMessages.noCase));
}

async function storeAct(db: Db<CasesTables>, { files, ...act }: Act, { now }: { now: Date }): Promise<void> {
  for (const file of files) {
    await insertFileRow(db, file);
    await enqueueJob(db, 'scan-file', { fileId: file.id });
  }
  await db
    .insertInto('cases.applicantAct')
    .values({
      ...act,
      detail: JSON.stringify(act.detail),
      evidence: JSON.stringify(act.evidence),
      submittedAt: now,
    })
    .execute();
}

/** A second act of the same kind is told so, and nothing is done twice. */
function explainTwice(constraint: string): AppError | undefined {
  return constraint === 'applicant_act_once'
    ? new AppError('conflict', 'acted-already', procedureMessages.actedAlready)
    : undefined;
}

function actOn(caseId: Id, kind: ApplicantActKind, theCase: OwnCaseRow, act: Act) {
  return {
    change: act,
    answer: undefined,
    events: [caseEvent('ApplicantActed', { id: caseId, organId: theCase.organId }, { kind, actId: act.id })],
  };
}

/** Withdraws a case that has not ended. The organ's side takes it in; a decision that came first stands. */
export const withdrawCase = command<
  { readonly caseId: Id; readonly note: string },
  OwnCaseRow,
  Act,
  void,
  CasesTables
>({
  name: 'withdraw-case',
  zone: 'internet',
  audience: ['resident'],
  object: ({ caseId }) => aboutCase({ caseId }, undefined),
  load: (db, { caseId }) => loadOwnCase(db, caseId),
  permission: isOwn,
  decide(theCase, { caseId, note }, { now }) {
    if (!isOpen(theCase.status))
      throw new AppError('conflict', 'closed-already', procedureMessages.closedAlready);
    const act: Act = {
      id: newId(now),
      caseId,
      residentId: theCase.residentId,
      kind: 'withdraw',
      note,
      detail: {},
      evidence: {},
      files: [],
    };
    return actOn(caseId, 'withdraw', theCase, act);
  },
  store: storeAct,
  explainConstraint: explainTwice,
});

interface GoingOn extends OwnCaseRow {
  readonly licence: { readonly number: string; readonly verificationCode: string } | undefined;
}

/**
 * After the case that it waited for came to nothing the applicant chooses: to go on with a result of that kind that
 * they hold by now, or to withdraw. The licence has to be the applicant's own, valid, and of the kind waited for.
 */
export const goOnWithCase = command<
  { readonly caseId: Id; readonly licenceNumber: string },
  GoingOn,
  Act,
  void,
  CasesTables
>({
  name: 'go-on-with-case',
  zone: 'internet',
  audience: ['resident'],
  object: ({ caseId }) => aboutCase({ caseId }, undefined),
  async load(db, { caseId, licenceNumber }, { now }) {
    const theCase = await loadOwnCase(db, caseId);
    return { ...theCase, licence: await findAwaitedLicence(db, theCase, licenceNumber, legalDayOf(now)) };
  },
  permission: isOwn,
  decide(theCase, { caseId }, { now }) {
    const { licence } = theCase;
    if (theCase.status !== 'stopped')
      throw new AppError('conflict', 'not-stopped', procedureMessages.notStopped);
    if (licence === undefined) {
      const text = procedureMessages.licenceNotFound;
      throw new AppError('invalid', 'licence-not-found', text, {
        fields: [{ field: 'licenceNumber', text }],
      });
    }
    const act: Act = {
      id: newId(now),
      caseId,
      residentId: theCase.residentId,
      kind: 'go-on',
      note: '',
      detail: { licenceNumber: licence.number },
      evidence: {},
      files: [],
    };
    return actOn(caseId, 'go-on', theCase, act);
  },
  store: storeAct,
  explainConstraint: explainTwice,
});

/** A licence of the kind that the case waited for, if it is the applicant's own and in force. */
export async function findAwaitedLicence(
  db: Db<CasesTables>,
  { residentId, waitsForCaseId }: { readonly residentId: Id; readonly waitsForCaseId: Id | null },
  number: string,
  on: LegalDay,
): Promise<GoingOn['licence']> {
  if (waitsForCaseId === null) return undefined;
  const row = await db
    .selectFrom('cases.case')
    .select('serviceVersionId')
    .where('id', '=', waitsForCaseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { kind } = (await getServiceVersion(db, row.serviceVersionId)).content.result;
  return await findOwnLicence(db, { number, kind, holderId: residentId, on });
}

interface Supplying extends OwnCaseRow {
  readonly status: CaseStatus;
  readonly procedureId: Id | undefined;
  readonly procedureStatus: ProcedureStatus | undefined;
  readonly requirementKeys: readonly string[];
}

/** Supplies what the applicant undertook to supply later (容缺受理), all of it at once. */
export const supplyDeferred = command<
  { readonly caseId: Id; readonly note: string; readonly evidence: AttachedEvidence },
  Supplying,
  Act,
  void,
  CasesTables
>({
  name: 'supply-deferred',
  zone: 'internet',
  audience: ['resident'],
  object: ({ caseId }) => aboutCase({ caseId }, undefined),
  async load(db, { caseId }) {
    const theCase = await loadOwnCase(db, caseId);
    const procedure = await db
      .selectFrom('cases.procedure')
      .select('id')
      .select((one) => [
        one.ref('status').$castTo<ProcedureStatus>().as('status'),
        one.ref('detail').$castTo<ProcedureDetail>().as('detail'),
      ])
      .where('caseId', '=', caseId)
      .where('kind', '=', 'supply')
      .executeTakeFirst();
    return {
      ...theCase,
      procedureId: procedure?.id,
      procedureStatus: procedure?.status,
      requirementKeys: procedure?.detail.requirementKeys ?? [],
    };
  },
  permission: isOwn,
  decide(supplying, { caseId, note, evidence }, { now }) {
    const { procedureId, procedureStatus, requirementKeys } = supplying;
    if (procedureId === undefined || procedureStatus !== 'open')
      throw new AppError('conflict', 'supply-over', procedureMessages.supplyOver);
    const missing = requirementKeys.filter((key) => evidence[key] === undefined);
    const text = procedureMessages.supplyIncomplete;
    if (missing.length > 0) {
      throw new AppError('invalid', 'supply-incomplete', text, {
        fields: missing.map((key) => ({ field: `evidence.${key}`, text })),
      });
    }
    const id = newId(now);
    const wanted = Object.fromEntries(
      Object.entries(evidence).filter(([key]) => requirementKeys.includes(key)),
    );
    const act: Act = {
      id,
      caseId,
      residentId: supplying.residentId,
      kind: 'supply',
      note,
      detail: { procedureId },
      evidence: wanted,
      files: Object.values(wanted).map((file) =>
        fileRowOf(file, { kind: 'applicant-act', id }, supplying.residentId, now),
      ),
    };
    return actOn(caseId, 'supply', supplying, act);
  },
  store: storeAct,
  explainConstraint: explainTwice,
});
