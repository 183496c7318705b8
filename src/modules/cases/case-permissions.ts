// Owns who may do what with drafts, applications and cases; every rule reads as a sentence.
import { type Actor, findPost, organIdsOf } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import type { ProcessInstance } from '#modules/work';
import { type Case, rolesForAction } from './case.ts';
import type { CaseAction } from './contract.ts';
import { type Procedure, procedureRules } from './procedure.ts';

/** Drafts and applications are the resident's whose they are. */
export function isOwn(actor: Actor, record: { readonly residentId: Id }): boolean {
  return actor.kind === 'resident' && actor.id === record.residentId;
}

/**
 * Whose posts let them read cases. The three administrators (三员) see no business data, and the catalogue's editors
 * need none.
 */
export const readingRoles = [
  'window-clerk',
  'reviewer',
  'approver',
  'organ-head',
  'supervisor',
] as const satisfies readonly Role[];

/** A case may be read by officers who hold, in its organ, a post that handles or supervises cases. */
export function mayRead(actor: Actor, record: { readonly organId: Id }): boolean {
  return findPost(actor, record.organId, readingRoles) !== undefined;
}

/** Papers are handed over by the clerk at the window or whoever handles the cases, of the case's organ. */
export function mayDeliver(actor: Actor, record: { readonly organId: Id }): boolean {
  return findPost(actor, record.organId, ['window-clerk', 'reviewer', 'approver']) !== undefined;
}

/** The counter of an organ is worked at by its window clerks; what one began another of them may go on with. */
export function worksAtCounter(actor: Actor, { organId }: { readonly organId: Id }): boolean {
  return findPost(actor, organId, ['window-clerk']) !== undefined;
}

/** Results of the district are handed out by whoever works at one of its counters: the database asks where. */
export function isWindowClerk(actor: Actor): boolean {
  return organIdsOf(actor).some((organId) => worksAtCounter(actor, { organId }));
}

/** Cases may be searched by officers who may read those of at least one organ. */
export function maySearch(actor: Actor): boolean {
  return organIdsOf(actor).some((organId) => mayRead(actor, { organId }));
}

/**
 * An action on a case belongs to whoever holds, in the case's organ, a post to which the process offers it
 * (candidate groups of the model: data/<city>/processes).
 */
export function mayAct(action: CaseAction) {
  return (
    actor: Actor,
    loaded: { readonly theCase: Case; readonly instance: ProcessInstance | undefined },
  ): boolean =>
    findPost(actor, loaded.theCase.organId, rolesForAction(loaded.instance, action)) !== undefined;
}

/** A procedure is ended by whoever holds a post for its kind, in the organ that is asked or else in the case's. */
export function mayConclude(
  actor: Actor,
  { procedure }: { readonly procedure: Pick<Procedure, 'kind' | 'organId' | 'askedOrganId'> },
): boolean {
  const { endedBy } = procedureRules[procedure.kind];
  return (
    endedBy !== 'applicant' &&
    findPost(actor, procedure.askedOrganId ?? procedure.organId, endedBy) !== undefined
  );
}

/** A procedure may be read in the organ whose case it is, in the organ that is asked, and in those that take part. */
export function mayReadProcedure(
  actor: Actor,
  { organId, askedOrganId, detail }: Pick<Procedure, 'organId' | 'askedOrganId' | 'detail'>,
): boolean {
  const organs = [organId, askedOrganId, ...(detail.participants ?? []).map((one) => one.id)];
  return organs.some((one) => one !== null && mayRead(actor, { organId: one }));
}

/** What the platform itself does on an event or a timer. */
export function isSystem(actor: Actor): boolean {
  return actor.kind === 'system';
}
