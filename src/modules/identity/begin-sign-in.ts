// Owns the first half of signing in: counts the attempt before the password is compared; refuses a paused login name.
import { AppError } from '#kernel/errors';
import { fillText } from '#kernel/texts';
import { command } from '#platform/use-case';
import { type AccountKind, zoneOfKind } from './account-kind.ts';
import { mayTryToSignIn } from './identity-permissions.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { identityMessages } from './messages.ts';
import {
  type Credentials,
  countAttempt,
  type FailedAttempts,
  findCredentials,
  lockFailedAttempts,
} from './session-store.ts';

export const failedAttemptsMost = 5;
/** Also stated in identity.record_attempt, which begins a new count after it. */
export const pauseMinutes = 15;

/** Seconds until the login name may be tried again; 0 where it may be tried now. */
function secondsOfPause(attempts: FailedAttempts | undefined, now: Date): number {
  if (attempts === undefined || attempts.failedCount < failedAttemptsMost) return 0;
  const endsAt = attempts.lastFailedAt.getTime() + pauseMinutes * 60_000;
  return Math.max(0, Math.ceil((endsAt - now.getTime()) / 1_000));
}

interface BeginSignIn {
  /** As stored (normaliseLoginName). */
  readonly loginName: string;
}

interface Attempt {
  readonly loginNameCode: Buffer;
  readonly attempts: FailedAttempts | undefined;
  readonly credentials: Credentials | undefined;
}

/**
 * Counts an attempt and answers with what its password is to be compared with, outside of the transaction. The attempt
 * counts as failed until open-session says otherwise: a hundred guesses sent at once are a hundred attempts, and the
 * sixth is refused before any password is compared. Throws AppError 'too-many' `sign-in-paused`.
 *
 * Known cost: whoever knows a login name can keep its owner out, a quarter of an hour at a time.
 */
function beginSignInFor(kind: AccountKind) {
  return command<BeginSignIn, Attempt, Buffer, Credentials | undefined, IdentityTables>({
    name: `begin-${kind}-sign-in`,
    zone: zoneOfKind[kind],
    audience: ['anonymous', kind],
    async load(db, { loginName }, { vault }) {
      const loginNameCode = vault.lookUpCode(`login ${loginName}`);
      const attempts = await lockFailedAttempts(db, loginNameCode);
      return { loginNameCode, attempts, credentials: await findCredentials(db, loginName) };
    },
    permission: mayTryToSignIn,
    object: (_input, loaded) => {
      const id = loaded?.credentials?.accountId;
      return { kind, ...(id === undefined ? {} : { id }) };
    },
    decide({ attempts, credentials, loginNameCode }, _input, { now }) {
      const seconds = secondsOfPause(attempts, now);
      if (seconds > 0) {
        const sentence = fillText(identityMessages.attemptsPaused, { minutes: Math.ceil(seconds / 60) });
        throw new AppError('too-many', 'sign-in-paused', sentence, { retryAfterSeconds: seconds });
      }
      return { change: loginNameCode, answer: credentials, events: [] };
    },
    store: (db, loginNameCode, { now }) => countAttempt(db, loginNameCode, now),
  });
}

export const beginSignIn = { resident: beginSignInFor('resident'), officer: beginSignInFor('officer') };
