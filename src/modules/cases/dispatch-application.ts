// Owns the splitting of an application into cases at the organs that are responsible; refuses to dispatch it twice.
import type { Calendar } from '#engines/clock';
import type { CompiledForm } from '#engines/forms';
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { newNumber } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import {
  findResponsibleOrgans,
  getFormVersion,
  getServiceVersion,
  type Published,
  processOf,
  type ResponsibleOrgan,
} from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { listOrgans, type Organ } from '#modules/organs';
import {
  type Clock,
  type Definition,
  eventsOfChange,
  getCalendar,
  listLatestDefinitions,
  type ProcessChange,
  storeClocks,
  storeProcessChange,
} from '#modules/work';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { NewEvent } from '#platform/events';
import { command } from '#platform/use-case';
import { type Application, getApplication } from './application-store.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import { insertCases, insertEvidenceItems, type NewCase, type NewEvidenceItem } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseMode } from './contract.ts';
import { mandateKey } from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';
import { type AttachedFile, compiledFormOf, onlyNeeded } from './draft.ts';
import { beginReceipt, noticeDueOn } from './receive-case.ts';
import { splitAnswers } from './sensitive-answers.ts';

/** What one service of the application needs to become a case. */
interface Part {
  readonly mode: CaseMode;
  readonly waitsFor: string | null;
  readonly service: Published<ServiceContent>;
  readonly responsible: ResponsibleOrgan;
  readonly organ: Organ;
  readonly definition: Definition;
}

interface Loaded {
  readonly application: Application;
  readonly form: CompiledForm;
  readonly parts: readonly Part[];
  readonly calendar: Calendar;
}

interface OpenedCase {
  readonly theCase: NewCase;
  readonly evidence: readonly NewEvidenceItem[];
  readonly process: ProcessChange | undefined;
  readonly clocks: readonly Clock[];
}

interface Dispatch {
  readonly applicationId: Id;
  readonly cases: readonly OpenedCase[];
}

/**
 * Opens the cases of an application that was submitted: one transaction, so that either all of them are there or none.
 * Runs as the extranet's worker on ApplicationSubmitted; running it again changes nothing.
 */
export const dispatchApplication = command<
  { readonly applicationId: Id },
  Loaded,
  Dispatch | undefined,
  void,
  CasesTables
>({
  name: 'dispatch-application',
  zone: 'extranet',
  audience: ['system'],
  object: ({ applicationId }) => ({ kind: 'application', id: applicationId }),
  async load(db, { applicationId }, { vault }) {
    await db
      .selectFrom('cases.application')
      .select('id')
      .where('id', '=', applicationId)
      .forUpdate()
      .execute();
    const application = await getApplication(db, applicationId, vault);
    const [form, parts, calendar] = await Promise.all([
      getFormVersion(db, application.formVersionId),
      loadParts(db, application),
      getCalendar(db),
    ]);
    return {
      application,
      form: compiledFormOf(form),
      parts,
      calendar,
    };
  },
  permission: isSystem,
  decide({ application, form, parts, calendar }, _input, { now, vault }) {
    if (application.dispatchedAt !== null) return { change: undefined, answer: undefined, events: [] };
    const today = legalDayOf(now);
    const ids = new Map(parts.map((part) => [part.service.content.key, newId(now)]));
    // The case that others wait for is written first, because they refer to it.
    const ordered = [...parts].sort(
      (one, other) => Number(one.waitsFor !== null) - Number(other.waitsFor !== null),
    );
    const cases = ordered.map((part) =>
      openCase({ application, form, part, ids, calendar, today, now, vault }),
    );
    return {
      change: { applicationId: application.id, cases },
      answer: undefined,
      events: [
        {
          type: 'ApplicationDispatched',
          schemaVersion: 1,
          subject: { kind: 'application', id: application.id },
          data: { caseCount: cases.length },
        },
        ...cases.flatMap(eventsOfOpenedCase),
      ],
    };
  },
  async store(db, dispatch, context) {
    if (dispatch === undefined) return;
    const { cases } = dispatch;
    await insertCases(
      db,
      cases.map((one) => one.theCase),
    );
    await insertEvidenceItems(
      db,
      cases.flatMap((one) => one.evidence),
      context.now,
    );
    for (const { process } of cases)
      if (process !== undefined) await storeProcessChange(db, process, context);
    await storeClocks(
      db,
      cases.flatMap((one) => one.clocks),
    );
    await db
      .updateTable('cases.application')
      .set({ dispatchedAt: context.now })
      .where('id', '=', dispatch.applicationId)
      .execute();
  },
});

