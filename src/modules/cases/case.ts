// Owns what a case is: status, what may be done when, and by whom; pure. Refuses an action that is in no table.
import type { CompiledProcess } from '#engines/bpmn';
import { type Actor, findPost } from '#kernel/actors';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { isRole, type Role } from '#kernel/roles';
import type { Text } from '#kernel/texts';
import type { ProcessInstance, SubjectTask } from '#modules/work';
import { type CaseAction, type CaseStatus, caseActions } from './contract.ts';

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
  readonly status: CaseStatus;
  readonly revision: number;
  readonly waitsForCaseId: Id | null;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly openedAt: Date;
}

/** What the law allows in each status; the process says in which order. */
export const actionsOfStatus = {
  waiting: [],
  received: ['accept', 'refuse-acceptance', 'request-correction'],
  correcting: [],
  accepted: ['review', 'inspect', 'decide'],
  granted: [],
  refused: [],
  'not-accepted': [],
  stopped: [],
} as const satisfies Record<CaseStatus, readonly CaseAction[]>;

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

/** The roles to which the process offers an action, whether its task is open now or not. */
export function rolesForAction(instance: ProcessInstance, action: CaseAction): readonly Role[] {
  const { elements }: CompiledProcess['description'] = instance.process.description;
  const groups = elements.flatMap((element) =>
    element.kind === 'userTask' && actionsOfElement[element.id]?.includes(action) === true
      ? (element.candidateGroups ?? '').split(',')
      : [],
  );
  return groups.map((group) => group.trim()).filter(isRole);
}

/** What the actor may do with the case now: its status, the open tasks and the actor's posts all allow it. */
export function listAllowedActions(
  actor: Actor,
  theCase: Pick<Case, 'status' | 'organId'>,
  openTasks: readonly SubjectTask[],
): readonly CaseAction[] {
  return caseActions.filter((action) =>
    openTasks.some(
      (task) =>
        findElementFor(theCase, [task.element], action) !== undefined &&
        findPost(actor, theCase.organId, task.candidateRoles.filter(isRole)) !== undefined,
    ),
  );
}
