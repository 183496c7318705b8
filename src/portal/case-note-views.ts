// Owns which notes a case's page has: procedures that the applicant is told, what they sent, what they may do; pure.
import { formatDay, formatInstant, type LegalDay } from '#kernel/dates';
import { fillText, type Text } from '#kernel/texts';
import type { OwnApplication, OwnCase, OwnProcedure } from '#modules/cases';
import {
  choiceWords,
  modeExplanations,
  modeWords,
  procedureWords,
  withdrawalWords,
} from './pages/acting-messages.ts';
import type { CaseNoteView, CaseRecordView } from './pages/case-notes.ts';
import { portalPaths } from './pages/look/portal-paths.ts';

type Locale = 'zh' | 'en';

/** A text with days and names in it, in both languages. */
function fillBoth(message: Text, of: (locale: Locale) => Readonly<Record<string, string>>): Text {
  return { zh: fillText(message, of('zh')).zh, en: fillText(message, of('en')).en };
}

function withDays(message: Text, days: Readonly<Record<string, LegalDay | null>>): Text {
  return fillBoth(message, (locale) =>
    Object.fromEntries(
      Object.entries(days).map(([name, day]) => [
        name,
        day === null ? '' : formatDay(day, locale, { weekday: true }),
      ]),
    ),
  );
}

/** Day and time as people read them; an organ that wrote something else is quoted. */
function appointmentTime(at: string): Text {
  // Without a zone it is meant as clocks in the city show it.
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(at) ? `${at}+08:00` : at;
  const instant = new Date(moment);
  const isMoment = /^\d{4}-\d{2}-\d{2}T/.test(at) && !Number.isNaN(instant.getTime());
  return isMoment
    ? { zh: formatInstant(instant, 'zh'), en: formatInstant(instant, 'en') }
    : { zh: at, en: at };
}

/** The mode, where it is not the ordinary one: its name, and what it means. */
export function modeView({ mode }: Pick<OwnCase, 'mode'>): { name: Text; means: Text } | undefined {
  const means = modeExplanations[mode];
  return means === undefined ? undefined : { name: modeWords[mode], means };
}

/** What the applicant has to do comes first. */
export function caseNotes(
  one: OwnCase,
  { id }: Pick<OwnApplication, 'id'>,
  locale: Locale,
): readonly CaseNoteView[] {
  const open = one.procedures.filter(({ status }) => status === 'open' || status === 'lapsed');
  const notes = [
    ...withdrawalNote(one),
    ...choiceNote(one, id, locale),
    ...open.flatMap((procedure) => procedureNote(one, procedure, id, locale)),
  ];
  return notes.toSorted((a, b) => (a.tone === b.tone ? 0 : a.tone === 'attention' ? -1 : 1));
}

/** What came to its end in another way meanwhile says so itself. */
function withdrawalNote({ closedAt, decision, actsUnderway }: OwnCase): readonly CaseNoteView[] {
  if (closedAt !== null || decision !== null || !actsUnderway.includes('withdraw')) return [];
  return [{ tone: 'now', heading: withdrawalWords.done, lines: [withdrawalWords.underway] }];
}

function choiceNote(one: OwnCase, applicationId: string, locale: Locale): readonly CaseNoteView[] {
  if (one.status !== 'stopped' || one.actsUnderway.includes('withdraw')) return [];
  if (one.actsUnderway.includes('go-on'))
    return [{ tone: 'now', heading: choiceWords.done, lines: [choiceWords.underway] }];
  const awaited = one.waitsFor?.serviceName;
  const why =
    awaited === undefined
      ? choiceWords.whyUnnamed
      : fillBoth(choiceWords.why, (language) => ({ service: awaited[language] }));
  return [
    {
      tone: 'attention',
      heading: choiceWords.heading,
      lines: [why],
      link: { label: choiceWords.link, path: portalPaths.choice(locale, applicationId, one.id) },
    },
  ];
}

function procedureNote(
  one: OwnCase,
  procedure: OwnProcedure,
  applicationId: string,
  locale: Locale,
): readonly CaseNoteView[] {
  const { kind, status } = procedure;
  if (kind === 'supply') return [supplyNote(one, procedure, applicationId, locale)];
  if (status !== 'open') return [];
  switch (kind) {
    case 'special':
      return [specialNote(procedure)];
    case 'publicity':
      return [publicityNote(procedure)];
    case 'site-visit':
      return [visitNote(procedure)];
    case 'verification':
      return [verificationNote(procedure)];
    default:
      return [];
  }
}

/** What the organ wrote to it, if anything. */
function organsWords({ request }: OwnProcedure): readonly Text[] {
  return request.trim() === '' ? [] : [fillBoth(procedureWords.organSays, () => ({ words: request.trim() }))];
}

