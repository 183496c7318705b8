// Owns what is read of a case when a paper is issued; refuses to read more than papers say.
import type { LawReference } from '#engines/clock';
import { type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { getServiceVersion, lawReferenceOf, type ResponsibleOrgan } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listOfficerNames } from '#modules/identity';
import { listLicencesOf } from '#modules/licences';
import { findAppealBodies, getOrgan, type Organ } from '#modules/organs';
import { clockViews, listClocks } from '#modules/work';
import type { ClockView } from '#modules/work/contract';
import type { Db } from '#platform/database';
import type { EventData } from '#platform/events';
import type { CasesTables } from './cases-tables.gen.ts';
import { type Hearing, stoppedFrom } from './hearing.ts';
import { caseMessages } from './messages.ts';
import type { OrganActDetail, OrganActKind } from './organ-act.ts';
import { needsProof, paperKindOf } from './paper.ts';
import type { DeliveryChannel, PaperKind, ReceiverRelation, SigningWay } from './paper-contract.ts';
import type { DeliveredFacts, PaperFacts } from './paper-facts.ts';
import { getPaper } from './paper-queries.ts';
import { listRecordFiles } from './record-file-store.ts';

/** The event that a paper answers. */
export interface PaperCause {
  readonly caseId: Id;
  /** A paper is unique by its event. */
  readonly eventId: Id;
  readonly eventType: string;
  readonly occurredAt: Date;
  readonly data: EventData;
}

export interface CaseForPaper {
  readonly organId: Id;
  readonly residentId: Id;
  readonly districtCode: string;
  /** In whose name it is issued: of a delegated service the delegating organ (行政许可法 第二十四条). */
  readonly issuer: Organ;
  readonly alreadyIssued: boolean;
  readonly kind: PaperKind | undefined;
  readonly facts: Omit<PaperFacts, 'kind'>;
  /** Of a delivery: whether what was delivered is proved by a paper. */
  readonly wantsProof: boolean;
}

/** Throws AppError 'not-found' where there is no such case. */
export async function loadCaseForPaper(db: Db<CasesTables>, cause: PaperCause): Promise<CaseForPaper> {
  const { caseId, eventType, data } = cause;
  const row = await getCaseRow(db, caseId);
  const issuerId = issuerIdOf(row.organId, row.responsibility, cause);
  const eventDay = legalDayOf(cause.occurredAt);
  const service = (await getServiceVersion(db, row.serviceVersionId)).content;
  // None of them waits for another, so that they share a round trip.
  const [issuer, delivery, alreadyIssued, act, appeal, procedure, supplyDueOn, materials, correction] =
    await Promise.all([
      getOrgan(db, issuerId),
      findDelivery(db, caseId, data),
      isIssued(db, cause.eventId),
      findAct(db, caseId, eventType),
      findAppealBodies(db, issuerId),
      findProcedureFor(db, caseId, data),
      findSupplyDueOn(db, caseId),
      listMaterials(db, caseId),
      findCorrection(db, caseId, service),
    ]);
  const [decision, clocks] = await Promise.all([findDecision(db, caseId), lastClocks(db, caseId, eventDay)]);
  const establishedBy =
    service.establishedBy.length === 0 ? undefined : lawReferenceOf(service, service.establishedBy);
  return {
    organId: row.organId,
    residentId: row.residentId,
    districtCode: row.districtCode,
    issuer,
    alreadyIssued,
    kind: paperKindOf(eventType, data),
    wantsProof: delivery?.wantsProof === true,
    facts: {
      serviceKind: service.kind,
      serviceName: row.serviceName,
      establishedBy,
      servesEnterprises: service.servedTo?.includes('enterprise') === true,
      resultName: service.result.name,
      caseNumber: row.number,
      applicantName: row.applicantName,
      eventDay,
      eventData: data,
      byApplicant: eventType === 'CaseWithdrawn',
      act,
      appeal,
      procedure,
      mode: row.mode,
      deferred: row.deferred.map((key) => evidenceName(service, key)),
      supplyDueOn,
      receivedOn: dayOrNull(row.receivedOn),
      acceptedOn: dayOrNull(row.acceptedOn),
      materials,
      correction,
      decision,
      clocks,
      delivery: delivery?.facts ?? null,
    },
  };
}

