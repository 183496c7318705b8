// Owns what every step on a case loads: the case, its process, service and calendar; refuses a step on an old view.
import type { Calendar } from '#engines/clock';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { getServiceVersion } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import {
  advanceInstance,
  type Clock,
  endClocks,
  findAndLockInstance,
  findOpenTaskId,
  getCalendar,
  listClocks,
  listOpenElements,
  type ProcessChange,
  type ProcessInstance,
  storeClocks,
  storeProcessChange,
} from '#modules/work';
import type { ClockKind } from '#modules/work/contract';
import type { AuditObject } from '#platform/audit';
import type { Db } from '#platform/database';
import type { UseCaseContext } from '#platform/use-case';
import { type Case, findElementFor } from './case.ts';
import { type CaseChange, lockCase, updateCase } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseAction } from './contract.ts';
import { caseMessages } from './messages.ts';
import type { Procedure } from './procedure.ts';
import { insertProcedures, listOpenProcedures, type NewProcedure } from './procedure-store.ts';

export interface CaseAtWork {
  readonly theCase: Case;
  /** Undefined before receipt: a case that waits has no process yet. */
  readonly instance: ProcessInstance | undefined;
  readonly service: ServiceContent;
  readonly calendar: Calendar;
  /** The clocks that still run. */
  readonly clocks: readonly Clock[];
  /** The procedures beside it that are open. */
  readonly procedures: readonly Procedure[];
}

/** Locks the case, then its process, always in this order. Throws AppError 'not-found' where the walls hide it. */
export async function loadCaseAtWork(db: Db<CasesTables>, caseId: Id): Promise<CaseAtWork> {
  const theCase = await lockCase(db, caseId);
  return {
    theCase,
    instance: await findAndLockInstance(db, caseId),
    service: (await getServiceVersion(db, theCase.serviceVersionId)).content,
    calendar: await getCalendar(db),
    clocks: (await listClocks(db, [caseId])).filter((clock) => clock.endedAt === null),
    procedures: await listOpenProcedures(db, caseId),
  };
}

/** What the audit says of a step on a case: which case, and of which organ where it was found. */
export function aboutCase(
  { caseId }: { readonly caseId: Id },
  loaded: { readonly theCase: Pick<Case, 'organId'> } | undefined,
): AuditObject & { readonly organId?: Id } {
  return { kind: 'case', id: caseId, ...(loaded === undefined ? {} : { organId: loaded.theCase.organId }) };
}

/** What a step on a case writes, in one transaction. */
export interface CaseStep {
  readonly change: CaseChange;
  /** Undefined where the process doesn't move, as with an extension. */
  readonly process: ProcessChange | undefined;
  readonly endClocks: readonly ClockKind[];
  readonly startClocks: readonly Clock[];
  readonly openProcedures?: readonly NewProcedure[];
}

export async function storeCaseStep(
  db: Db<CasesTables>,
  step: CaseStep,
  context: UseCaseContext,
): Promise<void> {
  await updateCase(db, step.change);
  if (step.process !== undefined) await storeProcessChange(db, step.process, context);
  await endClocks(db, step.change.caseId, step.endClocks, context.now);
  await storeClocks(db, step.startClocks);
  await insertProcedures(db, step.openProcedures ?? [], context.now);
}

/**
 * Moves the process by an officer's action. Throws AppError 'conflict': `case-changed` where the officer looked at an
 * earlier revision, `not-now` where the state of the case does not allow the action.
 */
export function completeAction(
  { theCase, instance }: CaseAtWork,
  action: CaseAction,
  shownRevision: number,
  variables: Readonly<Record<string, string>>,
  now: Date,
): ProcessChange {
  assertShown(theCase, shownRevision);
  const taskId = instance === undefined ? undefined : findTaskFor(theCase, instance, action);
  if (instance === undefined || taskId === undefined) throw notNow();
  return advanceInstance(instance, { type: 'completeTask', taskId, variables }, now);
}

function findTaskFor(theCase: Case, instance: ProcessInstance, action: CaseAction): string | undefined {
  const element = findElementFor(theCase, listOpenElements(instance), action);
  return element === undefined ? undefined : findOpenTaskId(instance, element);
}

/** Throws AppError 'conflict' `case-changed` where the officer looked at an earlier revision. */
export function assertShown(theCase: Case, shownRevision: number): void {
  if (theCase.revision !== shownRevision)
    throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
}

export function notNow(): AppError {
  return new AppError('conflict', 'not-now', caseMessages.notNow);
}

export function runningClock(atWork: CaseAtWork, kind: ClockKind): Clock | undefined {
  return atWork.clocks.find((clock) => clock.kind === kind);
}
