// Owns signing in and out on the portal; refuses to lead anywhere but to a page of this portal.
import { isAppError } from '#kernel/errors';
import type { Text } from '#kernel/texts';
import { signIn, signInUseCases, signOut, signOutUseCases } from '#modules/identity';
import type { Exchange, FailurePage, KeptForm, Reply, Route } from '#platform/http';
import { pathToGoOn } from './pages/failure-page.ts';
import { carriedFormOf, findCarriedForm } from './pages/kept-form.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderSignInPage } from './pages/sign-in-page.ts';
import { renderSignedInAgainPage } from './pages/signed-in-again-page.ts';
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

/** The sign-in page that answers a form whose session had ended: the form travels in it. */
export function renderSignInAgain(because: Text, { locale, path }: FailurePage, kept: KeptForm): string {
  const form = carriedFormOf(path, kept.fields);
  const wanted = pathToGoOn({ locale, path });
  const { formToken } = kept;
  return renderSignInPage(
    { wanted, loginName: '', error: undefined, carried: { form, because } },
    {
      locale,
      address: portalPaths.signIn(locale, wanted),
      reader: { kind: 'unknown' },
      formToken,
      largeLetters: false,
    },
  );
}

async function takeSignIn(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const wanted = sent(exchange.form, 'next');
  const loginName = sent(exchange.form, 'loginName').trim().slice(0, lengthMost);
  const password = sent(exchange.form, 'password').slice(0, lengthMost);
  const next = safePath(wanted, portalPaths.applications(exchange.locale));
  const carried = findCarriedForm(exchange.form);
  const form = carried === undefined || safePath(carried.address, '') === '' ? undefined : carried;
  try {
    const token = await signIn(exchange, 'resident', { loginName, password }, settings.sessionAbsoluteHours);
    if (form === undefined) return { kind: 'redirect', to: next, session: { token } };
    const frame = {
      ...(await frameOf(exchange)),
      // The reader's name is known with the next request.
      reader: { kind: 'unknown' } as const,
      formToken: exchange.formTokenAfter({ token }),
    };
    const html = renderSignedInAgainPage({ form, leaveTo: next }, frame);
    return { kind: 'page', html, session: { token } };
  } catch (error) {
    if (!isAppError(error) || !['unauthenticated', 'too-many', 'invalid'].includes(error.kind)) throw error;
    const html = renderSignInPage(
      {
        wanted: wanted === '' ? undefined : next,
        loginName,
        error: error.text,
        carried: form === undefined ? undefined : { form, because: undefined },
      },
      await frameOf(exchange),
    );
    return { kind: 'page', html, status: error.kind === 'too-many' ? 429 : 422 };
  }
}
