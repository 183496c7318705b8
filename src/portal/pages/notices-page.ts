// Owns the list of notices; refuses news without the way to what it is about.
import { formatInstant } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { renderStatusTag } from './look/status-tag.ts';
import { renderEmptyState } from './look/text-pieces.ts';
import { noticesWords } from './messages.ts';

export interface NoticesPageView {
  /** Newest first. */
  readonly notices: readonly {
    readonly at: Date;
    readonly title: Text;
    readonly body: Text;
    readonly path: string | undefined;
    readonly isNew: boolean;
  }[];
}

export function renderNoticesPage({ notices }: NoticesPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(noticesWords.title, locale);
  const list = html`<ul class="rows">${notices.map(
    ({ at, title: subject, body, path, isNew }) =>
      html`<li>${
        path === undefined
          ? html`<strong>${inLocale(subject, locale)}</strong>`
          : html`<a class="row-title" href="${path}">${inLocale(subject, locale)}</a>`
      }${isNew && html` ${renderStatusTag({ shape: 'now', label: inLocale(noticesWords.isNew, locale) })}`}<p class="written">${inLocale(
        body,
        locale,
      )}</p><p class="quiet">${formatInstant(at, locale)}</p></li>`,
  )}</ul>`;
  const main = html`${renderHeading(title)}${
    notices.length === 0 ? renderEmptyState(inLocale(noticesWords.empty, locale)) : list
  }`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}
