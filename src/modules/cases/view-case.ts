// Owns how an officer sees a case; every look is audited, and refuses cases of other organs.

import type { DescribedAnswer } from '#engines/forms';
import type { Actor } from '#kernel/actors';
import { type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { maskMiddle } from '#kernel/identity-numbers';
import type { Id } from '#kernel/ids';
import { isRole } from '#kernel/roles';
import { fillText, type Text } from '#kernel/texts';
import { getFormVersion, getServiceVersion } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listOfficerNames, listOfficersAtWork, type Officer } from '#modules/identity';
import { listLicencesOf } from '#modules/licences';
import { verificationPath } from '#modules/licences/contract';
import { getOrgan, listDivisions, type Organ } from '#modules/organs';
import {
  type Clock,
  clockViews,
  findOfferedPost,
  holderViewOf,
  listAssignmentWords,
  listClocks,
  listOpenTasksOf,
  type SubjectTask,
} from '#modules/work';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { type ArchivePackage, listPackages } from './archive-store.ts';
import { type CaseStanding, listAllowedActions } from './case.ts';
import { describeAnswers } from './case-answers.ts';
import { mayDeliver, mayRead } from './case-permissions.ts';
import { type CaseDetails, evidenceView, getCaseDetails } from './case-queries.ts';
import { fillEach, nameActing, storyOf } from './case-story.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseAction, CaseView } from './contract.ts';
import { deliveryViews, toDeliverViews } from './delivery-views.ts';
import { compiledFormOf } from './draft.ts';
import { listOffered, specialGroundsOf } from './free-actions.ts';
import { presidingIdsOf } from './hearing.ts';
import {
  caseMessages,
  consequences,
  responsibilityTexts,
  statusNames,
  storyTexts,
  taskNames,
} from './messages.ts';
import { listOrganActs, type OrganActRecord } from './organ-act.ts';
import { type DeliveryRecord, listDeliveriesOf, listPapersOf } from './paper-queries.ts';
import { blocksDecision } from './procedure.ts';
import { actNames, groundNames, modeNames, terminationNames } from './procedure-messages.ts';
import { listProcedureRecords, type ProcedureRecord } from './procedure-store.ts';
import type { RecordFile } from './record-file.ts';
import { listRecordFiles } from './record-file-store.ts';
import { listOrgansToAsk, listTransferTargets } from './transfer-case.ts';
import { procedureView, recordFileView } from './view-procedure.ts';

interface LoadedCase {
  readonly organId: Id;
  readonly details: CaseDetails;
  readonly service: ServiceContent;
  readonly answers: readonly DescribedAnswer[];
  readonly idNumber: string;
  readonly clocks: readonly Clock[];
  readonly openTasks: readonly SubjectTask[];
  readonly assignmentWords: ReadonlyMap<Id, string>;
  readonly licence:
    | { readonly id: Id; readonly name: Text; readonly number: string; readonly verificationCode: string }
    | undefined;
  readonly officerNames: ReadonlyMap<Id, string>;
  readonly colleagues: readonly Officer[];
  readonly responsibility: readonly Text[];
  readonly instanceElements: readonly string[];
  readonly procedures: readonly ProcedureRecord[];
  readonly acts: readonly OrganActRecord[];
  readonly transferTargets: readonly Organ[];
  readonly otherOrgans: readonly Organ[];
  readonly papers: CaseView['papers'];
  readonly files: readonly RecordFile[];
  readonly deliveries: readonly DeliveryRecord[];
  readonly packages: readonly ArchivePackage[];
}

