// Owns the page that answers a failure: what happened, what was kept, what to do; refuses codes without words.
import type { AppError } from '#kernel/errors';
import { inLocale, type Locale } from '#kernel/texts';
import { html } from '#platform/markup';
import { type FrameData, renderBanner, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { failureTitles, failureWords } from './messages.ts';

/** The request that failed, as the server tells it (platform/http, FailurePage). */
export interface FailedRequest {
  readonly locale: Locale;
  readonly path: string;
  readonly requestId: string;
}

/** For ServerSettings.renderFailure. The sentence of the failure itself says what was kept. */
export function renderFailurePage(error: AppError, request: FailedRequest): string {
  const { locale } = request;
  const frame: FrameData = {
    locale,
    address: request.path,
    reader: { kind: 'unknown' },
    formToken: '',
    largeLetters: false,
  };
  const title = inLocale(failureTitles[error.kind], locale);
  const sentences = error.fields.map((field) => inLocale(field.text, locale));
  const main = html`${renderHeading(title)}${renderBanner(
    'attention',
    inLocale(error.text, locale),
    html`${sentences.length > 0 && html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`}`,
  )}
<h2>${inLocale(failureWords.whatToDo, locale)}</h2><ul>${
    error.kind === 'unauthenticated' &&
    html`<li><a href="${portalPaths.signIn(locale, pathToGoOn(request))}">${inLocale(failureWords.signIn, locale)}</a></li>`
  }${
    !['not-found', 'unauthenticated'].includes(error.kind) &&
    html`<li>${inLocale(failureWords.back, locale)}</li>`
  }<li><a href="${portalPaths.home(locale)}">${inLocale(failureWords.home, locale)}</a></li><li><a href="${portalPaths.applications(
    locale,
  )}">${inLocale(failureWords.applications, locale)}</a></li></ul>
<p class="quiet">${inLocale(failureWords.requestNumber, locale, { number: request.requestId })}</p>`;
  return renderPage(frame, { title, main });
}

/** Where somebody goes on after signing in: the draft finds the step itself; other forms have no page of their own. */
export function pathToGoOn({ locale, path }: Pick<FailedRequest, 'locale' | 'path'>): string {
  const draft = /^\/(zh|en)\/drafts\/[0-9a-f-]{36}/.exec(path)?.[0];
  return draft ?? portalPaths.applications(locale);
}
