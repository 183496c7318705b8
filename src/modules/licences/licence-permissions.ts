// Owns who may do what with licences; every rule reads as a sentence.
import { type Actor, findPost, organIdsOf } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';

/** Whose posts let them read licences: those that handle or supervise cases. The administrators (三员) see none. */
export const readingRoles = [
  'window-clerk',
  'reviewer',
  'approver',
  'organ-head',
  'supervisor',
] as const satisfies readonly Role[];

/** Who decides for the organ: on a licence, on another term, and whether what was entered from paper is right. */
export const decidingRoles = ['approver', 'organ-head'] as const satisfies readonly Role[];

/** Who takes applications in, and enters papers. */
export const enteringRoles = ['window-clerk', 'approver', 'organ-head'] as const satisfies readonly Role[];

/** A licence may be read by officers who hold a reading post in the organ that issued it. */
export function mayRead(actor: Actor, record: { readonly organId: Id }): boolean {
  return findPost(actor, record.organId, readingRoles) !== undefined;
}

/** Licences may be searched by officers who may read those of at least one organ. */
export function maySearch(actor: Actor): boolean {
  return organIdsOf(actor).some((organId) => mayRead(actor, { organId }));
}

/** What becomes of a licence is for whoever decides in the organ that issued it. */
export function mayDecide(actor: Actor, record: { readonly organId: Id }): boolean {
  return findPost(actor, record.organId, decidingRoles) !== undefined;
}

/** Papers and applications are entered for an organ by those who take them in there. */
export function mayEnter(actor: Actor, record: { readonly organId: Id }): boolean {
  return findPost(actor, record.organId, enteringRoles) !== undefined;
}

/** What was entered is looked at by those who enter and by those who check, of at least one organ. */
export function maySeeImports(actor: Actor): boolean {
  return organIdsOf(actor).some((organId) => mayEnter(actor, { organId }));
}

/** Two pairs of eyes: whoever entered a file does not decide on it. */
export function mayCheckImport(
  actor: Actor,
  batch: { readonly organId: Id; readonly enteredBy: Id },
): boolean {
  return mayDecide(actor, batch) && actor.kind === 'officer' && actor.id !== batch.enteredBy;
}

/** A licence is shown by the one who holds it; the walls hide it from everybody else. */
export function isHolder(actor: Actor, licence: { readonly holderId: Id | null }): boolean {
  return actor.kind === 'resident' && actor.id === licence.holderId;
}

export function isResident(actor: Actor): boolean {
  return actor.kind === 'resident';
}

/** What the platform itself does on an event or a day. */
export function isSystem(actor: Actor): boolean {
  return actor.kind === 'system';
}
