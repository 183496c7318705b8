// Owns how needed and not needed documents are listed, on the guide, the interview and the evidence page alike.
import { inLocale, type Locale, listed, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderShape } from './look/icons.ts';
import { guideWords } from './messages.ts';

export interface NeededEvidence {
  readonly name: Text;
  readonly hint: Text | undefined;
  /** The services that use it. */
  readonly services: readonly Text[];
}

export interface ExemptEvidence {
  readonly name: Text;
  /** Why it need not be brought. */
  readonly because: Text;
}

export function renderNeededEvidence(locale: Locale, evidence: readonly NeededEvidence[]): Markup {
  if (evidence.length === 0) return html`<p>${inLocale(guideWords.bringNone, locale)}</p>`;
  return html`<ol class="evidence">${evidence.map(
    ({ name, hint, services }) =>
      html`<li><strong>${inLocale(name, locale)}</strong>${hint !== undefined && html`<p>${inLocale(hint, locale)}</p>`}${
        services.length > 0 &&
        html`<p class="quiet">${inLocale(guideWords.neededFor, locale, { services: joinNames(services, locale) })}</p>`
      }</li>`,
  )}</ol>`;
}

/** Struck through for the eye; the heading says it for the ear. */
export function renderExemptEvidence(
  locale: Locale,
  evidence: readonly ExemptEvidence[],
  headingLevel: 2 | 3 = 3,
): Markup {
  if (evidence.length === 0) return nothing;
  const heading = inLocale(guideWords.exempt, locale);
  return html`${headingLevel === 2 ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`}<ul class="exempt">${evidence.map(
    ({ name, because }) =>
      html`<li>${renderShape('notNeeded')}<div><s>${inLocale(name, locale)}</s><p>${inLocale(because, locale)}</p></div></li>`,
  )}</ul>`;
}

export function joinNames(names: readonly Text[], locale: Locale): string {
  return listed(names, locale);
}
