// Owns signing out: the session ends in the database, whatever the browser keeps; refuses others' sessions.
import { actorIdOf } from '#kernel/actors';
import { command } from '#platform/use-case';
import { type AccountKind, zoneOfKind } from './account-kind.ts';
import { sessionEnded } from './identity-events.ts';
import { mayEndSession } from './identity-permissions.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { closeSession } from './session-store.ts';

interface EndSession {
  readonly tokenHash: Buffer;
}

function endSessionFor(kind: AccountKind) {
  return command<EndSession, undefined, Buffer, undefined, IdentityTables>({
    name: `end-${kind}-session`,
    zone: zoneOfKind[kind],
    audience: [kind],
    load: async () => undefined,
    permission: (actor) => mayEndSession(actor, kind),
    object: () => ({ kind }),
    decide(_loaded, { tokenHash }, { actor }) {
      const accountId = actorIdOf(actor);
      return {
        change: tokenHash,
        answer: undefined,
        events: accountId === undefined ? [] : [sessionEnded(kind, accountId)],
      };
    },
    store: (db, tokenHash, { now }) => closeSession(db, tokenHash, now),
  });
}

export const endSession = { resident: endSessionFor('resident'), officer: endSessionFor('officer') };
