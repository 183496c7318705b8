// Owns which step of a case the applicant is told, and in which words; refuses to tell the same event twice.
import { formatDay, type LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import { giveNotice } from '#modules/notices';
import { command } from '#platform/use-case';
import { isSystem } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { noticeTexts } from './messages.ts';
import { lateNotices, procedureNotices } from './procedure-notices.ts';

interface TellInput {
  readonly caseId: Id;
  /** The event that is told: a notice is unique by it. */
  readonly eventId: Id;
  readonly eventType: string;
  readonly outcome: string | undefined;
  /** A procedure's kind, or what the applicant did. */
  readonly kind: string | undefined;
  /** The day that the event named: the case may have moved on since. */
  readonly dueOn: LegalDay | null;
}

interface Told {
  readonly caseId: Id;
  readonly applicationId: Id;
  readonly organId: Id;
  readonly residentId: Id;
  readonly districtCode: string;
  readonly number: string;
  readonly serviceName: Text;
  readonly organName: Text;
}

type Notice = Parameters<typeof giveNotice>[1];

/** Tells the applicant what happened to a case, on the events that concern them. */
export const tellApplicant = command<TellInput, Told, Notice | undefined, void, CasesTables>({
  name: 'tell-applicant',
  zone: 'extranet',
  audience: ['system'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId }) {
    return await db
      .selectFrom('cases.case')
      .select(['id as caseId', 'applicationId', 'organId', 'residentId', 'districtCode', 'number'])
      .select((one) => [
        one.ref('serviceName').$castTo<Text>().as('serviceName'),
        one.ref('organName').$castTo<Text>().as('organName'),
      ])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
  },
  permission: isSystem,
  decide(told, { eventId, eventType, outcome, kind, dueOn }) {
    const words = noticeFor(eventType, outcome, kind, dueOn);
    if (words === undefined) return { change: undefined, answer: undefined, events: [] };
    const notice: Notice = {
      residentId: told.residentId,
      causeId: eventId,
      subject: { kind: 'case', id: told.caseId },
      organId: told.organId,
      districtCode: told.districtCode,
      title: fill(words.title, told, dueOn),
      body: fill(words.body, told, dueOn),
      path: `/applications/${told.applicationId}`,
    };
    return { change: notice, answer: undefined, events: [] };
  },
  async store(db, notice, { now }) {
    if (notice !== undefined) await giveNotice(db, notice, now);
  },
});

/** The events that the applicant is told. */
export const toldEvents = [
  'CaseReceived',
  'CaseAccepted',
  'CorrectionRequested',
  'CaseSuspended',
  'CaseResumed',
  'ClockExtended',
  'ClockRecounted',
  'CaseTransferred',
  'CaseStopped',
  'ApplicantActLate',
  'CaseClosed',
  'ProcedureOpened',
  'ProcedureLapsed',
  'HearingTold',
  'HearingAppointed',
] as const;

function noticeFor(
  eventType: string,
  outcome: string | undefined,
  kind: string | undefined,
  dueOn: LegalDay | null,
): { readonly title: Text; readonly body: Text } | undefined {
  switch (eventType) {
    case 'CaseSuspended':
      return procedureNotices.suspended;
    case 'CaseResumed':
      return procedureNotices.resumed;
    case 'ClockExtended':
      return procedureNotices.extended;
    case 'ClockRecounted':
      return procedureNotices.recounted;
    case 'CaseTransferred':
      return procedureNotices.transferred;
    case 'CaseStopped':
      return procedureNotices.stopped;
    case 'ApplicantActLate':
      return kind === 'withdraw' || kind === 'go-on' || kind === 'supply' ? lateNotices[kind] : undefined;
    case 'ProcedureOpened':
      return kind === 'supply' || kind === 'site-visit' || kind === 'publicity' || kind === 'verification'
        ? procedureNotices[kind]
        : undefined;
    case 'HearingTold':
      // Where it is held unasked there is nothing to ask for: its time and place are told later.
      return dueOn === null ? undefined : procedureNotices['hearing-told'];
    case 'HearingAppointed':
      return procedureNotices['hearing-appointed'];
    case 'ProcedureLapsed':
      return kind === 'supply' ? procedureNotices.supplyLapsed : undefined;
    case 'CaseReceived':
      return noticeTexts[dueOn === null ? 'received-without-limit' : 'received'];
    case 'CaseAccepted':
      return noticeTexts.accepted;
    case 'CorrectionRequested':
      return noticeTexts.correction;
    case 'CaseClosed':
      if (outcome === 'withdrawn' || outcome === 'terminated') return procedureNotices[outcome];
      return outcome === 'granted' || outcome === 'refused' || outcome === 'not-accepted'
        ? noticeTexts[outcome]
        : undefined;
    default:
      return undefined;
  }
}

function fill(message: Text, told: Told, dueOn: LegalDay | null): Text {
  const { number, serviceName, organName } = told;
  const inOne = (locale: 'zh' | 'en') =>
    fillText(message, {
      number,
      service: serviceName[locale],
      organ: organName[locale],
      due: dueOn === null ? '' : formatDay(dueOn, locale),
    })[locale];
  return { zh: inOne('zh'), en: inOne('en') };
}
