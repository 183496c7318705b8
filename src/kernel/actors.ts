// Owns who acts; refuses an actor without a kind.
import type { Id } from './ids.ts';
import type { Role } from './roles.ts';

/** A post that an officer holds now, or fills for an absent colleague: a role in one organ. */
export interface HeldPost {
  readonly postId: Id;
  readonly organId: Id;
  readonly role: Role;
  /** The colleague for whom the officer stands in; own posts have none. */
  readonly actingForId?: Id;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

/** A resident who signed in. `realNameLevel` 1: self-declared; 2: matched with a register; 3: seen in person. */
export interface ResidentActor {
  readonly kind: 'resident';
  readonly id: Id;
  readonly realNameLevel: 1 | 2 | 3;
}

export interface OfficerActor {
  readonly kind: 'officer';
  readonly id: Id;
  /** Own posts first: whoever may do something by them does it in their own name. */
  readonly posts: readonly HeldPost[];
}

/** The platform itself, acting on an event, a timer or a job; `name` says which part of it. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

export type Actor = AnonymousActor | ResidentActor | OfficerActor | SystemActor;

export const anonymous: AnonymousActor = { kind: 'anonymous' };

/** The id under which the actor appears in events and audit; none for anonymous and system actors. */
export function actorIdOf(actor: Actor): Id | undefined {
  return actor.kind === 'resident' || actor.kind === 'officer' ? actor.id : undefined;
}

/** The organs for which the actor may act now, each once. */
export function organIdsOf(actor: Actor): readonly Id[] {
  return actor.kind === 'officer' ? [...new Set(actor.posts.map((post) => post.organId))] : [];
}

/** The post with one of these roles that the actor holds in the organ, if any. */
export function findPost(actor: Actor, organId: Id, among: readonly Role[]): HeldPost | undefined {
  if (actor.kind !== 'officer') return undefined;
  return actor.posts.find((post) => post.organId === organId && among.includes(post.role));
}

/** The posts that the actor holds, without those that they fill for absent colleagues. */
export function ownPostsOf(actor: Actor): readonly HeldPost[] {
  return actor.kind === 'officer' ? actor.posts.filter(({ actingForId }) => actingForId === undefined) : [];
}

/** The colleagues for whom the actor stands in now. */
export function absentColleaguesOf(actor: Actor): readonly Id[] {
  if (actor.kind !== 'officer') return [];
  return [...new Set(actor.posts.flatMap(({ actingForId }) => actingForId ?? []))];
}

/** The officer with own posts, and of those that are filled for others only these. */
export function actorFor(actor: OfficerActor, absentId: Id | undefined): OfficerActor {
  return {
    ...actor,
    posts: actor.posts.filter(({ actingForId }) => actingForId === undefined || actingForId === absentId),
  };
}
