// Owns the end of a case without a decision: death, dissolution, a duplicate, nothing supplied; refuses one without reasons.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { normaliseNumber } from '#kernel/numbers';
import { advanceInstance, eventsOfChange, type ProcessChange } from '#modules/work';
import { clockKinds } from '#modules/work/contract';
import { command } from '#platform/use-case';
import { openStatuses } from './case.ts';
import { aboutCase, type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus, TerminationBody } from './contract.ts';
import { assertFreeAction } from './free-actions.ts';
import { insertOrganAct, type OrganAct, organActOf } from './organ-act.ts';
import { procedureMessages } from './procedure-messages.ts';

interface Terminating extends CaseAtWork {
  /** The open case of the same applicant and service that was named, for a duplicate. */
  readonly other: { readonly id: Id; readonly number: string } | undefined;
}

interface TerminationStep extends CaseStep {
  readonly act: OrganAct;
}

/**
 * Ends a case that can come to no decision. A duplicate is merged: the other case goes on, and both say so. Ending it
 * ends its clocks; what was open at it is cancelled with it.
 */
export const terminateCase = command<
  TerminationBody & { readonly caseId: Id },
  Terminating,
  TerminationStep,
  void,
  CasesTables
>({
  name: 'terminate-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  async load(db, { caseId, otherNumber }) {
    const atWork = await loadCaseAtWork(db, caseId);
    const { theCase } = atWork;
    const other =
      otherNumber === undefined
        ? undefined
        : await db
            .selectFrom('cases.case')
            .select(['id', 'number'])
            .where('number', '=', normaliseNumber(otherNumber))
            .where('id', '<>', caseId)
            .where('organId', '=', theCase.organId)
            .where('serviceKey', '=', theCase.serviceKey)
            .where('residentId', '=', theCase.residentId)
            .where('status', 'in', [...openStatuses])
            .executeTakeFirst();
    return { ...atWork, other };
  },
  permission: mayAct('terminate'),
  decide(terminating, { revision, ground, reasons }, context) {
    const { theCase, other } = terminating;
    assertFreeAction(terminating, 'terminate', revision, legalDayOf(context.now));
    if (ground === 'duplicate' && other === undefined) {
      const text = procedureMessages.duplicateUnknown;
      throw new AppError('invalid', 'duplicate-unknown', text, { fields: [{ field: 'otherNumber', text }] });
    }
    const merged = ground === 'duplicate' ? other : undefined;
    const detail = { ground, ...(merged === undefined ? {} : { mergedIntoNumber: merged.number }) };
    const act = organActOf(theCase, 'terminate', reasons, context, { detail });
    const step = endingStep(terminating, 'terminated', context.now);
    return {
      change: {
        ...step,
        change: { ...step.change, ...(merged === undefined ? {} : { mergedIntoCaseId: merged.id }) },
        act,
      },
      answer: undefined,
      events: [
        ...(step.process === undefined ? [] : eventsOfChange(step.process)),
        caseEvent('CaseTerminated', theCase, { ground, actId: act.id }),
        caseEvent('CaseClosed', theCase, { outcome: 'terminated' }),
      ],
    };
  },
  async store(db, step, context) {
    await storeCaseStep(db, step, context);
    await insertOrganAct(db, step.act);
  },
});

/** The end of a case without a decision: its process is cancelled, and its clocks end. */
export function endingStep(
  { theCase, instance }: CaseAtWork,
  status: Extract<CaseStatus, 'withdrawn' | 'terminated'>,
  now: Date,
): CaseStep {
  const process: ProcessChange | undefined =
    instance === undefined ? undefined : advanceInstance(instance, { type: 'cancelInstance' }, now);
  return {
    change: {
      caseId: theCase.id,
      readRevision: theCase.revision,
      status,
      dueOn: null,
      closedAt: now,
    },
    process,
    endClocks: clockKinds,
    startClocks: [],
  };
}
