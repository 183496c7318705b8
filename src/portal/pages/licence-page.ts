// Owns the page of a licence for its holder, and what of it everybody may see; refuses to look official by ornament.
import { formatDay, type LegalDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { type FrameData, renderPage } from './look/frame.ts';
import type { StateShape } from './look/icons.ts';
import { type LicenceSheetView, renderLicenceSheet } from './look/licence-sheet.ts';
import { html } from './look/markup.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { licenceStatusWords, licenceWords } from './messages.ts';

export type LicenceStatus = keyof typeof licenceStatusWords;

export interface LicenceView {
  readonly name: Text;
  readonly number: string;
  readonly status: LicenceStatus;
  readonly holderName: string;
  readonly premises: string | undefined;
  /** What it allows, as 热食类制售; undefined where the licence has no such thing. */
  readonly scope: Text | undefined;
  readonly validFrom: LegalDay;
  /** Undefined where the law sets no end. */
  readonly validUntil: LegalDay | undefined;
  readonly decisionNumber: string;
  readonly issuedBy: Text;
  readonly issuedOn: LegalDay;
  /** The whole address of the verification page. */
  readonly verificationAddress: string;
}

export interface LicencePageView extends LicenceView {
  /** The application that it came from. */
  readonly statusPath: string;
}

const shapeOfStatus = {
  valid: 'done',
  expired: 'attention',
  revoked: 'refused',
} as const satisfies Record<LicenceStatus, StateShape>;

export function renderLicencePage(view: LicencePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(view.name, locale);
  const main = html`<h1 class="heard">${title}</h1>${renderLicenceSheet(locale, describeLicence(view, locale))}
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
export function describeLicence(view: LicenceView, locale: Locale): LicenceSheetView {
  const say = (words: Text) => inLocale(words, locale);
  const rows: { term: string; value: string }[] = [
    { term: say(licenceWords.holder), value: view.holderName },
    ...(view.premises === undefined ? [] : [{ term: say(licenceWords.premises), value: view.premises }]),
    ...(view.scope === undefined ? [] : [{ term: say(licenceWords.scope), value: say(view.scope) }]),
    { term: say(licenceWords.validFrom), value: formatDay(view.validFrom, locale) },
    {
      term: say(licenceWords.validUntil),
      value: view.validUntil === undefined ? say(licenceWords.noEnd) : formatDay(view.validUntil, locale),
    },
    { term: say(licenceWords.decisionNumber), value: view.decisionNumber },
  ];
  return {
    name: say(view.name),
    number: view.number,
    status: { shape: shapeOfStatus[view.status], label: say(licenceStatusWords[view.status]) },
    rows,
    issuedBy: say(view.issuedBy),
    issuedOn: formatDay(view.issuedOn, locale),
    verificationAddress: view.verificationAddress,
    howToVerify: say(licenceWords.howToVerify),
  };
}
