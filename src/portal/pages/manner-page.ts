// Owns the step on which applicants choose how a service is handled; refuses a choice whose meaning is not told.
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { mannerWords } from './acting-messages.ts';
import { type CommitmentTextView, renderCommitmentText } from './commitment-text.ts';
import { type DraftPosition, draftBreadcrumbs, renderDraftTop } from './draft-page.ts';
import { renderButton } from './look/button.ts';
import { renderChoiceField } from './look/choice-field.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { draftWords } from './messages.ts';

export interface MannerPageView {
  readonly applicationTitle: Text;
  readonly action: string;
  readonly revision: number;
  readonly choices: readonly MannerChoiceView[];
  /** `field` is that of a choice. */
  readonly errors: readonly FieldError[];
  readonly position: DraftPosition;
}

/** One service that may be handled in several ways. */
export interface MannerChoiceView {
  /** The name of its field. */
  readonly field: string;
  readonly serviceName: Text;
  readonly chosen: string;
  readonly options: readonly { readonly value: string; readonly label: Text; readonly means: Text }[];
  /** What choosing the commitment commits to. */
  readonly commitment: CommitmentTextView | undefined;
}

export function renderMannerPage(view: MannerPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(mannerWords.title, locale);
  const main = html`${renderDraftTop(view.position, frame)}${renderErrorSummary(locale, view.errors)}${renderHeading(
    title,
    inLocale(view.applicationTitle, locale),
  )}<p>${inLocale(mannerWords.intro, locale)}</p>
<form method="post" action="${view.action}">${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">
${view.choices.map((choice) => renderChoice(choice, view.errors, frame))}
${renderButton({ label: inLocale(draftWords.saveAndContinue, locale) })}</form>`;
  return renderPage(frame, {
    title,
    breadcrumbs: draftBreadcrumbs(frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

function renderChoice(choice: MannerChoiceView, errors: readonly FieldError[], { locale }: FrameData) {
  const { field, serviceName, chosen, options, commitment } = choice;
  const error = errors.find((one) => one.field === field)?.text;
  return html`${renderChoiceField(locale, {
    name: field,
    kind: 'radio',
    label: inLocale(mannerWords.question, locale, { service: inLocale(serviceName, locale) }),
    error: error === undefined ? undefined : inLocale(error, locale),
    choices: options.map(({ value, label, means }) => ({
      value,
      label: inLocale(label, locale),
      hint: inLocale(means, locale),
    })),
    chosen: [chosen],
  })}${
    commitment !== undefined &&
    html`<div class="inset"><h2>${inLocale(mannerWords.commitmentText, locale)}</h2><p class="quiet">${inLocale(
      mannerWords.commitmentApplies,
      locale,
    )}</p>${renderCommitmentText(locale, commitment)}</div>`
  }`;
}
