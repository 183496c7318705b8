// Owns the home page: one question, then everything else; refuses carousels and emblems.
import { formatDay, type LegalDay } from '#kernel/dates';
import { inLocale, type Text } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { renderButton } from './look/button.ts';
import { fieldId } from './look/field.ts';
import { type FrameData, renderPage } from './look/frame.ts';
import { type Drawing, drawingOf, renderDrawing } from './look/icons.ts';
import { frameWords } from './look/messages.ts';
import { portalPaths } from './look/portal-paths.ts';
import { homeWords } from './messages.ts';

export interface HomePageView {
  readonly audiences: readonly { readonly key: Audience; readonly name: Text }[];
  readonly lifeEvents: readonly { readonly key: string; readonly title: Text }[];
  readonly districts: readonly { readonly code: string; readonly name: Text }[];
  readonly news: readonly { readonly title: Text; readonly on: LegalDay; readonly path: string }[];
}

/** The four audiences of the portal. */
type Audience = 'resident' | 'enterprise' | 'investor' | 'tourist';

const drawingOfAudience = {
  resident: 'person',
  enterprise: 'building',
  investor: 'chart',
  tourist: 'suitcase',
} as const satisfies Record<Audience, Drawing>;

export function renderHomePage(view: HomePageView, frame: FrameData): string {
  const { locale } = frame;
  const main = html`${renderSearchForm(frame)}
<section><h2 class="heard">${inLocale(homeWords.audiences, locale)}</h2><ul class="audiences">${view.audiences.map(
    ({ key, name }) =>
      html`<li><a href="${portalPaths.search(locale, { audience: key })}">${renderDrawing(drawingOfAudience[key])}${inLocale(name, locale)}</a></li>`,
  )}</ul></section>
<section><h2>${inLocale(homeWords.lifeEvents, locale)}</h2><ul class="life-events">${view.lifeEvents.map(
    ({ key, title }) =>
      html`<li><a href="${portalPaths.lifeEvent(locale, key)}">${renderDrawing(drawingOf(key))}<span>${inLocale(title, locale)}</span></a></li>`,
  )}</ul></section>
<section><h2>${inLocale(homeWords.districts, locale)}</h2><ul class="plain-links">${view.districts.map(
    ({ code, name }) =>
      html`<li><a href="${portalPaths.departments(locale)}#division-${code}">${inLocale(name, locale)}</a></li>`,
  )}</ul><p><a href="${portalPaths.departments(locale)}">${inLocale(homeWords.allDepartments, locale)}</a></p></section>
<section><h2>${inLocale(homeWords.news, locale)}</h2>${renderNews(view, frame)}</section>`;
  return renderPage(frame, { title: inLocale(frameWords.home, locale), main });
}

function renderSearchForm({ locale }: FrameData): Markup {
  const id = fieldId('q');
  return html`<form class="search" action="${portalPaths.search(locale)}" role="search"><h1><label for="${id}">${inLocale(
    homeWords.question,
    locale,
  )}</label></h1><div class="search-line"><input type="search" id="${id}" name="q" value="" aria-describedby="${id}-hint" autocomplete="off">${renderButton(
    { label: inLocale(homeWords.search, locale) },
  )}</div><p class="hint" id="${id}-hint">${inLocale(homeWords.searchHint, locale)}</p></form>`;
}

function renderNews({ news }: HomePageView, { locale }: FrameData): Markup {
  if (news.length === 0) return html`<p class="quiet">${inLocale(homeWords.noNews, locale)}</p>`;
  return html`<ul class="rows">${news.map(
    ({ title, on, path }) =>
      html`<li><a href="${path}">${inLocale(title, locale)}</a> <span class="quiet">${formatDay(on, locale)}</span></li>`,
  )}</ul>`;
}
