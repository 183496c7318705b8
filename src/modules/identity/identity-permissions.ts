// Owns who may do what with sessions and accounts; refuses nothing that the walls don't refuse as well.
import type { Actor } from '#kernel/actors';
import type { AccountKind } from './account-kind.ts';

/** Whoever comes may try to sign in: visitors, and those who are signed in and want to be somebody else. */
export function mayTryToSignIn(): boolean {
  return true;
}

/** A session is ended by the one who has it. */
export function mayEndSession(actor: Actor, kind: AccountKind): boolean {
  return actor.kind === kind;
}

/** The names of organs and posts are public; a visitor is told that they are nobody. */
export function maySeeNamesOfPosts(): boolean {
  return true;
}

/** Only the platform itself clears away what no longer decides anything. */
export function maySweepSignIns(actor: Actor): boolean {
  return actor.kind === 'system';
}
