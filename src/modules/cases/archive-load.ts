// Owns what is read of a case when it is sealed: all of it; refuses to leave out what only its organ saw.
import type { LawReference } from '#engines/clock';
import type { Answers, DescribedAnswer } from '#engines/forms';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { getFormVersion, getServiceVersion } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listOfficerNames } from '#modules/identity';
import { findIssuedLicence, type IssuedLicence } from '#modules/licences';
import { type AppealBodies, getOrgan, listDivisions, type Organ } from '#modules/organs';
import { type Clock, listClocks } from '#modules/work';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { type HistoryEvent, listHistory } from '#platform/events';
import type { Agent } from './application-store.ts';
import { describeAnswers } from './case-answers.ts';
import { type CaseDetails, getCaseDetails } from './case-queries.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { compiledFormOf } from './draft.ts';
import { listOrganActs, type OrganActRecord } from './organ-act.ts';
import { type DeliveryChannel, paperKinds } from './paper-contract.ts';
import { getPaper, type IssuedPaper } from './paper-queries.ts';
import { listProcedureRecords, type ProcedureRecord } from './procedure-store.ts';
import type { RecordFile } from './record-file.ts';
import { listRecordFiles } from './record-file-store.ts';
import { joinAnswers } from './sensitive-answers.ts';

/** A case with everything that was ever said in it. */
export interface CaseToArchive {
  readonly details: CaseDetails;
  readonly residentId: Id;
  readonly agent: Agent | null;
  readonly handedOver: unknown;
  readonly application: { readonly number: string; readonly submittedAt: Date; readonly channel: string };
  readonly organ: Organ;
  readonly service: ServiceContent;
  readonly answers: readonly DescribedAnswer[];
  readonly data: Answers;
  readonly idNumber: string;
  readonly clocks: readonly Clock[];
  /** By evidence item: where its bytes lie. */
  readonly files: ReadonlyMap<
    Id,
    { readonly fileId: Id; readonly fileZone: string; readonly originalSeen: boolean }
  >;
  readonly papers: readonly PaperToArchive[];
  readonly deliveries: readonly DeliveryToArchive[];
  readonly decision:
    | { readonly basis: LawReference; readonly appeal: AppealBodies; readonly decidedBy: Id }
    | undefined;
  readonly licence: IssuedLicence | undefined;
  readonly procedures: readonly ProcedureRecord[];
  readonly acts: readonly OrganActRecord[];
  /** Of records that were made; what was taken off before is nowhere. */
  readonly recordFiles: readonly RecordFile[];
  readonly events: readonly HistoryEvent[];
  readonly officerNames: ReadonlyMap<Id, string>;
}

export interface PaperToArchive {
  readonly paper: IssuedPaper;
  readonly causeId: Id;
  readonly replacedById: Id | null;
  /** Base64 of a JPEG: of a proof of delivery that was signed for. */
  readonly signature: string | null;
}

export interface DeliveryToArchive {
  readonly id: Id;
  readonly paperId: Id | null;
  readonly licenceId: Id | null;
  readonly channel: DeliveryChannel;
  readonly deliveredOn: string;
  readonly deliveredAt: Date | null;
  readonly receiverName: string;
  readonly receiverRelation: string;
  readonly trackingNumber: string | null;
  readonly statement: string;
  readonly signedHow: string | null;
  readonly recordedBy: Id | null;
}

