// Owns the list of all errors on top of a page; it takes the focus. It refuses errors without a field to lead to.
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { fieldId } from './field.ts';
import { renderShape } from './icons.ts';
import { pieceWords } from './messages.ts';

export interface SummarisedError {
  /** The name of the field; undefined for what concerns the page as a whole. */
  readonly field: string | undefined;
  readonly text: Text;
}

/**
 * Nothing where there are no errors. The browser gives it the focus when the page is loaded. `keepsEntries` says so
 * to the reader; a page that shows a password again would lie.
 */
export function renderErrorSummary(
  locale: Locale,
  errors: readonly SummarisedError[],
  keepsEntries = true,
): Markup {
  if (errors.length === 0) return nothing;
  const heading = inLocale(pieceWords.errorSummary, locale, { count: errors.length });
  return html`<div class="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors-heading"><h2 id="errors-heading">${renderShape('attention')}${heading}</h2>${
    keepsEntries && html`<p>${inLocale(pieceWords.errorSummaryKept, locale)}</p>`
  }<ul>${errors.map(({ field, text }) => {
    const sentence = inLocale(text, locale);
    return html`<li>${field === undefined ? sentence : html`<a href="#${fieldId(field)}">${sentence}</a>`}</li>`;
  })}</ul></div>`;
}
