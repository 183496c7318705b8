// Owns the page after signing in again: one button sends what was typed before; refuses to send it unasked.
import { inLocale } from '#kernel/texts';
import { html } from '#platform/markup';
import { type CarriedForm, renderHiddenFields } from './kept-form.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { signInWords } from './messages.ts';

export interface SignedInAgainView {
  readonly form: CarriedForm;
  /** Where the reader goes who doesn't want to send it. */
  readonly leaveTo: string;
}

/** A page and no redirect: a browser can't be told to send a form without a script. */
export function renderSignedInAgainPage({ form, leaveTo }: SignedInAgainView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(signInWords.keptTitle, locale);
  const main = html`${renderHeading(title)}<p>${inLocale(signInWords.kept, locale)}</p>
<form method="post" action="${form.address}">${renderFormToken(frame)}${renderHiddenFields(form.fields)}${renderButton(
    {
      label: inLocale(signInWords.sendKept, locale),
    },
  )}</form>
<p><a href="${leaveTo}">${inLocale(signInWords.leaveKept, locale)}</a></p>`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}
