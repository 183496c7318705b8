// Owns what the permission matrix asks of the one-stop window: drafts in every state that an address needs, a code to take
// up, and a valid request for each row.
import assert from 'node:assert/strict';
import type { Id } from '#kernel/ids';
import { exampleIdNumber } from '#modules/identity';
import type { TestCity } from '#test/kit/city';
import { buildPdf, buildPng } from '#test/kit/papers';
import type { Askers, SentRequest } from './matrix-actors.ts';
import type { Question } from './matrix-requests.ts';

/** All at the counter of 龙湖区市场监督管理局, begun by its window clerk; each address has a draft of its own. */
export interface CounterRecords {
  readonly organId: Id;
  readonly draftId: Id;
  readonly toIdentifyId: Id;
  readonly toSaveId: Id;
  readonly toAttachId: Id;
  readonly toPrintId: Id;
  readonly toSubmitId: Id;
  readonly toDiscardId: Id;
  readonly applicationId: Id;
  /** Of a draft of the portal. */
  readonly handOverCode: string;
  /** A receipt of materials that lies ready. */
  readonly ready: { readonly caseId: Id; readonly paperId: Id; readonly number: string };
}

const situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};
const answers = {
  shopName: '示例饭店',
  operatorKind: 'individual-business',
  premisesStreet: '440507001',
  premisesAddress: '示例路1号',
  floorAreaM2: '420.5',
  businessItems: ['hot-food'],
  openFlame: 'true',
  contactMobile: '13800000000',
};
const screen = { answers, modes: { 'fire-safety-check': 'ordinary' }, deferred: [], originalsSeen: [] };

interface Hands {
  readonly city: TestCity;
  readonly askers: Askers;
  readonly organId: Id;
}

