// Owns 'my licences': what the reader holds, and papers that wait to be claimed; refuses a state without its word.
import { formatDay, type LegalDay } from '#kernel/dates';
import { inLocale, labelled, type Text } from '#kernel/texts';
import type { LicenceView } from '#modules/licences/contract';
import { html, type Markup, nothing } from '#platform/markup';
import { licenceWords } from './licence-messages.ts';
import { describeState, shapeOfState } from './licence-page.ts';
import { renderButton } from './look/button.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderStatusTag } from './look/status-tag.ts';
import { renderEmptyState } from './look/text-pieces.ts';

export interface LicencesPageView {
  readonly licences: readonly (Pick<LicenceView, 'state' | 'since' | 'until'> & {
    readonly number: string;
    readonly name: Text;
    readonly organName: Text;
    readonly expiresOn: LegalDay | null;
    readonly path: string;
  })[];
  /** How many licences on paper wait to be claimed. */
  readonly claimable: number;
  readonly claimPath: string;
}

export function renderLicencesPage(view: LicencesPageView, frame: FrameData): string {
  const { locale } = frame;
  const title = inLocale(licenceWords.title, locale);
  const main = html`${renderHeading(title)}${renderClaim(view, frame)}${
    view.licences.length === 0
      ? renderEmptyState(inLocale(licenceWords.empty, locale))
      : renderRows(view, frame)
  }<p><a href="${portalPaths.applications(locale)}">${inLocale(licenceWords.applications, locale)}</a></p>`;
  return renderPage(frame, { title, breadcrumbs: [], main });
}

function renderClaim({ claimable, claimPath }: LicencesPageView, frame: FrameData): Markup {
  if (claimable === 0) return nothing;
  const { locale } = frame;
  return renderBanner(
    'now',
    inLocale(licenceWords.claimHeading, locale, { count: claimable }),
    html`<p>${inLocale(licenceWords.claimBody, locale)}</p><form method="post" action="${claimPath}">${renderFormToken(
      frame,
    )}${renderButton({ label: inLocale(licenceWords.claim, locale) })}</form>`,
  );
}

function renderRows({ licences }: LicencesPageView, { locale }: FrameData): Markup {
  return html`<ul class="rows">${licences.map((licence) => {
    const { number, name, organName, expiresOn, path, state } = licence;
    const end = expiresOn === null ? inLocale(licenceWords.noEnd, locale) : formatDay(expiresOn, locale);
    return html`<li><a class="row-title" href="${path}">${inLocale(name, locale)}</a><p>${renderStatusTag({
      shape: shapeOfState[state],
      label: describeState(licence, locale),
    })}</p><p class="quiet">${number} · ${inLocale(organName, locale)}<br>${labelled(inLocale(licenceWords.validUntil, locale), end, locale)}</p></li>`;
  })}</ul>`;
}
