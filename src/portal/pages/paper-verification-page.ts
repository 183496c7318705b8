// Owns the public verification of a paper; refuses to show more than whoever holds the paper can compare.
import { formatDay, formatInstant } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import type { VerifiedPaper } from '#modules/cases/contract';
import { html } from '#platform/markup';
import { renderDefinitions } from './look/definition-list.ts';
import { type FrameData, renderBanner, renderHeading, renderPage } from './look/frame.ts';
import { paperWords } from './messages.ts';

export interface PaperVerificationPageView {
  readonly checkedAt: Date;
  /** Undefined where no paper has this code; the page is then sent with status 404. */
  readonly paper: VerifiedPaper | undefined;
}

export function renderPaperVerificationPage(view: PaperVerificationPageView, frame: FrameData): string {
  const { locale } = frame;
  const say = (words: Text, parameters = {}) => inLocale(words, locale, parameters);
  const { paper } = view;
  const heading = renderHeading(say(paperWords.title));
  if (paper === undefined) {
    const main = html`${heading}${renderBanner('refused', say(paperWords.unknown), html`<p>${say(paperWords.unknownHelp)}</p>`)}`;
    return renderPage(frame, { title: say(paperWords.unknown), breadcrumbs: [], main });
  }
  const { replacedBy } = paper;
  const verdict = say(replacedBy === null ? paperWords.stands : paperWords.replaced);
  const checked = say(paperWords.checkedAt, { time: formatInstant(view.checkedAt, locale) });
  const rows = [
    { term: say(paperWords.kind), value: say(paper.title) },
    { term: say(paperWords.number), value: paper.number },
    { term: say(paperWords.issuer), value: say(paper.issuerName) },
    { term: say(paperWords.issuedOn), value: formatDay(paper.issuedOn, locale) },
    { term: say(paperWords.applicant), value: paper.applicantMasked },
    {
      term: say(paperWords.status),
      value:
        replacedBy === null
          ? say(paperWords.standsShort)
          : say(paperWords.replacedBy, {
              number: replacedBy.number,
              day: formatDay(replacedBy.issuedOn, locale),
            }),
    },
  ];
  const main = html`${heading}${renderBanner(replacedBy === null ? 'done' : 'attention', verdict, html`<p>${checked}</p>`)}
${renderDefinitions(locale, rows)}
<p class="quiet">${say(paperWords.sample)}</p>
<p class="quiet">${say(paperWords.private)}</p>`;
  return renderPage(frame, { title: verdict, breadcrumbs: [], main });
}
