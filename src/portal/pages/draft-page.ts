// Owns one page of the application form; refuses a second topic on it.
import type { Answers, FindDivision, FormContent } from '#engines/forms';
import type { FieldError } from '#kernel/errors';
import { inLocale } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderButton } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { renderFormFields } from './look/form-fields.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { type ProgressLineView, renderProgressLine } from './look/progress-line.ts';
import { applicationsWords, draftWords } from './messages.ts';

/** Where the reader stands in the draft. */
export interface DraftPosition extends ProgressLineView {
  /** The step before this one. */
  readonly backPath: string;
  /** Where the draft is handed over to a counter; absent in examples. */
  readonly counterPath?: string | undefined;
}

export interface DraftPageView {
  readonly content: FormContent;
  readonly pageKey: string;
  /** Where the form is sent. */
  readonly action: string;
  /** The revision that the reader saw; saving a stale one is refused. */
  readonly revision: number;
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  readonly findDivision: FindDivision;
  /** The fields that some service of the draft needs; undefined for all. */
  readonly neededFields?: readonly string[] | undefined;
  readonly position: DraftPosition;
}

/** @throws RangeError for a page that the form does not have. */
export function renderDraftPage(view: DraftPageView, frame: FrameData): string {
  const { locale } = frame;
  const page = view.content.pages.find((one) => one.key === view.pageKey);
  if (page === undefined) throw new RangeError(`The form has no page ${view.pageKey}`);
  const title = inLocale(page.title, locale);
  const main = html`${renderDraftTop(view.position, frame)}${renderErrorSummary(locale, view.errors)}${renderHeading(
    title,
    inLocale(view.content.title, locale),
  )}
<form method="post" action="${view.action}" novalidate>${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">
${renderFormFields(locale, view)}
${renderButton({ label: inLocale(draftWords.saveAndContinue, locale) })}</form>
<p class="quiet">${inLocale(draftWords.stopHint, locale)}</p>${renderCounterLink(view.position, frame)}`;
  return renderPage(frame, {
    title,
    breadcrumbs: draftBreadcrumbs(frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

/** The way back and the line that says how far it is. */
export function renderDraftTop(position: DraftPosition, { locale }: FrameData): Markup {
  return html`<p class="back"><a href="${position.backPath}">${inLocale(draftWords.back, locale)}</a></p>${renderProgressLine(locale, position)}`;
}

/** The way to a counter, for whoever would rather have it done there. */
export function renderCounterLink({ counterPath }: DraftPosition, { locale }: FrameData): Markup {
  if (counterPath === undefined) return nothing;
  return html`<p><a href="${counterPath}">${inLocale(draftWords.toCounter, locale)}</a></p>`;
}

export function draftBreadcrumbs({ locale }: FrameData) {
  return [{ label: inLocale(applicationsWords.title, locale), href: portalPaths.applications(locale) }];
}
