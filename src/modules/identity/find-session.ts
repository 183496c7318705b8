// Owns the question whose session a request carries; refuses sessions that ended, idled or expired.
import { type Actor, anonymous } from '#kernel/actors';
import { isRole } from '#kernel/roles';
import type { Zone } from '#kernel/zones';
import { sha256 } from '#platform/crypto';
import { inTransaction, loginOfZone, type Pools } from '#platform/database';
import type { SignedIn } from '#platform/http';
import type { IdentityTables } from './identity-tables.gen.ts';
import { realNameLevelOf } from './real-name-level.ts';
import { findSessionRow, type SessionRow, touchSession } from './session-store.ts';

/** How far last_seen_at may lag behind: a write for every request would be one too many. */
const touchEveryMs = 60_000;

/**
 * Whom the session belongs to, or undefined. What a page asks for by itself (`isAttended` false) leaves the session to
 * idle out. It precedes every use case, since it says who acts: so it is the one read
 * that runs outside of runUseCase, as nobody, in a transaction of its own, through one function of the database. What
 * it finds is what the actor may do from now on, so posts that ended since the last request are gone.
 */
export async function findSession(
  pools: Pools,
  zone: Zone,
  token: string,
  now: Date,
  idleMinutes: number,
  isAttended = true,
): Promise<SignedIn | undefined> {
  // Nobody signs in to the classified networks yet; their login holds no grant on identity.
  if (zone === 'intranet') return undefined;
  const tokenHash = sha256(token);
  const pool = pools.get(loginOfZone(zone));
  const row = await inTransaction<IdentityTables, SessionRow | undefined>(
    pool,
    anonymous,
    { readOnly: false },
    async (db) => {
      const found = await findSessionRow(db, tokenHash, now, idleMinutes);
      // Where sessions idle out quickly the lag must stay small beside that time.
      const lagMs = Math.min(touchEveryMs, idleMinutes * 15_000);
      if (found !== undefined && isAttended && now.getTime() - found.lastSeenAt.getTime() >= lagMs) {
        await touchSession(db, tokenHash, now);
      }
      return found;
    },
  );
  return row === undefined ? undefined : { actor: actorOf(row), displayName: row.displayName };
}

function actorOf(row: SessionRow): Actor {
  if (row.accountKind === 'resident') {
    return { kind: 'resident', id: row.accountId, realNameLevel: realNameLevelOf(row.realNameLevel) };
  }
  const posts = row.posts.flatMap(({ role, ...post }) => (isRole(role) ? [{ ...post, role }] : []));
  return { kind: 'officer', id: row.accountId, posts };
}
