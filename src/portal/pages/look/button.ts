// Owns buttons; refuses a second primary button's reason to exist: one page, one main thing to do.
import { html, type Markup } from '#platform/markup';

export interface ButtonView {
  readonly label: string;
  readonly kind?: 'primary' | 'secondary' | 'plain';
  readonly name?: string;
  readonly value?: string;
  /** The id of a form elsewhere in the page that this button sends. */
  readonly form?: string;
  /** The whole sentence for those who hear buttons without their surroundings. */
  readonly spokenLabel?: string;
}

export function renderButton(button: ButtonView): Markup {
  const { name, value, form, spokenLabel } = button;
  return html`<button class="${classOf(button.kind)}"${name !== undefined && html` name="${name}"`}${
    value !== undefined && html` value="${value}"`
  }${form !== undefined && html` form="${form}"`}${
    spokenLabel !== undefined && html` aria-label="${spokenLabel}"`
  }>${button.label}</button>`;
}

/** A link that looks like a button, where it leads to the main thing to do. */
export function renderButtonLink(label: string, href: string, kind?: ButtonView['kind']): Markup {
  return html`<a class="${classOf(kind)}" href="${href}">${label}</a>`;
}

function classOf(kind: ButtonView['kind']): string {
  if (kind === 'plain') return 'plain';
  return kind === 'secondary' ? 'button secondary' : 'button';
}
