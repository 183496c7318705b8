// Owns the one extension of the time to decide, by the head of the organ; refuses a second one, and one that is late.
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { clockRulesOfService } from '#modules/catalogue';
import { reviseClock } from '#modules/work';
import { command } from '#platform/use-case';
import {
  aboutCase,
  type CaseAtWork,
  type CaseStep,
  loadCaseAtWork,
  notNow,
  runningClock,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { ExtensionBody } from './contract.ts';
import { assertFreeAction } from './free-actions.ts';
import { insertOrganAct, type OrganAct, organActOf } from './organ-act.ts';
import { earliestDue } from './receive-case.ts';

interface ExtensionStep extends CaseStep {
  readonly act: OrganAct;
}

/**
 * 行政许可法 第四十二条第一款: ten days more (or what the service's own law gives), approved by the head of the organ;
 * the applicant is told the reasons.
 */
export const extendCase = command<
  ExtensionBody & { readonly caseId: Id },
  CaseAtWork,
  ExtensionStep,
  void,
  CasesTables
>({
  name: 'extend-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadCaseAtWork(db, caseId),
  permission: mayAct('extend'),
  decide(atWork, { revision, reasons }, context) {
    const { theCase, service, calendar } = atWork;
    assertFreeAction(atWork, 'extend', revision, legalDayOf(context.now));
    const clock = runningClock(atWork, 'decision');
    const limit = clockRulesOfService(service, theCase).extension;
    if (clock === undefined || limit === undefined) throw notNow();
    const extension = { count: limit.count, unit: limit.unit, basis: limit.basis };
    const extended = reviseClock(
      clock,
      { calendar, because: 'extended', extensions: [...clock.extensions, extension] },
      context.now,
    );
    const running = [...atWork.clocks.filter((one) => one.kind !== 'decision'), extended];
    const dueOn = extended.deadline.due;
    const detail = { dueOn, previousDueOn: clock.deadline.due };
    const act = organActOf(theCase, 'extend', reasons, context, { detail, basis: limit.basis });
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: theCase.status,
          dueOn: earliestDue(running),
        },
        process: undefined,
        endClocks: ['decision'],
        startClocks: [extended],
        act,
      },
      answer: undefined,
      events: [caseEvent('ClockExtended', theCase, { dueOn, actId: act.id })],
    };
  },
  async store(db, step, context) {
    await storeCaseStep(db, step, context);
    await insertOrganAct(db, step.act);
  },
});
