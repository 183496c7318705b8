// Owns the choice after the result that a case waited for was not granted: go on with one that is held, or withdraw.
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { choiceWords } from './acting-messages.ts';
import { renderButton, renderButtonLink } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextField } from './look/text-field.ts';

export interface ChoicePageView {
  readonly subject: string;
  readonly serviceName: Text;
  readonly organName: Text;
  /** The service whose result it waited for. */
  readonly awaited: Text;
  readonly licenceNumber: string;
  readonly action: string;
  readonly withdrawalPath: string;
  readonly statusPath: string;
  /** `field` is `licenceNumber`. */
  readonly errors: readonly FieldError[];
}

export function renderChoicePage(view: ChoicePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(choiceWords.title, locale);
  const error = view.errors.find((one) => one.field === 'licenceNumber')?.text;
  const service = inLocale(view.awaited, locale);
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title, inLocale(view.serviceName, locale))}
<p>${inLocale(choiceWords.why, locale, { service })}</p>
<h2>${inLocale(choiceWords.goOn, locale)}</h2><p>${inLocale(choiceWords.goOnBody, locale, {
    service,
    organ: inLocale(view.organName, locale),
  })}</p>
<form method="post" action="${view.action}">${renderFormToken(frame)}${renderTextField(locale, {
    name: 'licenceNumber',
    label: inLocale(choiceWords.licenceNumber, locale),
    hint: inLocale(choiceWords.licenceNumberHint, locale),
    value: view.licenceNumber,
    autocomplete: 'off',
    error: error === undefined ? undefined : inLocale(error, locale),
  })}${renderButton({ label: inLocale(choiceWords.submit, locale) })}</form>
<h2>${inLocale(choiceWords.withdraw, locale)}</h2><p>${inLocale(choiceWords.withdrawBody, locale)}</p>
<p>${renderButtonLink(inLocale(choiceWords.withdrawLink, locale), view.withdrawalPath, 'secondary')}</p>`;
  return renderPage(frame, {
    title,
    breadcrumbs: [
      { label: inLocale(frameWords.applications, locale), href: portalPaths.applications(locale) },
      { label: view.subject, href: view.statusPath },
    ],
    hasErrors: view.errors.length > 0,
    main,
  });
}
