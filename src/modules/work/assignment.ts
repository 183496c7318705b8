// Owns whose an open task is and what may be made of it; pure. Refuses each act with a sentence on how the task stands.
import {
  type Actor,
  absentColleaguesOf,
  actorIdOf,
  findPost,
  type HeldPost,
  type OfficerActor,
} from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { isRole } from '#kernel/roles';
import { fillText, type Text } from '#kernel/texts';
import type { AssignmentAct, HolderKind, HolderView } from './assignment-contract.ts';
import { assignmentMessages } from './assignment-messages.ts';

/** A task as its assignment sees it. */
export interface AssignableTask {
  readonly id: Id;
  readonly subjectKind: string;
  readonly subjectId: Id;
  readonly organId: Id;
  readonly candidateRoles: readonly string[];
  readonly assigneeId: Id | null;
  readonly delegatedBy: Id | null;
  readonly endedAt: Date | null;
  readonly completedBy: Id | null;
}

export interface AssignmentWish {
  readonly act: AssignmentAct;
  /** Who had it when the officer looked. */
  readonly seenHolderId: Id | null;
  readonly colleagueId: Id | undefined;
}

/** What is known beside the task. */
export interface AssignmentFacts {
  readonly actor: OfficerActor;
  readonly names: ReadonlyMap<Id, string>;
  /** Who holds a post for it today and is not away, by the task's id. */
  readonly colleagues: ReadonlyMap<Id, ReadonlySet<Id>>;
}

/** Whose it is from now on. */
export interface Assignment {
  readonly assigneeId: Id | null;
  readonly delegatedBy: Id | null;
}

type Offered = Pick<AssignableTask, 'organId' | 'candidateRoles'>;

/** The post by which the task is offered to the officer: one of their own where they have one for it. */
export function findOfferedPost(actor: Actor, { organId, candidateRoles }: Offered): HeldPost | undefined {
  return findPost(actor, organId, candidateRoles.filter(isRole));
}

/** The head of an organ distributes its work without a post for it. */
export function mayAssign(actor: OfficerActor, task: AssignableTask, act: AssignmentAct): boolean {
  return (
    findOfferedPost(actor, task) !== undefined ||
    (act === 'transfer' && findPost(actor, task.organId, ['organ-head']) !== undefined)
  );
}

function holderKindOf(actor: Actor, holderId: Id | null): HolderKind {
  if (holderId === null) return 'nobody';
  if (holderId === actorIdOf(actor)) return 'me';
  return absentColleaguesOf(actor).includes(holderId) ? 'absent' : 'colleague';
}

/** Who has the task, as its reader is shown it. */
export function holderViewOf(
  actor: Actor,
  { assigneeId, delegatedBy }: Pick<AssignableTask, 'assigneeId' | 'delegatedBy'>,
  names: ReadonlyMap<Id, string>,
): HolderView {
  return {
    kind: holderKindOf(actor, assigneeId),
    id: assigneeId,
    name: assigneeId === null ? '' : (names.get(assigneeId) ?? ''),
    delegatedByName: delegatedBy === null ? null : (names.get(delegatedBy) ?? ''),
  };
}

/** Whether the officer may complete the task as far as whose it is: nobody's, theirs or an absent colleague's, not lent. */
export function isFreeFor(actor: Actor, task: Pick<AssignableTask, 'assigneeId' | 'delegatedBy'>): boolean {
  return task.delegatedBy === null && holderKindOf(actor, task.assigneeId) !== 'colleague';
}

/** Whose the task is after the act, or the sentence that says why it stays as it is. */
export function assign(
  task: AssignableTask,
  wish: AssignmentWish,
  facts: AssignmentFacts,
): Assignment | Text {
  return findChange(task, wish, facts) ?? assignments[wish.act](task, wish, facts);
}

/** What became of the task since the officer looked. */
function findChange(task: AssignableTask, wish: AssignmentWish, facts: AssignmentFacts): Text | undefined {
  const { endedAt, completedBy, assigneeId } = task;
  if (endedAt !== null)
    return completedBy === null
      ? assignmentMessages.isCancelled
      : fillText(assignmentMessages.isDone, { name: nameOf(facts, completedBy) });
  if (assigneeId === wish.seenHolderId) return undefined;
  if (assigneeId === null) return assignmentMessages.isUnclaimed;
  if (assigneeId === facts.actor.id) return assignmentMessages.isYours;
  return fillText(assignmentMessages.isOf, { name: nameOf(facts, assigneeId) });
}

