// Owns lists of questions and answers, as on 'check your answers'; refuses a 'change' link that doesn't say what it changes.
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { pieceWords } from './messages.ts';

export interface DefinitionView {
  readonly term: string;
  readonly value: Markup | string;
  /** Where the answer is changed. */
  readonly changePath?: string | undefined;
}

export function renderDefinitions(locale: Locale, rows: readonly DefinitionView[]): Markup {
  const change = inLocale(pieceWords.change, locale);
  return html`<dl class="answers">${rows.map(
    ({ term, value, changePath }) =>
      html`<div><dt>${term}</dt><dd>${value}</dd>${
        changePath !== undefined &&
        html`<dd class="change"><a href="${changePath}">${change}<span class="heard"> ${term}</span></a></dd>`
      }</div>`,
  )}</dl>`;
}
