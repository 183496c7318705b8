// Owns how cases become the lanes of the status page: stations with the days reached and due; pure.
import type { LegalDay } from '#kernel/dates';
import { fillText, type Text } from '#kernel/texts';
import { appealLines, type OwnApplication, type OwnCase, type Progress } from '#modules/cases';
import type { CaseStatus } from '#modules/cases/contract';
import type { ClockKind, ClockView } from '#modules/work/contract';
import { caseNotes, caseRecord, isSupplyDue, modeView } from './case-note-views.ts';
import { historyWords } from './messages.ts';
import type { ApplicationCaseView, CaseStepView } from './pages/application-lanes.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { caseStatusWords } from './pages/messages.ts';

interface Stations {
  readonly status: CaseStatus;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly decidedOn: LegalDay | null;
  /** Whether the licence has been delivered. */
  readonly delivered: boolean;
  readonly clocks: readonly ClockView[];
  /** The next due day, where the reader may not see the clocks. */
  readonly dueOn?: LegalDay | null;
}

/** The steps of a case as they are reached, under way, or still to come. */
function stepsFrom(one: Stations) {
  const ofKind = (kind: ClockKind, replaced: boolean) =>
    one.clocks.filter((clock) => clock.kind === kind && clock.replaced === replaced);
  const clock = (kind: ClockKind) => ofKind(kind, false).at(-1);
  const running = (kind: ClockKind) => {
    const found = clock(kind);
    return found === undefined || found.ended ? undefined : found;
  };
  const now = (step: CaseStepView['step'], kind: ClockKind): CaseStepView => ({
    step,
    state: 'now',
    dueOn: running(kind)?.dueOn ?? one.dueOn ?? undefined,
    clock: running(kind),
    earlier: ofKind(kind, true),
  });
  const done = (step: CaseStepView['step'], reachedOn: LegalDay | null): CaseStepView => ({
    step,
    state: 'done',
    reachedOn: reachedOn ?? undefined,
  });
  return { clock, now, done };
}

function next(step: CaseStepView['step']): CaseStepView {
  return { step, state: 'next' };
}

/** Receipt, acceptance, review (and inspection where it has a clock), decision, delivery. */
export function stationsOf(one: Stations): readonly CaseStepView[] {
  const { clock, now, done } = stepsFrom(one);
  const receipt = one.receivedOn === null ? next('receipt') : done('receipt', one.receivedOn);
  switch (one.status) {
    case 'stopped':
      return [];
    // Where it came to before it ended without a decision.
    case 'withdrawn':
    case 'terminated':
      return [
        ...(one.receivedOn === null ? [] : [receipt]),
        ...(one.acceptedOn === null ? [] : [done('acceptance', one.acceptedOn)]),
      ];
    case 'waiting':
      return [receipt, next('acceptance'), next('review'), next('decision'), next('delivery')];
    case 'received':
    case 'correcting':
      return [receipt, now('acceptance', 'acceptance'), next('review'), next('decision'), next('delivery')];
    case 'accepted': {
      const inspection = clock('inspection');
      const inspected =
        inspection === undefined
          ? []
          : [inspection.ended ? done('inspection', null) : now('inspection', 'inspection')];
      return [
        receipt,
        done('acceptance', one.acceptedOn),
        now('review', 'decision'),
        ...inspected,
        next('decision'),
        next('delivery'),
      ];
    }
    case 'granted': {
      const delivery = one.delivered ? done('delivery', one.decidedOn) : now('delivery', 'delivery');
      return [
        receipt,
        done('acceptance', one.acceptedOn),
        done('review', null),
        done('decision', one.decidedOn),
        delivery,
      ];
    }
    case 'refused':
      return [
        receipt,
        done('acceptance', one.acceptedOn),
        done('review', null),
        done('decision', one.decidedOn),
      ];
    case 'not-accepted':
      return [receipt, done('acceptance', one.decidedOn)];
  }
}

/** The case as its applicant sees it. */
export function ownCaseView(
  one: OwnCase,
  application: OwnApplication,
  locale: 'zh' | 'en',
): ApplicationCaseView {
  const { decision, licence, correction } = one;
  return {
    number: one.number,
    serviceName: one.serviceName,
    organName: one.organName,
    status: one.status,
    mode: modeView(one),
    notes: caseNotes(one, application, locale),
    record: caseRecord(one, application, locale),
    supplyDue: isSupplyDue(one),
    choiceSent: one.actsUnderway.includes('go-on') || one.actsUnderway.includes('withdraw'),
    steps: stationsOf({ ...one, delivered: licence !== null }),
    waitsFor: one.waitsFor?.serviceName,
    correction:
      correction === null || one.status === 'accepted' || one.closedAt !== null
        ? undefined
        : {
            items: correction.items,
            replied: correction.replied,
            path: correction.replied ? undefined : portalPaths.correction(locale, application.id, one.id),
          },
    decision:
      decision === null
        ? undefined
        : {
            number: decision.number,
            decidedOn: decision.decidedOn,
            reasons: decision.reasons,
            appeal: decision.outcome === 'granted' ? [] : appealLines(decision.appeal),
          },
    licence:
      licence === null
        ? undefined
        : { name: licence.name, path: portalPaths.licence(locale, licence.number) },
    papers: one.papers
      .filter((paper) => paper.kind !== 'delivery-proof')
      .map(({ id, title, number, issuedOn, replaced, deliveries }) => ({
        title,
        number,
        issuedOn,
        replaced,
        delivered: deliveries.map(({ deliveredOn: on, channelName }) => ({ on, channelName }))[0],
        path: portalPaths.ownPaper(locale, one.id, id),
      })),
  };
}

/** What happened, newest first. */
export function historyOf(
  application: OwnApplication,
): readonly { readonly at: Date; readonly text: Text }[] {
  const fill = (message: Text, one: OwnCase): Text => {
    const status = caseStatusWords[one.status];
    const inOne = (locale: 'zh' | 'en') =>
      fillText(message, {
        organ: one.organName[locale],
        service: one.serviceName[locale],
        status: status[locale],
      })[locale];
    return { zh: inOne('zh'), en: inOne('en') };
  };
  const lines = [
    { at: application.submittedAt, text: historyWords.submitted },
    ...application.cases.flatMap((one) => [
      { at: one.openedAt, text: fill(historyWords.opened, one) },
      ...(one.correction === null
        ? []
        : [{ at: one.correction.noticedAt, text: fill(historyWords.correction, one) }]),
      ...(one.closedAt === null ? [] : [{ at: one.closedAt, text: fill(historyWords.closed, one) }]),
    ]),
  ];
  return lines.sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** The case as whoever holds number and query code sees it: where it stands, and no words of the organ. */
export function progressCaseView(
  one: Progress['cases'][number],
  all: Progress['cases'],
): ApplicationCaseView {
  return {
    number: one.number,
    serviceName: one.serviceName,
    organName: one.organName,
    status: one.status,
    steps: stationsOf({ ...one, delivered: one.status === 'granted' && one.dueOn === null, clocks: [] }),
    waitsFor: all.find((other) => other.number === one.waitsFor)?.serviceName,
    correction: undefined,
    decision: undefined,
    licence: undefined,
  };
}
