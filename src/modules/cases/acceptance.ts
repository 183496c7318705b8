// Owns what acceptance means for a case: the day it counts from and the clocks that it starts; pure.
import { isOverdue } from '#engines/clock';
import type { LegalDay } from '#kernel/dates';
import { clockRulesOfService, findStageLimit } from '#modules/catalogue';
import { type Clock, openClock } from '#modules/work';
import { type CaseAtWork, runningClock } from './case-at-work.ts';
import type { NewProcedure } from './procedure-store.ts';
import { clockBase, earliestDue } from './receive-case.ts';
import { supplyOf } from './run-procedures.ts';

/** An acceptance and what follows from it. */
export interface Acceptance {
  readonly acceptedOn: LegalDay;
  /** By 行政许可法 第三十二条第一款第四项: no notice within five working days, so accepted as of receipt. */
  readonly byLaw: boolean;
  readonly startClocks: readonly Clock[];
  readonly dueOn: LegalDay | null;
  /** The last day for the decision. */
  readonly decisionDueOn: LegalDay | null;
  /** What the applicant undertook to supply later begins with acceptance. */
  readonly openProcedures: readonly NewProcedure[];
}

/** Whether the time for the one notice of what is missing has passed on `today`. */
export function isNoticeTooLate(atWork: CaseAtWork, today: LegalDay): boolean {
  const acceptance = runningClock(atWork, 'acceptance');
  return acceptance !== undefined && isOverdue(acceptance.deadline.due, today);
}

/**
 * Accepts on `today`, or as of the day of receipt where the law has accepted already. The clock of the decision starts
 * on the day of acceptance, unless the service's own law has started it on receipt; a stage as the inspection
 * (消防法 第十五条) has its own clock beside it.
 */
export function acceptCaseOn(atWork: CaseAtWork, today: LegalDay, now: Date): Acceptance {
  const { theCase, service, calendar } = atWork;
  const byLaw = isNoticeTooLate(atWork, today);
  const acceptedOn = byLaw ? (theCase.receivedOn ?? today) : today;
  const rules = clockRulesOfService(service, theCase);
  const base = {
    ...clockBase({
      caseId: theCase.id,
      organId: theCase.organId,
      districtCode: theCase.districtCode,
      residentId: theCase.residentId,
    }),
    calendar,
    from: acceptedOn,
  };
  const running = runningClock(atWork, 'decision');
  const inspection = findStageLimit(service, 'inspection', theCase.mode);
  const startClocks = [
    ...(running === undefined
      ? [openClock({ ...base, kind: 'decision', limit: rules.statedLimit }, now)]
      : []),
    ...(inspection === undefined ? [] : [openClock({ ...base, kind: 'inspection', limit: inspection }, now)]),
  ];
  const all = running === undefined ? startClocks : [running, ...startClocks];
  const decisionDueOn = all.find((clock) => clock.kind === 'decision')?.deadline.due ?? null;
  const supply = supplyOf(atWork, now);
  return {
    acceptedOn,
    byLaw,
    startClocks,
    dueOn: earliestDue(all),
    decisionDueOn,
    openProcedures: supply === undefined ? [] : [supply],
  };
}
