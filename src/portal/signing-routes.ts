// Owns signing in and out on the portal; refuses to lead anywhere but to a page of this portal.
import { isAppError } from '#kernel/errors';
import { signIn, signInUseCases, signOut, signOutUseCases } from '#modules/identity';
import type { Exchange, Reply, Route } from '#platform/http';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderSignInPage } from './pages/sign-in-page.ts';
import {
  forAnyone,
  frameOf,
  frameUseCases,
  localePattern,
  type PortalSettings,
  safePath,
  sent,
} from './portal-request.ts';

/** Attempts a minute from one address, over all login names; one login name has its own count. */
const attemptsPerMinuteMost = 30;
const lengthMost = 200;

export function signingRoutes(settings: PortalSettings): readonly Route[] {
  return [
    {
      ...forAnyone,
      method: 'GET',
      path: `${localePattern}/sign-in`,
      useCases: frameUseCases,
      async handle(exchange) {
        const wanted = exchange.query['next'];
        const html = renderSignInPage(
          {
            wanted: wanted === undefined ? undefined : safePath(wanted, portalPaths.home(exchange.locale)),
            loginName: '',
            error: undefined,
          },
          await frameOf(exchange),
        );
        return { kind: 'page', html };
      },
    },
    {
      ...forAnyone,
      method: 'POST',
      path: `${localePattern}/sign-in`,
      useCases: [...signInUseCases.resident, ...frameUseCases],
      mostPerMinute: attemptsPerMinuteMost,
      handle: (exchange) => takeSignIn(exchange, settings),
    },
    {
      ...forAnyone,
      method: 'POST',
      path: `${localePattern}/sign-out`,
      useCases: signOutUseCases.resident,
      async handle(exchange) {
        await signOut(exchange, 'resident');
        return { kind: 'redirect', to: portalPaths.home(exchange.locale), session: null };
      },
    },
  ];
}

async function takeSignIn(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const wanted = sent(exchange.form, 'next');
  const loginName = sent(exchange.form, 'loginName').trim().slice(0, lengthMost);
  const password = sent(exchange.form, 'password').slice(0, lengthMost);
  const next = safePath(wanted, portalPaths.applications(exchange.locale));
  try {
    const token = await signIn(exchange, 'resident', { loginName, password }, settings.sessionAbsoluteHours);
    return { kind: 'redirect', to: next, session: { token } };
  } catch (error) {
    if (!isAppError(error) || !['unauthenticated', 'too-many', 'invalid'].includes(error.kind)) throw error;
    const html = renderSignInPage(
      { wanted: wanted === '' ? undefined : next, loginName, error: error.text },
      await frameOf(exchange),
    );
    return { kind: 'page', html, status: error.kind === 'too-many' ? 429 : 422 };
  }
}
