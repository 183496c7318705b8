// Owns progress without signing in: number and query code in, lanes out; refuses names, answers, documents and reasons.
import type { FieldError } from '#kernel/errors';
import { inLocale } from '#kernel/texts';
import { html } from '#platform/markup';
import { type ApplicationCaseView, renderApplicationLanes } from './application-lanes.ts';
import { renderButton } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextField } from './look/text-field.ts';
import { progressWords, statusWords } from './messages.ts';

export interface ProgressPageView {
  readonly number: string;
  readonly queryCode: string;
  /** `field` is `number` or `queryCode`. */
  readonly errors: readonly FieldError[];
}

/** The form; it is sent with POST, so that the code stands in no address, history or log. */
export function renderProgressPage(view: ProgressPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(progressWords.title, locale);
  const errorOf = (field: string) => {
    const found = view.errors.find((one) => one.field === field)?.text;
    return found === undefined ? undefined : inLocale(found, locale);
  };
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title)}<p>${inLocale(progressWords.intro, locale)}</p>
<form method="post" action="${portalPaths.progress(locale)}">${renderFormToken(frame)}${(
    ['number', 'queryCode'] as const
  ).map((name) =>
    renderTextField(locale, {
      name,
      label: inLocale(progressWords[name], locale),
      hint: inLocale(progressWords[`${name}Hint`], locale),
      value: view[name],
      error: errorOf(name),
      autocomplete: 'off',
    }),
  )}${renderButton({ label: inLocale(progressWords.submit, locale) })}</form>`;
  return renderPage(frame, { title, breadcrumbs: [], hasErrors: view.errors.length > 0, main });
}

export interface ProgressResultView {
  readonly number: string;
  readonly title: string;
  /** Without correction paths, reasons and licences: the handler leaves them out. */
  readonly cases: readonly ApplicationCaseView[];
}

export function renderProgressResultPage(view: ProgressResultView, frame: FrameData): string {
  const { locale } = frame;
  const main = html`${renderHeading(view.title, inLocale(statusWords.number, locale, { number: view.number }))}
${renderApplicationLanes(locale, view.cases)}
<p><a href="${portalPaths.progress(locale)}">${inLocale(progressWords.another, locale)}</a></p>`;
  return renderPage(frame, {
    title: `${view.title} – ${inLocale(progressWords.title, locale)}`,
    breadcrumbs: [],
    main,
  });
}