/** Everything that an officer of the organ may see, and what they may do now. */
export const viewCase = query<{ readonly caseId: Id }, LoadedCase, CasesTables, CaseView>({
  name: 'view-case',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId }, { vault, now }) {
    const details = await getCaseDetails(db, caseId);
    const service = (await getServiceVersion(db, details.serviceVersionId)).content;
    const form = compiledFormOf(await getFormVersion(db, details.formVersionId));
    const divisions = await listDivisions(db);
    const openTasks = await listOpenTasksOf(db, caseId);
    const officerIds = details.opinions.flatMap((one) => [
      one.officerId,
      ...[one.companionId, one.actingForId].filter((id) => id !== null),
    ]);
    const holders = openTasks
      .flatMap(({ assigneeId, delegatedBy }) => [assigneeId, delegatedBy])
      .filter((id) => id !== null);
    const noticedBy = details.correction === null ? [] : [details.correction.noticedBy];
    const procedures = await listProcedureRecords(db, { caseIds: [caseId] });
    const recordedBy = procedures.flatMap(({ record }) => record.officerIds ?? []);
    const roles = openTasks.flatMap((task) => task.candidateRoles).filter(isRole);
    return {
      organId: details.organId,
      details,
      service,
      answers: describeAnswers(form, details.data, details.sensitiveDataEncrypted, divisions, vault),
      idNumber: vault.decrypt(details.applicantIdNumberEncrypted),
      clocks: await listClocks(db, [caseId]),
      openTasks,
      assignmentWords: await listAssignmentWords(
        db,
        openTasks.map(({ id }) => id),
      ),
      licence: (await listLicencesOf(db, [caseId]))[0],
      papers: (await listPapersOf(db, [caseId])).get(caseId) ?? [],
      officerNames: await listOfficerNames(db, [
        ...new Set([...officerIds, ...noticedBy, ...recordedBy, ...holders]),
      ]),
      colleagues: await listOfficersAtWork(db, details.organId, roles, legalDayOf(now)),
      procedures,
      acts: await listOrganActs(db, [caseId]),
      files: await listRecordFiles(db, { caseId }),
      deliveries: await listDeliveriesOf(db, caseId),
      packages: await listPackages(db, caseId),
      transferTargets: await listTransferTargets(db, details, now),
      otherOrgans: await listOrgansToAsk(db, details.organId),
      instanceElements: openTasks.map((task) => task.element),
      responsibility: await responsibilityLines(
        db,
        details,
        divisions.find((one) => one.code === details.responsibility.divisionCode)?.name,
      ),
    };
  },
  permission: (actor, loaded) => mayRead(actor, loaded),
  present(loaded, _input, { actor, now }) {
    const { details, service, clocks } = loaded;
    const today = legalDayOf(now);
    const startsOnReceipt = service.limits.statutory.startsOn === 'receipt';
    return {
      ...headOf(details, service),
      responsibility: loaded.responsibility,
      applicantIdNumber: maskMiddle(loaded.idNumber, 6, 2),
      agent: details.agent,
      answers: loaded.answers.map(({ field, label, value }) => ({ field, label, value })),
      evidence: details.evidence.map(evidenceView),
      requirements: service.evidence
        .filter((one) => one.source === 'applicant')
        .map(({ key, name }) => ({ key, name })),
      clocks: clockViews(clocks, today),
      story: storyOf(details, loaded.officerNames, loaded.licence?.number, loaded),
      opinions: details.opinions.map((one) => ({
        at: one.givenAt.toISOString(),
        officerName: namesOf(loaded.officerNames, one),
        step: taskNames[one.element] ?? { zh: one.element, en: one.element },
        conclusion: one.conclusion,
        opinion: one.opinion,
      })),
      correction: correctionOf(details, service),
      decision: details.decision,
      licence:
        loaded.licence === undefined
          ? null
          : {
              number: loaded.licence.number,
              verificationPath: verificationPath('zh', loaded.licence.verificationCode),
            },
      papers: loaded.papers,
      ...deliveriesFor(actor, loaded),
      archive: loaded.packages.map(({ version, sizeBytes }) => ({ version, sizeBytes })),
      waitsFor: details.status === 'waiting' ? details.waitsFor : null,
      procedures: loaded.procedures.map((one) =>
        procedureView(one, { actor, today, files: loaded.files, names: loaded.officerNames }),
      ),
      photographs: loaded.files.filter((one) => one.kind === 'inspection-photograph').map(recordFileView),
      acts: loaded.acts.map(actView),
      transferTargets: loaded.transferTargets.map(({ id, name }) => ({ id, name })),
      otherOrgans: loaded.otherOrgans.map(({ id, name }) => ({ id, name })),
      specialGrounds: specialGroundsOf(service).map((ground) => ({ ground, name: groundNames[ground] })),
      tasks: taskViews(actor, loaded),
      allowed: listAllowedActions(actor, standingOf(loaded, today)).map((action) => ({
        action,
        consequence: consequenceOf(action, startsOnReceipt),
      })),
      colleagues: loaded.colleagues
        .filter((one) => actor.kind !== 'officer' || one.id !== actor.id)
        .filter((one) => !presidingIdsOf(loaded.procedures).has(one.id))
        .map(({ id, displayName }) => ({ id, displayName })),
    };
  },
});

