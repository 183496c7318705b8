// Owns when the actions beside the process are open: on the spot, extension, procedures, transfer, termination; pure.
import { findSuspensionRule, isOverdue } from '#engines/clock';
import type { LegalDay } from '#kernel/dates';
import { clockRulesOfService, findMode } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import { type Clock, listOpenElements, type ProcessInstance } from '#modules/work';
import { actionsOfStatus, type Case, isFreeAction } from './case.ts';
import { assertShown, type CaseAtWork, notNow } from './case-at-work.ts';
import { type CaseAction, type FreeAction, type SpecialGround, specialGrounds } from './contract.ts';

/** What decides whether they are open. */
export interface Circumstances {
  readonly theCase: Pick<Case, 'status' | 'deferred' | 'together'>;
  readonly openElements: readonly string[];
  readonly service: ServiceContent;
  readonly clocks: readonly Clock[];
  readonly today: LegalDay;
}

const conditions: Readonly<Record<FreeAction, (at: Circumstances) => boolean>> = {
  // 行政许可法 第三十四条第二款: only what is complete, and only where the service is decided so.
  'decide-on-the-spot': ({ theCase, openElements, service }) =>
    theCase.deferred.length === 0 &&
    decidesOnTheSpot(service) &&
    openElements.some((element) => element === 'accept' || element === 'accept-corrected'),
  // 行政许可法 第四十二条第一款: once, and before the time has passed.
  extend: ({ theCase, service, clocks, today }) => {
    const clock = clocks.find((one) => one.kind === 'decision' && one.endedAt === null);
    const limit = clockRulesOfService(service, theCase).extension;
    return (
      clock !== undefined &&
      limit?.approver === 'organ-head' &&
      clock.extensions.length === 0 &&
      !isOverdue(clock.deadline.due, today)
    );
  },
  'open-procedure': () => true,
  // After a correction notice the organ has taken the matter for its own.
  transfer: ({ openElements }) => openElements.includes('accept'),
  terminate: () => true,
};

/** The actions beside the process for which everything is given now. */
export function listOffered(at: Circumstances): readonly FreeAction[] {
  const allowed: readonly CaseAction[] = actionsOfStatus[at.theCase.status];
  return allowed.filter((action) => isFreeAction(action)).filter((action) => conditions[action](at));
}

function decidesOnTheSpot(service: ServiceContent): boolean {
  return service.limits.statutory.onTheSpot || findMode(service, 'on-the-spot') !== undefined;
}

export function circumstancesOf(atWork: CaseAtWork, today: LegalDay): Circumstances {
  return { ...atWork, openElements: openElementsOf(atWork.instance), today };
}

function openElementsOf(instance: ProcessInstance | undefined): readonly string[] {
  return instance === undefined ? [] : listOpenElements(instance);
}

/** Throws AppError 'conflict': `case-changed` for an earlier revision, `not-now` where the action isn't open. */
export function assertFreeAction(
  atWork: CaseAtWork,
  action: FreeAction,
  shownRevision: number,
  today: LegalDay,
): void {
  assertShown(atWork.theCase, shownRevision);
  if (!listOffered(circumstancesOf(atWork, today)).includes(action)) throw notNow();
}

/** The special procedures that stop this service's clock (行政许可法 第四十五条). */
export function specialGroundsOf(service: ServiceContent): readonly SpecialGround[] {
  const rules = clockRulesOfService(service);
  return specialGrounds.filter((ground) => findSuspensionRule(rules, ground) !== undefined);
}
