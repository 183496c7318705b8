// Owns how a state is shown: a shape, a word, a colour, together; refuses a colour on its own.

import { html, type Markup } from '#platform/markup';
import { renderShape, type StateShape } from './icons.ts';

export interface StatusTagView {
  /** Undefined for what is no state, as how a case is handled. */
  readonly shape: StateShape | undefined;
  readonly label: string;
}

export function renderStatusTag({ shape, label }: StatusTagView): Markup {
  return html`<span class="tag ${shape ?? 'plain-tag'}">${shape !== undefined && renderShape(shape)}${label}</span>`;
}
