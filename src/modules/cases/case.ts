// Owns what a case is: status, what may be done when, and by whom; pure. Refuses an action that is in no table.
import type { CompiledProcess } from '#engines/bpmn';
import { type Actor, findPost } from '#kernel/actors';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { isRole, type Role } from '#kernel/roles';
import type { Text } from '#kernel/texts';
import { findOfferedPost, isFreeFor, type ProcessInstance, type SubjectTask } from '#modules/work';
import { type CaseAction, type CaseMode, type CaseStatus, caseActions, type FreeAction } from './contract.ts';

/** A case as use cases load it. */
export interface Case {
  readonly id: Id;
  readonly applicationId: Id;
  readonly number: string;
  readonly serviceKey: string;
  readonly serviceVersionId: Id;
  readonly serviceName: Text;
  readonly organId: Id;
  readonly organName: Text;
  readonly districtCode: string;
  readonly residentId: Id;
  readonly applicantName: string;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly mode: CaseMode;
  /** Applied for together with others (行政许可法 第二十六条). */
  readonly together: boolean;
  /** Requirement keys that the applicant undertook to supply later. */
  readonly deferred: readonly string[];
  readonly revision: number;
  readonly waitsForCaseId: Id | null;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly openedAt: Date;
}

/** What the law allows in each status; the process says in which order. */
export const actionsOfStatus = {
  waiting: ['terminate'],
  received: [
    'accept',
    'refuse-acceptance',
    'request-correction',
    'decide-on-the-spot',
    'transfer',
    'terminate',
  ],
  correcting: ['terminate'],
  accepted: ['review', 'inspect', 'decide', 'extend', 'open-procedure', 'terminate'],
  stopped: ['terminate'],
  granted: [],
  refused: [],
  'not-accepted': [],
  withdrawn: [],
  terminated: [],
} as const satisfies Record<CaseStatus, readonly CaseAction[]>;

/** The statuses in which a case has not come to its end: the applicant may withdraw it (行政许可法 names no obstacle). */
export const openStatuses = ['waiting', 'received', 'correcting', 'accepted', 'stopped'] as const;

export function isOpen(status: CaseStatus): boolean {
  return openStatuses.some((open) => open === status);
}

/**
 * Whose the actions are that complete no task of the process: they stand beside it. Extending is the head's own
 * (行政许可法 第四十二条第一款: 经本行政机关负责人批准).
 */
export const rolesOfFreeAction = {
  'decide-on-the-spot': ['approver'],
  extend: ['organ-head'],
  'open-procedure': ['reviewer', 'approver'],
  transfer: ['reviewer', 'approver'],
  terminate: ['approver'],
} as const satisfies Record<FreeAction, readonly Role[]>;

export function isFreeAction(action: CaseAction): action is FreeAction {
  return Object.hasOwn(rolesOfFreeAction, action);
}

/**
 * Which actions complete a task, by its element in the process. `accept-corrected` has no second correction: the
 * notice is given once (行政许可法 第三十二条第一款第四项).
 */
export const actionsOfElement: Readonly<Record<string, readonly CaseAction[]>> = {
  accept: ['accept', 'refuse-acceptance', 'request-correction'],
  'accept-corrected': ['accept', 'refuse-acceptance'],
  review: ['review'],
  inspect: ['inspect'],
  decide: ['decide'],
};

/** The open element that an action completes now; undefined where the state of the case forbids the action. */
export function findElementFor(
  theCase: Pick<Case, 'status'>,
  openElements: readonly string[],
  action: CaseAction,
): string | undefined {
  const allowed: readonly CaseAction[] = actionsOfStatus[theCase.status];
  if (!allowed.includes(action)) return undefined;
  return openElements.find((element) => actionsOfElement[element]?.includes(action) === true);
}

/** The roles to which the process offers an action, whether its task is open now or not; none before it began. */
export function rolesForAction(instance: ProcessInstance | undefined, action: CaseAction): readonly Role[] {
  if (isFreeAction(action)) return rolesOfFreeAction[action];
  // Before receipt nobody can do it yet; who could later is told that it is not yet time, and others nothing.
  if (instance === undefined) return action === 'decide' ? ['approver'] : ['reviewer'];
  const { elements }: CompiledProcess['description'] = instance.process.description;
  const groups = elements.flatMap((element) =>
    element.kind === 'userTask' && actionsOfElement[element.id]?.includes(action) === true
      ? (element.candidateGroups ?? '').split(',')
      : [],
  );
  return groups.map((group) => group.trim()).filter(isRole);
}

/** What there is to know of a case to say what may be done with it now. */
export interface CaseStanding {
  readonly theCase: Pick<Case, 'status' | 'organId'>;
  readonly openTasks: readonly SubjectTask[];
  /** The actions beside the process for which everything is given (free-actions.ts). */
  readonly offered: readonly FreeAction[];
  /** Whether an open procedure keeps the organ from deciding. */
  readonly decisionBlocked: boolean;
  /** Who presides over its hearings, and so reviews nothing (行政许可法 第四十八条第一款第三项). */
  readonly presidingIds: ReadonlySet<Id>;
}

/** What the actor may do with the case now: its status, the open tasks and the actor's posts all allow it. */
export function listAllowedActions(actor: Actor, standing: CaseStanding): readonly CaseAction[] {
  const { theCase, openTasks, offered, decisionBlocked, presidingIds } = standing;
  const presides = actor.kind === 'officer' && presidingIds.has(actor.id);
  const allowed: readonly CaseAction[] = actionsOfStatus[theCase.status];
  return caseActions.filter((action) => {
    if (!allowed.includes(action) || (action === 'decide' && decisionBlocked)) return false;
    if (presides && (action === 'review' || action === 'inspect')) return false;
    if (isFreeAction(action))
      return (
        offered.includes(action) && findPost(actor, theCase.organId, rolesOfFreeAction[action]) !== undefined
      );
    return openTasks.some(
      (task) =>
        findElementFor(theCase, [task.element], action) !== undefined &&
        findOfferedPost(actor, { ...task, organId: theCase.organId }) !== undefined &&
        isFreeFor(actor, task),
    );
  });
}
