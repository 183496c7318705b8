// Owns the search page; refuses results without a sentence that says what they are.
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderButton } from './look/button.ts';
import { fieldId } from './look/field.ts';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderEmptyState } from './look/text-pieces.ts';
import { homeWords, searchWords } from './messages.ts';

export interface SearchPageView {
  readonly query: string;
  readonly results: readonly {
    readonly title: Text;
    readonly summary: Text;
    readonly path: string;
  }[];
  /** Items of an imported list: they exist, and can't be applied for here yet. In the words of the list. */
  readonly items: readonly {
    readonly name: string;
    readonly organName: string;
    readonly guideUrl: string | null;
  }[];
}

export function renderSearchPage(view: SearchPageView, frame: FrameData): string {
  const { locale } = frame;
  const id = fieldId('q');
  const title = inLocale(view.query === '' ? searchWords.titleEmpty : searchWords.title, locale);
  const main = html`${renderHeading(title)}
<form class="search" action="${portalPaths.search(locale)}" role="search"><label for="${id}">${inLocale(
    searchWords.label,
    locale,
  )}</label><div class="search-line"><input type="search" id="${id}" name="q" value="${view.query}" autocomplete="off">${renderButton(
    { label: inLocale(homeWords.search, locale) },
  )}</div></form>
${view.results.length === 0 && view.items.length > 0 ? nothing : renderResults(view, frame)}${renderItems(view, frame)}`;
  return renderPage(frame, {
    title: view.query === '' ? title : `${view.query} – ${title}`,
    breadcrumbs: [],
    main,
  });
}

function renderResults({ query, results }: SearchPageView, { locale }: FrameData): Markup {
  if (results.length === 0) {
    return renderEmptyState(
      inLocale(searchWords.none, locale, { query }),
      html`<p>${inLocale(searchWords.noneHelp, locale)}</p><p><a href="${portalPaths.home(locale)}">${inLocale(homeWords.lifeEvents, locale)}</a></p>`,
    );
  }
  const count = inLocale(query === '' ? searchWords.foundAll : searchWords.found, locale, {
    query,
    count: results.length,
  });
  return html`<p>${count}</p><ul class="rows">${results.map(
    ({ title, summary, path }) =>
      html`<li><a class="row-title" href="${path}">${inLocale(title, locale)}</a><p>${inLocale(summary, locale)}</p></li>`,
  )}</ul>`;
}

function renderItems({ items }: SearchPageView, { locale }: FrameData): Markup {
  if (items.length === 0) return nothing;
  return html`<h2>${inLocale(searchWords.items, locale)}</h2><p>${inLocale(searchWords.itemsHelp, locale)}</p><ul class="rows">${items.map(
    ({ name, organName, guideUrl }) =>
      html`<li><strong lang="zh-CN">${name}</strong><p><span lang="zh-CN">${organName}</span>${
        guideUrl !== null &&
        html` · <a href="${guideUrl}" rel="noreferrer">${inLocale(searchWords.itemGuide, locale)}</a>`
      }</p></li>`,
  )}</ul>`;
}
