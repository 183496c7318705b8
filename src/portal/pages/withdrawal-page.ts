// Owns the page on which applicants withdraw one case or all that are open; refuses to let them do it unaware.
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { withdrawalWords } from './acting-messages.ts';
import { joinNames } from './evidence-lists.ts';
import { renderButton } from './look/button.ts';
import { renderDefinitions } from './look/definition-list.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextArea } from './look/text-field.ts';

export interface WithdrawalPageView {
  readonly subject: string;
  /** Whether everything of the application that is open is withdrawn, and not one case of it. */
  readonly whole: boolean;
  readonly cases: readonly { readonly serviceName: Text; readonly organName: Text }[];
  /** The services that wait for a result of these and would stop with them. */
  readonly dependants: readonly Text[];
  /** Whether other cases go on. */
  readonly othersGoOn: boolean;
  readonly note: string;
  readonly action: string;
  readonly statusPath: string;
  /** `field` is `note`. */
  readonly errors: readonly FieldError[];
}

export function renderWithdrawalPage(view: WithdrawalPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(view.whole ? withdrawalWords.titleAll : withdrawalWords.title, locale);
  const error = view.errors.find((one) => one.field === 'note')?.text;
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title, view.subject)}
<h2>${inLocale(withdrawalWords.which, locale)}</h2>${renderDefinitions(
    locale,
    view.cases.map(({ serviceName, organName }) => ({
      term: inLocale(serviceName, locale),
      value: inLocale(organName, locale),
    })),
  )}
<h2>${inLocale(withdrawalWords.means, locale)}</h2>${renderMeaning(view, frame)}
<form method="post" action="${view.action}">${renderFormToken(frame)}${renderTextArea(locale, {
    name: 'note',
    label: inLocale(withdrawalWords.note, locale),
    hint: inLocale(withdrawalWords.noteHint, locale),
    value: view.note,
    rows: 3,
    optional: true,
    error: error === undefined ? undefined : inLocale(error, locale),
  })}${renderButton({ label: inLocale(withdrawalWords.submit, locale) })}</form>
<p><a href="${view.statusPath}">${inLocale(withdrawalWords.back, locale)}</a></p>`;
  return renderPage(frame, {
    title,
    breadcrumbs: breadcrumbsOf(view, frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

function renderMeaning({ dependants, othersGoOn }: WithdrawalPageView, { locale }: FrameData): Markup {
  const sentences = [
    inLocale(withdrawalWords.stops, locale),
    ...(dependants.length === 0
      ? []
      : [inLocale(withdrawalWords.dependants, locale, { services: joinNames(dependants, locale) })]),
    ...(othersGoOn ? [inLocale(withdrawalWords.others, locale)] : []),
    inLocale(withdrawalWords.kept, locale),
    inLocale(withdrawalWords.again, locale),
    inLocale(withdrawalWords.late, locale),
  ];
  return html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** Instead of the form, where nothing can be withdrawn any more. */
export function renderWithdrawalRefusedPage(
  view: { readonly subject: string; readonly sentence: Text; readonly statusPath: string },
  frame: FrameData,
): string {
  const { locale } = frame;
  const title = inLocale(withdrawalWords.title, locale);
  const main = html`${renderHeading(title, view.subject)}${renderBanner(
    'refused',
    inLocale(withdrawalWords.ended, locale),
    html`<p>${inLocale(view.sentence, locale)}</p>`,
  )}<p><a href="${view.statusPath}">${inLocale(withdrawalWords.backToStatus, locale)}</a></p>`;
  return renderPage(frame, { title, breadcrumbs: breadcrumbsOf(view, frame), hasErrors: true, main });
}

function breadcrumbsOf(
  { subject, statusPath }: Pick<WithdrawalPageView, 'subject' | 'statusPath'>,
  { locale }: FrameData,
) {
  return [
    { label: inLocale(frameWords.applications, locale), href: portalPaths.applications(locale) },
    { label: subject, href: statusPath },
  ];
}
