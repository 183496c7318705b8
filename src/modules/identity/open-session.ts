// Owns the second half of signing in: the session; refuses one where the password did not match.
import { AppError } from '#kernel/errors';
import { command } from '#platform/use-case';
import { type AccountKind, zoneOfKind } from './account-kind.ts';
import { sessionOpened } from './identity-events.ts';
import { mayTryToSignIn } from './identity-permissions.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { identityMessages } from './messages.ts';
import {
  type Credentials,
  closeSession,
  forgetAttempts,
  insertSession,
  type NewSession,
} from './session-store.ts';

interface OpenSession {
  /** As stored (normaliseLoginName). */
  readonly loginName: string;
  readonly credentials: Credentials | undefined;
  /** What the comparison outside of the transaction said. */
  readonly passwordMatches: boolean;
  readonly tokenHash: Buffer;
  /** The session that the browser held before: it ends, so that a sign-in never leaves two. */
  readonly previousTokenHash: Buffer | undefined;
  readonly absoluteHours: number;
}

interface Opening {
  readonly session: NewSession;
  readonly loginName: string;
  readonly previousTokenHash: Buffer | undefined;
}

/**
 * Opens a session with a token of its own and forgets the failed attempts. An attempt with a wrong password comes here
 * as well, so that it is on record as refused. Throws AppError 'unauthenticated' `credentials-wrong`, the same for an
 * unknown login name.
 */
function openSessionFor(kind: AccountKind) {
  return command<OpenSession, undefined, Opening, undefined, IdentityTables>({
    name: `open-${kind}-session`,
    zone: zoneOfKind[kind],
    audience: ['anonymous', kind],
    load: async () => undefined,
    permission: mayTryToSignIn,
    object: ({ credentials }) => ({
      kind,
      ...(credentials === undefined ? {} : { id: credentials.accountId }),
    }),
    decide(_loaded, input, { now }) {
      if (!input.passwordMatches || input.credentials === undefined) {
        throw new AppError('unauthenticated', 'credentials-wrong', identityMessages.credentialsWrong);
      }
      const { accountId } = input.credentials;
      const expiresAt = new Date(now.getTime() + input.absoluteHours * 3_600_000);
      return {
        change: {
          session: { tokenHash: input.tokenHash, accountId, expiresAt },
          loginName: input.loginName,
          previousTokenHash: input.previousTokenHash,
        },
        answer: undefined,
        events: [sessionOpened(kind, accountId)],
      };
    },
    async store(db, { session, loginName, previousTokenHash }, { now, vault }) {
      if (previousTokenHash !== undefined) await closeSession(db, previousTokenHash, now);
      await forgetAttempts(db, vault.lookUpCode(`login ${loginName}`), now);
      await insertSession(db, session, now);
    },
  });
}

export const openSession = { resident: openSessionFor('resident'), officer: openSessionFor('officer') };