function deliveriesFor(
  actor: Actor,
  loaded: LoadedCase,
): Pick<CaseView, 'deliveries' | 'mayDeliver' | 'toDeliver'> {
  const delivered = { ...loaded, licenceName: loaded.licence?.name ?? loaded.service.result.name };
  return {
    deliveries: deliveryViews(delivered),
    mayDeliver: mayDeliver(actor, loaded),
    toDeliver: mayDeliver(actor, loaded) ? toDeliverViews(delivered) : [],
  };
}

/** The open steps of the reader's posts, and who has each. */
function taskViews(
  actor: Actor,
  { openTasks, organId, officerNames, assignmentWords }: LoadedCase,
): CaseView['tasks'] {
  return openTasks
    .filter((task) => findOfferedPost(actor, { ...task, organId }) !== undefined)
    .map(({ id, element, name, ...assignment }) => ({
      taskId: id,
      name: taskNames[element] ?? { zh: name, en: name },
      holder: holderViewOf(actor, assignment, officerNames),
      words: assignmentWords.get(id) ?? null,
    }));
}

function standingOf(loaded: LoadedCase, today: LegalDay): CaseStanding {
  const { details, service, clocks, openTasks, procedures } = loaded;
  const circumstances = { theCase: details, openElements: loaded.instanceElements, service, clocks, today };
  return {
    theCase: details,
    openTasks,
    offered: listOffered(circumstances),
    decisionBlocked: blocksDecision(procedures),
    presidingIds: presidingIdsOf(procedures),
  };
}

function actView({ kind, reasons, detail, actedAt }: OrganActRecord): CaseView['acts'][number] {
  const ground = detail.ground === undefined ? undefined : terminationNames[detail.ground];
  const more = ground === undefined ? actNames[kind] : joined(actNames[kind], ground);
  return { at: actedAt.toISOString(), name: more, reasons };
}

function joined(one: Text, other: Text): Text {
  return { zh: `${one.zh}：${other.zh}`, en: `${one.en}: ${other.en}` };
}

function headOf(details: CaseDetails, service: ServiceContent) {
  const day = (value: string | null) => (value === null ? null : legalDay(value));
  return {
    id: details.id,
    number: details.number,
    revision: details.revision,
    status: details.status,
    statusName: statusNames[details.status],
    subject: details.subject,
    mode: details.mode,
    modeName: modeNames[details.mode],
    commitment:
      details.commitment === null
        ? null
        : { text: details.commitment.text, acceptedAt: details.commitment.acceptedAt },
    deferred: details.deferred.map(
      (key) => service.evidence.find((one) => one.key === key)?.name ?? { zh: key, en: key },
    ),
    serviceKey: details.serviceKey,
    serviceName: details.serviceName,
    organName: details.organName,
    districtCode: details.districtCode,
    applicantName: details.applicantName,
    openedAt: details.openedAt.toISOString(),
    receivedOn: day(details.receivedOn),
    acceptedOn: day(details.acceptedOn),
    acceptedByLaw: details.acceptedByLaw,
    decidedOn: day(details.decidedOn),
  };
}

