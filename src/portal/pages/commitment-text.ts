// Owns how a commitment is shown before and after it is made: its words in full and what follows; refuses to fold it away.
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { mannerWords } from './acting-messages.ts';

export interface CommitmentTextView {
  readonly text: Text;
  /** What follows if it is not kept; null where the service says nothing. */
  readonly consequences: Text | null;
  /** The articles on which it rests. */
  readonly basis?: Text | undefined;
}

export function renderCommitmentText(
  locale: Locale,
  { text, consequences, basis }: CommitmentTextView,
): Markup {
  return html`<p>${inLocale(text, locale)}</p>${
    consequences !== null &&
    html`<p><strong>${inLocale(mannerWords.consequences, locale)}</strong><br>${inLocale(consequences, locale)}</p>`
  }${
    basis !== undefined &&
    html`<p class="quiet">${inLocale(mannerWords.basis, locale, { basis: inLocale(basis, locale) })}</p>`
  }`;
}
