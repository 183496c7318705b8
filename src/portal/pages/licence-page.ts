// Owns the page of a licence for its holder, and how every licence is put into words; refuses ornament.
import { formatDay, formatInstant } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import type { LicenceState, LicenceView } from '#modules/licences/contract';
import { html, type Markup, nothing } from '#platform/markup';
import { licenceStateWords, licenceWords, sinceWords } from './licence-messages.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderFormToken, renderPage } from './look/frame.ts';
import type { StateShape } from './look/icons.ts';
import { type LicenceSheetView, renderLicenceSheet } from './look/licence-sheet.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderDisclosure } from './look/text-pieces.ts';

export interface LicencePageView {
  readonly licence: LicenceView;
  /** The whole address of the verification page, for the QR code. */
  readonly verificationAddress: string;
  /** The licence as a PDF. */
  readonly paperPath: string;
  /** Where it is shown; undefined where it is not in force. */
  readonly presentPath: string | undefined;
  /** The newest first. */
  readonly story: readonly {
    readonly at: Date;
    readonly text: Text;
    readonly number: string | null;
    readonly basis: readonly Text[];
    readonly reasons: string;
    readonly compensation: string | null;
    readonly appeal: Text | null;
  }[];
  readonly presentations: readonly { readonly presentedAt: Date; readonly openedCount: number }[];
}

export const shapeOfState = {
  valid: 'done',
  expired: 'attention',
  suspended: 'attention',
  replaced: 'attention',
  revoked: 'refused',
  withdrawn: 'refused',
  'revoked-as-penalty': 'refused',
  cancelled: 'refused',
} as const satisfies Record<LicenceState, StateShape>;

export function renderLicencePage(view: LicencePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(view.licence.name, locale);
  const sheet = describeLicence(view.licence, view.verificationAddress, locale);
  const main = html`<h1 class="heard">${title}</h1>${renderLicenceSheet(locale, sheet)}
${renderPresenting(view, frame)}
<p><a href="${view.paperPath}">${inLocale(licenceWords.paper, locale)}</a></p>
${renderStory(view, locale)}${renderPresentations(view, locale)}
<p><a href="${portalPaths.licences(locale)}">${inLocale(licenceWords.back, locale)}</a></p>`;
  return renderPage(frame, {
    title,
    breadcrumbs: [{ label: inLocale(licenceWords.title, locale), href: portalPaths.licences(locale) }],
    main,
  });
}

function renderPresenting({ presentPath }: LicencePageView, frame: FrameData): Markup {
  if (presentPath === undefined) return nothing;
  const { locale } = frame;
  return html`<form method="post" action="${presentPath}">${renderFormToken(frame)}<p class="quiet">${inLocale(
    licenceWords.presentHint,
    locale,
  )}</p>${renderButton({ label: inLocale(licenceWords.present, locale) })}</form>`;
}

function renderStory({ story }: LicencePageView, locale: Locale): Markup {
  const line = (message: Text, parameters: Readonly<Record<string, string>>) =>
    html`<p>${inLocale(message, locale, parameters)}</p>`;
  return renderDisclosure(
    inLocale(licenceWords.story, locale),
    html`<ol class="rows">${story.map(
      ({ at, text, number, basis, reasons, compensation, appeal }) =>
        html`<li><span class="quiet">${formatInstant(at, locale)}</span><p><strong>${inLocale(text, locale)}</strong></p>${
          number !== null && line(licenceWords.storyNumber, { number })
        }${
          basis.length > 0 &&
          line(licenceWords.basis, {
            basis: basis.map((one) => inLocale(one, locale)).join(locale === 'zh' ? '；' : '; '),
          })
        }${reasons !== '' && line(licenceWords.reasons, { reasons })}${
          compensation !== null && line(licenceWords.compensation, { words: compensation })
        }${appeal !== null && line(licenceWords.appeal, { words: inLocale(appeal, locale) })}</li>`,
    )}</ol>`,
  );
}

function renderPresentations({ presentations }: LicencePageView, locale: Locale): Markup {
  if (presentations.length === 0) return nothing;
  const lines = presentations.map(({ presentedAt, openedCount }) => {
    const words = openedCount === 0 ? licenceWords.presentationUnopened : licenceWords.presentationOpened;
    const time = formatInstant(presentedAt, locale);
    return html`<li>${inLocale(words, locale, { time, count: openedCount })}</li>`;
  });
  return renderDisclosure(inLocale(licenceWords.presentations, locale), html`<ol class="rows">${lines}</ol>`);
}

/** The licence in words, as the sheet shows it, in the order and under the words of its template. */
export function describeLicence(
  licence: LicenceView,
  verificationAddress: string,
  locale: Locale,
): LicenceSheetView {
  const say = (words: Text) => inLocale(words, locale);
  const { issuedOn, expiresOn, state, labels } = licence;
  return {
    name: say(licence.name),
    number: licence.number,
    status: { shape: shapeOfState[state], label: describeState(licence, locale) },
    rows: [
      { term: say(labels.holder ?? licenceWords.holder), value: licence.holderName },
      ...licence.entries.map(({ label, value }) => ({ term: say(label), value: say(value) })),
      {
        term: say(labels.expiresOn ?? licenceWords.validUntil),
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

/** The state in words, with since when and until when: never by its colour alone. */
export function describeState(
  { state, since, until }: Pick<LicenceView, 'state' | 'since' | 'until'>,
  locale: Locale,
): string {
  const name = inLocale(licenceStateWords[state], locale);
  if (since === null) return name;
  const day = formatDay(since, locale);
  if (state === 'expired') return inLocale(sinceWords.after, locale, { state: name, day });
  if (until === null) return inLocale(sinceWords.since, locale, { state: name, day });
  return inLocale(sinceWords.sinceUntil, locale, { state: name, day, until: formatDay(until, locale) });
}
