// Owns 'my applications': drafts to go on with, applications to follow; refuses a draft that can't be found again.
import { formatInstant } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { describeStanding, type StandingCase } from './case-status.ts';
import { renderButtonLink } from './look/button.ts';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderStatusTag } from './look/status-tag.ts';
import { renderEmptyState } from './look/text-pieces.ts';
import { applicationsWords } from './messages.ts';

export interface ApplicationsPageView {
  readonly drafts: readonly {
    readonly title: Text;
    /** Name of the shop, as far as it was entered. */
    readonly subject: string | undefined;
    readonly savedAt: Date;
    /** The first page that is not complete. */
    readonly continuePath: string;
  }[];
  readonly applications: readonly {
    readonly number: string;
    readonly subject: string;
    readonly title: Text;
    readonly submittedAt: Date;
    readonly cases: readonly StandingCase[];
    readonly path: string;
  }[];
}

export function renderApplicationsPage(view: ApplicationsPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(applicationsWords.title, locale);
  const isEmpty = view.drafts.length === 0 && view.applications.length === 0;
  const main = html`${renderHeading(title)}${
    isEmpty
      ? renderEmptyState(
          inLocale(applicationsWords.empty, locale),
          html`<p>${renderButtonLink(inLocale(applicationsWords.find, locale), portalPaths.home(locale))}</p>`,
        )
      : html`${renderDrafts(view, frame)}${renderApplications(view, frame)}`
  }`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}

function renderDrafts({ drafts }: ApplicationsPageView, { locale }: FrameData): Markup {
  if (drafts.length === 0) return nothing;
  return html`<h2>${inLocale(applicationsWords.drafts, locale)}</h2><ul class="rows">${drafts.map(
    ({ title, subject, savedAt, continuePath }) =>
      html`<li><strong>${subject ?? inLocale(title, locale)}</strong><p class="quiet">${
        subject !== undefined && html`${inLocale(title, locale)} · `
      }${inLocale(applicationsWords.savedAt, locale, {
        time: formatInstant(savedAt, locale),
      })}</p><p>${renderButtonLink(inLocale(applicationsWords.continueDraft, locale), continuePath, 'secondary')}</p></li>`,
  )}</ul>`;
}

function renderApplications({ applications }: ApplicationsPageView, { locale }: FrameData): Markup {
  if (applications.length === 0) return nothing;
  return html`<h2>${inLocale(applicationsWords.submitted, locale)}</h2><ul class="rows">${applications.map(
    ({ number, subject, title, submittedAt, cases, path }) => {
      const { tone, title: label, todo } = describeStanding(cases, locale);
      return html`<li><a class="row-title" href="${path}">${subject}</a><p>${renderStatusTag({ shape: tone, label })}</p><p>${todo}</p><p class="quiet">${inLocale(
        title,
        locale,
      )} · ${inLocale(applicationsWords.number, locale, { number })} · ${inLocale(
        applicationsWords.submittedAt,
        locale,
        {
          time: formatInstant(submittedAt, locale),
        },
      )}</p></li>`;
    },
  )}</ul>`;
}
