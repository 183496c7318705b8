// Owns the guided interview: situations as one form, then what they mean; refuses to keep any answer.
import type { FieldError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import {
  type ExemptEvidence,
  type NeededEvidence,
  renderExemptEvidence,
  renderNeededEvidence,
} from './evidence-lists.ts';
import { type EffortView, renderEffort } from './guide-page.ts';
import { renderButton, renderButtonLink } from './look/button.ts';
import { renderChoiceField, renderSingleCheckbox } from './look/choice-field.ts';
import { renderDefinitions } from './look/definition-list.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { renderShape } from './look/icons.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderInset } from './look/text-pieces.ts';
import { guideWords, interviewWords } from './messages.ts';

interface InterviewSubject {
  readonly lifeEventKey: string;
  readonly lifeEventTitle: Text;
}

export interface InterviewPageView extends InterviewSubject {
  readonly situations: readonly {
    readonly key: string;
    readonly question: Text;
    readonly hint: Text | undefined;
    readonly options: readonly { readonly value: string; readonly label: Text }[];
    readonly chosen: string | undefined;
  }[];
  /** One for each situation that was left open, once the form was sent; `field` is the situation's key. */
  readonly errors: readonly FieldError[];
}

/** The questions; sent with GET, so that the result has an address of its own. */
export function renderInterviewPage(view: InterviewPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(interviewWords.title, locale);
  const main = html`${renderErrorSummary(locale, view.errors)}${renderHeading(title, inLocale(view.lifeEventTitle, locale))}
<p>${inLocale(interviewWords.intro, locale)}</p>
<form action="${portalPaths.interview(locale, view.lifeEventKey)}"><input type="hidden" name="sent" value="1">
${view.situations.map(({ key, question, hint, options, chosen }) => {
  const error = view.errors.find((one) => one.field === key)?.text;
  return renderChoiceField(locale, {
    kind: 'radio',
    name: key,
    label: inLocale(question, locale),
    hint: hint === undefined ? undefined : inLocale(hint, locale),
    error: error === undefined ? undefined : inLocale(error, locale),
    choices: options.map(({ value, label }) => ({ value, label: inLocale(label, locale) })),
    chosen: chosen === undefined ? [] : [chosen],
  });
})}
<input type="hidden" name="answered" value="1">
${renderButton({ label: inLocale(interviewWords.submit, locale) })}</form>`;
  return renderPage(frame, {
    title,
    breadcrumbs: breadcrumbsOf(view, frame),
    hasErrors: view.errors.length > 0,
    main,
  });
}

export interface InterviewResultView extends InterviewSubject {
  /** As they came in the address; sent on to the draft. */
  readonly situations: Readonly<Record<string, string>>;
  readonly answers: readonly { readonly question: Text; readonly answer: Text }[];
  readonly services: readonly {
    readonly name: Text;
    readonly because: Text;
    /** The service that must be done first. */
    readonly waitsFor: Text | undefined;
  }[];
  readonly notNeeded: readonly { readonly name: Text; readonly because: Text }[];
  /** Services that the applicant may add; `key` is sent as `alsoApplyFor`. */
  readonly mayAlso: readonly { readonly key: string; readonly name: Text; readonly because: Text }[];
  readonly duties: readonly Text[];
  readonly effort: EffortView;
  readonly evidence: readonly NeededEvidence[];
  readonly exempt: readonly ExemptEvidence[];
}

export function renderInterviewResultPage(view: InterviewResultView, frame: FrameData): string {
  const { locale } = frame;
  const count = view.services.length;
  const title = inLocale(count === 1 ? interviewWords.resultTitleOne : interviewWords.resultTitle, locale, {
    count,
  });
  const main = html`${renderHeading(title, inLocale(view.lifeEventTitle, locale))}
${renderEffort(view.effort, frame)}
<ol class="rows numbered">${view.services.map(
    ({ name, because, waitsFor }) =>
      html`<li><strong>${inLocale(name, locale)}</strong><p>${inLocale(because, locale)}</p><p class="quiet">${
        waitsFor === undefined
          ? inLocale(interviewWords.atOnce, locale)
          : inLocale(interviewWords.waitsFor, locale, { service: inLocale(waitsFor, locale) })
      }</p></li>`,
  )}</ol>
${renderNotNeeded(view, frame)}
${
  view.duties.length > 0 &&
  renderInset(
    html`<h2>${inLocale(interviewWords.duties, locale)}</h2>${view.duties.map((duty) => html`<p>${inLocale(duty, locale)}</p>`)}`,
  )
}
<h2>${inLocale(guideWords.bring, locale)}</h2>${renderNeededEvidence(locale, view.evidence)}
${renderExemptEvidence(locale, view.exempt)}
<h2>${inLocale(interviewWords.answers, locale)}</h2>${renderDefinitions(
    locale,
    view.answers.map(({ question, answer }) => ({
      term: inLocale(question, locale),
      value: inLocale(answer, locale),
    })),
  )}<p><a href="${portalPaths.interview(locale, view.lifeEventKey, { ...view.situations, change: '1' })}">${inLocale(
    interviewWords.changeAnswers,
    locale,
  )}</a></p>
${renderBegin(view, frame)}`;
  return renderPage(frame, { title, breadcrumbs: breadcrumbsOf(view, frame), main });
}

function renderNotNeeded({ notNeeded }: InterviewResultView, { locale }: FrameData): Markup {
  if (notNeeded.length === 0) return nothing;
  return html`<h2>${inLocale(interviewWords.notNeeded, locale)}</h2><ul class="exempt">${notNeeded.map(
    ({ name, because }) =>
      html`<li>${renderShape('notNeeded')}<div><s>${inLocale(name, locale)}</s><p>${inLocale(because, locale)}</p></div></li>`,
  )}</ul>`;
}

/** Whoever is signed in begins with a form; others are led to sign in, and back here. */
function renderBegin(view: InterviewResultView, frame: FrameData): Markup {
  const { locale, reader } = frame;
  const { lifeEventKey, situations, mayAlso } = view;
  const hint = html`<p class="quiet">${inLocale(interviewWords.beginHint, locale)}</p>`;
  if (reader.kind !== 'signed-in') {
    const path = portalPaths.signIn(locale, portalPaths.interview(locale, lifeEventKey, situations));
    return html`<p class="after">${renderButtonLink(inLocale(interviewWords.signInAndBegin, locale), path)}</p>${hint}`;
  }
  return html`<form class="after" method="post" action="${portalPaths.interview(locale, lifeEventKey)}">${renderFormToken(frame)}${Object.entries(
    situations,
  ).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}${
    mayAlso.length > 0 && html`<h2>${inLocale(interviewWords.mayAlso, locale)}</h2>`
  }${mayAlso.map(({ key, name, because }) =>
    renderSingleCheckbox(locale, {
      name: 'alsoApplyFor',
      value: key,
      checked: false,
      label: inLocale(interviewWords.addService, locale, { service: inLocale(name, locale) }),
      hint: inLocale(because, locale),
    }),
  )}${renderButton({ label: inLocale(interviewWords.begin, locale) })}${hint}</form>`;
}

function breadcrumbsOf(subject: InterviewSubject, { locale }: FrameData) {
  return [
    {
      label: inLocale(subject.lifeEventTitle, locale),
      href: portalPaths.lifeEvent(locale, subject.lifeEventKey),
    },
  ];
}