/** When and where, and who presides over a hearing. */
function meetingLines({ appointment, hearing }: OwnProcedure): readonly Text[] {
  if (appointment === null) return [];
  const presiding = hearing?.presidingName ?? null;
  return [
    fillBoth(procedureWords.siteVisitAt, (locale) => ({ at: appointmentTime(appointment.at)[locale] })),
    fillBoth(procedureWords.siteVisitPlace, () => ({ place: appointment.place })),
    ...(presiding === null
      ? []
      : [
          fillBoth(procedureWords.hearingPresiding, () => ({ name: presiding })),
          procedureWords.hearingRights,
        ]),
  ];
}

function specialNote(procedure: OwnProcedure): CaseNoteView {
  const { kindName, groundName, startsOn, dueOn, hearing } = procedure;
  if (hearing !== null && hearing.askBy !== null)
    return {
      tone: 'attention',
      heading: procedureWords.hearingMayAsk,
      lines: [
        withDays(procedureWords.hearingAskBy, { until: hearing.askBy }),
        procedureWords.hearingFree,
        ...organsWords(procedure),
      ],
    };
  const name = groundName ?? kindName;
  const body = dueOn === null ? procedureWords.specialBody : procedureWords.specialBodyUntil;
  return {
    tone: 'now',
    heading: fillBoth(procedureWords.special, (locale) => ({ name: name[locale] })),
    lines: [
      withDays(body, { from: startsOn, until: dueOn }),
      ...meetingLines(procedure),
      ...organsWords(procedure),
    ],
  };
}

function publicityNote(procedure: OwnProcedure): CaseNoteView {
  const { dueOn } = procedure;
  return {
    tone: 'now',
    heading: procedureWords.publicity,
    lines: [
      dueOn === null
        ? procedureWords.publicityBodyOpen
        : withDays(procedureWords.publicityBody, { until: dueOn }),
      ...organsWords(procedure),
    ],
  };
}

function visitNote(procedure: OwnProcedure): CaseNoteView {
  return {
    tone: 'attention',
    heading: procedureWords['site-visit'],
    lines: [...meetingLines(procedure), procedureWords.siteVisitBody, ...organsWords(procedure)],
  };
}

function verificationNote({ dueOn }: OwnProcedure): CaseNoteView {
  return {
    tone: 'now',
    heading: procedureWords.verification,
    lines: [
      dueOn === null
        ? procedureWords.verificationBodyOpen
        : withDays(procedureWords.verificationBody, { until: dueOn }),
    ],
  };
}

function supplyNote(
  one: OwnCase,
  { status, dueOn, documents }: OwnProcedure,
  applicationId: string,
  locale: Locale,
): CaseNoteView {
  const common = { heading: procedureWords.supply, documents: documents.map(({ name }) => name) };
  if (status === 'lapsed')
    return {
      ...common,
      tone: 'now',
      heading: procedureWords.supplyOver,
      lines: [withDays(procedureWords.supplyLapsed, { until: dueOn })],
    };
  if (one.actsUnderway.includes('supply'))
    return { ...common, tone: 'now', heading: procedureWords.supplyDone, lines: [procedureWords.supplySent] };
  return {
    ...common,
    tone: 'attention',
    lines: [
      ...(dueOn === null ? [] : [withDays(procedureWords.supplyDue, { until: dueOn })]),
      procedureWords.supplyBody,
    ],
    link: { label: procedureWords.supplyLink, path: portalPaths.supply(locale, applicationId, one.id) },
  };
}

/** Whether documents that were to come later are still to be sent. */
export function isSupplyDue({ procedures, actsUnderway }: OwnCase): boolean {
  return (
    !actsUnderway.includes('supply') &&
    procedures.some(({ kind, status }) => kind === 'supply' && status === 'open')
  );
}

export function caseRecord(one: OwnCase, { id }: Pick<OwnApplication, 'id'>, locale: Locale): CaseRecordView {
  const { commitment } = one;
  return {
    acts: one.acts,
    ended: one.procedures.flatMap(({ status, kindName, groundName, outcomeName }) =>
      status === 'concluded' && outcomeName !== null
        ? [
            fillBoth(procedureWords.ended, (language) => ({
              name: (groundName ?? kindName)[language],
              outcome: outcomeName[language],
            })),
          ]
        : [],
    ),
    commitment:
      commitment === null
        ? undefined
        : {
            text: commitment.text,
            consequences: commitment.consequences,
            acceptedAt: new Date(commitment.acceptedAt),
          },
    withdrawalPath: one.mayWithdraw ? portalPaths.withdrawal(locale, id, one.id) : undefined,
  };
}
