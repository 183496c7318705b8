// Owns the records that the permission matrix asks for: drafts, an application, cases in every state that an action needs.
import assert from 'node:assert/strict';
import type { Id } from '#kernel/ids';
import { createVault } from '#platform/crypto';
import type { TestCity } from '#test/kit/city';
import { buildPdf, buildPng } from '#test/kit/papers';
import type { Askers, SentRequest } from './matrix-actors.ts';
import { sealCaseOf } from './matrix-archive.ts';
import { type CounterRecords, prepareCounter } from './matrix-counter.ts';
import { type LicenceRecords, prepareLicences } from './matrix-licences.ts';
import type { ActorName } from './permission-matrix.ts';

/** An application that was dispatched, with its two cases that nothing waits for. */
interface Dispatched {
  readonly applicationId: Id;
  readonly number: string;
  readonly queryCode: string;
  /** At 龙湖区市场监督管理局. */
  readonly licenceCaseId: Id;
  /** At 龙湖区市场监督管理局; it waits for the licence. */
  readonly foodCaseId: Id;
  /** At 龙湖区消防救援大队. */
  readonly fireCaseId: Id;
}

/** Parameters of a path. */
type CaseOfApplication = Readonly<Record<'applicationId' | 'caseId', Id>>;

/** What requests name. Each case that an action changes is another one, so that no request disturbs another. */
export interface Records {
  readonly draftId: Id;
  readonly draftToSubmitId: Id;
  readonly application: Dispatched;
  readonly evidenceId: Id;
  /** The receipt of materials of the application's case at 龙湖区市场监督管理局. */
  readonly paper: { readonly id: Id; readonly verificationCode: string };
  readonly caseToAcceptId: Id;
  readonly caseToRefuseAcceptanceId: Id;
  readonly caseToCorrectId: Id;
  readonly caseToReviewId: Id;
  readonly caseToInspectId: Id;
  readonly caseToDecideId: Id;
  readonly caseToDecideOnTheSpotId: Id;
  readonly caseToTransferId: Id;
  readonly caseToTerminateId: Id;
  /** Closed and sealed as a package. */
  readonly archivedCaseId: Id;
  /** Accepted, with a consultation that asks the market supervision and shows it one document. */
  readonly caseWithProcedureId: Id;
  readonly consultation: { readonly procedureId: Id; readonly evidenceId: Id };
  /** Told, and not asked for yet; at 龙湖区市场监督管理局. */
  readonly hearingId: Id;
  /** Open, with a photograph. */
  readonly visit: Readonly<Record<'caseId' | 'procedureId' | 'recordFileId', Id>>;
  readonly corrected: CaseOfApplication;
  /** Open; its applicant may withdraw it. */
  readonly toWithdraw: CaseOfApplication;
  /** Stopped, because what it waits for was not accepted. */
  readonly stopped: CaseOfApplication;
  /** Accepted without a document that its applicant undertook to supply. */
  readonly toSupply: CaseOfApplication;
  readonly licence: { readonly number: string; readonly verificationCode: string };
  readonly licences: LicenceRecords;
  readonly counter: CounterRecords;
  readonly companionId: Id;
}

/** What the owner enters, page by page, for premises in 龙湖区. */
export const draftPages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shop: { shopName: '示例饭店', operatorKind: 'individual-business' },
  premises: { premisesStreet: '440507001', premisesAddress: '示例路1号', floorAreaM2: '420.5' },
  kitchen: { businessItems: 'hot-food', openFlame: 'true' },
  contact: { contactMobile: '13800000000' },
};

export const situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};

/** The fire check by inspection, which the matrix asks for, and not on a commitment as proposed. */
export const manner = { 'mode.fire-safety-check': 'ordinary' };

export const missingItem = { requirementKey: 'floor-plan', sentence: '请补充厨房的位置。' };

/** What a food permit may be accepted without (容缺受理). */
export const deferrableKey = 'food-safety-rules';

export async function filesToAttach(): Promise<NonNullable<SentRequest['files']>> {
  return {
    'premises-document': { name: '租赁合同.pdf', content: await buildPdf('Lease') },
    'floor-plan': { name: '平面图.png', content: buildPng() },
    'food-safety-rules': { name: '食品安全管理制度.pdf', content: await buildPdf('Food safety') },
    'fire-safety-rules': { name: '消防安全制度.pdf', content: await buildPdf('Fire safety') },
    'fire-equipment-plan': { name: '消防设施平面图.png', content: buildPng() },
  };
}

/** The revision that a page shown now would carry. */
export async function revisionOf(
  city: TestCity,
  table: 'cases.draft' | 'cases."case"' | 'cases.procedure',
  id: Id,
): Promise<number> {
  const { rows } = await city.database.migratorPool.query<{ revision: number }>(
    `select revision from ${table} where id = $1`,
    [id],
  );
  assert.ok(rows[0] !== undefined, `${table} has the row`);
  return rows[0].revision;
}

