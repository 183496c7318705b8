// Owns the licences that the permission matrix asks for, and a valid request for each of its rows about licences.
import assert from 'node:assert/strict';
import { findPost } from '#kernel/actors';
import { legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { exampleIdNumber } from '#modules/identity';
import { buildLicence } from '#modules/licences';
import { findOrganByKey, type Organ } from '#modules/organs';
import { inTransaction } from '#platform/database';
import type { TestCity } from '#test/kit/city';
import type { Asker, Askers, SentRequest } from './matrix-actors.ts';

const acts = [
  'suspension',
  'resumption',
  'withdrawal',
  'revocation',
  'penalty-revocation',
  'cancellation',
  'renewal',
  'renewal-decision',
] as const;
type Act = (typeof acts)[number];

/** One licence for each act, so that none disturbs another; all of the resident-owner at 龙湖区市场监督管理局. */
export interface LicenceRecords {
  readonly organId: Id;
  readonly viewed: { readonly id: Id; readonly number: string };
  readonly presentation: { readonly id: Id; readonly digits: string };
  readonly acted: Readonly<Record<Act, Id>>;
  readonly batchId: Id;
}

const penalty = {
  specialBasis: '《食品安全法》第一百二十六条',
  reasons: '检查发现的情况。',
  effectiveOn: '2026-11-23',
};
const plain = { reasons: '检查发现的情况。', effectiveOn: '2026-11-23', confirmed: [] };

const bodies: Readonly<Record<Act, Readonly<Record<string, unknown>>>> = {
  suspension: { ...penalty, ground: 'penalty-suspension', confirmed: ['rights-told'] },
  resumption: { ...plain, ground: 'suspension-over' },
  withdrawal: { ...plain, ground: 'law-changed', compensation: '依法补偿。', confirmed: ['public-interest'] },
  revocation: { ...plain, ground: 'fraud', compensation: '不受保护。', confirmed: ['no-major-harm'] },
  'penalty-revocation': {
    ...penalty,
    ground: 'penalty-revocation',
    confirmed: ['rights-told', 'hearing-offered', 'decided-together'],
  },
  cancellation: { ...plain, ground: 'force-majeure' },
  renewal: { appliedOn: '2026-11-23' },
  'renewal-decision': { outcome: 'granted', reasons: '' },
};

let papers = 0;

/** A file of one licence on paper, with a number that no other file has. */
function importOf(organId: Id): Readonly<Record<string, unknown>> {
  papers += 1;
  const headings = '证照种类,证照编号,持证人,持证人证件号,发证日期,有效期至,档案出处';
  const line = `food-operation-permit,PAPER-${papers}0000,示例饭店,${exampleIdNumber()},2022-03-05,,2022年第3卷`;
  return { organId, fileName: '旧证.csv', csv: `${headings}\n${line}` };
}

async function revisionOfLicence(city: TestCity, licenceId: Id): Promise<number> {
  const { rows } = await city.database.migratorPool.query<{ revision: number }>(
    'select revision from licences.licence where id = $1',
    [licenceId],
  );
  return rows[0]?.revision ?? -1;
}

export async function prepareLicences(city: TestCity, askers: Askers): Promise<LicenceRecords> {
  const organ = await findMarketOrgan(city);
  const holderId = residentId(askers.get('resident-owner'));
  const build = () =>
    buildLicence(city.database.pools, { organ, holderId, issuedOn: legalDay('2022-01-10') });
  const acted = new Map<Act, Id>();
  for (const act of acts) acted.set(act, await build());
  const actedOn = Object.fromEntries(acted) as Record<Act, Id>;
  await send(askers, 'approver/own', await actRequest(city, actedOn.resumption, 'suspension'));
  await send(askers, 'window-clerk/own', await actRequest(city, actedOn['renewal-decision'], 'renewal'));
  const entered = await send(askers, 'window-clerk/own', {
    zone: 'extranet',
    method: 'POST',
    address: '/api/licence-imports',
    json: importOf(organ.id),
  });
  const { batchId } = (await entered.json()) as { readonly batchId: Id };
  const viewedId = await build();
  const { rows } = await city.database.migratorPool.query<{ number: string }>(
    'select number from licences.licence where id = $1',
    [viewedId],
  );
  const number = rows[0]?.number ?? '';
  return {
    organId: organ.id,
    viewed: { id: viewedId, number },
    presentation: await present(askers, number),
    acted: actedOn,
    batchId,
  };
}

async function findMarketOrgan(city: TestCity): Promise<Organ> {
  const organ = await inTransaction<object, Organ | undefined>(
    city.database.migratorPool,
    { kind: 'system', name: 'test' },
    { readOnly: true },
    (db) => findOrganByKey(db, 'longhu-market-supervision'),
  );
  assert.ok(organ !== undefined);
  return organ;
}

function residentId({ actor }: Asker): Id {
  assert.ok(actor.kind === 'resident' && findPost(actor, actor.id, []) === undefined);
  return actor.id;
}

async function present(askers: Askers, number: string): Promise<LicenceRecords['presentation']> {
  const address = `/zh/licences/${number}/presentations`;
  const shown = await send(askers, 'resident-owner', { zone: 'internet', method: 'POST', address, form: {} });
  const page = shown.headers.get('location') ?? '';
  const read = await send(askers, 'resident-owner', { zone: 'internet', method: 'GET', address: page });
  const digits = /\d{4} \d{4} \d{4}/.exec(await read.text())?.[0] ?? '';
  return { id: page.split('/').at(-1) ?? '', digits: digits.replaceAll(' ', '') };
}

async function send(
  askers: Askers,
  name: Parameters<Askers['get']>[0],
  request: SentRequest,
): Promise<Response> {
  const response = await askers.send(askers.get(name), request);
  assert.ok(response.status < 400, `${request.address} answered ${response.status}`);
  return response;
}

async function actRequest(city: TestCity, licenceId: Id, act: Act): Promise<SentRequest> {
  const revision = await revisionOfLicence(city, licenceId);
  const address = `/api/licences/${licenceId}/${act}`;
  return { zone: 'extranet', method: 'POST', address, json: { revision, ...bodies[act] } };
}

type LicenceQuestion = (
  records: { readonly licences: LicenceRecords },
  city: TestCity,
) => Promise<Pick<SentRequest, 'form' | 'json'> & { readonly parameters?: Readonly<Record<string, string>> }>;

/** By method and path, as `questions` of matrix-requests.ts. */
export const licenceQuestions: Readonly<Record<string, LicenceQuestion>> = {
  'POST /licences/claim': async () => ({ form: {} }),
  'POST /licences/:number/presentations': async ({ licences }) => ({
    parameters: { number: licences.viewed.number },
    form: {},
  }),
  'GET /licences/:number/presentations/:presentationId': async ({ licences }) => ({
    parameters: { number: licences.viewed.number },
  }),
  ...Object.fromEntries(
    acts.map((act): [string, LicenceQuestion] => [
      `POST /api/licences/:licenceId/${act}`,
      async ({ licences }, city) => {
        const licenceId = licences.acted[act];
        const { json = {} } = await actRequest(city, licenceId, act);
        return { parameters: { licenceId }, json };
      },
    ]),
  ),
  'POST /api/licence-imports/check': async ({ licences }) => ({ json: importOf(licences.organId) }),
  'POST /api/licence-imports': async ({ licences }) => ({ json: importOf(licences.organId) }),
  'POST /api/licence-imports/:batchId/decision': async () => ({ json: { outcome: 'approved', note: '' } }),
};

/** The licences' records by the names of the paths' parameters. */
export function licenceParameters({ viewed, presentation, batchId }: LicenceRecords) {
  return {
    licenceId: viewed.id,
    presentationId: presentation.id,
    token: presentation.digits,
    batchId,
  };
}
