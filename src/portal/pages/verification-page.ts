// Owns the public verification of a licence; refuses to show more of it than the paper shows.
import { formatInstant } from '#kernel/dates';
import { inLocale } from '#kernel/texts';
import type { LicenceView } from '#modules/licences/contract';
import { describeLicence } from './licence-page.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderBanner, renderHeading, renderPage } from './look/frame.ts';
import { renderLicenceSheet } from './look/licence-sheet.ts';
import { html, type Markup } from './look/markup.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextField } from './look/text-field.ts';
import { verificationWords } from './messages.ts';

/** The form, for whoever types the code: GET with `code`, which the handler turns into the page's own address. */
export function renderVerificationFormPage(frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(verificationWords.title, locale);
  const main = html`${renderHeading(title)}<p>${inLocale(verificationWords.intro, locale)}</p>${renderCodeForm('', frame)}`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}

function renderCodeForm(code: string, { locale }: FrameData): Markup {
  return html`<form action="${portalPaths.verify(locale)}">${renderTextField(locale, {
    name: 'code',
    label: inLocale(verificationWords.code, locale),
    value: code,
    autocomplete: 'off',
  })}${renderButton({ label: inLocale(verificationWords.submit, locale) })}</form>`;
}

export interface VerificationPageView {
  readonly code: string;
  readonly checkedAt: Date;
  /** Undefined where no licence has this code. */
  readonly licence: LicenceView | undefined;
  /** The whole address of this page in the reader's language, for the QR code. */
  readonly address: string;
}

/** Sent with status 404 where there is no such licence. */
export function renderVerificationPage(view: VerificationPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(verificationWords.title, locale);
  const breadcrumbs = [{ label: title, href: portalPaths.verify(locale) }];
  const { licence } = view;
  if (licence === undefined) {
    const main = html`${renderHeading(title)}${renderBanner(
      'refused',
      inLocale(verificationWords.unknown, locale),
      html`<p>${inLocale(verificationWords.unknownHelp, locale)}</p>`,
    )}${renderCodeForm(view.code, frame)}`;
    return renderPage(frame, { title: inLocale(verificationWords.unknown, locale), breadcrumbs, main });
  }
  const verdict = verdicts[licence.state];
  const verdictText = inLocale(verificationWords[verdict.words], locale);
  const checked = inLocale(verificationWords.checkedAt, locale, {
    time: formatInstant(view.checkedAt, locale),
  });
  const main = html`${renderHeading(title)}${renderBanner(verdict.tone, verdictText, html`<p>${checked}</p>`)}
${renderLicenceSheet(locale, describeLicence(licence, view.address, locale))}
<p><a href="${portalPaths.verify(locale)}">${inLocale(verificationWords.another, locale)}</a></p>`;
  return renderPage(frame, { title: verdictText, breadcrumbs, main });
}

const verdicts = {
  valid: { tone: 'done', words: 'genuine' },
  expired: { tone: 'attention', words: 'genuineExpired' },
  revoked: { tone: 'refused', words: 'genuineRevoked' },
} as const;
