// Owns who may do what with drafts, applications and cases; every rule reads as a sentence.
import { type Actor, findPost, organIdsOf } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import type { ProcessInstance } from '#modules/work';
import { type Case, rolesForAction } from './case.ts';
import type { CaseAction } from './contract.ts';

/** Drafts and applications are the resident's whose they are. */
export function isOwn(actor: Actor, record: { readonly residentId: Id }): boolean {
  return actor.kind === 'resident' && actor.id === record.residentId;
}

/** A case may be read by officers who hold any post in its organ. */
export function isOfOwnOrgan(actor: Actor, record: { readonly organId: Id }): boolean {
  return organIdsOf(actor).includes(record.organId);
}

/**
 * An action on a case belongs to whoever holds, in the case's organ, a post to which the process offers it
 * (candidate groups of the model: data/<city>/processes).
 */
export function mayAct(action: CaseAction) {
  return (actor: Actor, loaded: { readonly theCase: Case; readonly instance: ProcessInstance }): boolean =>
    findPost(actor, loaded.theCase.organId, rolesForAction(loaded.instance, action)) !== undefined;
}

/** What the platform itself does on an event or a timer. */
export function isSystem(actor: Actor): boolean {
  return actor.kind === 'system';
}