/** A transfer is told by the organ that lets the case go; else the case's organ, or whoever delegated the service to it. */
function issuerIdOf(organId: Id, responsibility: ResponsibleOrgan, { data }: PaperCause): Id {
  const fromOrganId = data['fromOrganId'];
  if (isId(fromOrganId)) return fromOrganId;
  const { delegationBasis, responsibleOrganId } = responsibility;
  return delegationBasis === null ? organId : responsibleOrganId;
}

function evidenceName(service: ServiceContent, key: string): Text {
  return service.evidence.find((one) => one.key === key)?.name ?? { zh: key, en: key };
}

async function findProcedureFor(
  db: Db<CasesTables>,
  caseId: Id,
  data: EventData,
): Promise<PaperFacts['procedure']> {
  const procedureId = data['procedureId'];
  if (!isId(procedureId)) return null;
  const row = await db
    .selectFrom('cases.procedure')
    .select(['request', 'startsOn', 'result'])
    .select((one) => one.ref('hearing').$castTo<Hearing | null>().as('hearing'))
    .where('id', '=', procedureId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { request, hearing, result } = row;
  return {
    request,
    hearing,
    result,
    startsOn: stoppedFrom({ hearing, startsOn: legalDay(row.startsOn) }),
    minutes: hearing === null ? [] : await listRecordFiles(db, { procedureId }),
  };
}

async function findSupplyDueOn(db: Db<CasesTables>, caseId: Id): Promise<LegalDay | null> {
  const row = await db
    .selectFrom('cases.procedure')
    .select('dueOn')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'supply')
    .orderBy('openedAt')
    .limit(1)
    .executeTakeFirst();
  return dayOrNull(row?.dueOn ?? null);
}

const actsOfEvents: Readonly<Record<string, OrganActKind>> = {
  ClockExtended: 'extend',
  CaseTransferred: 'transfer',
  CaseTerminated: 'terminate',
};

