// Owns a valid request for every row of the permission matrix; refuses a row that nobody has said how to ask.
import assert from 'node:assert/strict';
import { type Id, newId } from '#kernel/ids';
import type { TestCity } from '#test/kit/city';
import { buildPng } from '#test/kit/papers';
import { type Asker, type Askers, type SentRequest, signInRequest } from './matrix-actors.ts';
import { counterQuestions } from './matrix-counter.ts';
import { incidentQuestions } from './matrix-incidents.ts';
import { licenceParameters, licenceQuestions } from './matrix-licences.ts';
import { officerQuestions } from './matrix-officers.ts';
import {
  deferrableKey,
  draftPages,
  filesToAttach,
  manner,
  missingItem,
  organIdOf,
  type Records,
  revisionOf,
  situations,
} from './matrix-records.ts';
import type { MatrixRow } from './permission-matrix.ts';

export interface Question {
  /** Values of the path's parameters that are not those of `usualParameters`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What follows the path, with its question mark. */
  readonly query?: string;
  readonly form?: NonNullable<SentRequest['form']>;
  readonly files?: NonNullable<SentRequest['files']>;
  readonly json?: NonNullable<SentRequest['json']>;
}

/** The city with everyone and everything that the matrix needs. */
export interface MatrixCity {
  readonly city: TestCity;
  readonly askers: Askers;
  readonly records: Records;
}

type MakeQuestion = (records: Records, city: TestCity, signIn: SignInQuestion) => Promise<Question>;
type SignInQuestion = (zone: 'internet' | 'extranet') => Question;

