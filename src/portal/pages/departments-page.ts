// Owns the public list of departments and districts; refuses to make the reader choose one in order to begin.
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { type FrameData, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderDisclosure, renderInset } from './look/text-pieces.ts';
import { departmentsWords, homeWords } from './messages.ts';

export interface DepartmentsPageView {
  /** The city first, then its districts and counties. */
  readonly divisions: readonly {
    readonly code: string;
    readonly name: Text;
    /** Bodies, each with its departments; offices of streets and towns stand as a group of their own. */
    readonly groups: readonly { readonly name: Text; readonly organs: readonly Text[] }[];
  }[];
}

export function renderDepartmentsPage(view: DepartmentsPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(departmentsWords.title, locale);
  const main = html`${renderHeading(title)}${renderInset(
    html`<p>${inLocale(departmentsWords.intro, locale)} <a href="${portalPaths.home(locale)}">${inLocale(homeWords.question, locale)}</a></p>`,
  )}<ul class="plain-links">${view.divisions.map(
    ({ code, name }) => html`<li><a href="#division-${code}">${inLocale(name, locale)}</a></li>`,
  )}</ul>${view.divisions.map(
    ({ code, name, groups }) =>
      html`<section id="division-${code}"><h2>${inLocale(name, locale)}</h2>${groups.map((group) =>
        group.organs.length === 0
          ? html`<p>${inLocale(group.name, locale)}</p>`
          : renderDisclosure(
              `${inLocale(group.name, locale)}（${group.organs.length}）`,
              html`<ul class="organs">${group.organs.map((organ) => html`<li>${inLocale(organ, locale)}</li>`)}</ul>`,
            ),
      )}</section>`,
  )}`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}
