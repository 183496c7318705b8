// Owns what the process asks the platform to do by itself: acceptance by law and the licence. Refuses unknown topics.

import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { getFormVersion } from '#modules/catalogue';
import { drawUpLicence, type Licence, type LicenceEntry, storeLicence } from '#modules/licences';
import { type Division, listDivisions } from '#modules/organs';
import { advanceInstance, eventsOfChange, type ProcessChange } from '#modules/work';
import { command, type UseCaseContext } from '#platform/use-case';
import { acceptCaseOn } from './acceptance.ts';
import { describeAnswers } from './case-answers.ts';
import { aboutCase, type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { compiledFormOf } from './draft.ts';
import { licenceLabels } from './messages.ts';
import { procedureEvent } from './procedure.ts';

interface ServiceInput {
  readonly caseId: Id;
  /** The engine's id of the service that waits. */
  readonly serviceId: string;
}

/** Whether the process still waits for this service: an event that is handled again finds that it does not. */
function isWaiting({ instance }: CaseAtWork, serviceId: string): boolean {
  return instance?.state.tokens.some((token) => token.id === serviceId) === true;
}

function completeService({ instance }: CaseAtWork, serviceId: string, now: Date): ProcessChange {
  if (instance === undefined) throw new Error('A process asks for a service before it began.');
  return advanceInstance(instance, { type: 'completeService', serviceId }, now);
}

/**
 * Topic `deem-accepted` (行政许可法 第三十二条第一款第四项): nobody gave notice in five working days, so the application
 * counts as accepted as of the day of receipt, and the clock of the decision runs from that day.
 */
export const deemAccepted = command<ServiceInput, CaseAtWork, CaseStep | undefined, void, CasesTables>({
  name: 'deem-accepted',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  load: (db, { caseId }) => loadCaseAtWork(db, caseId),
  permission: isSystem,
  decide(atWork, { serviceId }, { now }) {
    if (!isWaiting(atWork, serviceId)) return { change: undefined, answer: undefined, events: [] };
    const process = completeService(atWork, serviceId, now);
    const accepted = acceptCaseOn(atWork, legalDayOf(now), now);
    return {
      change: {
        change: {
          caseId: atWork.theCase.id,
          readRevision: atWork.theCase.revision,
          status: 'accepted',
          acceptedOn: accepted.acceptedOn,
          acceptedByLaw: true,
          dueOn: accepted.dueOn,
        },
        process,
        endClocks: ['acceptance'],
        startClocks: accepted.startClocks,
        openProcedures: accepted.openProcedures,
      },
      answer: undefined,
      events: [
        caseEvent('CaseAccepted', atWork.theCase, { byLaw: true, dueOn: accepted.decisionDueOn }),
        ...accepted.openProcedures.map((one) => procedureEvent('ProcedureOpened', one)),
        ...eventsOfChange(process),
      ],
    };
  },
  async store(db, step, context) {
    if (step !== undefined) await storeCaseStep(db, step, context);
  },
});

interface Issuing extends CaseAtWork {
  readonly entries: readonly LicenceEntry[];
  /** The applicant, or whom they applied for, as a newborn. */
  readonly holderName: string;
}

interface IssueStep extends CaseStep {
  readonly licence: Licence;
}

/**
 * Topic `issue-licence`: draws up the licence and delivers it to the applicant's space, which ends the clock of
 * delivery (行政许可法 第四十四条) and the case.
 */
export const issueCaseLicence = command<ServiceInput, Issuing, IssueStep | undefined, void, CasesTables>({
  name: 'issue-case-licence',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  async load(db, { caseId }, { vault }) {
    const atWork = await loadCaseAtWork(db, caseId);
    const row = await db
      .selectFrom('cases.case')
      .select(['formVersionId', 'data', 'sensitiveDataEncrypted'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const form = compiledFormOf(await getFormVersion(db, row.formVersionId));
    const divisions: readonly Division[] = await listDivisions(db);
    const answers = describeAnswers(form, row.data, row.sensitiveDataEncrypted, divisions, vault);
    const { result } = atWork.service;
    const fields = result.entries ?? Object.keys(licenceLabels);
    const entries = fields.flatMap((field) => {
      const answer = answers.find((one) => one.field === field);
      return answer === undefined
        ? []
        : [{ field, label: licenceLabels[field] ?? answer.label, value: answer.value }];
    });
    const holder = answers.find((one) => one.field === result.holderField)?.value.zh;
    return { ...atWork, entries, holderName: holder ?? atWork.theCase.applicantName };
  },
  permission: isSystem,
  decide(issuing, { serviceId }, context) {
    if (!isWaiting(issuing, serviceId)) return { change: undefined, answer: undefined, events: [] };
    const process = completeService(issuing, serviceId, context.now);
    const licence = licenceFor(issuing, context);
    return {
      change: {
        change: {
          caseId: issuing.theCase.id,
          readRevision: issuing.theCase.revision,
          status: 'granted',
          dueOn: null,
          closedAt: context.now,
          licenceId: licence.id,
        },
        process,
        endClocks: ['delivery'],
        startClocks: [],
        licence,
      },
      answer: undefined,
      events: [caseEvent('CaseClosed', issuing.theCase, { outcome: 'granted' }), ...eventsOfChange(process)],
    };
  },
  async store(db, step, context) {
    if (step === undefined) return;
    await storeLicence(db, step.licence, context.now);
    await storeCaseStep(db, step, context);
  },
});

function licenceFor({ theCase, service, entries, holderName }: Issuing, { now }: UseCaseContext): Licence {
  const name: Text = service.result.name;
  return drawUpLicence(
    {
      kind: service.result.kind,
      name,
      holderId: theCase.residentId,
      holderName,
      entries,
      organId: theCase.organId,
      organName: theCase.organName,
      districtCode: theCase.districtCode,
      source: { kind: 'case', id: theCase.id },
      issuedOn: legalDayOf(now),
      validityYears: service.result.validityYears,
    },
    now,
  );
}
