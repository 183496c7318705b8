// Owns the receipt: the number, the query code and what happens next; refuses to vanish, for it has an address of its own.
import { formatDay, formatInstant, type LegalDay } from '#kernel/dates';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { renderButtonLink } from './look/button.ts';
import { type FrameData, renderPage } from './look/frame.ts';
import { renderShape } from './look/icons.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderQrCode } from './look/qr-code.ts';
import { receiptWords } from './messages.ts';

export interface ReceiptPageView {
  readonly number: string;
  readonly queryCode: string;
  /** Name of the shop. */
  readonly subject: string;
  readonly submittedAt: Date;
  readonly cases: readonly {
    readonly serviceName: Text;
    readonly organName: Text;
    /** The last day on which the organ may ask for corrections; undefined while the case waits. */
    readonly answerBy: LegalDay | undefined;
    readonly waitsFor: Text | undefined;
  }[];
  /** The whole address of the progress page, for the QR code. */
  readonly progressAddress: string;
  readonly pdfPath: string;
  readonly statusPath: string;
}

export function renderReceiptPage(view: ReceiptPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(receiptWords.title, locale);
  const main = html`<section class="receipt"><h1 class="done">${renderShape('done')}${title}</h1><p>${view.subject}</p>
<div class="receipt-in"><dl><div><dt>${inLocale(receiptWords.number, locale)}</dt><dd class="number">${view.number}</dd></div><div><dt>${inLocale(
    receiptWords.queryCode,
    locale,
  )}</dt><dd class="number">${view.queryCode}</dd></div><div><dt>${inLocale(receiptWords.submittedAt, locale)}</dt><dd>${formatInstant(
    view.submittedAt,
    locale,
  )}</dd></div></dl>${renderQrCode(locale, view.progressAddress)}</div></section>
<p>${inLocale(receiptWords.keep, locale)}</p>
<h2>${inLocale(receiptWords.next, locale)}</h2><ol class="rows numbered">${view.cases.map(
    (one) =>
      html`<li><strong>${inLocale(one.serviceName, locale)}</strong><p>${describeNext(one, locale)}</p></li>`,
  )}</ol><p>${inLocale(receiptWords.notified, locale)}</p>
${renderLinks(view, locale)}`;
  return renderPage(frame, {
    title,
    breadcrumbs: [
      { label: inLocale(frameWords.applications, locale), href: portalPaths.applications(locale) },
    ],
    main,
  });
}

function describeNext(one: ReceiptPageView['cases'][number], locale: Locale): string {
  const organ = inLocale(one.organName, locale);
  if (one.waitsFor !== undefined) {
    return inLocale(receiptWords.organWaits, locale, { organ, service: inLocale(one.waitsFor, locale) });
  }
  if (one.answerBy === undefined) return inLocale(receiptWords.organHas, locale, { organ });
  return inLocale(receiptWords.organReceives, locale, {
    organ,
    day: formatDay(one.answerBy, locale, { weekday: true }),
  });
}

function renderLinks({ statusPath, pdfPath }: ReceiptPageView, locale: Locale): Markup {
  return html`<p class="buttons after">${renderButtonLink(inLocale(receiptWords.follow, locale), statusPath)}${renderButtonLink(
    inLocale(receiptWords.pdf, locale),
    pdfPath,
    'secondary',
  )}</p>`;
}
