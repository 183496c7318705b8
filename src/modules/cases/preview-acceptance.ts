// Owns the dry run of accepting many cases: which would go through, and why the others not; changes nothing.
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import { getServiceVersion, requirementsOf } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listOpenTasksOf, type SubjectTask } from '#modules/work';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { listAllowedActions } from './case.ts';
import { maySearch } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { AcceptancePreview, CaseMode, CaseStatus } from './contract.ts';
import { pageSize } from './list-inbox.ts';
import { caseMessages } from './messages.ts';

interface PreviewedCase {
  readonly id: Id;
  readonly number: string;
  readonly subject: string;
  readonly organId: Id;
  readonly serviceName: Text;
  readonly status: CaseStatus;
  readonly mode: CaseMode;
  readonly revision: number;
  readonly deferred: readonly string[];
  readonly data: unknown;
  readonly evidenceKeys: readonly string[];
  readonly service: ServiceContent;
  readonly openTasks: readonly SubjectTask[];
}

/**
 * Whether each of the cases would be accepted now. Audited as one look: it tells of their materials. Who then accepts
 * sends each with the revision that was looked at, so that a case that moved on meanwhile is refused on its own.
 */
export const previewAcceptance = query<
  { readonly caseIds: readonly Id[] },
  readonly PreviewedCase[],
  CasesTables,
  AcceptancePreview
>({
  name: 'preview-acceptance',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: () => ({ kind: 'case' }),
  load: (db, { caseIds }) => loadCases(db, caseIds.slice(0, pageSize)),
  permission: maySearch,
  present: (cases, _input, { actor }) => ({
    rows: cases.map((one) => {
      const standing = {
        theCase: one,
        openTasks: one.openTasks,
        offered: [],
        decisionBlocked: false,
        presidingIds: new Set<Id>(),
      };
      const isAllowed = listAllowedActions(actor, standing).includes('accept');
      const { id: caseId, number, subject, serviceName, revision } = one;
      const obstacle = isAllowed ? findObstacle(one) : caseMessages.notAcceptable;
      return { caseId, number, subject, serviceName, revision, obstacle };
    }),
  }),
});

/** What somebody has to look at before it is accepted; undefined is said as null. */
function findObstacle({ service, deferred, evidenceKeys, mode, data }: PreviewedCase): Text | null {
  if (deferred.length > 0) return fillNames(caseMessages.acceptsDeferred, namesOf(service, [...deferred]));
  const answers = typeof data === 'object' && data !== null ? { ...data } : {};
  const missing = requirementsOf(service, { answers, situations: {}, mode })
    .filter((one) => one.required && one.source === 'applicant' && !evidenceKeys.includes(one.key))
    .map((one) => one.key);
  return missing.length === 0 ? null : fillNames(caseMessages.lacksEvidence, namesOf(service, missing));
}

function namesOf(service: ServiceContent, keys: readonly string[]): readonly Text[] {
  return keys.map((key) => service.evidence.find((one) => one.key === key)?.name ?? { zh: key, en: key });
}

function fillNames(message: Text, names: readonly Text[]): Text {
  return {
    zh: fillText(message, { names: names.map((name) => name.zh).join('、') }).zh,
    en: fillText(message, { names: names.map((name) => name.en).join(', ') }).en,
  };
}

async function loadCases(db: Db<CasesTables>, caseIds: readonly Id[]): Promise<readonly PreviewedCase[]> {
  if (caseIds.length === 0) return [];
  const rows = await db
    .selectFrom('cases.case')
    .select(['id', 'number', 'subject', 'organId', 'revision', 'serviceVersionId', 'data'])
    .select((one) => [
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('status').$castTo<CaseStatus>().as('status'),
      one.ref('mode').$castTo<CaseMode>().as('mode'),
      one.ref('deferred').$castTo<readonly string[]>().as('deferred'),
    ])
    .where('id', 'in', caseIds)
    .orderBy('number')
    .execute();
  const evidence = await db
    .selectFrom('cases.evidenceItem')
    .select(['caseId', 'requirementKey'])
    .where('caseId', 'in', caseIds)
    .execute();
  const services = new Map<Id, ServiceContent>();
  const found: PreviewedCase[] = [];
  for (const { serviceVersionId, ...row } of rows) {
    const known = services.get(serviceVersionId);
    const service = known ?? (await getServiceVersion(db, serviceVersionId)).content;
    services.set(serviceVersionId, service);
    const evidenceKeys = evidence.filter((one) => one.caseId === row.id).map((one) => one.requirementKey);
    found.push({ ...row, service, evidenceKeys, openTasks: await listOpenTasksOf(db, row.id) });
  }
  return found;
}
