// Owns the page on which documents are attached to a draft; refuses to ask for what another organ holds.
import type { FieldError } from '#kernel/errors';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { deferWords } from './acting-messages.ts';
import { type DraftPosition, draftBreadcrumbs, renderDraftTop } from './draft-page.ts';
import { type ExemptEvidence, joinNames, renderExemptEvidence } from './evidence-lists.ts';
import { renderButton } from './look/button.ts';
import { renderSingleCheckbox } from './look/choice-field.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import {
  type AttachedFile,
  describeAccepted,
  renderFileField,
  renderRemovalForms,
} from './look/file-field.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { draftWords } from './messages.ts';

/** A document that the applicant attaches; `key` is the name of its file field. */
export interface EvidenceField {
  readonly key: string;
  readonly name: Text;
  readonly hint: Text | undefined;
  readonly services: readonly Text[];
  /** Media types, as application/pdf. */
  readonly accept: readonly string[];
  readonly attached: readonly AttachedFile[];
  /** Set where it may be supplied later (容缺受理). */
  readonly deferral?: DeferralView | undefined;
}

/** The tick by which a document is left for later, with what it undertakes. */
export interface DeferralView {
  readonly field: string;
  readonly chosen: boolean;
  readonly label: Text;
  /** The same in a few words, for 'check your answers'. */
  readonly status: Text;
  readonly undertakings: readonly { readonly text: Text; readonly consequences: Text | null }[];
}

export interface EvidencePageView {
  readonly applicationTitle: Text;
  readonly action: string;
  readonly revision: number;
  readonly evidence: readonly EvidenceField[];
  readonly exempt: readonly ExemptEvidence[];
  readonly sizeBytesMost: number;
  /** `field` is the key of the document; an error of any other field concerns the page as a whole. */
  readonly errors: readonly FieldError[];
  readonly position: DraftPosition;
}

export function renderEvidencePage(view: EvidencePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(draftWords.evidenceTitle, locale);
  const errors = view.errors.map(({ field, text }) => ({
    field: view.evidence.some((one) => one.key === field) ? field : undefined,
    text,
  }));
  const main = html`${renderDraftTop(view.position, frame)}${renderErrorSummary(locale, errors)}${renderHeading(
    title,
    inLocale(view.applicationTitle, locale),
  )}<p>${inLocale(draftWords.evidenceIntro, locale)}</p>
<form method="post" action="${view.action}" enctype="multipart/form-data">${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">
${view.evidence.map((one) => renderEvidenceField(one, view, frame))}
${renderButton({ label: inLocale(draftWords.upload, locale) })}</form>
${renderRemovalForms(
  view.evidence.flatMap((one) => one.attached),
  html`${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">`,
)}
${renderExemptEvidence(locale, view.exempt, 2)}`;
  return renderPage(frame, {
    title,
    breadcrumbs: draftBreadcrumbs(frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

/** One document with its file field; the correction page uses it as well. */
export function renderEvidenceField(
  evidence: EvidenceField,
  page: { readonly sizeBytesMost: number; readonly errors: readonly FieldError[] },
  { locale }: FrameData,
) {
  const error = page.errors.find((one) => one.field === evidence.key)?.text;
  const sentences = [
    ...(evidence.hint === undefined ? [] : [inLocale(evidence.hint, locale)]),
    ...(evidence.services.length === 0
      ? []
      : [inLocale(draftWords.neededFor, locale, { services: joinNames(evidence.services, locale) })]),
    describeAccepted(locale, evidence.accept, page.sizeBytesMost),
  ];
  return html`${renderFileField(locale, {
    name: evidence.key,
    label: inLocale(evidence.name, locale),
    hint: sentences.join('\n'),
    error: error === undefined ? undefined : inLocale(error, locale),
    accept: evidence.accept,
    attached: evidence.attached,
  })}${evidence.deferral !== undefined && renderDeferral(evidence.deferral, locale)}`;
}

function renderDeferral({ field, chosen, label, undertakings }: DeferralView, locale: Locale): Markup {
  return html`<div class="deferral">${renderSingleCheckbox(locale, {
    name: field,
    value: 'yes',
    checked: chosen,
    label: inLocale(label, locale),
  })}${undertakings.map(
    ({ text, consequences }) =>
      html`<div class="inset"><p><strong>${inLocale(deferWords.undertaking, locale)}</strong><br>${inLocale(text, locale)}</p>${
        consequences !== null &&
        html`<p><strong>${inLocale(deferWords.consequences, locale)}</strong>${inLocale(consequences, locale)}</p>`
      }</div>`,
  )}</div>`;
}
