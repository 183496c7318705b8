// Owns how the state of a case and of a whole application is told to the public; refuses the officers' words.
import { inLocale, type Locale, type Text } from '#kernel/texts';
import type { CaseStatus } from '#modules/cases/contract';
import { joinNames } from './evidence-lists.ts';
import type { StateShape } from './look/icons.ts';
import type { StatusTagView } from './look/status-tag.ts';
import { caseStatusWords, standingWords } from './messages.ts';

const shapeOfStatus = {
  waiting: 'waiting',
  received: 'now',
  correcting: 'attention',
  accepted: 'now',
  granted: 'done',
  refused: 'refused',
  'not-accepted': 'refused',
  stopped: 'attention',
  withdrawn: 'notNeeded',
  terminated: 'refused',
} as const satisfies Record<CaseStatus, StateShape>;

export function describeCaseStatus(status: CaseStatus, locale: Locale): StatusTagView {
  return { shape: shapeOfStatus[status], label: inLocale(caseStatusWords[status], locale) };
}

export interface StandingCase {
  readonly serviceName: Text;
  readonly status: CaseStatus;
  /** Whether a correction notice was answered, so that nothing is left to do for the applicant. */
  readonly correctionReplied?: boolean;
  /** Whether documents that were to come later are still to be sent. */
  readonly supplyDue?: boolean;
  /** Whether the applicant has chosen already what becomes of a stopped case. */
  readonly choiceSent?: boolean;
}

export interface Standing {
  readonly tone: 'done' | 'now' | 'attention' | 'refused';
  readonly title: string;
  /** What the applicant must do: usually nothing. */
  readonly todo: string;
}

const ended: readonly CaseStatus[] = ['granted', 'refused', 'not-accepted', 'withdrawn', 'terminated'];

/** One line for the whole application: what the applicant must do comes before everything else. */
export function describeStanding(cases: readonly StandingCase[], locale: Locale): Standing {
  // For the moment between submission and dispatch there are no cases yet.
  if (cases.length === 0) return standing('now', 'submitted', locale);
  const todos = [
    ['correcting', cases.filter((one) => one.status === 'correcting' && one.correctionReplied !== true)],
    ['stopped', cases.filter((one) => one.status === 'stopped' && one.choiceSent !== true)],
    ['supplying', cases.filter((one) => one.supplyDue === true)],
  ] as const;
  for (const [key, waiting] of todos) {
    if (waiting.length === 0) continue;
    const services = joinNames(
      waiting.map((one) => one.serviceName),
      locale,
    );
    return standing('attention', key, locale, { services });
  }
  const done = cases.filter((one) => ended.includes(one.status));
  if (done.length < cases.length) {
    const { title, todo, tone } = standing('now', 'open', locale);
    const counted = inLocale(standingWords.count, locale, { done: done.length, all: cases.length });
    return { tone, title, todo: `${counted}${locale === 'zh' ? '' : ' '}${todo}` };
  }
  if (cases.every((one) => one.status === 'granted')) return standing('done', 'granted', locale);
  if (cases.every((one) => one.status === 'withdrawn')) return standing('done', 'withdrawn', locale);
  // What was withdrawn was refused by nobody.
  if (cases.every((one) => one.status === 'granted' || one.status === 'withdrawn'))
    return standing('done', 'partly', locale);
  return standing('refused', 'ended', locale);
}

function standing(
  tone: Standing['tone'],
  key:
    | 'submitted'
    | 'correcting'
    | 'stopped'
    | 'supplying'
    | 'open'
    | 'granted'
    | 'withdrawn'
    | 'partly'
    | 'ended',
  locale: Locale,
  parameters: Readonly<Record<string, string>> = {},
): Standing {
  return {
    tone,
    title: inLocale(standingWords[key], locale),
    todo: inLocale(standingWords[`${key}Todo`], locale, parameters),
  };
}