/** By method and path, without the language. GET rows that name only the usual records need no entry. */
const questions: Readonly<Record<string, MakeQuestion>> = {
  'POST /sign-in': async (_records, _city, signIn) => signIn('internet'),
  'POST /sign-out': async () => ({ form: {} }),
  'POST /progress': async ({ application: { number, queryCode } }) => ({ form: { number, queryCode } }),
  'POST /life-events/:key/start': async () => ({ form: situations }),
  'POST /drafts/:draftId/:page': async ({ draftId }, city) => ({
    form: { ...(await draftRevision(city, draftId)), ...draftPages['shop'] },
  }),
  'POST /drafts/:draftId/manner': async ({ draftId }, city) => ({
    form: { ...(await draftRevision(city, draftId)), ...manner },
  }),
  'POST /drafts/:draftId/evidence': async ({ draftId }, city) => ({
    form: await draftRevision(city, draftId),
    files: await filesToAttach(),
  }),
  'POST /drafts/:draftId/evidence/:requirementKey/removal': async ({ draftId }, city) => ({
    form: await draftRevision(city, draftId),
  }),
  'POST /drafts/:draftId/submission': async ({ draftToSubmitId }, city) => ({
    parameters: { draftId: draftToSubmitId },
    form: { ...(await draftRevision(city, draftToSubmitId)), declaration: 'true' },
  }),
  'GET /applications/:applicationId/cases/:caseId/correction': async ({ corrected }) => ({
    parameters: corrected,
  }),
  'POST /applications/:applicationId/cases/:caseId/correction': async ({ corrected }) => {
    const { 'floor-plan': plan } = await filesToAttach();
    assert.ok(plan !== undefined);
    return {
      parameters: corrected,
      form: { note: '已补充。' },
      files: { [missingItem.requirementKey]: plan },
    };
  },
  'GET /applications/:applicationId/cases/:caseId/withdrawal': async ({ toWithdraw }) => ({
    parameters: toWithdraw,
  }),
  'POST /applications/:applicationId/cases/:caseId/withdrawal': async ({ toWithdraw }) => ({
    parameters: toWithdraw,
    form: { note: '不办了。' },
  }),
  'GET /applications/:applicationId/cases/:caseId/choice': async ({ stopped }) => ({ parameters: stopped }),
  'POST /applications/:applicationId/cases/:caseId/choice': async ({ stopped, licence }) => ({
    parameters: stopped,
    form: { licenceNumber: licence.number },
  }),
  'GET /applications/:applicationId/cases/:caseId/supply': async ({ toSupply }) => ({
    parameters: toSupply,
  }),
  'POST /applications/:applicationId/cases/:caseId/supply': async ({ toSupply }) => {
    const { [deferrableKey]: file } = await filesToAttach();
    assert.ok(file !== undefined);
    return { parameters: toSupply, form: { note: '' }, files: { [deferrableKey]: file } };
  },
  'GET /applications/:applicationId/withdrawal': async ({ stopped: { applicationId } }) => ({
    parameters: { applicationId },
  }),
  'POST /applications/:applicationId/withdrawal': async ({ stopped: { applicationId } }) => ({
    parameters: { applicationId },
    form: { note: '' },
  }),
  'GET /papers/:code': async ({ paper }) => ({ parameters: { code: paper.verificationCode } }),
  'GET /api/cases/:caseId/archive': async ({ archivedCaseId: caseId }) => ({ parameters: { caseId } }),
  'POST /api/cases/:caseId/notes': async () => ({ json: { body: '请与排水部门联系。' } }),
  'POST /api/desk/views': async () => ({ json: { name: '即将到期', wish: { urgency: 'due-soon' } } }),
  'POST /api/desk/phrases': async () => ({ json: { name: '布局', body: '布局符合要求。' } }),
  'POST /api/desk/views/:viewId/removal': async ({ evidenceId: viewId }) => ({
    parameters: { viewId },
    json: {},
  }),
  'POST /api/desk/phrases/:phraseId/removal': async ({ evidenceId: phraseId }) => ({
    parameters: { phraseId },
    json: {},
  }),
  // Else the answer would stay open.
  'GET /api/stream': async () => ({ query: '?once=1' }),
  'POST /api/desk/look': async () => ({ json: {} }),
  ...incidentQuestions,
  ...officerQuestions,
  'POST /api/cases/:caseId/deliveries': async ({ application, paper }) => ({
    parameters: { caseId: application.licenceCaseId },
    json: {
      paperId: paper.id,
      channel: 'window',
      deliveredOn: '2026-11-23',
      receiverName: '示例居民甲',
      receiverRelation: 'applicant',
      statement: '本人到窗口领取。',
    },
  }),
  'POST /api/cases/:caseId/deliveries/:handOverId/proof': signedProof,
  'GET /api/counter/cases/:caseId/licence.pdf': async ({ archivedCaseId: caseId }) => ({
    parameters: { caseId },
  }),
  'GET /api/counter/cases/:caseId/proof-to-sign.pdf': async ({ archivedCaseId: caseId }) => ({
    parameters: { caseId },
    query: '?items=licence',
  }),
  'POST /api/counter/cases/:caseId/deliveries/:handOverId/proof': signedProof,
  ...licenceQuestions,
  ...counterQuestions,
  'POST /drafts/:draftId/hand-over': async ({ draftId }, city) => ({
    form: await draftRevision(city, draftId),
  }),
  'POST /api/sign-in': async (_records, _city, signIn) => signIn('extranet'),
  'POST /api/sign-out': async () => ({}),
  'POST /api/cases/:caseId/acceptance': ({ caseToAcceptId }, city) => action(city, caseToAcceptId, {}),
  'POST /api/cases/:caseId/non-acceptance': ({ caseToRefuseAcceptanceId }, city) =>
    action(city, caseToRefuseAcceptanceId, { reasons: '不属于本机关职权范围。' }),
  'POST /api/cases/:caseId/correction': ({ caseToCorrectId }, city) =>
    action(city, caseToCorrectId, {
      items: [{ requirementKey: 'premises-document', sentence: '请补充第二页。' }],
    }),
  'POST /api/cases/:caseId/review': ({ caseToReviewId }, city) => action(city, caseToReviewId, opinion),
  'POST /api/cases/:caseId/inspection': ({ caseToInspectId, companionId }, city) =>
    action(city, caseToInspectId, { ...opinion, companionId }),
  'POST /api/cases/:caseId/decision-on-the-spot': ({ caseToDecideOnTheSpotId }, city) =>
    action(city, caseToDecideOnTheSpotId, { reasons: '' }),
  'POST /api/cases/:caseId/extension': ({ caseWithProcedureId }, city) =>
    action(city, caseWithProcedureId, { reasons: '需要核实。' }),
  'POST /api/cases/:caseId/transfer': async ({ caseToTransferId }, city) =>
    action(city, caseToTransferId, {
      toOrganId: await organIdOf(city, 'jinping-fire-rescue'),
      reasons: '场所在金平区。',
    }),
  'POST /api/cases/:caseId/termination': ({ caseToTerminateId }, city) =>
    action(city, caseToTerminateId, { ground: 'object-gone', reasons: '场所已经拆除。' }),
  'POST /api/cases/:caseId/procedures': ({ caseWithProcedureId }, city) =>
    action(city, caseWithProcedureId, { kind: 'publicity', request: '公示。', dueOn: '2026-12-04' }),
  'POST /api/cases/:caseId/photographs': async ({ caseToInspectId: caseId }) => ({
    parameters: { caseId },
    form: {},
    files: { file: { name: '现场.png', content: buildPng() } },
  }),
  // Each request takes off another file: who takes one off leaves none for the next.
  'POST /api/cases/:caseId/photographs/:recordFileId/removal': async ({ caseToInspectId: caseId }, city) => ({
    parameters: { caseId, recordFileId: await addRecordFile(city, caseId, null) },
    json: {},
  }),
  'GET /api/cases/:caseId/files/:recordFileId': async ({ visit }) => ({ parameters: visit }),
  'POST /api/procedures/:procedureId/hearing-request': async ({ hearingId: procedureId }, city) => ({
    parameters: { procedureId },
    json: {
      revision: await revisionOf(city, 'cases.procedure', procedureId),
      by: '示例住户甲',
      on: '2026-11-23',
    },
  }),
  'POST /api/procedures/:procedureId/hearing-appointment': async ({ hearingId: procedureId }, city) => ({
    parameters: { procedureId },
    json: {
      revision: await revisionOf(city, 'cases.procedure', procedureId),
      at: '2026-12-10T01:30:00.000Z',
      place: '示例路2号会议室',
      presidingId: await officerIdOf(city, 'longhu-market-approver'),
    },
  }),
  'POST /api/procedures/:procedureId/files': async ({ visit }) => ({
    parameters: visit,
    form: {},
    files: { file: { name: '现场.png', content: buildPng() } },
  }),
  'GET /api/procedures/:procedureId/files/:recordFileId': async ({ visit }) => ({ parameters: visit }),
  'POST /api/procedures/:procedureId/files/:recordFileId/removal': async ({ visit }, city) => ({
    parameters: { ...visit, recordFileId: await addRecordFile(city, visit.caseId, visit.procedureId) },
    json: {},
  }),
  'GET /api/procedures/:procedureId': async ({ consultation }) => ({ parameters: consultation }),
  'GET /api/procedures/:procedureId/evidence/:evidenceId': async ({ consultation }) => ({
    parameters: consultation,
  }),
  'POST /api/procedures/:procedureId/conclusion': async ({ consultation }, city) => ({
    parameters: consultation,
    json: {
      revision: await revisionOf(city, 'cases.procedure', consultation.procedureId),
      outcome: 'agree',
      result: '同意。',
    },
  }),
  'POST /api/cases/:caseId/decision': ({ caseToDecideId }, city) =>
    action(city, caseToDecideId, { outcome: 'refused', reasons: '不符合条件。' }),
};