/** Reads as the extranet's worker, which sees every row. Throws AppError 'not-found' where there is no such case. */
export async function loadCaseToArchive(
  db: Db<CasesTables>,
  caseId: Id,
  vault: Vault,
): Promise<CaseToArchive> {
  const details = await getCaseDetails(db, caseId);
  const { sensitiveDataEncrypted } = details;
  const row = await db
    .selectFrom('cases.case')
    .innerJoin('cases.application', 'cases.application.id', 'cases.case.applicationId')
    .select([
      'cases.case.residentId',
      'cases.case.handedOver',
      'cases.application.number',
      'cases.application.submittedAt',
      'cases.application.channel',
    ])
    .select((one) => one.ref('cases.case.agent').$castTo<Agent | null>().as('agent'))
    .where('cases.case.id', '=', caseId)
    .executeTakeFirstOrThrow();
  const { residentId, handedOver, agent, ...application } = row;
  const form = compiledFormOf(await getFormVersion(db, details.formVersionId));
  const divisions = await listDivisions(db);
  const procedures = await listProcedureRecords(db, { caseIds: [caseId] });
  const events = await listHistory(db, [caseId, ...procedures.map(({ id }) => id)]);
  const deliveries = await listDeliveries(db, caseId);
  const decision = await findDecisionBasis(db, caseId);
  const recordFiles = (await listRecordFiles(db, { caseId })).filter((one) => one.sealedAt !== null);
  const officerIds = [
    ...events.flatMap(({ actorKind, actorId }) => (actorKind === 'officer' ? [actorId] : [])),
    ...details.opinions.flatMap(({ officerId, companionId }) => [officerId, companionId]),
    ...deliveries.map(({ recordedBy }) => recordedBy),
    ...recordFiles.map(({ addedBy }) => addedBy),
    details.correction?.noticedBy,
    decision?.decidedBy,
  ].flatMap((id) => (id === null || id === undefined ? [] : [id]));
  return {
    details,
    residentId,
    agent,
    handedOver,
    application,
    organ: await getOrgan(db, details.organId),
    service: (await getServiceVersion(db, details.serviceVersionId)).content,
    answers: describeAnswers(form, details.data, sensitiveDataEncrypted, divisions, vault),
    data: joinAnswers(details.data, sensitiveDataEncrypted, vault),
    idNumber: vault.decrypt(details.applicantIdNumberEncrypted),
    clocks: await listClocks(db, [caseId]),
    files: await listFiles(db, caseId),
    papers: await listPapersToArchive(db, caseId, vault),
    deliveries,
    decision,
    licence: await findIssuedLicence(db, caseId),
    procedures: [...procedures].sort((one, other) => one.openedAt.getTime() - other.openedAt.getTime()),
    acts: await listOrganActs(db, [caseId]),
    recordFiles,
    events,
    officerNames: await listOfficerNames(db, [...new Set(officerIds)]),
  };
}

async function listFiles(db: Db<CasesTables>, caseId: Id): Promise<CaseToArchive['files']> {
  const rows = await db
    .selectFrom('cases.evidenceItem')
    .select(['id', 'fileId', 'fileZone', 'originalSeen'])
    .where('caseId', '=', caseId)
    .execute();
  return new Map(rows.map(({ id, ...file }) => [id, file]));
}

async function listPapersToArchive(
  db: Db<CasesTables>,
  caseId: Id,
  vault: Vault,
): Promise<readonly PaperToArchive[]> {
  const rows = await db
    .selectFrom('cases.paper')
    .select(['id', 'causeId', 'replacedById'])
    .where('caseId', '=', caseId)
    .orderBy('issuedAt')
    .orderBy('id')
    .execute();
  const signed = await db
    .selectFrom('cases.delivery')
    .select(['id', 'signatureEncrypted'])
    .where('caseId', '=', caseId)
    .where('signatureEncrypted', 'is not', null)
    .execute();
  const signatures = new Map(signed.map((one) => [one.id, one.signatureEncrypted]));
  const papers: PaperToArchive[] = [];
  for (const { id, causeId, replacedById } of rows) {
    const paper = await getPaper(db, caseId, id);
    const encrypted = signatures.get(paper.content.deliveryId ?? '') ?? null;
    const signature = encrypted === null ? null : vault.decrypt(encrypted);
    papers.push({ paper, causeId, replacedById, signature });
  }
  // What one moment brought forth comes in the order of a case's life; the sort keeps the order of ids otherwise.
  return papers.sort(
    ({ paper: one }, { paper: other }) =>
      one.issuedAt.getTime() - other.issuedAt.getTime() ||
      paperKinds.indexOf(one.kind) - paperKinds.indexOf(other.kind),
  );
}

async function listDeliveries(db: Db<CasesTables>, caseId: Id): Promise<readonly DeliveryToArchive[]> {
  return await db
    .selectFrom('cases.delivery')
    .select(['id', 'paperId', 'licenceId', 'deliveredOn', 'deliveredAt', 'receiverName', 'receiverRelation'])
    .select(['trackingNumber', 'statement', 'signedHow', 'recordedBy'])
    .select((one) => one.ref('channel').$castTo<DeliveryChannel>().as('channel'))
    .where('caseId', '=', caseId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
}

async function findDecisionBasis(db: Db<CasesTables>, caseId: Id): Promise<CaseToArchive['decision']> {
  return await db
    .selectFrom('cases.decision')
    .select((one) => [
      'decidedBy',
      one.ref('basis').$castTo<LawReference>().as('basis'),
      one.ref('appeal').$castTo<AppealBodies>().as('appeal'),
    ])
    .where('caseId', '=', caseId)
    .executeTakeFirst();
}

/** The name of a requirement as its service has it; the key where the service has it no more. */
export function requirementName({ service }: Pick<CaseToArchive, 'service'>, key: string): Text {
  return service.evidence.find((one) => one.key === key)?.name ?? { zh: key, en: key };
}
