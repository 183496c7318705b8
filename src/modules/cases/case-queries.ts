// Owns the SQL for the screens about one case; refuses to decide who may see it: the walls and the permission do.

import { legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { ResponsibleOrgan } from '#modules/catalogue';
import { listSteps } from '#modules/work';
import type { Db } from '#platform/database';
import type { Agent, Commitment } from './application-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseMode, CaseStatus, CaseView, EvidenceView } from './contract.ts';
import { caseMessages } from './messages.ts';

/** A case with everything that its screens tell. */
export interface CaseDetails {
  readonly id: Id;
  readonly number: string;
  readonly serviceKey: string;
  readonly serviceVersionId: Id;
  readonly serviceName: Text;
  readonly formVersionId: Id;
  readonly organId: Id;
  readonly organName: Text;
  readonly responsibility: ResponsibleOrgan;
  readonly districtCode: string;
  readonly applicantName: string;
  readonly applicantIdNumberEncrypted: Buffer;
  readonly agent: Agent | null;
  readonly data: unknown;
  readonly sensitiveDataEncrypted: Buffer | null;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly mode: CaseMode;
  readonly together: boolean;
  readonly deferred: readonly string[];
  readonly commitment: Commitment | null;
  readonly revision: number;
  readonly openedAt: Date;
  readonly receivedOn: string | null;
  readonly acceptedOn: string | null;
  readonly acceptedByLaw: boolean;
  readonly decidedOn: string | null;
  readonly closedAt: Date | null;
  readonly steps: readonly { readonly element: string; readonly kind: string; readonly occurredAt: Date }[];
  readonly evidence: readonly {
    readonly id: Id;
    readonly requirementKey: string;
    readonly requirementName: Text;
    readonly fileName: string;
    readonly mediaType: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly round: number;
    readonly originalSeen: boolean;
    readonly suppliedAt: Date;
  }[];
  readonly opinions: readonly {
    readonly element: string;
    readonly officerId: Id;
    readonly companionId: Id | null;
    /** The absent colleague by whose post the opinion was given. */
    readonly actingForId: Id | null;
    readonly conclusion: 'in-order' | 'not-in-order';
    readonly opinion: string;
    readonly givenAt: Date;
  }[];
  readonly correction: {
    readonly items: readonly { readonly requirementKey: string; readonly sentence: string }[];
    readonly noticedBy: Id;
    readonly noticedAt: Date;
    readonly suppliedAt: Date | null;
    readonly note: string | null;
  } | null;
  readonly decision: CaseView['decision'];
  readonly decidedAt: Date | null;
  readonly waitsFor: CaseView['waitsFor'];
}

/** Throws AppError 'not-found' `no-such-case` where it is not there or the walls hide it. */
export async function getCaseDetails(db: Db<CasesTables>, caseId: Id): Promise<CaseDetails> {
  const row = await db
    .selectFrom('cases.case')
    .select([
      'id',
      'number',
      'serviceKey',
      'serviceVersionId',
      'formVersionId',
      'organId',
      'districtCode',
      'applicantName',
      'applicantIdNumberEncrypted',
      'data',
      'sensitiveDataEncrypted',
      'subject',
      'together',
      'revision',
      'openedAt',
      'receivedOn',
      'acceptedOn',
      'acceptedByLaw',
      'decidedOn',
      'closedAt',
      'waitsForCaseId',
    ])
    .select((one) => [
      one.ref('status').$castTo<CaseStatus>().as('status'),
      one.ref('mode').$castTo<CaseMode>().as('mode'),
      one.ref('deferred').$castTo<readonly string[]>().as('deferred'),
      one.ref('commitment').$castTo<Commitment | null>().as('commitment'),
      one.ref('agent').$castTo<Agent | null>().as('agent'),
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('organName').$castTo<Text>().as('organName'),
      one.ref('responsibility').$castTo<ResponsibleOrgan>().as('responsibility'),
    ])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  const { waitsForCaseId, ...rest } = row;
  return {
    ...rest,
    steps: await listSteps(db, caseId),
    evidence: await listEvidence(db, caseId),
    opinions: await listOpinions(db, caseId),
    correction: await findCorrection(db, caseId),
    ...(await findDecision(db, caseId)),
    waitsFor: waitsForCaseId === null ? null : await findHead(db, waitsForCaseId),
  };
}

/** A document as screens have it. */
export function evidenceView(one: CaseDetails['evidence'][number]): EvidenceView {
  return { ...one, suppliedAt: one.suppliedAt.toISOString() };
}

/** The documents of a case that the reader may see: of another organ's case those that were shared. */
export async function listEvidence(db: Db<CasesTables>, caseId: Id): Promise<CaseDetails['evidence']> {
  const rows = await db
    .selectFrom('cases.evidenceItem')
    .select([
      'id',
      'requirementKey',
      'name as fileName',
      'mediaType',
      'sizeBytes',
      'sha256',
      'round',
      'originalSeen',
      'suppliedAt',
    ])
    .select((one) => one.ref('requirementName').$castTo<Text>().as('requirementName'))
    .where('caseId', '=', caseId)
    .orderBy('round')
    .orderBy('requirementKey')
    .execute();
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    sha256: row.sha256.toString('hex'),
  }));
}

async function listOpinions(db: Db<CasesTables>, caseId: Id): Promise<CaseDetails['opinions']> {
  return await db
    .selectFrom('cases.opinion')
    .select(['element', 'officerId', 'companionId', 'actingForId', 'opinion', 'givenAt'])
    .select((one) => one.ref('conclusion').$castTo<'in-order' | 'not-in-order'>().as('conclusion'))
    .where('caseId', '=', caseId)
    .orderBy('givenAt')
    .execute();
}

async function findCorrection(db: Db<CasesTables>, caseId: Id): Promise<CaseDetails['correction']> {
  const row = await db
    .selectFrom('cases.correction')
    .select(['noticedBy', 'noticedAt', 'suppliedAt', 'replyNote as note'])
    .select((one) =>
      one.ref('items').$castTo<readonly { requirementKey: string; sentence: string }[]>().as('items'),
    )
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  return row ?? null;
}

async function findDecision(
  db: Db<CasesTables>,
  caseId: Id,
): Promise<Pick<CaseDetails, 'decision' | 'decidedAt'>> {
  const row = await db
    .selectFrom('cases.decision')
    .select(['number', 'reasons', 'decidedOn', 'decidedAt'])
    .select((one) => one.ref('outcome').$castTo<'granted' | 'refused' | 'not-accepted'>().as('outcome'))
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return { decision: null, decidedAt: null };
  const { decidedAt, ...decision } = row;
  return { decision: { ...decision, decidedOn: legalDay(decision.decidedOn) }, decidedAt };
}

/** Number and service of another case, as far as the walls let it be seen: a case of another organ is not. */
async function findHead(db: Db<CasesTables>, caseId: Id): Promise<CaseDetails['waitsFor']> {
  const row = await db
    .selectFrom('cases.case')
    .select('number')
    .select((one) => one.ref('serviceName').$castTo<Text>().as('serviceName'))
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row ?? null;
}
