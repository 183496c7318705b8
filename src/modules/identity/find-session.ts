// Owns the question whose session a request carries; refuses sessions that ended, idled or expired.
import type { Actor } from '#kernel/actors';
import { isRole } from '#kernel/roles';
import type { Zone } from '#kernel/zones';
import { sha256 } from '#platform/crypto';
import { asNobody, loginOfZone, lookTogether, type Pools } from '#platform/database';
import type { SignedIn } from '#platform/http';
import type { IdentityTables } from './identity-tables.gen.ts';
import { realNameLevelOf } from './real-name-level.ts';
import { findSessionRows, type SessionRow, touchSession } from './session-store.ts';

/** How far last_seen_at may lag behind: a write for every request would be one too many. */
const touchEveryMs = 60_000;

/** Whose session it is that bears the token; `isAttended` false leaves it to idle out. */
type FindSession = (
  zone: Zone,
  token: string,
  now: Date,
  isAttended: boolean,
) => Promise<SignedIn | undefined>;

/**
 * Whom a session belongs to, or undefined. It precedes every use case, since it says who acts: so it is the one read that
 * runs outside of runUseCase, as nobody, through one function of the database. What it finds is what the actor may do
 * from now on, so posts that ended since the last request are gone. Those who come at the same moment share a look that
 * begins after they came: a session that was ended anywhere is ended for the next request.
 */
export function createFindSession(pools: Pools, idleMinutes: number): FindSession {
  const lookIn = (zone: Zone) =>
    lookTogether<SessionQuestion, SessionRow | undefined>((asked) =>
      asNobody<IdentityTables, readonly (SessionRow | undefined)[]>(pools.get(loginOfZone(zone)), (db) =>
        findSessionRows(db, asked, idleMinutes),
      ),
    );
  const looks = { internet: lookIn('internet'), extranet: lookIn('extranet') };
  // Where sessions idle out quickly the lag must stay small beside that time.
  const lagMs = Math.min(touchEveryMs, idleMinutes * 15_000);
  return async (zone, token, at, isAttended) => {
    // Nobody signs in to the classified networks yet; their login holds no grant on identity.
    if (zone === 'intranet') return undefined;
    const tokenHash = sha256(token);
    const row = await looks[zone]({ tokenHash, at });
    if (row === undefined) return undefined;
    if (isAttended && at.getTime() - row.lastSeenAt.getTime() >= lagMs) {
      await asNobody<IdentityTables, void>(pools.get(loginOfZone(zone)), (db) =>
        touchSession(db, tokenHash, at),
      );
    }
    return { actor: actorOf(row), displayName: row.displayName };
  };
}

/** The same for one who asks alone. */
export async function findSession(
  pools: Pools,
  zone: Zone,
  token: string,
  now: Date,
  idleMinutes: number,
  isAttended = true,
): Promise<SignedIn | undefined> {
  return await createFindSession(pools, idleMinutes)(zone, token, now, isAttended);
}

interface SessionQuestion {
  readonly tokenHash: Buffer;
  readonly at: Date;
}

function actorOf(row: SessionRow): Actor {
  if (row.accountKind === 'resident') {
    return { kind: 'resident', id: row.accountId, realNameLevel: realNameLevelOf(row.realNameLevel) };
  }
  const posts = row.posts.flatMap(({ role, ...post }) => (isRole(role) ? [{ ...post, role }] : []));
  return { kind: 'officer', id: row.accountId, posts };
}