async function ask(
  { askers }: Pick<Hands, 'askers'>,
  address: string,
  body: Pick<SentRequest, 'json' | 'form' | 'files'>,
): Promise<Readonly<Record<string, unknown>>> {
  const request: SentRequest = { zone: 'extranet', method: 'POST', address, ...body };
  const response = await askers.send(askers.get('window-clerk/own'), request);
  assert.ok(response.ok, `${address} answered ${response.status}: ${await response.clone().text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

const draftPath = (draftId: Id) => `/api/counter/drafts/${draftId}`;
const starting = (organId: Id) => ({
  organId,
  lifeEventKey: 'open-restaurant',
  situations,
  serviceKeys: null,
  ticketLabel: null,
});
const person = () => ({
  name: '示例店主',
  documentKind: 'resident-id',
  number: exampleIdNumber(),
  agent: null,
});

async function begin(hands: Hands): Promise<Id> {
  const { draftId } = await ask(hands, '/api/counter/drafts', { json: starting(hands.organId) });
  return String(draftId);
}

async function complete(hands: Hands): Promise<Id> {
  const { city } = hands;
  const draftId = await begin(hands);
  const revision = () => counterRevision(city, draftId);
  await ask(hands, `${draftPath(draftId)}/applicant`, { json: { revision: await revision(), ...person() } });
  const saved = await ask(hands, draftPath(draftId), { json: { revision: await revision(), ...screen } });
  const asked = saved['evidence'] as readonly { readonly key: string }[];
  for (const { key } of asked)
    await ask(hands, `${draftPath(draftId)}/evidence`, await scan(key, await revision()));
  return draftId;
}

async function scan(requirementKey: string, revision: number): Promise<Pick<SentRequest, 'form' | 'files'>> {
  return {
    form: { revision: String(revision), requirementKey, originalSeen: 'true' },
    files: { file: { name: '扫描件.pdf', content: await buildPdf('Scan') } },
  };
}

async function print(hands: Hands, draftId: Id): Promise<void> {
  const revision = await counterRevision(hands.city, draftId);
  await ask(hands, `${draftPath(draftId)}/print`, { json: { revision } });
}

export async function prepareCounter(
  city: TestCity,
  askers: Askers,
  onlineDraftId: Id,
): Promise<CounterRecords> {
  const { rows } = await city.database.migratorPool.query<{ id: Id }>(
    `select id from organs.organ where key = 'longhu-market-supervision'`,
  );
  const hands: Hands = { city, askers, organId: rows[0]?.id ?? '' };
  const toSubmitId = await complete(hands);
  await print(hands, toSubmitId);
  const sentId = await complete(hands);
  await print(hands, sentId);
  const revision = await counterRevision(city, sentId);
  const { applicationId } = await ask(hands, `${draftPath(sentId)}/submission`, {
    json: { revision, signed: true },
  });
  await city.app.workUntilDone();
  return {
    organId: hands.organId,
    draftId: await complete(hands),
    toIdentifyId: await begin(hands),
    toSaveId: await begin(hands),
    toAttachId: await begin(hands),
    toPrintId: await complete(hands),
    toSubmitId,
    toDiscardId: await begin(hands),
    applicationId: String(applicationId),
    handOverCode: await makeCode(city, askers, onlineDraftId),
    ready: await findReady(city, String(applicationId)),
  };
}

async function findReady(city: TestCity, applicationId: Id): Promise<CounterRecords['ready']> {
  const { rows } = await city.database.migratorPool.query<CounterRecords['ready']>(
    `select one.id as "caseId", paper.id as "paperId", one.number from cases.case one
     join cases.paper on paper.case_id = one.id where one.application_id = $1 limit 1`,
    [applicationId],
  );
  assert.ok(rows[0] !== undefined, 'a paper lies ready');
  return rows[0];
}

/** The code stands on the page that answers, as its applicant reads it. */
async function makeCode(city: TestCity, askers: Askers, draftId: Id): Promise<string> {
  const { rows } = await city.database.migratorPool.query<{ revision: number }>(
    'select revision from cases.draft where id = $1',
    [draftId],
  );
  const response = await askers.send(askers.get('resident-owner'), {
    zone: 'internet',
    method: 'POST',
    address: `/zh/drafts/${draftId}/hand-over`,
    form: { revision: String(rows[0]?.revision) },
  });
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}(?=<)/.exec(await response.text())?.[0];
  assert.ok(code !== undefined, 'the page shows a code');
  return code;
}

async function counterRevision(city: TestCity, draftId: Id): Promise<number> {
  const { rows } = await city.database.migratorPool.query<{ revision: number }>(
    'select revision from cases.counter_draft where id = $1',
    [draftId],
  );
  return rows[0]?.revision ?? -1;
}

type MakeCounterQuestion = (
  records: { readonly counter: CounterRecords },
  city: TestCity,
) => Promise<Question>;

const organ: MakeCounterQuestion = async ({ counter: { organId } }) => ({ json: { organId } });
const ready: MakeCounterQuestion = async ({ counter }) => ({ parameters: counter.ready });
const receipt: MakeCounterQuestion = async ({ counter: { applicationId } }) => ({
  parameters: { applicationId },
});
const seenDraft: MakeCounterQuestion = async ({ counter: { draftId } }) => ({
  parameters: { draftId, requirementKey: 'floor-plan' },
});
/** A body that carries the revision of the draft under this name. */
function withRevision(
  which: 'toIdentifyId' | 'toSaveId' | 'toPrintId' | 'toSubmitId' | 'toDiscardId' | 'draftId',
  body: () => Readonly<Record<string, unknown>>,
): MakeCounterQuestion {
  return async ({ counter }, city) => {
    const draftId = counter[which];
    return {
      parameters: { draftId, requirementKey: 'floor-plan' },
      json: { revision: await counterRevision(city, draftId), ...body() },
    };
  };
}

/** By method and path, as in matrix-requests.ts. */
export const counterQuestions: Readonly<Record<string, MakeCounterQuestion>> = {
  'POST /api/counter/tickets': organ,
  'POST /api/counter/tickets/call': organ,
  'POST /api/counter/drafts': async ({ counter: { organId } }) => ({ json: starting(organId) }),
  'POST /api/counter/drafts/take-up': async ({ counter: { organId, handOverCode } }) => ({
    json: { organId, code: handOverCode, ticketLabel: null },
  }),
  'GET /api/counter/drafts/:draftId': seenDraft,
  'GET /api/counter/drafts/:draftId/form.pdf': seenDraft,
  'GET /api/counter/drafts/:draftId/evidence/:requirementKey': seenDraft,
  'POST /api/counter/drafts/:draftId': withRevision('toSaveId', () => screen),
  'POST /api/counter/drafts/:draftId/applicant': withRevision('toIdentifyId', person),
  'POST /api/counter/drafts/:draftId/print': withRevision('toPrintId', () => ({})),
  'POST /api/counter/drafts/:draftId/submission': withRevision('toSubmitId', () => ({ signed: true })),
  'POST /api/counter/drafts/:draftId/discard': withRevision('toDiscardId', () => ({})),
  'POST /api/counter/drafts/:draftId/evidence': async ({ counter: { toAttachId } }, city) => ({
    parameters: { draftId: toAttachId },
    form: {
      revision: String(await counterRevision(city, toAttachId)),
      requirementKey: 'floor-plan',
      originalSeen: 'true',
    },
    files: { file: { name: '平面图.png', content: buildPng() } },
  }),
  'POST /api/counter/drafts/:draftId/evidence/:requirementKey/removal': withRevision('draftId', () => ({})),
  'GET /api/counter/applications/:applicationId': receipt,
  'GET /api/counter/applications/:applicationId/receipt.pdf': receipt,
  'POST /api/counter/deliverables': async ({ counter }) => ({ json: { number: counter.ready.number } }),
  'GET /api/counter/cases/:caseId/papers/:paperId': ready,
  'POST /api/counter/cases/:caseId/deliveries': async ({ counter }) => ({
    parameters: counter.ready,
    json: {
      paperIds: [counter.ready.paperId],
      receiverName: '示例店主',
      receiverRelation: 'applicant',
      statement: '本人到窗口领取。',
      signed: 'paper',
    },
  }),
};
