// Owns what stands beside the stations of a lane: what is asked of the applicant, what runs besides, what was done.
// It refuses to hide what the applicant has to do.
import { formatInstant } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { commitmentWords, procedureWords, withdrawalWords } from './acting-messages.ts';
import { type CommitmentTextView, renderCommitmentText } from './commitment-text.ts';
import { renderButtonLink } from './look/button.ts';
import { renderDisclosure } from './look/text-pieces.ts';

/** Something beside the stations: `attention` where the applicant has to act. */
export interface CaseNoteView {
  readonly tone: 'attention' | 'now';
  readonly heading: Text;
  readonly lines: readonly Text[];
  readonly documents?: readonly Text[];
  readonly link?: { readonly label: Text; readonly path: string } | undefined;
}

/** What was done to a case beside deciding it, by the organ or by the applicant. */
export interface CaseActView {
  readonly at: Date;
  readonly name: Text;
  readonly reasons: string;
}

export interface CaseRecordView {
  readonly acts: readonly CaseActView[];
  /** Procedures that have ended, each with its outcome. */
  readonly ended: readonly Text[];
  readonly commitment: (CommitmentTextView & { readonly acceptedAt: Date }) | undefined;
  /** Undefined where it can't be withdrawn any more. */
  readonly withdrawalPath: string | undefined;
}

export function renderCaseNotes(locale: Locale, notes: readonly CaseNoteView[]): Markup {
  return html`${notes.map(
    ({ tone, heading, lines, documents = [], link }) =>
      html`<div class="inset ${tone}"><h3>${inLocale(heading, locale)}</h3>${
        documents.length > 0 &&
        html`<ul>${documents.map((name) => html`<li><strong>${inLocale(name, locale)}</strong></li>`)}</ul>`
      }${lines.map((line) => html`<p>${inLocale(line, locale)}</p>`)}${
        link !== undefined && html`<p>${renderButtonLink(inLocale(link.label, locale), link.path)}</p>`
      }</div>`,
  )}`;
}

/** After the stations: what was done, what was committed to, and the way out. */
export function renderCaseRecord(locale: Locale, record: CaseRecordView): Markup {
  const { commitment, withdrawalPath } = record;
  return html`${renderActs(locale, record)}${
    commitment !== undefined &&
    renderDisclosure(
      inLocale(commitmentWords.accepted, locale, { time: formatInstant(commitment.acceptedAt, locale) }),
      renderCommitmentText(locale, commitment),
    )
  }${
    withdrawalPath !== undefined &&
    html`<p class="way-out"><a href="${withdrawalPath}">${inLocale(withdrawalWords.link, locale)}</a></p>`
  }`;
}

function renderActs(locale: Locale, { acts, ended }: CaseRecordView): Markup {
  if (acts.length === 0 && ended.length === 0) return nothing;
  return html`<div class="result"><h3>${inLocale(procedureWords.acts, locale)}</h3><ul>${ended.map(
    (line) => html`<li>${inLocale(line, locale)}</li>`,
  )}${acts.map(
    ({ at, name, reasons }) =>
      html`<li><strong>${inLocale(name, locale)}</strong><br><span class="quiet">${formatInstant(at, locale)}</span>${
        reasons !== '' &&
        html`<p class="written">${inLocale(procedureWords.reasons, locale, { reasons })}</p>`
      }</li>`,
  )}</ul></div>`;
}