/** Of a case of which something was handed over at the window. */
async function signedProof({ archivedCaseId: caseId }: Records, city: TestCity): Promise<Question> {
  return {
    parameters: { caseId, handOverId: await addHandOver(city, caseId) },
    form: {},
    files: { file: { name: '回证.png', content: buildPng() } },
  };
}

async function addHandOver(city: TestCity, caseId: Id): Promise<Id> {
  const id = newId(new Date());
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(
    `insert into cases.delivery (id, hand_over_id, case_id, organ_id, resident_id, licence_id, channel, delivered_on,
        receiver_name, receiver_relation, statement, signed_how, recorded_at)
      select $1, $1, one.id, one.organ_id, one.resident_id, one.licence_id, 'window', '2026-11-23', '示例居民甲',
        'applicant', '本人到窗口领取。', 'paper', now()
      from cases."case" one where one.id = $2
      on conflict (licence_id, channel) do update set receiver_name = excluded.receiver_name
      returning hand_over_id as id`,
    [id, caseId],
  );
  return rows[0]?.id ?? id;
}

async function officerIdOf(city: TestCity, loginName: string): Promise<Id> {
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(
    'select id from identity.officer where login_name = $1',
    [loginName],
  );
  assert.ok(rows[0] !== undefined, `there is an officer ${loginName}`);
  return rows[0].id;
}

