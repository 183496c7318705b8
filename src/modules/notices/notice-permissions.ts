// Owns who may read notices and have them mailed; refuses residents each other's.
import type { Actor } from '#kernel/actors';

/** Residents read the notices that were given to them; which these are, the reader's own id says, not the request. */
export function mayReadOwnNotices(actor: Actor): boolean {
  return actor.kind === 'resident';
}

/** Mail is the platform's own doing. */
export function mayMailNotices(actor: Actor): boolean {
  return actor.kind === 'system';
}