async function loadParts(db: Db<CasesTables>, application: Application): Promise<readonly Part[]> {
  const { divisionCode } = application;
  const [versions, responsibles] = await Promise.all([
    Promise.all(application.services.map((one) => getServiceVersion(db, one.serviceVersionId))),
    findResponsibleOrgans(db, {
      serviceKeys: application.services.map((one) => one.serviceKey),
      divisionCode,
      // As on the day of submission: a responsibility that ended meanwhile still held when the applicant applied.
      on: legalDayOf(application.submittedAt),
    }),
  ]);
  const parts = application.services.map(({ serviceKey, waitsFor, mode = 'ordinary' }, index) => {
    const service = versions[index];
    const responsible = responsibles.get(serviceKey);
    if (service === undefined || responsible === undefined)
      throw new Error(`Nobody is responsible for ${serviceKey} in ${divisionCode}.`);
    return { mode, waitsFor, service, responsible, processKey: processOf(service.content, mode) };
  });
  const [organs, definitions] = await Promise.all([
    listOrgans(db, { ids: parts.map(({ responsible }) => responsible.organId) }),
    listLatestDefinitions(
      db,
      parts.map(({ processKey }) => processKey),
    ),
  ]);
  return parts.map(({ processKey, ...part }) => {
    const organ = organs.find(({ id }) => id === part.responsible.organId);
    const definition = definitions.get(processKey);
    if (organ === undefined || definition === undefined)
      throw new Error(`The process ${processKey} or its organ is missing.`);
    return { ...part, organ, definition };
  });
}

interface Opening {
  readonly application: Application;
  readonly form: CompiledForm;
  readonly part: Part;
  readonly ids: ReadonlyMap<string, Id>;
  readonly calendar: Calendar;
  readonly today: LegalDay;
  readonly now: Date;
  readonly vault: Vault;
}

function openCase(opening: Opening): OpenedCase {
  const { application, form, part, ids, now, today, vault } = opening;
  const { content } = part.service;
  const id = ids.get(content.key) ?? newId(now);
  const waitsForCaseId = part.waitsFor === null ? null : (ids.get(part.waitsFor) ?? null);
  const answers = splitAnswers(
    onlyNeeded(
      application.answers,
      content.dataFields.map((one) => one.field),
    ),
    form.content,
    vault,
  );
  const deferred = application.deferred.filter((key) => content.evidence.some((one) => one.key === key));
  const receipt =
    waitsForCaseId !== null
      ? undefined
      : beginReceipt({
          caseId: id,
          organId: part.organ.id,
          districtCode: application.districtCode,
          residentId: application.residentId,
          together: application.services.length > 1,
          service: content,
          definition: part.definition,
          calendar: opening.calendar,
          receivedOn: today,
          now,
        });
  const theCase: NewCase = {
    id,
    applicationId: application.id,
    number: newNumber('BJ', Number(today.slice(0, 4))),
    serviceKey: content.key,
    serviceVersionId: part.service.id,
    serviceName: content.name,
    formVersionId: application.formVersionId,
    organId: part.organ.id,
    organName: part.organ.name,
    responsibility: part.responsible,
    districtCode: application.districtCode,
    residentId: application.residentId,
    applicantName: application.applicantName,
    applicantIdNumberEncrypted: vault.encrypt(application.applicantIdNumber),
    data: answers.open,
    sensitiveDataEncrypted: answers.encrypted,
    subject: application.subject,
    mode: deferred.length > 0 && part.mode === 'ordinary' ? 'conditional-acceptance' : part.mode,
    together: application.services.length > 1,
    deferred,
    commitment: application.commitments.find((one) => one.serviceKey === content.key) ?? null,
    agent: application.counter?.agent ?? null,
    status: receipt === undefined ? 'waiting' : 'received',
    waitsForCaseId,
    receivedOn: receipt === undefined ? null : today,
    dueOn: receipt?.dueOn ?? null,
    openedAt: now,
  };
  return {
    theCase,
    evidence: evidenceFor(application, content, theCase, now),
    process: receipt?.process,
    clocks: receipt?.clocks ?? [],
  };
}

/** The documents that this service asks for, and no others. */
function evidenceFor(
  application: Application,
  content: ServiceContent,
  theCase: NewCase,
  now: Date,
): readonly NewEvidenceItem[] {
  const item = (key: string, requirementName: Text, file: AttachedFile): NewEvidenceItem => ({
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    requirementKey: key,
    requirementName,
    round: 0,
    fileId: file.fileId,
    fileZone: file.zone ?? 'internet',
    name: file.name,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    suppliedAt: application.submittedAt,
    originalSeen: application.counter?.originalsSeen.includes(key) === true,
  });
  const supplied = content.evidence.flatMap((requirement) => {
    const file = requirement.source === 'applicant' ? application.evidence[requirement.key] : undefined;
    return file === undefined ? [] : [item(requirement.key, requirement.name, file)];
  });
  // Every organ has to see that whoever came in the applicant's place was allowed to.
  const mandate = application.counter?.agent == null ? undefined : application.evidence[mandateKey];
  return mandate === undefined ? supplied : [...supplied, item(mandateKey, counterMessages.mandate, mandate)];
}

function eventsOfOpenedCase({ theCase, process, clocks }: OpenedCase): readonly NewEvent[] {
  return [
    caseEvent('CaseOpened', theCase, { applicationId: theCase.applicationId }),
    ...(process === undefined
      ? []
      : [caseEvent('CaseReceived', theCase, { dueOn: noticeDueOn(clocks) }), ...eventsOfChange(process)]),
  ];
}
