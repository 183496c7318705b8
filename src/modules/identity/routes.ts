// Owns the workbench's addresses for signing in and out; refuses residents, who sign in on the portal.
import { Value } from 'typebox/value';
import type { Actor } from '#kernel/actors';
import type { Pools } from '#platform/database';
import type { Exchange, Reply, Route, SessionChange } from '#platform/http';
import { identityPaths, type SessionView, signInBody } from './contract.ts';
import { findSession } from './find-session.ts';
import { signIn, signInUseCases, signOut, signOutUseCases } from './sign-in.ts';
import { viewSession } from './view-session.ts';

export interface IdentitySettings {
  readonly pools: Pools;
  readonly sessionIdleMinutes: number;
  readonly sessionAbsoluteHours: number;
}

/** Attempts a minute from one address, over all login names; one login name has its own count. */
const attemptsPerMinuteMost = 30;

export function identityRoutes(settings: IdentitySettings): readonly Route[] {
  return [
    {
      method: 'GET',
      path: identityPaths.session,
      zone: 'extranet',
      surface: 'api',
      audience: 'anyone',
      useCases: ['view-session'],
      handle: async (exchange) => ({
        kind: 'json',
        value: {
          officer: await officerOf(exchange, exchange.actor, exchange.displayName),
          formToken: exchange.formToken,
        } satisfies SessionView,
      }),
    },
    {
      method: 'POST',
      path: identityPaths.signIn,
      zone: 'extranet',
      surface: 'api',
      audience: 'anyone',
      useCases: [...signInUseCases.officer, 'view-session'],
      schema: { body: signInBody },
      mostPerMinute: attemptsPerMinuteMost,
      async handle(exchange) {
        const typed = Value.Parse(signInBody, exchange.body);
        const token = await signIn(exchange, 'officer', typed, settings.sessionAbsoluteHours);
        const { pools, sessionIdleMinutes } = settings;
        const signedIn = await findSession(pools, 'extranet', token, exchange.now, sessionIdleMinutes);
        const officer =
          signedIn === undefined ? null : await officerOf(exchange, signedIn.actor, signedIn.displayName);
        return sessionReply(exchange, officer, { token });
      },
    },
    {
      method: 'POST',
      path: identityPaths.signOut,
      zone: 'extranet',
      surface: 'api',
      audience: 'anyone',
      useCases: signOutUseCases.officer,
      async handle(exchange) {
        await signOut(exchange, 'officer');
        return sessionReply(exchange, null, null);
      },
    },
  ];
}

async function officerOf(
  exchange: Exchange,
  actor: Actor,
  displayName: string | undefined,
): Promise<SessionView['officer']> {
  if (actor.kind !== 'officer') return null;
  const posts = await exchange.run(viewSession, { posts: actor.posts });
  return { displayName: displayName ?? '', posts };
}

function sessionReply(exchange: Exchange, officer: SessionView['officer'], session: SessionChange): Reply {
  const value: SessionView = { officer, formToken: exchange.formTokenAfter(session) };
  return { kind: 'json', value, session };
}
