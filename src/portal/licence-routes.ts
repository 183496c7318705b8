// Owns the pages of licences: the holder's own, those that are shown, and the public verification.
import { datePartsOf } from '#engines/forms';
import { type AppError, isAppError } from '#kernel/errors';
import { normaliseNumber } from '#kernel/numbers';
import { openOwnLicence } from '#modules/cases';
import {
  claimLicences,
  listOwnLicences,
  openPresentation,
  presentLicence,
  readPresentationDigits,
  renderLicencePaper,
  verifyLicence,
  viewOwnLicence,
  viewPresentation,
} from '#modules/licences';
import { presentationPath, verificationPath } from '#modules/licences/contract';
import type { Exchange, Reply, Route } from '#platform/http';
import { renderLicencePage } from './pages/licence-page.ts';
import { renderLicencesPage } from './pages/licences-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderPresentationPage } from './pages/presentation-page.ts';
import {
  renderNotPresentedPage,
  renderPresentedPage,
  renderVerificationFormPage,
  renderVerificationPage,
  type VerificationPageView,
} from './pages/verification-page.ts';
import {
  forAnyone,
  forResidents,
  frameOf,
  frameUseCases,
  localePattern,
  type PortalSettings,
} from './portal-request.ts';

/** Guesses a minute at a verification code, or at the digits of what somebody shows, from one address. */
const guessesPerMinuteMost = 20;

export function licenceRoutes(settings: PortalSettings): readonly Route[] {
  const own = (
    method: Route['method'],
    path: string,
    useCases: readonly string[],
    handle: Route['handle'],
  ): Route => ({
    ...forResidents,
    method,
    path: `${localePattern}${path}`,
    useCases: [...useCases, ...frameUseCases],
    handle,
  });
  const open = (path: string, useCases: readonly string[], handle: Route['handle']): Route => ({
    ...forAnyone,
    method: 'GET',
    path: `${localePattern}${path}`,
    useCases: [...useCases, ...frameUseCases],
    mostPerMinute: guessesPerMinuteMost,
    handle,
  });
  const presentations = '/licences/:number/presentations';
  return [
    own('GET', '/licences', ['list-own-licences'], showLicences),
    own('POST', '/licences/claim', ['claim-licences'], claim),
    own('GET', '/licences/:number', ['view-own-licence'], (exchange) => showLicence(exchange, settings)),
    own('GET', '/licences/:number/paper.pdf', ['view-own-licence', 'open-own-licence'], (exchange) =>
      sendLicence(exchange, settings),
    ),
    own('POST', presentations, ['present-licence'], present),
    own('GET', `${presentations}/:presentationId`, ['view-presentation'], (exchange) =>
      showPresentation(exchange, settings),
    ),
    open('/verify', [], showVerificationForm),
    open('/verify/:code', ['verify-licence'], (exchange) => showVerification(exchange, settings)),
    open('/verify/presented/:token', ['open-presentation'], (exchange) => showPresented(exchange, settings)),
  ];
}

