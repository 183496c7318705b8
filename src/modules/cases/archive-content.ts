// Owns what a package tells of a case, as data and as the list of its files; pure. Refuses the clock: equal cases, equal words.

import { formatLawReference } from '#engines/clock';
import { legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { clockViews } from '#modules/work';
import { clockKindNames } from '#modules/work/contract';
import { readableName } from '#platform/archive-package';
import type { HistoryEvent } from '#platform/events';
import { appealLines } from './appeal-lines.ts';
import { type CaseToArchive, type PaperToArchive, requirementName } from './archive-load.ts';
import type { SealingFacts } from './archive-rules.ts';
import type { ArchivedCase } from './archive-schema.ts';
import { storyOf } from './case-story.ts';
import { statusNames, taskNames } from './messages.ts';
import { needsProof, paperKindOf, paperSubjectOf } from './paper.ts';
import { deliveryChannelNames } from './paper-contract.ts';
import { actNames, modeNames, outcomeNames, procedureNames } from './procedure-messages.ts';
import { recordFileNames } from './record-file-messages.ts';

/** A file of the case and its path, were it to lie in the package that is being made. */
export interface CaseFile {
  readonly path: string;
  readonly of:
    | { readonly kind: 'evidence' | 'record-file'; readonly id: Id }
    | { readonly kind: 'paper'; readonly id: Id; readonly paper: PaperToArchive }
    | { readonly kind: 'licence'; readonly id: string };
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

const numbered = (index: number): string => String(index + 1).padStart(2, '0');
const byTime =
  <Item>(at: (item: Item) => Date) =>
  (one: Item, other: Item) =>
    at(one).getTime() - at(other).getTime();

/** Every file of the case, numbered in the order in which it came, under names that people read. */
export function listCaseFiles({ details, recordFiles, papers, licence }: CaseToArchive): readonly CaseFile[] {
  const evidence = [...details.evidence].sort(byTime((one) => one.suppliedAt));
  return [
    ...evidence.map(({ id, requirementName: { zh }, mediaType }, index): CaseFile => {
      const path = `evidence/${numbered(index)}_${readableName(zh)}.${endings[mediaType] ?? 'bin'}`;
      return { path, of: { kind: 'evidence', id } };
    }),
    ...recordFiles.map(({ id, kind, mediaType }, index): CaseFile => {
      const path = `records/${numbered(index)}_${readableName(recordFileNames[kind].zh)}.${endings[mediaType] ?? 'bin'}`;
      return { path, of: { kind: 'record-file', id } };
    }),
    ...papers.map((one, index): CaseFile => {
      const { id, title, number } = one.paper;
      const path = `papers/${numbered(index)}_${readableName(title.zh)}_${readableName(number)}.pdf`;
      return { path, of: { kind: 'paper', id, paper: one } };
    }),
    ...(licence === undefined ? [] : [licenceFile(licence)]),
  ];
}

function licenceFile({ id, version, name, number }: NonNullable<CaseToArchive['licence']>): CaseFile {
  const path = `papers/licence_${readableName(name.zh)}_${readableName(number)}.pdf`;
  return { path, of: { kind: 'licence', id: `${id}/${version}` } };
}

/** Where a file lies: in this package or in an earlier one. */
export type FilePlaces = ReadonlyMap<string, { readonly package: number; readonly path: string }>;

const instant = (at: Date): string => at.toISOString();
const instantOrNull = (at: Date | null): string | null => (at === null ? null : instant(at));
const dayOrNull = (day: string | null) => (day === null ? null : legalDay(day));

/** case.json. Every file of the case has a place. */
export function archivedCase(loaded: CaseToArchive, places: FilePlaces): ArchivedCase {
  const { details, service, licence, procedures, acts, officerNames } = loaded;
  return {
    format: 'yizhan-archived-case',
    formatVersion: 1,
    case: headOf(loaded),
    application: { ...loaded.application, submittedAt: instant(loaded.application.submittedAt) },
    applicant: { name: details.applicantName, idNumber: loaded.idNumber, agent: loaded.agent },
    answers: loaded.answers.map(({ field, label, value }) => ({ field, label, value })),
    data: loaded.data,
    commitment:
      details.commitment === null
        ? null
        : {
            text: details.commitment.text,
            consequences: details.commitment.consequences,
            acceptedAt: details.commitment.acceptedAt,
          },
    deferred: details.deferred.map((key) => requirementName({ service }, key)),
    evidence: evidenceOf(loaded, places),
    correction: correctionOf(loaded),
    opinions: details.opinions.map(({ element, officerId, companionId, conclusion, opinion, givenAt }) => ({
      step: taskNames[element] ?? { zh: element, en: element },
      officer: personOf(loaded, officerId),
      companion: personOf(loaded, companionId),
      conclusion,
      opinion,
      givenAt: instant(givenAt),
    })),
    procedures: procedures.map(procedureOf),
    ...recordFilesOf(loaded, places),
    acts: acts.map(({ kind, reasons, detail, actedAt }) => ({
      kind,
      name: actNames[kind],
      reasons,
      detail,
      actedAt: instant(actedAt),
    })),
    clocks: clocksOf(loaded),
    decision: decisionOf(loaded),
    licence: licenceOf(loaded, places),
    papers: papersOf(loaded, places),
    deliveries: deliveriesOf(loaded),
    story: [
      ...storyOf(details, officerNames, licence?.number, { procedures, acts, files: loaded.recordFiles }),
    ],
    people: [
      { id: loaded.residentId, name: details.applicantName, is: 'applicant' },
      ...[...officerNames].map(([id, name]) => ({ id, name, is: 'officer' })).sort(byId),
    ],
  };
}

function byId(one: { readonly id: Id }, other: { readonly id: Id }): number {
  return one.id < other.id ? -1 : 1;
}

function placeOf(places: FilePlaces, id: string): { package: number; path: string } {
  const place = places.get(id);
  if (place === undefined) throw new Error('A file of the case has no place in any package.');
  return place;
}

function personOf({ officerNames }: CaseToArchive, id: Id | null): { id: Id; name: string } | null {
  return id === null ? null : { id, name: officerNames.get(id) ?? '' };
}

function headOf({ details, service, organ, handedOver }: CaseToArchive): ArchivedCase['case'] {
  const { closedAt, waitsFor } = details;
  if (closedAt === null) throw new Error('A case that is open is not sealed.');
  return {
    number: details.number,
    serviceKey: details.serviceKey,
    serviceName: details.serviceName,
    serviceKind: service.kind,
    organ: { name: details.organName, creditCode: organ.creditCode, divisionCode: organ.divisionCode },
    responsibility: details.responsibility,
    subject: details.subject,
    status: details.status,
    statusName: statusNames[details.status],
    mode: details.mode,
    modeName: modeNames[details.mode],
    openedAt: instant(details.openedAt),
    receivedOn: dayOrNull(details.receivedOn),
    acceptedOn: dayOrNull(details.acceptedOn),
    acceptedByLaw: details.acceptedByLaw,
    decidedOn: dayOrNull(details.decidedOn),
    closedAt: instant(closedAt),
    waitedFor: waitsFor,
    handedOver,
  };
}

function evidenceOf({ details, files }: CaseToArchive, places: FilePlaces): ArchivedCase['evidence'] {
  return details.evidence.map(({ suppliedAt, ...one }) => ({
    ...one,
    suppliedAt: instant(suppliedAt),
    originalSeen: files.get(one.id)?.originalSeen === true,
    file: placeOf(places, one.id),
  }));
}

function correctionOf(loaded: CaseToArchive): ArchivedCase['correction'] {
  const { correction } = loaded.details;
  if (correction === null) return null;
  return {
    items: correction.items.map(({ requirementKey, sentence }) => ({
      requirementName: requirementName(loaded, requirementKey),
      sentence,
    })),
    noticedBy: personOf(loaded, correction.noticedBy),
    noticedAt: instant(correction.noticedAt),
    suppliedAt: instantOrNull(correction.suppliedAt),
    note: correction.note,
  };
}

function procedureOf(one: CaseToArchive['procedures'][number]): ArchivedCase['procedures'][number] {
  return {
    kind: one.kind,
    name: procedureNames[one.kind],
    ground: one.ground,
    askedOrganName: one.askedOrganName,
    request: one.request,
    detail: one.detail,
    ...(one.hearing === null ? {} : { hearing: one.hearing }),
    stopsClock: one.stopsClock,
    startsOn: one.startsOn,
    dueOn: one.dueOn,
    status: one.status,
    outcome: one.outcome,
    outcomeName: one.outcome === null ? null : (outcomeNames[one.outcome] ?? null),
    result: one.result,
    record: one.record,
    openedAt: instant(one.openedAt),
    concludedAt: instantOrNull(one.concludedAt),
  };
}

/** Left out where there are none, so that what an earlier package told still reads the same. */
function recordFilesOf(loaded: CaseToArchive, places: FilePlaces): Pick<ArchivedCase, 'recordFiles'> {
  if (loaded.recordFiles.length === 0) return {};
  return {
    recordFiles: loaded.recordFiles.map((one) => ({
      id: one.id,
      kind: one.kind,
      name: recordFileNames[one.kind],
      fileName: one.name,
      mediaType: one.mediaType,
      sizeBytes: one.sizeBytes,
      sha256: one.sha256,
      addedBy: personOf(loaded, one.addedBy),
      addedAt: instant(one.addedAt),
      sealedAt: instantOrNull(one.sealedAt),
      file: placeOf(places, one.id),
    })),
  };
}

function clocksOf({ clocks }: CaseToArchive): ArchivedCase['clocks'] {
  return clocks.flatMap((clock) => {
    // How it was counted is the same on any day; how it stands is not asked.
    const [view] = clockViews([clock], clock.deadline.from);
    if (view === undefined) return [];
    return {
      id: clock.id,
      kind: clock.kind,
      name: clockKindNames[clock.kind],
      startedOn: view.startedOn,
      dueOn: view.dueOn,
      countedDays: view.countedDays,
      unit: view.unit,
      basis: view.basis,
      startedAt: instant(clock.startedAt),
      endedAt: instantOrNull(clock.endedAt),
      replacesId: clock.replacesId,
      revisedBecause: clock.revisedBecause,
      summary: [...view.summary],
      days: [...view.days],
      warnings: [...view.warnings],
    };
  });
}

function decisionOf(loaded: CaseToArchive): ArchivedCase['decision'] {
  const { details, decision } = loaded;
  if (details.decision === null || details.decidedAt === null || decision === undefined) return null;
  const basis: Text = {
    zh: formatLawReference(decision.basis, 'zh'),
    en: formatLawReference(decision.basis, 'en'),
  };
  return {
    ...details.decision,
    basis,
    // Against what was granted nobody is told how to appeal.
    appeal: details.decision.outcome === 'granted' ? [] : [...appealLines(decision.appeal)],
    decidedBy: personOf(loaded, decision.decidedBy),
    decidedAt: instant(details.decidedAt),
  };
}

function licenceOf({ licence }: CaseToArchive, places: FilePlaces): ArchivedCase['licence'] {
  if (licence === undefined) return null;
  const { id, number, version, name, holderName, organName, entries, issuedOn, expiresOn } = licence;
  return {
    number,
    version,
    name,
    holderName,
    organName,
    entries: [...entries],
    issuedOn,
    expiresOn,
    verificationCode: licence.verificationCode,
    file: placeOf(places, `${id}/${version}`),
  };
}

function papersOf({ papers }: CaseToArchive, places: FilePlaces): ArchivedCase['papers'] {
  const numbers = new Map(papers.map(({ paper }) => [paper.id, paper.number]));
  return papers.map(({ paper, replacedById }) => ({
    id: paper.id,
    kind: paper.kind,
    title: paper.title,
    issuerName: paper.issuerName,
    number: paper.number,
    issuedOn: paper.issuedOn,
    issuedAt: instant(paper.issuedAt),
    verificationCode: paper.verificationCode,
    replacedByNumber: replacedById === null ? null : (numbers.get(replacedById) ?? null),
    content: paper.content,
    file: placeOf(places, paper.id),
  }));
}

function deliveriesOf(loaded: CaseToArchive): ArchivedCase['deliveries'] {
  const { deliveries, papers, licence } = loaded;
  const numbers = new Map(papers.map(({ paper }) => [paper.id, paper.number]));
  return deliveries.map((one) => ({
    of: (one.paperId === null ? licence?.number : numbers.get(one.paperId)) ?? '',
    channel: one.channel,
    channelName: deliveryChannelNames[one.channel],
    deliveredOn: legalDay(one.deliveredOn),
    deliveredAt: instantOrNull(one.deliveredAt),
    receiverName: one.receiverName,
    receiverRelation: one.receiverRelation,
    trackingNumber: one.trackingNumber,
    statement: one.statement,
    // Left out where nothing is known, so that what an earlier package told still reads the same.
    ...(one.signedHow === null ? {} : { signedHow: one.signedHow }),
    recordedBy: personOf(loaded, one.recordedBy),
  }));
}

/** The sealing itself is no part of what is sealed. */
const ownEvent = 'CaseArchived';

export function eventsToTell({ events }: Pick<CaseToArchive, 'events'>): readonly HistoryEvent[] {
  return events.filter(({ type }) => type !== ownEvent);
}

/** events.jsonl: a line of JSON for each event, oldest first. */
export function eventLines(loaded: Pick<CaseToArchive, 'events'>): string {
  return eventsToTell(loaded)
    .map((event) => {
      const line = {
        sequence: Number(event.subjectSequence),
        type: event.type,
        schemaVersion: event.schemaVersion,
        subject: event.subject,
        occurredAt: instant(event.occurredAt),
        actor: { kind: event.actorKind, id: event.actorId },
        organId: event.organId,
        zone: event.zone,
        id: event.id,
        causeId: event.causeId,
        data: event.data,
      };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}

/** How the case stands with what has to be there before it is sealed. */
export function sealingFactsOf(loaded: CaseToArchive): SealingFacts {
  const { details, papers, deliveries, licence, procedures } = loaded;
  const events = eventsToTell(loaded);
  const answered = new Set(papers.map(({ causeId }) => causeId));
  const kinds = new Map(papers.map(({ paper }) => [paper.id, paper.kind]));
  const wantsPaper = (event: HistoryEvent) => {
    const { type, data } = event;
    if (paperSubjectOf(event) === undefined) return false;
    const kind = paperKindOf(type, data);
    if (kind !== 'delivery-proof') return kind !== undefined;
    const delivery = deliveries.find(({ id }) => id === data['deliveryId']);
    const delivered = kinds.get(delivery?.paperId ?? '');
    return delivery !== undefined && (delivered === undefined || needsProof(delivered));
  };
  const isDelivered = (id: Id) =>
    deliveries.some(({ paperId, licenceId }) => paperId === id || licenceId === id);
  const toDeliver = [
    ...papers.flatMap(({ paper, replacedById }) =>
      replacedById === null && needsProof(paper.kind) ? [paper.id] : [],
    ),
    ...(licence === undefined ? [] : [licence.id]),
  ];
  return {
    closedAt: details.closedAt,
    lastEventAt: events.at(-1)?.occurredAt ?? details.openedAt,
    papersMissing: events.filter((event) => wantsPaper(event) && !answered.has(event.id)).length,
    openProcedures: procedures.flatMap(({ kind, status }) => (status === 'open' ? [kind] : [])),
    undelivered: toDeliver.filter((id) => !isDelivered(id)).length,
  };
}
