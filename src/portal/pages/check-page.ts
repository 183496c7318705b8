// Owns 'check your answers' and the declaration; refuses to submit what the applicant has not seen.
import type { DescribedAnswer, FormContent } from '#engines/forms';
import type { FieldError } from '#kernel/errors';
import { inLocale, type Locale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { commitmentWords, mannerWords } from './acting-messages.ts';
import { type CommitmentTextView, renderCommitmentText } from './commitment-text.ts';
import { type DraftPosition, draftBreadcrumbs, renderCounterLink, renderDraftTop } from './draft-page.ts';
import { renderButton } from './look/button.ts';
import { renderSingleCheckbox } from './look/choice-field.ts';
import { renderDefinitions } from './look/definition-list.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { checkWords } from './messages.ts';

export interface CheckPageView {
  readonly content: FormContent;
  readonly revision: number;
  /** Where the form is sent: the submission of this draft, which is done once however often it is sent. */
  readonly action: string;
  /** Of the fields that some service needs. */
  readonly answers: readonly DescribedAnswer[];
  readonly pagePath: (pageKey: string) => string;
  /** The pages that still have an error: nothing can be submitted before they are put right. */
  readonly incomplete: readonly { readonly title: Text; readonly path: string }[];
  /** `later` says within what time a document comes that the applicant undertook to supply later. */
  readonly evidence: readonly {
    readonly name: Text;
    readonly fileNames: readonly string[];
    readonly later?: Text | undefined;
  }[];
  readonly evidencePath: string;
  readonly recipients: readonly { readonly serviceName: Text; readonly organName: Text }[];
  /** How the services are handled whose manner the applicant chose, and where that is changed. */
  readonly manners: readonly { readonly serviceName: Text; readonly manner: Text }[];
  readonly mannerPath: string;
  /** Each is accepted by a tick of its own. */
  readonly commitments: readonly CommitmentView[];
  /** The fields that were ticked when it was sent and refused. */
  readonly ticked: readonly string[];
  /** Of the declaration (`field` is `declaration`), of a commitment, or of the draft as a whole. */
  readonly errors: readonly FieldError[];
  readonly position: DraftPosition;
}

interface CommitmentView {
  readonly field: string;
  readonly serviceName: Text;
  readonly commitment: CommitmentTextView;
}

export function renderCheckPage(view: CheckPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(checkWords.title, locale);
  const main = html`${renderDraftTop(view.position, frame)}${renderErrorSummary(locale, view.errors)}${renderHeading(
    title,
    inLocale(view.content.title, locale),
  )}
${renderIncomplete(view, frame)}
${view.content.pages.map((page) => {
  const rows = view.answers.filter((answer) => answer.page === page.key);
  if (rows.length === 0) return nothing;
  return html`<h2>${inLocale(page.title, locale)}</h2>${renderDefinitions(
    locale,
    rows.map((answer) => ({
      term: inLocale(answer.label, locale),
      value: answer.answered
        ? inLocale(answer.value, locale)
        : html`<span class="quiet">${inLocale(answer.value, locale)}</span>`,
      changePath: view.pagePath(page.key),
    })),
  )}`;
})}
<h2>${inLocale(checkWords.evidence, locale)}</h2>${renderDefinitions(
    locale,
    view.evidence.map(({ name, fileNames, later }) => ({
      term: inLocale(name, locale),
      value:
        fileNames.length === 0
          ? html`<span class="quiet">${inLocale(later ?? checkWords.noFile, locale)}</span>`
          : html`${fileNames.map((one) => html`${one}<br>`)}`,
      changePath: view.evidencePath,
    })),
  )}
${renderManners(view, locale)}
<h2>${inLocale(checkWords.recipients, locale)}</h2><p>${inLocale(checkWords.recipientsIntro, locale)}</p>${renderDefinitions(
    locale,
    view.recipients.map(({ serviceName, organName }) => ({
      term: inLocale(serviceName, locale),
      value: inLocale(organName, locale),
    })),
  )}
${view.incomplete.length === 0 ? renderDeclaration(view, frame) : nothing}${renderCounterLink(view.position, frame)}`;
  return renderPage(frame, {
    title,
    breadcrumbs: draftBreadcrumbs(frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

function renderManners({ manners, mannerPath }: CheckPageView, locale: Locale): Markup {
  if (manners.length === 0) return nothing;
  return html`<h2>${inLocale(mannerWords.heading, locale)}</h2>${renderDefinitions(
    locale,
    manners.map(({ serviceName, manner }) => ({
      term: inLocale(serviceName, locale),
      value: inLocale(manner, locale),
      changePath: mannerPath,
    })),
  )}`;
}

function renderIncomplete({ incomplete }: CheckPageView, { locale }: FrameData): Markup {
  if (incomplete.length === 0) return nothing;
  return renderBanner(
    'attention',
    inLocale(checkWords.incomplete, locale),
    html`<ul>${incomplete.map(({ title, path }) => html`<li><a href="${path}">${inLocale(title, locale)}</a></li>`)}</ul>`,
  );
}

/** The commitments and the declaration, each with a tick of its own, and the button that sends it all. */
function renderDeclaration(view: CheckPageView, frame: FrameData): Markup {
  const { locale } = frame;
  return html`<form class="after" method="post" action="${view.action}">${renderFormToken(frame)}<input type="hidden" name="revision" value="${view.revision}">${
    view.commitments.length > 0 && html`<h2>${inLocale(commitmentWords.heading, locale)}</h2>`
  }${view.commitments.map((one) => renderCommitment(one, view, locale))}<h2>${inLocale(
    checkWords.declarationHeading,
    locale,
  )}</h2>${renderTick(view, locale, 'declaration', checkWords.declaration)}${renderButton({
    label: inLocale(checkWords.submit, locale),
  })}</form>`;
}

function renderCommitment(
  { field, serviceName, commitment }: CommitmentView,
  view: CheckPageView,
  locale: Locale,
): Markup {
  return html`<div class="inset"><h3>${inLocale(commitmentWords.service, locale, {
    service: inLocale(serviceName, locale),
  })}</h3>${renderCommitmentText(locale, commitment)}</div>${renderTick(view, locale, field, commitmentWords.accept)}`;
}

function renderTick({ errors, ticked }: CheckPageView, locale: Locale, name: string, label: Text): Markup {
  const error = errors.find((one) => one.field === name)?.text;
  return renderSingleCheckbox(locale, {
    name,
    value: 'yes',
    checked: ticked.includes(name),
    label: inLocale(label, locale),
    error: error === undefined ? undefined : inLocale(error, locale),
  });
}