async function showLicences(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const { licences, claimable } = await exchange.run(listOwnLicences, undefined);
  const html = renderLicencesPage(
    {
      licences: licences.map((one) => ({ ...one, path: portalPaths.licence(locale, one.number) })),
      claimable,
      claimPath: portalPaths.claimLicences(locale),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

async function claim(exchange: Exchange): Promise<Reply> {
  await exchange.run(claimLicences, undefined);
  return { kind: 'redirect', to: portalPaths.licences(exchange.locale) };
}

async function showLicence(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { locale } = exchange;
  const licence = await exchange.run(viewOwnLicence, { number: exchange.params['number'] ?? '' });
  const html = renderLicencePage(
    {
      licence,
      verificationAddress: `${settings.publicUrl}${verificationPath(locale, licence.verificationCode)}`,
      paperPath: portalPaths.licencePaper(locale, licence.number),
      presentPath: licence.mayPresent ? portalPaths.presentations(locale, licence.number) : undefined,
      story: licence.story,
      presentations: licence.presentations,
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

/** Opening it for the first time is on record as its delivery on the portal (行政许可法 第四十四条). */
async function sendLicence(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const licence = await exchange.run(viewOwnLicence, { number: exchange.params['number'] ?? '' });
  await exchange.run(openOwnLicence, { number: licence.number });
  const content = await renderLicencePaper(licence, exchange.locale, settings.publicUrl);
  return {
    kind: 'bytes',
    content,
    mediaType: 'application/pdf',
    fileName: `${licence.number}.pdf`,
    disposition: 'inline',
  };
}

async function present(exchange: Exchange): Promise<Reply> {
  const number = exchange.params['number'] ?? '';
  const presentationId = await exchange.run(presentLicence, { number });
  return { kind: 'redirect', to: portalPaths.presentation(exchange.locale, number, presentationId) };
}

async function showPresentation(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { locale } = exchange;
  const shown = await exchange.run(viewPresentation, {
    number: exchange.params['number'] ?? '',
    presentationId: exchange.params['presentationId'] ?? '',
  });
  const { number, name } = shown.licence;
  const html = renderPresentationPage(
    {
      number,
      name,
      expiresAt: shown.expiresAt,
      isOver: shown.isOver,
      address: `${settings.publicUrl}${presentationPath(locale, shown.token)}`,
      digits: shown.digits,
      presentPath: portalPaths.presentations(locale, number),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

async function showVerificationForm(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const typed = exchange.query['code'] ?? '';
  const digits = readPresentationDigits(typed);
  if (digits !== undefined) return { kind: 'redirect', to: portalPaths.presented(locale, digits) };
  const token = /\/verify\/presented\/([\w-]+)\/?$/.exec(typed.trim())?.[1];
  if (token !== undefined) return { kind: 'redirect', to: portalPaths.presented(locale, token) };
  const code = codeOf(typed);
  if (code !== '') return { kind: 'redirect', to: portalPaths.verify(locale, encodeURIComponent(code)) };
  return { kind: 'page', html: renderVerificationFormPage(await frameOf(exchange)) };
}

/** A verification code as it was typed or scanned, perhaps with its whole address. */
function codeOf(typed: string): string {
  const last = typed.trim().split('/').at(-1) ?? '';
  return normaliseNumber(last).slice(0, 60);
}

/** The earlier day that the address names, in its three parts or as one; undefined where it names none. */
function dayOf({ query }: Exchange): string | undefined {
  if (query['on'] !== undefined) return query['on'].trim().slice(0, 10);
  const names = datePartsOf('on');
  const [year, month, day] = [names.year, names.month, names.day].map((name) => (query[name] ?? '').trim());
  if (`${year}${month}${day}` === '') return undefined;
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`.slice(0, 20);
}

async function showVerification(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { locale, now } = exchange;
  const code = codeOf(exchange.params['code'] ?? '');
  const address = `${settings.publicUrl}${verificationPath(locale, encodeURIComponent(code))}`;
  const frame = await frameOf(exchange);
  const page = (
    more: Pick<VerificationPageView, 'licence' | 'on' | 'dayError' | 'dayTyped'>,
    status = 200,
  ) => ({
    kind: 'page' as const,
    html: renderVerificationPage({ code, checkedAt: now, address, ...more }, frame),
    status,
  });
  const on = dayOf(exchange);
  try {
    const licence = await exchange.run(verifyLicence, { code, ...(on === undefined ? {} : { on }) });
    return page({ licence, on: licence.on ?? undefined, dayTyped: on });
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.kind === 'not-found') return page({ licence: undefined }, 404);
    if (error.code !== 'day-unknown') throw error;
    return page(
      { licence: await exchange.run(verifyLicence, { code }), dayError: error.text, dayTyped: on },
      422,
    );
  }
}

async function showPresented(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { locale, now } = exchange;
  const frame = await frameOf(exchange);
  try {
    const opened = await exchange.run(openPresentation, { token: exchange.params['token'] ?? '' });
    const address = `${settings.publicUrl}${verificationPath(locale, opened.licence.verificationCode)}`;
    return { kind: 'page', html: renderPresentedPage({ ...opened, checkedAt: now, address }, frame) };
  } catch (error) {
    if (!isNotPresented(error)) throw error;
    return { kind: 'page', html: renderNotPresentedPage(error.text, frame), status: 404 };
  }
}

function isNotPresented(error: unknown): error is AppError {
  return isAppError(error) && error.kind === 'not-found';
}
