// Owns the status page of an application, the heart of the product; refuses to let the applicant guess.
import { formatInstant } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { withdrawalWords } from './acting-messages.ts';
import { type ApplicationCaseView, renderApplicationLanes } from './application-lanes.ts';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderDisclosure } from './look/text-pieces.ts';
import { statusWords } from './messages.ts';

export interface StatusPageView {
  readonly number: string;
  /** Name of the shop. */
  readonly subject: string;
  readonly submittedAt: Date;
  readonly receiptPath: string;
  /** Set where several cases are open, so that all of them can be withdrawn at once. */
  readonly withdrawalPath?: string | undefined;
  readonly cases: readonly ApplicationCaseView[];
  /** What happened, newest first. */
  readonly history: readonly { readonly at: Date; readonly text: Text }[];
}

export function renderStatusPage(view: StatusPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = view.subject;
  const main = html`${renderHeading(title, inLocale(statusWords.title, locale))}
${renderApplicationLanes(locale, view.cases)}
${
  view.history.length > 0 &&
  renderDisclosure(
    inLocale(statusWords.history, locale),
    html`<ol class="rows">${view.history.map(
      ({ at, text }) =>
        html`<li><span class="quiet">${formatInstant(at, locale)}</span><p>${inLocale(text, locale)}</p></li>`,
    )}</ol>`,
  )
}
${
  view.withdrawalPath !== undefined &&
  html`<p class="way-out"><a href="${view.withdrawalPath}">${inLocale(withdrawalWords.linkAll, locale)}</a></p>`
}
<p class="quiet">${inLocale(statusWords.number, locale, { number: view.number })}<br>${inLocale(
    statusWords.submittedAt,
    locale,
    { time: formatInstant(view.submittedAt, locale) },
  )}<br><a href="${view.receiptPath}">${inLocale(statusWords.receipt, locale)}</a></p>`;
  return renderPage(frame, {
    title: `${title} – ${inLocale(statusWords.title, locale)}`,
    breadcrumbs: [
      { label: inLocale(frameWords.applications, locale), href: portalPaths.applications(locale) },
    ],
    main,
  });
}