/** Fills in, sends and works on applications as people do, over HTTP. */
export async function prepareRecords(city: TestCity, askers: Askers): Promise<Records> {
  const hands: Hands = { city, askers };
  const first = await dispatch(hands);
  const second = await dispatch(hands);
  const third = await dispatch(hands);
  const fourth = await dispatch(hands);
  const fifth = await dispatch(hands, { deferring: true });
  const sixth = await dispatch(hands);
  const seventh = await dispatch(hands);
  const eighth = await dispatch(hands);
  await act(hands, eighth.licenceCaseId, 'non-acceptance', { reasons: '不属于本机关职权范围。' });
  await act(hands, seventh.fireCaseId, 'acceptance', {});
  const consultation = await consult(hands, seventh.fireCaseId);
  const visit = await openVisit(hands, seventh.fireCaseId);
  await act(hands, second.fireCaseId, 'acceptance', {});
  await act(hands, third.licenceCaseId, 'acceptance', {});
  await act(hands, third.fireCaseId, 'correction', { items: [missingItem] });
  await act(hands, fourth.licenceCaseId, 'acceptance', {});
  await act(hands, fourth.licenceCaseId, 'review', inOrder);
  await act(hands, fifth.licenceCaseId, 'acceptance', {});
  await act(hands, fifth.licenceCaseId, 'review', inOrder);
  await act(hands, fifth.licenceCaseId, 'decision', { outcome: 'granted', reasons: '' }, 'approver/own');
  await city.app.workUntilDone();
  await act(hands, fifth.foodCaseId, 'acceptance', {});
  await city.app.workUntilDone();
  const hearingId = await tellHearing(hands, fifth.foodCaseId);
  await sealCaseOf(city, fifth.licenceCaseId);
  return {
    draftId: await fillDraft(hands),
    draftToSubmitId: await fillDraft(hands),
    application: first,
    evidenceId: await idFrom(
      city,
      'select id from cases.evidence_item where case_id = $1',
      first.licenceCaseId,
    ),
    paper: await paperOf(hands, first.licenceCaseId),
    caseToAcceptId: first.licenceCaseId,
    caseToRefuseAcceptanceId: first.fireCaseId,
    caseToCorrectId: second.licenceCaseId,
    caseToInspectId: second.fireCaseId,
    caseToReviewId: third.licenceCaseId,
    corrected: { applicationId: third.applicationId, caseId: third.fireCaseId },
    toWithdraw: { applicationId: fifth.applicationId, caseId: fifth.fireCaseId },
    stopped: { applicationId: eighth.applicationId, caseId: eighth.foodCaseId },
    toSupply: { applicationId: fifth.applicationId, caseId: fifth.foodCaseId },
    caseToDecideId: fourth.licenceCaseId,
    caseToDecideOnTheSpotId: sixth.licenceCaseId,
    caseToTransferId: sixth.fireCaseId,
    caseToTerminateId: seventh.licenceCaseId,
    caseWithProcedureId: seventh.fireCaseId,
    archivedCaseId: fifth.licenceCaseId,
    consultation,
    visit,
    hearingId,
    licence: await licenceOf(hands, fifth.licenceCaseId),
    licences: await prepareLicences(city, askers),
    counter: await prepareCounter(city, askers, await fillDraft(hands)),
    companionId: await idFrom(
      city,
      'select id from identity.officer where login_name = $1',
      'longhu-fire-reviewer-1',
    ),
  };
}

/** Asks the market supervision of the same district, and shows it the first document. */
async function consult(hands: Hands, caseId: Id): Promise<Records['consultation']> {
  const { city } = hands;
  const evidenceId = await idFrom(
    city,
    'select id from cases.evidence_item where case_id = $1 order by requirement_key limit 1',
    caseId,
  );
  const askedOrganId = await organIdOf(city, 'longhu-market-supervision');
  await act(hands, caseId, 'procedures', {
    kind: 'consultation',
    request: '请提出意见。',
    dueOn: '2026-12-04',
    askedOrganId,
    evidenceIds: [evidenceId],
  });
  await city.app.workUntilDone();
  return {
    procedureId: await idFrom(city, 'select id from cases.procedure where case_id = $1', caseId),
    evidenceId,
  };
}

async function tellHearing(hands: Hands, caseId: Id): Promise<Id> {
  await act(hands, caseId, 'procedures', {
    kind: 'special',
    ground: 'hearing',
    request: '油烟排放直接影响相邻住户。',
    hearing: { basis: 'major-interests', interested: ['示例住户甲'] },
  });
  await hands.city.app.workUntilDone();
  return await idFrom(
    hands.city,
    `select id from cases.procedure where kind = 'special' and case_id = $1`,
    caseId,
  );
}

/** A visit with a photograph, beside the case. */
async function openVisit(hands: Hands, caseId: Id): Promise<Records['visit']> {
  const { city } = hands;
  await act(hands, caseId, 'procedures', {
    kind: 'site-visit',
    request: '核对平面布局。',
    dueOn: '2026-12-04',
    appointment: { at: '2026-12-03T01:30:00.000Z', place: '示例路1号' },
  });
  await city.app.workUntilDone();
  const procedureId = await idFrom(
    city,
    `select id from cases.procedure where kind = 'site-visit' and case_id = $1`,
    caseId,
  );
  await send(hands, 'reviewer/own', {
    zone: 'extranet',
    method: 'POST',
    address: `/api/procedures/${procedureId}/files`,
    form: {},
    files: { file: { name: '现场.png', content: buildPng() } },
  });
  const recordFileId = await idFrom(
    city,
    'select id from cases.record_file where procedure_id = $1',
    procedureId,
  );
  return { caseId, procedureId, recordFileId };
}

