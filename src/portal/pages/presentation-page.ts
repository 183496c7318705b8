// Owns the page that a holder holds out: QR code, digits, until when; refuses a code that is over.

import { formatInstant } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { licenceWords, presentationWords } from './licence-messages.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderQrCode } from './look/qr-code.ts';

export interface PresentationPageView {
  readonly number: string;
  readonly name: Text;
  readonly expiresAt: Date;
  readonly isOver: boolean;
  /** The whole address behind the QR code. */
  readonly address: string;
  /** In three groups of four. */
  readonly digits: string;
  /** Where it is shown anew. */
  readonly presentPath: string;
}

export function renderPresentationPage(view: PresentationPageView, frame: FrameData): string {
  const { locale } = frame;
  const licence = inLocale(view.name, locale);
  const title = inLocale(presentationWords.title, locale);
  const licencePath = portalPaths.licence(locale, view.number);
  const main = html`${renderHeading(licence, title)}${
    view.isOver
      ? renderBanner('attention', inLocale(presentationWords.over, locale))
      : renderCode(view, frame)
  }<form method="post" action="${view.presentPath}">${renderFormToken(frame)}${renderButton({
    label: inLocale(presentationWords.again, locale),
    kind: view.isOver ? 'primary' : 'secondary',
  })}</form>
<p><a href="${licencePath}">${inLocale(presentationWords.back, locale)}</a></p>`;
  return renderPage(frame, {
    title: `${title} – ${licence}`,
    breadcrumbs: [
      { label: inLocale(licenceWords.title, locale), href: portalPaths.licences(locale) },
      { label: licence, href: licencePath },
    ],
    main,
  });
}

function renderCode({ expiresAt, address, digits }: PresentationPageView, { locale }: FrameData): Markup {
  const until = formatInstant(expiresAt, locale);
  return html`<div class="shown">${renderBanner(
    'now',
    inLocale(presentationWords.validUntil, locale, { time: until }),
  )}<p>${inLocale(presentationWords.scan, locale)}</p>${renderQrCode(locale, address)}
<p>${inLocale(presentationWords.orDigits, locale)}</p><p class="number">${digits}</p>
<p class="quiet">${inLocale(presentationWords.privacy, locale)}</p></div>`;
}
