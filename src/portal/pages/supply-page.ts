// Owns the page on which applicants supply what they undertook to supply later; refuses a part of it.
import { formatDay, type LegalDay } from '#kernel/dates';
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { supplyWords } from './acting-messages.ts';
import { type EvidenceField, renderEvidenceField } from './evidence-page.ts';
import { renderButton } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextArea } from './look/text-field.ts';

export interface SupplyPageView {
  readonly subject: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly dueOn: LegalDay | null;
  readonly evidence: readonly EvidenceField[];
  readonly sizeBytesMost: number;
  readonly note: string;
  readonly action: string;
  readonly statusPath: string;
  /** `field` is the key of a document, or `note`. */
  readonly errors: readonly FieldError[];
}

export function renderSupplyPage(view: SupplyPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(supplyWords.title, locale);
  const noteError = view.errors.find((one) => one.field === 'note')?.text;
  const intro =
    view.dueOn === null
      ? inLocale(supplyWords.introOpen, locale)
      : inLocale(supplyWords.intro, locale, { day: formatDay(view.dueOn, locale, { weekday: true }) });
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title, inLocale(view.serviceName, locale))}
<p>${intro}</p>
<form method="post" action="${view.action}" enctype="multipart/form-data">${renderFormToken(frame)}
${view.evidence.map((one) => renderEvidenceField(one, view, frame))}
${renderTextArea(locale, {
  name: 'note',
  label: inLocale(supplyWords.note, locale),
  value: view.note,
  rows: 3,
  optional: true,
  error: noteError === undefined ? undefined : inLocale(noteError, locale),
})}
<p>${inLocale(supplyWords.after, locale, { organ: inLocale(view.organName, locale) })}</p>
${renderButton({ label: inLocale(supplyWords.submit, locale) })}</form>`;
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