export async function organIdOf(city: TestCity, key: string): Promise<Id> {
  return await idFrom(city, 'select id from organs.organ where key = $1', key);
}

const inOrder = { conclusion: 'in-order', opinion: '材料齐全。' };

interface Hands {
  readonly city: TestCity;
  readonly askers: Askers;
}

async function send({ askers }: Hands, name: ActorName, request: SentRequest): Promise<Response> {
  const response = await askers.send(askers.get(name), request);
  assert.ok(
    response.status < 400,
    `${request.address} answered ${response.status}: ${await response.clone().text()}`,
  );
  return response;
}

/** `deferring`: leaves for later what may come later. */
async function fillDraft(hands: Hands, { deferring = false } = {}): Promise<Id> {
  const post = (address: string, body: Pick<SentRequest, 'form' | 'files'>) =>
    send(hands, 'resident-owner', { zone: 'internet', method: 'POST', address, ...body });
  const started = await post('/zh/life-events/open-restaurant/start', { form: situations });
  const draftId = started.headers.get('location')?.split('/')[3] ?? '';
  const revision = async () => ({ revision: String(await revisionOf(hands.city, 'cases.draft', draftId)) });
  for (const [page, fields] of Object.entries(draftPages)) {
    await post(`/zh/drafts/${draftId}/${page}`, { form: { ...(await revision()), ...fields } });
  }
  await post(`/zh/drafts/${draftId}/manner`, { form: { ...(await revision()), ...manner } });
  const all = Object.entries(await filesToAttach());
  const files = Object.fromEntries(all.filter(([key]) => !deferring || key !== deferrableKey));
  const later = deferring ? { [`later.${deferrableKey}`]: 'yes' } : {};
  await post(`/zh/drafts/${draftId}/evidence`, { form: { ...(await revision()), ...later }, files });
  return draftId;
}

async function dispatch(hands: Hands, options: { readonly deferring?: boolean } = {}): Promise<Dispatched> {
  const { city } = hands;
  const draftId = await fillDraft(hands, options);
  const revision = String(await revisionOf(city, 'cases.draft', draftId));
  const sent = await send(hands, 'resident-owner', {
    zone: 'internet',
    method: 'POST',
    address: `/zh/drafts/${draftId}/submission`,
    form: { revision, declaration: 'true' },
  });
  await city.app.workUntilDone();
  const applicationId = sent.headers.get('location')?.split('/')[3] ?? '';
  const { rows } = await city.database.migratorPool.query<{ number: string; code: Buffer }>(
    'select number, query_code_encrypted as code from cases.application where id = $1',
    [applicationId],
  );
  const row = rows[0];
  assert.ok(row !== undefined, 'the application is there');
  const caseOf = (serviceKey: string) =>
    idFrom(
      city,
      `select id from cases."case" where service_key = '${serviceKey}' and application_id = $1`,
      applicationId,
    );
  return {
    applicationId,
    number: row.number,
    queryCode: createVault(city.database.secrets.keys).decrypt(row.code),
    licenceCaseId: await caseOf('business-licence'),
    foodCaseId: await caseOf('food-operation-permit'),
    fireCaseId: await caseOf('fire-safety-check'),
  };
}

async function act(
  hands: Hands,
  caseId: Id,
  action: string,
  body: Readonly<Record<string, unknown>>,
  name: ActorName = 'reviewer/own',
): Promise<void> {
  const revision = await revisionOf(hands.city, 'cases."case"', caseId);
  const address = `/api/cases/${caseId}/${action}`;
  await send(hands, name, { zone: 'extranet', method: 'POST', address, json: { revision, ...body } });
}

async function idFrom(city: TestCity, query: string, key: string): Promise<Id> {
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(query, [key]);
  assert.ok(rows[0] !== undefined, `a row for: ${query}`);
  return rows[0].id;
}

async function paperOf({ city }: Hands, caseId: Id): Promise<Records['paper']> {
  const { rows } = await city.database.migratorPool.query<{ id: Id; verification_code: string }>(
    `select id, verification_code from cases.paper where case_id = $1 and kind = 'receipt-of-materials'`,
    [caseId],
  );
  assert.ok(rows[0] !== undefined, 'the receipt was issued');
  return { id: rows[0].id, verificationCode: rows[0].verification_code };
}

async function licenceOf({ city }: Hands, caseId: Id): Promise<Records['licence']> {
  const { rows } = await city.database.migratorPool.query<{ number: string; verification_code: string }>(
    'select number, verification_code from licences.licence where source_id = $1',
    [caseId],
  );
  assert.ok(rows[0] !== undefined, 'the licence was issued');
  return { number: rows[0].number, verificationCode: rows[0].verification_code };
}
