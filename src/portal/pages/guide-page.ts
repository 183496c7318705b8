// Owns the guide of a life event: what it takes, before anything is asked; refuses to hide a condition in a footnote.
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import {
  type ExemptEvidence,
  type NeededEvidence,
  renderExemptEvidence,
  renderNeededEvidence,
} from './evidence-lists.ts';
import { renderButtonLink } from './look/button.ts';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { renderDisclosure, renderSummaryStrip } from './look/text-pieces.ts';
import { guideWords } from './messages.ts';

/** What everybody asks first. */
export interface EffortView {
  readonly duration: Text;
  readonly cost: Text;
  readonly documents: Text;
  readonly visits: Text;
}

export interface GuidePageView {
  readonly title: Text;
  readonly summary: Text;
  readonly startPath: string;
  readonly effort: EffortView;
  readonly steps: readonly Text[];
  readonly evidence: readonly NeededEvidence[];
  readonly exempt: readonly ExemptEvidence[];
  readonly services: readonly {
    readonly name: Text;
    readonly summary: Text;
    readonly limit: Text;
    readonly result: Text;
  }[];
  readonly fees: readonly Text[];
  /** Title, as 《消防法》第十五条第一款, and the words of the law, which exist in Chinese only. */
  readonly law: readonly { readonly title: Text; readonly quote: string }[];
  readonly questions: readonly { readonly question: Text; readonly answer: Text }[];
}

export function renderGuidePage(view: GuidePageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(view.title, locale);
  const main = html`${renderHeading(title)}<p class="lead">${inLocale(view.summary, locale)}</p>
<p>${renderButtonLink(inLocale(guideWords.start, locale), view.startPath)}</p>
${renderEffort(view.effort, frame)}
<h2>${inLocale(guideWords.steps, locale)}</h2><ol>${view.steps.map((step) => html`<li>${inLocale(step, locale)}</li>`)}</ol>
<h2>${inLocale(guideWords.bring, locale)}</h2>${renderNeededEvidence(locale, view.evidence)}
${renderExemptEvidence(locale, view.exempt)}
<h2>${inLocale(guideWords.services, locale)}</h2>${renderServices(view, frame)}
<h2>${inLocale(guideWords.fees, locale)}</h2><ul>${view.fees.map((fee) => html`<li>${inLocale(fee, locale)}</li>`)}</ul>
<h2>${inLocale(guideWords.questions, locale)}</h2>${view.questions.map(({ question, answer }) =>
    renderDisclosure(inLocale(question, locale), html`<p>${inLocale(answer, locale)}</p>`),
  )}
<h2>${inLocale(guideWords.law, locale)}</h2>${view.law.map((one) =>
    renderDisclosure(inLocale(one.title, locale), html`<p lang="zh-CN">${one.quote}</p>`),
  )}
<p class="after">${renderButtonLink(inLocale(guideWords.start, locale), view.startPath)}</p>`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}

export function renderEffort(effort: EffortView, { locale }: FrameData): Markup {
  const keys = ['duration', 'cost', 'documents', 'visits'] as const;
  return renderSummaryStrip(
    keys.map((key) => ({ term: inLocale(guideWords[key], locale), value: inLocale(effort[key], locale) })),
  );
}

function renderServices({ services }: GuidePageView, { locale }: FrameData): Markup {
  return html`<ul class="rows">${services.map(
    ({ name, summary, limit, result }) =>
      html`<li><strong>${inLocale(name, locale)}</strong><p>${inLocale(summary, locale)}</p><p class="quiet">${inLocale(
        guideWords.limit,
        locale,
        { limit: inLocale(limit, locale) },
      )}<br>${inLocale(guideWords.result, locale, { result: inLocale(result, locale) })}</p></li>`,
  )}</ul>`;
}
