// Owns the page of a licence for its holder, and how every licence is put into words; refuses ornament.
import { formatDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import type { LicenceState, LicenceView } from '#modules/licences/contract';
import { type FrameData, renderPage } from './look/frame.ts';
import type { StateShape } from './look/icons.ts';
import { type LicenceSheetView, renderLicenceSheet } from './look/licence-sheet.ts';
import { html } from './look/markup.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { licenceStateWords, licenceWords } from './messages.ts';

export interface LicencePageView {
  readonly licence: LicenceView;
  /** The whole address of the verification page, for the QR code. */
  readonly verificationAddress: string;
  /** The licence as a PDF. */
  readonly paperPath: string;
  /** Where the reader's applications are. */
  readonly statusPath: string;
}

const shapeOfState = {
  valid: 'done',
  expired: 'attention',
  revoked: 'refused',
} as const satisfies Record<LicenceState, StateShape>;

export function renderLicencePage(view: LicencePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(view.licence.name, locale);
  const sheet = describeLicence(view.licence, view.verificationAddress, locale);
  const main = html`<h1 class="heard">${title}</h1>${renderLicenceSheet(locale, sheet)}
<p><a href="${view.paperPath}">${inLocale(licenceWords.paper, locale)}</a></p>
<p><a href="${view.statusPath}">${inLocale(licenceWords.back, locale)}</a></p>`;
  return renderPage(frame, {
    title,
    breadcrumbs: [
      { label: inLocale(frameWords.applications, locale), href: portalPaths.applications(locale) },
    ],
    main,
  });
}

/** The licence in words, as the sheet shows it. */
export function describeLicence(
  licence: LicenceView,
  verificationAddress: string,
  locale: Locale,
): LicenceSheetView {
  const say = (words: Text) => inLocale(words, locale);
  const { issuedOn, expiresOn, state } = licence;
  return {
    name: say(licence.name),
    number: licence.number,
    status: { shape: shapeOfState[state], label: say(licenceStateWords[state]) },
    rows: [
      { term: say(licenceWords.holder), value: licence.holderName },
      ...licence.entries.map(({ label, value }) => ({ term: say(label), value: say(value) })),
      {
        term: say(licenceWords.validUntil),
        value: expiresOn === null ? say(licenceWords.noEnd) : formatDay(expiresOn, locale),
      },
    ],
    issuedBy: say(licence.organName),
    issuedOn: formatDay(issuedOn, locale),
    verificationAddress,
    howToVerify: say(licenceWords.howToVerify),
    sample: say(licenceWords.sample),
  };
}
