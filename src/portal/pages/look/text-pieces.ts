// Owns small pieces around text: disclosure, inset, empty state, summary strip; refuses what hides an obligation.
import { html, type Markup, nothing } from '#platform/markup';

/** Details behind one line; without style or script it opens as well. */
export function renderDisclosure(summary: string, body: Markup): Markup {
  return html`<details><summary>${summary}</summary><div class="details">${body}</div></details>`;
}

/** What must not be overlooked within running text. */
export function renderInset(body: Markup | string): Markup {
  return html`<div class="inset">${body}</div>`;
}

/** What would be here, and what to do so that it is. */
export function renderEmptyState(what: string, whatToDo: Markup = nothing): Markup {
  return html`<div class="empty"><p>${what}</p>${whatToDo}</div>`;
}

export interface SummaryItem {
  readonly term: string;
  readonly value: string;
}

/** How long, how much, how many documents, how many visits: what everybody asks first. */
export function renderSummaryStrip(items: readonly SummaryItem[]): Markup {
  return html`<dl class="strip">${items.map(
    ({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}
