// Owns the reply to a correction notice: everything that is missing, at once; refuses a second round of surprises.
import { formatDay, type LegalDay } from '#kernel/dates';
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { type EvidenceField, renderEvidenceField } from './evidence-page.ts';
import { renderButton } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextArea } from './look/text-field.ts';
import { correctionWords } from './messages.ts';

export interface CorrectionPageView {
  readonly serviceName: Text;
  readonly organName: Text;
  readonly noticedOn: LegalDay;
  readonly items: readonly { readonly name: Text; readonly sentence: string }[];
  readonly evidence: readonly EvidenceField[];
  readonly sizeBytesMost: number;
  readonly note: string;
  readonly revision: number;
  readonly action: string;
  readonly statusPath: string;
  readonly subject: string;
  /** `field` is the key of a document, or `note`. */
  readonly errors: readonly FieldError[];
}

export function renderCorrectionPage(view: CorrectionPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(correctionWords.title, locale);
  const noteError = view.errors.find((one) => one.field === 'note')?.text;
  const intro = inLocale(correctionWords.intro, locale, {
    organ: inLocale(view.organName, locale),
    day: formatDay(view.noticedOn, locale, { weekday: true }),
  });
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title, inLocale(view.serviceName, locale))}
<p>${intro}</p><ul>${view.items.map(({ name, sentence }) => html`<li><strong>${inLocale(name, locale)}</strong><br>${sentence}</li>`)}</ul>
<form method="post" action="${view.action}" enctype="multipart/form-data">${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">
${view.evidence.map((one) => renderEvidenceField(one, view, frame))}
${renderTextArea(locale, {
  name: 'note',
  label: inLocale(correctionWords.note, locale),
  value: view.note,
  optional: true,
  error: noteError === undefined ? undefined : inLocale(noteError, locale),
})}
<p>${inLocale(correctionWords.after, locale)}</p>
${renderButton({ label: inLocale(correctionWords.submit, locale) })}</form>`;
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
