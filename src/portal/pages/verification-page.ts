// Owns the public verification of a licence; refuses to show more of it than the paper shows.
import { formatDay, formatInstant, type LegalDay } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import type { LicenceView } from '#modules/licences/contract';
import { html, type Markup } from '#platform/markup';
import { verdictWords, verificationWords } from './licence-messages.ts';
import { describeLicence, describeState, shapeOfState } from './licence-page.ts';
import { renderButton } from './look/button.ts';
import { renderDateField } from './look/date-field.ts';
import { type FrameData, renderBanner, renderHeading, renderPage } from './look/frame.ts';
import { renderLicenceSheet } from './look/licence-sheet.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextField } from './look/text-field.ts';
import { renderDisclosure } from './look/text-pieces.ts';

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
  /** The earlier day that was asked about; undefined for now. */
  readonly on?: LegalDay | undefined;
  /** What is wrong with the day that was asked about. */
  readonly dayError?: Text | undefined;
  readonly dayTyped?: string | undefined;
  /** The whole address of this page in the reader's language, for the QR code. */
  readonly address: string;
}

/** Sent with status 404 where there is no such licence. */
export function renderVerificationPage(view: VerificationPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(verificationWords.title, locale);
  const breadcrumbs = [{ label: title, href: portalPaths.verify(locale) }];
  const { licence, on } = view;
  if (licence === undefined) {
    const main = html`${renderHeading(title)}${renderBanner(
      'refused',
      inLocale(verificationWords.unknown, locale),
      html`<p>${inLocale(verificationWords.unknownHelp, locale)}</p>`,
    )}${renderCodeForm(view.code, frame)}`;
    return renderPage(frame, { title: inLocale(verificationWords.unknown, locale), breadcrumbs, main });
  }
  const path = portalPaths.verify(locale, view.code);
  const verdict =
    on === undefined
      ? inLocale(verdictWords[licence.state], locale)
      : inLocale(verificationWords.onDay, locale, {
          day: formatDay(on, locale),
          verdict: describeState(licence, locale),
        });
  const checked = inLocale(verificationWords.checkedAt, locale, {
    time: formatInstant(view.checkedAt, locale),
  });
  const main = html`${renderHeading(title)}${renderVerdict(
    licence,
    verdict,
    html`${on !== undefined && html`<p>${inLocale(verificationWords.asOf, locale)}<a href="${path}">${inLocale(verificationWords.asOfToday, locale)}</a></p>`}<p>${checked}</p>`,
    frame,
  )}
${renderLicenceSheet(locale, describeLicence(licence, view.address, locale))}
${renderDayForm(view, path, frame)}
<p><a href="${portalPaths.verify(locale)}">${inLocale(verificationWords.another, locale)}</a></p>`;
  return renderPage(frame, { title: verdict, breadcrumbs, main, hasErrors: view.dayError !== undefined });
}

/** The verdict in words, since when, and only then its colour. */
function renderVerdict(licence: LicenceView, verdict: string, body: Markup, { locale }: FrameData): Markup {
  const since = describeState(licence, locale);
  return renderBanner(
    shapeOfState[licence.state],
    verdict,
    html`${licence.since !== null && html`<p><strong>${since}</strong></p>`}${body}`,
  );
}

function renderDayForm(
  { dayError, dayTyped }: VerificationPageView,
  path: string,
  { locale }: FrameData,
): Markup {
  const form = html`<form action="${path}">${renderDateField(locale, {
    name: 'on',
    label: inLocale(verificationWords.earlierDay, locale),
    value: dayTyped ?? '',
    ...(dayError === undefined ? {} : { error: inLocale(dayError, locale) }),
  })}${renderButton({ label: inLocale(verificationWords.earlierSubmit, locale), kind: 'secondary' })}</form>`;
  return dayError === undefined ? renderDisclosure(inLocale(verificationWords.earlier, locale), form) : form;
}

export interface PresentedPageView {
  readonly licence: LicenceView;
  readonly presentedAt: Date;
  readonly expiresAt: Date;
  readonly checkedAt: Date;
  /** The whole address of its lasting verification. */
  readonly address: string;
}

/** What a holder shows at this moment, as the other side sees it. */
export function renderPresentedPage(view: PresentedPageView, frame: FrameData): string {
  const { locale } = frame;
  const { licence, presentedAt, expiresAt, checkedAt } = view;
  const title = inLocale(verificationWords.title, locale);
  const verdict = inLocale(verdictWords[licence.state], locale);
  const presented = inLocale(verificationWords.presented, locale, {
    from: formatInstant(presentedAt, locale),
    until: formatInstant(expiresAt, locale),
  });
  const checked = inLocale(verificationWords.checkedAt, locale, { time: formatInstant(checkedAt, locale) });
  const main = html`${renderHeading(title)}${renderVerdict(
    licence,
    verdict,
    html`<p>${presented}</p><p>${checked}</p>`,
    frame,
  )}
${renderLicenceSheet(locale, describeLicence(licence, view.address, locale))}
<p><a href="${portalPaths.verify(locale)}">${inLocale(verificationWords.another, locale)}</a></p>`;
  const breadcrumbs = [{ label: title, href: portalPaths.verify(locale) }];
  return renderPage(frame, { title: verdict, breadcrumbs, main });
}

/** A presentation that is over, or that never was: a sentence, and the form. */
export function renderNotPresentedPage(sentence: Text, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(verificationWords.title, locale);
  const heading = inLocale(verificationWords.notOpened, locale);
  const main = html`${renderHeading(title)}${renderBanner(
    'refused',
    heading,
    html`<p>${inLocale(sentence, locale)}</p>`,
  )}${renderCodeForm('', frame)}`;
  const breadcrumbs = [{ label: title, href: portalPaths.verify(locale) }];
  return renderPage(frame, { title: heading, breadcrumbs, main });
}