/**
 * In whose name the officer takes a task: their own, or by whose post it is offered to them. What a substitute takes so is
 * the absent colleague's, and stays theirs when the days are over.
 */
function takerOf(actor: OfficerActor, task: AssignableTask): Id {
  return findOfferedPost(actor, task)?.actingForId ?? actor.id;
}

type Assign = (task: AssignableTask, wish: AssignmentWish, facts: AssignmentFacts) => Assignment | Text;

const assignments = {
  claim: (task, _wish, facts) =>
    task.assigneeId === null
      ? { assigneeId: takerOf(facts.actor, task), delegatedBy: null }
      : whose(task, facts),
  'give-back': (task, _wish, facts) =>
    standsWith(task, facts)
      ? (notDelegated(task, facts) ?? { assigneeId: null, delegatedBy: null })
      : whose(task, facts),
  'take-over': (task, _wish, facts) => {
    if (task.assigneeId === null) return assignmentMessages.isUnclaimed;
    const assigneeId = takerOf(facts.actor, task);
    return assigneeId === task.assigneeId ? whose(task, facts) : { assigneeId, delegatedBy: null };
  },
  transfer: (task, { colleagueId }, facts) => {
    const isHead = findPost(facts.actor, task.organId, ['organ-head']) !== undefined;
    if (task.assigneeId !== null && !isHead && !standsWith(task, facts)) return whose(task, facts);
    return (
      (isHead ? undefined : notDelegated(task, facts)) ??
      cannotGet(task, colleagueId, facts) ?? { assigneeId: colleagueId ?? null, delegatedBy: null }
    );
  },
  delegate: (task, { colleagueId }, facts) => {
    if (task.assigneeId !== null && !standsWith(task, facts)) return whose(task, facts);
    const delegatedBy = task.assigneeId ?? takerOf(facts.actor, task);
    return (
      notDelegated(task, facts) ??
      (colleagueId === delegatedBy ? assignmentMessages.notToYourself : undefined) ??
      cannotGet(task, colleagueId, facts) ?? { assigneeId: colleagueId ?? null, delegatedBy }
    );
  },
  return: (task, _wish, facts) => {
    if (task.delegatedBy === null) return assignmentMessages.isNotDelegated;
    if (!standsWith(task, facts)) return whose(task, facts);
    // To a colleague who lost the post or is away today it goes by way of the post, where somebody sees it.
    const isThere = facts.colleagues.get(task.id)?.has(task.delegatedBy) === true;
    return { assigneeId: isThere ? task.delegatedBy : null, delegatedBy: null };
  },
} as const satisfies Record<AssignmentAct, Assign>;

/** The officer's own, or that of a colleague for whom they stand in. */
function standsWith({ assigneeId }: AssignableTask, { actor }: AssignmentFacts): boolean {
  const kind = holderKindOf(actor, assigneeId);
  return kind === 'me' || kind === 'absent';
}

function notDelegated({ delegatedBy }: AssignableTask, facts: AssignmentFacts): Text | undefined {
  return delegatedBy === null
    ? undefined
    : fillText(assignmentMessages.isDelegated, { name: nameOf(facts, delegatedBy) });
}

function cannotGet(
  task: AssignableTask,
  colleagueId: Id | undefined,
  facts: AssignmentFacts,
): Text | undefined {
  if (colleagueId === undefined) return assignmentMessages.colleagueNeeded;
  if (colleagueId === task.assigneeId)
    return fillText(assignmentMessages.isOf, { name: nameOf(facts, colleagueId) });
  return facts.colleagues.get(task.id)?.has(colleagueId) === true
    ? undefined
    : assignmentMessages.noPostForIt;
}

function whose({ assigneeId }: AssignableTask, facts: AssignmentFacts): Text {
  if (assigneeId === null) return assignmentMessages.isUnclaimed;
  if (assigneeId === facts.actor.id) return assignmentMessages.isYours;
  return fillText(assignmentMessages.isOf, { name: nameOf(facts, assigneeId) });
}

function nameOf({ names }: AssignmentFacts, id: Id): string {
  return names.get(id) ?? '';
}