function consequenceOf(action: CaseAction, startsOnReceipt: boolean): Text {
  return action === 'accept' && startsOnReceipt ? consequences['accept-received'] : consequences[action];
}

/** Who gave an opinion, for whom where it was by the post of an absent colleague, and who came along. */
function namesOf(
  names: ReadonlyMap<Id, string>,
  { officerId, companionId, actingForId }: CaseDetails['opinions'][number],
): Text {
  const officer = nameActing(names, officerId, actingForId);
  if (companionId === null) return officer;
  const companion = names.get(companionId) ?? '';
  return fillEach(storyTexts.accompanied, { officer, companion: { zh: companion, en: companion } });
}

function correctionOf({ correction }: CaseDetails, service: ServiceContent): CaseView['correction'] {
  if (correction === null) return null;
  return {
    noticedAt: correction.noticedAt.toISOString(),
    items: correction.items.map((item) => ({
      name: service.evidence.find((one) => one.key === item.requirementKey)?.name ?? {
        zh: item.requirementKey,
        en: item.requirementKey,
      },
      sentence: item.sentence,
    })),
    suppliedAt: correction.suppliedAt?.toISOString() ?? null,
    note: correction.note,
  };
}

const levelNames: Readonly<Record<string, Text>> = {
  county: { zh: '县（区）级', en: 'county (district)' },
  city: { zh: '市级', en: 'city' },
  province: { zh: '省级', en: 'province' },
};

async function responsibilityLines(
  db: Db<CasesTables>,
  details: CaseDetails,
  division: Text | undefined,
): Promise<readonly Text[]> {
  const { responsibility } = details;
  const both = (message: Text, of: (locale: 'zh' | 'en') => Record<string, string>): Text => ({
    zh: fillText(message, of('zh')).zh,
    en: fillText(message, of('en')).en,
  });
  const lines = [
    both(responsibilityTexts.service, (locale) => ({
      service: details.serviceName[locale],
      level: levelNames[responsibility.exerciseLevel]?.[locale] ?? responsibility.exerciseLevel,
    })),
    ...(division === undefined
      ? []
      : [both(responsibilityTexts.division, (locale) => ({ division: division[locale] }))]),
    both(responsibilityTexts.basis, () => ({ basis: responsibility.basis })),
  ];
  if (responsibility.delegationBasis === null) return lines;
  const delegating = await getOrgan(db, responsibility.responsibleOrganId);
  const basis = responsibility.delegationBasis;
  return [
    ...lines,
    both(responsibilityTexts.delegation, (locale) => ({ organ: delegating.name[locale], basis })),
  ];
}

/** Where an evidence item's bytes lie; the route reads them after this, outside the transaction. */
export const viewEvidence = query<
  { readonly caseId: Id; readonly evidenceId: Id },
  EvidenceFile,
  CasesTables,
  EvidenceFile
>({
  name: 'view-evidence',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId, evidenceId }) {
    const row = await db
      .selectFrom('cases.evidenceItem')
      .select(['organId', 'fileId', 'fileZone', 'name', 'mediaType'])
      .where('id', '=', evidenceId)
      .where('caseId', '=', caseId)
      .executeTakeFirst();
    if (row === undefined) throw new AppError('not-found', 'no-such-evidence', caseMessages.noEvidence);
    return row;
  },
  permission: (actor, loaded) => mayRead(actor, loaded),
  present: (file) => file,
});

interface EvidenceFile {
  readonly organId: Id;
  readonly fileId: Id;
  readonly fileZone: string;
  readonly name: string;
  readonly mediaType: string;
}
