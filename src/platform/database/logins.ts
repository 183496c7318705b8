// Owns the names of the database logins; refuses a name that doesn't carry its database's.
import type { Zone } from '#kernel/zones';

/** What a connection may be: a zone's processes that answer requests, or a zone's worker. */
export const loginKinds = ['internet', 'extranet', 'intranet', 'worker_internet', 'worker_extranet'] as const;
export type LoginKind = (typeof loginKinds)[number];

/** The login for requests of a zone has the zone's name. */
export function loginOfZone(zone: Zone): LoginKind {
  return zone;
}

/** The zone that a login belongs to: its own name without `worker_`. */
export function zoneOfLogin(kind: LoginKind): Zone {
  if (kind === 'worker_internet') return 'internet';
  return kind === 'worker_extranet' ? 'extranet' : kind;
}

/** The role's name in the cluster: `yizhan_internet` for the database `yizhan`, so that two installations never share one. */
export function roleName(rolePrefix: string, kind: LoginKind): string {
  const name = `${rolePrefix}_${kind}`;
  if (Buffer.byteLength(name) > 63)
    throw new Error(`The role name ${name} is longer than PostgreSQL's 63 bytes.`);
  return name;
}
