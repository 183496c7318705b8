// Owns the lanes of an application: one for each case, with what waits, what is missing and what was decided.
import { formatDay, type LegalDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import type { CaseStatus } from '#modules/cases/contract';
import type { ClockView } from '#modules/work/contract';
import { html, type Markup, nothing } from '#platform/markup';
import { type CaseNoteView, type CaseRecordView, renderCaseNotes, renderCaseRecord } from './case-notes.ts';
import { describeCaseStatus, describeStanding } from './case-status.ts';
import { renderButtonLink } from './look/button.ts';
import { renderBanner } from './look/frame.ts';
import { renderLane, type StationView } from './look/station-lane.ts';
import { paperWords, statusWords, stepExplanations, stepWords } from './messages.ts';

/** A step of a case (vocabulary: 环节) as the applicant follows it. */
type CaseStep = keyof typeof stepWords;

export interface CaseStepView {
  readonly step: CaseStep;
  readonly state: 'done' | 'now' | 'next';
  readonly reachedOn?: LegalDay | undefined;
  readonly dueOn?: LegalDay | undefined;
  /** The lawful clock that runs for this step. */
  readonly clock?: ClockView | undefined;
  /** The clocks that this one goes on from, oldest first. */
  readonly earlier?: readonly ClockView[];
}

export interface ApplicationCaseView {
  readonly number: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly status: CaseStatus;
  readonly steps: readonly CaseStepView[];
  readonly waitsFor: Text | undefined;
  readonly correction: CorrectionView | undefined;
  readonly decision: DecisionView | undefined;
  readonly licence: { readonly name: Text; readonly path: string } | undefined;
  /** What the organ has issued, oldest first; left out for whoever may not open it. */
  readonly papers?: readonly PaperLinkView[];
  /** How it is handled, where that is not the ordinary way. */
  readonly mode?: { readonly name: Text; readonly means: Text } | undefined;
  readonly notes?: readonly CaseNoteView[];
  readonly record?: CaseRecordView;
  /** Whether documents that were to come later are still to be sent. */
  readonly supplyDue?: boolean;
  /** Whether the applicant has chosen already what becomes of a stopped case. */
  readonly choiceSent?: boolean;
}

interface PaperLinkView {
  readonly title: Text;
  readonly number: string;
  readonly issuedOn: LegalDay;
  readonly replaced: boolean;
  /** The first delivery; undefined while none is on record. */
  readonly delivered: { readonly on: LegalDay; readonly channelName: Text } | undefined;
  readonly path: string;
}

interface CorrectionView {
  readonly items: readonly { readonly name: Text; readonly sentence: string }[];
  readonly replied: boolean;
  /** Where it is supplied; undefined for whoever may not, as a reader with the query code only. */
  readonly path: string | undefined;
}

interface DecisionView {
  readonly number: string;
  readonly decidedOn: LegalDay;
  /** As written by the organ; empty where the law asks for none. Undefined where the reader may not see them. */
  readonly reasons: string | undefined;
  /** Reconsideration and lawsuit, with organ, court and last day, where the decision is a refusal. */
  readonly appeal: readonly Text[];
}

/** The one line on top, then the lanes. */
export function renderApplicationLanes(locale: Locale, cases: readonly ApplicationCaseView[]): Markup {
  const standing = describeStanding(
    cases.map(({ serviceName, status, correction, supplyDue = false, choiceSent = false }) => ({
      serviceName,
      status,
      correctionReplied: correction?.replied === true,
      supplyDue,
      choiceSent,
    })),
    locale,
  );
  return html`${renderBanner(standing.tone, standing.title, html`<p>${standing.todo}</p>`)}${cases.map(
    (one) => renderCaseLane(locale, one),
  )}`;
}

function renderCaseLane(locale: Locale, one: ApplicationCaseView): Markup {
  return renderLane(locale, {
    heading: inLocale(one.serviceName, locale),
    tags: [
      describeCaseStatus(one.status, locale),
      ...(one.mode === undefined ? [] : [{ shape: undefined, label: inLocale(one.mode.name, locale) }]),
    ],
    about: [
      inLocale(one.organName, locale),
      inLocale(statusWords.caseNumber, locale, { number: one.number }),
      ...(one.mode === undefined ? [] : [inLocale(one.mode.means, locale)]),
    ],
    notice: html`${renderNotice(locale, one)}${renderCaseNotes(locale, one.notes ?? [])}`,
    stations: one.steps.map(describeStation),
    result: html`${renderResult(locale, one)}${renderPapers(locale, one.papers ?? [])}${
      one.record !== undefined && renderCaseRecord(locale, one.record)
    }`,
  });
}

function describeStation({ step, ...rest }: CaseStepView): StationView {
  return {
    ...rest,
    name: stepWords[step],
    explanation: step === 'acceptance' ? stepExplanations.acceptance : undefined,
  };
}

function renderNotice(locale: Locale, { waitsFor, correction, status }: ApplicationCaseView): Markup {
  if (status === 'waiting' && waitsFor !== undefined) {
    return html`<p>${inLocale(statusWords.waitsFor, locale, { service: inLocale(waitsFor, locale) })}</p>`;
  }
  return correction === undefined ? nothing : renderCorrection(locale, correction);
}

function renderCorrection(locale: Locale, { items, replied, path }: CorrectionView): Markup {
  if (replied) return html`<p>${inLocale(statusWords.correctionReplied, locale)}</p>`;
  return html`<div class="inset attention"><h3>${inLocale(statusWords.correctionHeading, locale)}</h3><ul>${items.map(
    ({ name, sentence }) => html`<li><strong>${inLocale(name, locale)}</strong><br>${sentence}</li>`,
  )}</ul>${
    path !== undefined && html`<p>${renderButtonLink(inLocale(statusWords.correctionLink, locale), path)}</p>`
  }</div>`;
}

function renderResult(locale: Locale, { decision, licence }: ApplicationCaseView): Markup {
  if (decision === undefined) return nothing;
  const { number, decidedOn, reasons, appeal } = decision;
  return html`<div class="result"><h3>${inLocale(statusWords.decision, locale)}</h3><p>${inLocale(
    statusWords.decisionNumber,
    locale,
    { number, day: formatDay(decidedOn, locale) },
  )}</p>${
    reasons !== undefined &&
    reasons !== '' &&
    html`<h3>${inLocale(statusWords.reasons, locale)}</h3><p class="written">${reasons}</p>`
  }${
    appeal.length > 0 &&
    html`<h3>${inLocale(statusWords.appeal, locale)}</h3><ul>${appeal.map((line) => html`<li>${inLocale(line, locale)}</li>`)}</ul>`
  }${
    licence !== undefined &&
    html`<p>${renderButtonLink(
      inLocale(statusWords.licence, locale, { name: inLocale(licence.name, locale) }),
      licence.path,
      'secondary',
    )}</p>`
  }</div>`;
}

function renderPapers(locale: Locale, papers: readonly PaperLinkView[]): Markup {
  if (papers.length === 0) return nothing;
  return html`<div class="result"><h3>${inLocale(paperWords.heading, locale)}</h3><ul>${papers.map(
    (paper) =>
      html`<li><a href="${paper.path}">${inLocale(paper.title, locale)}</a><br><span class="quiet">${describePaper(
        locale,
        paper,
      )}</span></li>`,
  )}</ul></div>`;
}

function describePaper(locale: Locale, { number, issuedOn, replaced, delivered }: PaperLinkView): string {
  const parts = [
    number,
    formatDay(issuedOn, locale),
    ...(replaced ? [inLocale(paperWords.replacedShort, locale)] : []),
    ...(delivered === undefined
      ? []
      : [
          inLocale(paperWords.delivered, locale, {
            day: formatDay(delivered.on, locale),
            channel: inLocale(delivered.channelName, locale),
          }),
        ]),
  ];
  return parts.join(' · ');
}
