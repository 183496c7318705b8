// Owns how a state is shown: a shape, a word, a colour, together; refuses a colour on its own.
import { renderShape, type StateShape } from './icons.ts';
import { html, type Markup } from './markup.ts';

export interface StatusTagView {
  readonly shape: StateShape;
  readonly label: string;
}

export function renderStatusTag({ shape, label }: StatusTagView): Markup {
  return html`<span class="tag ${shape}">${renderShape(shape)}${label}</span>`;
}
