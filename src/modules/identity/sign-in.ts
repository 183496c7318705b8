// Owns the order of signing in and out for both faces: count, compare, open; refuses to compare within a transaction.
import { newToken, sha256 } from '#platform/crypto';
import type { Exchange } from '#platform/http';
import { type AccountKind, normaliseLoginName } from './account-kind.ts';
import { beginSignIn } from './begin-sign-in.ts';
import type { SignInBody } from './contract.ts';
import { endSession } from './end-session.ts';
import { openSession } from './open-session.ts';
import { verifyPassword } from './password.ts';

type SignInExchange = Pick<Exchange, 'run' | 'sessionToken'>;

/** The names of the use cases behind signing in and out, for the `useCases` of a route. */
export const signInUseCases = {
  resident: ['begin-resident-sign-in', 'open-resident-session'],
  officer: ['begin-officer-sign-in', 'open-officer-session'],
} as const satisfies Record<AccountKind, readonly string[]>;
export const signOutUseCases = {
  resident: ['end-resident-session'],
  officer: ['end-officer-session'],
} as const satisfies Record<AccountKind, readonly string[]>;

/**
 * Signs in and answers with the new session's token, for the route's answer (`session: { token }`). The token is new
 * each time and the browser's earlier session ends, so that nobody can hand somebody a session that they know.
 *
 * Throws AppError 'unauthenticated' `credentials-wrong`, the same and after the same work whether or not the account
 * exists, and 'too-many' `sign-in-paused` after five failures, whoever asks and whatever the password is.
 */
export async function signIn(
  exchange: SignInExchange,
  kind: AccountKind,
  typed: SignInBody,
  sessionAbsoluteHours: number,
): Promise<string> {
  const loginName = normaliseLoginName(typed.loginName);
  const credentials = await exchange.run(beginSignIn[kind], { loginName });
  const passwordMatches = await verifyPassword(credentials?.passwordHash, typed.password);
  const token = newToken();
  await exchange.run(openSession[kind], {
    loginName,
    credentials,
    passwordMatches,
    tokenHash: sha256(token),
    previousTokenHash: exchange.sessionToken === undefined ? undefined : sha256(exchange.sessionToken),
    absoluteHours: sessionAbsoluteHours,
  });
  return token;
}

/** Ends the session of this request, if there is one; the route answers with `session: null` in any case. */
export async function signOut(exchange: SignInExchange, kind: AccountKind): Promise<void> {
  if (exchange.sessionToken === undefined) return;
  await exchange.run(endSession[kind], { tokenHash: sha256(exchange.sessionToken) });
}