/** A file of a record that is being made, whose bytes nobody reads. */
async function addRecordFile(city: TestCity, caseId: Id, procedureId: Id | null): Promise<Id> {
  const id = newId(new Date());
  await city.database.migratorPool.query(
    `insert into cases.record_file (id, case_id, organ_id, kind, procedure_id, file_id, name, media_type, size_bytes,
        sha256, added_by, added_at)
      select $1, $2, one.organ_id, $3, $4, $1, '现场.png', 'image/png', 1, sha256('x'),
        (select id from identity.officer limit 1), now()
      from cases."case" one where one.id = $2`,
    [id, caseId, procedureId === null ? 'inspection-photograph' : 'visit-photograph', procedureId],
  );
  return id;
}

const opinion = { conclusion: 'in-order', opinion: '符合要求。' };

/** Rows whose request ends the session that sends it. */
export function endsSession({ method, path }: MatrixRow): boolean {
  return method === 'POST' && /\/sign-(in|out)$/.test(path);
}

/** A request that is valid in everything but, perhaps, who sends it. */
export async function requestFor(
  row: MatrixRow,
  { city, askers, records }: MatrixCity,
  asker: Asker,
): Promise<SentRequest> {
  const { zone, method, path } = row;
  const key = `${method} ${path.replace(/^\/:locale\([^)]*\)/, '')}`;
  const make = questions[key];
  assert.ok(make !== undefined || method === 'GET', `a request for ${key} (matrix-requests.ts)`);
  const {
    parameters,
    query = '',
    ...body
  } = (await make?.(records, city, (of) => signInQuestion(of, asker, askers))) ?? {};
  return {
    zone,
    method,
    address: addressOf(path, { ...usualParameters(records), ...parameters }) + query,
    ...body,
  };
}

/** The records by the names of the paths' parameters; for use cases asked without a path as well. */
export function usualParameters(records: Records): Readonly<Record<string, string>> {
  return {
    locale: 'zh',
    key: 'open-restaurant',
    page: 'shop',
    requirementKey: 'floor-plan',
    draftId: records.draftId,
    applicationId: records.application.applicationId,
    caseId: records.application.licenceCaseId,
    evidenceId: records.evidenceId,
    recordFileId: records.visit.recordFileId,
    procedureId: records.consultation.procedureId,
    paperId: records.paper.id,
    ...licenceParameters(records.licences),
    number: records.licence.number,
    code: records.licence.verificationCode,
  };
}

function addressOf(path: string, parameters: Readonly<Record<string, string>>): string {
  return path
    .replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => {
      const value = parameters[name];
      assert.ok(value !== undefined, `a value for :${name} of ${path} (matrix-requests.ts)`);
      return value;
    })
    .replace('*', 'cases');
}

async function draftRevision(city: TestCity, draftId: string): Promise<{ readonly revision: string }> {
  return { revision: String(await revisionOf(city, 'cases.draft', draftId)) };
}

async function action(
  city: TestCity,
  caseId: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Question> {
  const revision = await revisionOf(city, 'cases."case"', caseId);
  return { parameters: { caseId }, json: { revision, ...body } };
}

/** Whoever has no account in this zone signs in with somebody else's, as people on one computer do. */
function signInQuestion(zone: 'internet' | 'extranet', asker: Asker, askers: Askers): Question {
  const other = askers.get(zone === 'internet' ? 'resident-owner' : 'reviewer/own');
  const { form, json } = signInRequest(zone, (asker.zone === zone ? asker : other).loginName ?? '');
  return { ...(form === undefined ? {} : { form }), ...(json === undefined ? {} : { json }) };
}