/** The latest act of the event's kind: what was done, why, and on what basis. */
async function findAct(db: Db<CasesTables>, caseId: Id, eventType: string): Promise<PaperFacts['act']> {
  const kind = actsOfEvents[eventType];
  if (kind === undefined) return null;
  const row = await db
    .selectFrom('cases.organAct')
    .select('reasons')
    .select((one) => [
      one.ref('detail').$castTo<OrganActDetail>().as('detail'),
      one.ref('basis').$castTo<LawReference | null>().as('basis'),
    ])
    .where('caseId', '=', caseId)
    .where('kind', '=', kind)
    .orderBy('actedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function dayOrNull(value: string | null): LegalDay | null {
  return value === null ? null : legalDay(value);
}

async function getCaseRow(db: Db<CasesTables>, caseId: Id) {
  const row = await db
    .selectFrom('cases.case')
    .select(['organId', 'residentId', 'districtCode', 'number', 'applicantName', 'serviceVersionId'])
    .select((one) => [
      'receivedOn',
      'acceptedOn',
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('responsibility').$castTo<ResponsibleOrgan>().as('responsibility'),
      'mode',
      one.ref('deferred').$castTo<readonly string[]>().as('deferred'),
    ])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return row;
}

async function isIssued(db: Db<CasesTables>, causeId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('cases.paper')
    .select('id')
    .where('causeId', '=', causeId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What came with the application; what came later has the correction notice. */
async function listMaterials(db: Db<CasesTables>, caseId: Id): Promise<readonly Text[]> {
  const rows = await db
    .selectFrom('cases.evidenceItem')
    .select((one) => one.ref('requirementName').$castTo<Text>().as('name'))
    .where('caseId', '=', caseId)
    .where('round', '=', 0)
    .orderBy('requirementKey')
    .execute();
  return rows.map((row) => row.name);
}

async function findCorrection(
  db: Db<CasesTables>,
  caseId: Id,
  service: ServiceContent,
): Promise<PaperFacts['correction']> {
  const row = await db
    .selectFrom('cases.correction')
    .select('suppliedAt')
    .select((one) =>
      one.ref('items').$castTo<readonly { requirementKey: string; sentence: string }[]>().as('items'),
    )
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const items = row.items.map(({ requirementKey: key, sentence }) => ({
    name: evidenceName(service, key),
    sentence,
  }));
  return { supplied: row.suppliedAt !== null, items };
}

async function findDecision(db: Db<CasesTables>, caseId: Id): Promise<PaperFacts['decision']> {
  const row = await db
    .selectFrom('cases.decision')
    .select(['number', 'reasons'])
    .select((one) => [
      one.ref('basis').$castTo<NonNullable<PaperFacts['decision']>['basis']>().as('basis'),
      one.ref('appeal').$castTo<NonNullable<PaperFacts['decision']>['appeal']>().as('appeal'),
    ])
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  return row ?? null;
}

async function lastClocks(db: Db<CasesTables>, caseId: Id, day: LegalDay): Promise<PaperFacts['clocks']> {
  const last: Partial<Record<ClockView['kind'], ClockView>> = {};
  for (const clock of clockViews(await listClocks(db, [caseId]), day)) last[clock.kind] = clock;
  return last;
}

async function findDelivery(
  db: Db<CasesTables>,
  caseId: Id,
  data: EventData,
): Promise<{ readonly facts: DeliveredFacts; readonly wantsProof: boolean } | undefined> {
  const deliveryId = data['deliveryId'];
  if (!isId(deliveryId)) return undefined;
  const row = await db
    .selectFrom('cases.delivery')
    .select(['paperId', 'licenceId', 'deliveredOn', 'deliveredAt', 'receiverName', 'trackingNumber'])
    .select((one) => [
      'statement',
      'recordedBy',
      one.ref('channel').$castTo<DeliveryChannel>().as('channel'),
      one.ref('receiverRelation').$castTo<ReceiverRelation>().as('receiverRelation'),
      one.ref('signedHow').$castTo<SigningWay | null>().as('signedHow'),
    ])
    .where('id', '=', deliveryId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { paperId, licenceId, recordedBy, ...rest } = row;
  const deliveredOn = legalDay(row.deliveredOn);
  const what = await findDelivered(db, caseId, { paperId, licenceId });
  const names = await listOfficerNames(db, recordedBy === null ? [] : [recordedBy]);
  return {
    wantsProof: what.wantsProof,
    facts: {
      ...rest,
      ...what.facts,
      deliveredOn,
      isLicence: licenceId !== null,
      recorderName: recordedBy === null ? null : (names.get(recordedBy) ?? null),
    },
  };
}

async function findDelivered(
  db: Db<CasesTables>,
  caseId: Id,
  { paperId, licenceId }: { readonly paperId: Id | null; readonly licenceId: Id | null },
): Promise<{
  readonly facts: Pick<DeliveredFacts, 'what' | 'number' | 'arrivedOn'>;
  readonly wantsProof: boolean;
}> {
  if (paperId !== null) {
    const paper = await getPaper(db, caseId, paperId);
    const facts = { what: paper.title, number: paper.number, arrivedOn: paper.issuedOn };
    return { facts, wantsProof: needsProof(paper.kind) };
  }
  const licence = (await listLicencesOf(db, [caseId])).find((one) => one.id === licenceId);
  const number = licence?.number ?? '';
  return {
    facts: { what: licence?.name ?? { zh: '证照', en: 'Licence' }, number, arrivedOn: null },
    wantsProof: true,
  };
}
