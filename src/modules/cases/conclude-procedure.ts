// Owns how an officer ends a procedure: the answer, the record, the minutes; refuses a visit recorded by one alone.
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { isRole } from '#kernel/roles';
import { listOfficers, type Officer } from '#modules/identity';
import {
  advanceInstance,
  type Clock,
  eventsOfChange,
  findOpenTaskId,
  lockInstance,
  type ProcessChange,
  type ProcessInstance,
  reviseClock,
  storeProcessChange,
} from '#modules/work';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import {
  type CaseAtWork,
  type CaseStep,
  loadCaseAtWork,
  runningClock,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayConclude } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { ConcludeProcedureBody } from './contract.ts';
import { assertHearingEnds } from './hearing.ts';
import { caseMessages } from './messages.ts';
import { suspensionOf } from './open-procedure.ts';
import { candidatesOf, isOutcomeOf, type Procedure, procedureEvent, recordFileKindOf } from './procedure.ts';
import { procedureMessages } from './procedure-messages.ts';
import { endProcedure, lockProcedure, type ProcedureEnd } from './procedure-store.ts';
import { earliestDue } from './receive-case.ts';
import { listRecordFiles, sealRecordFiles } from './record-file-store.ts';

type ConcludeInput = ConcludeProcedureBody & { readonly procedureId: Id };

interface Concluding {
  readonly procedure: Procedure;
  readonly instance: ProcessInstance;
  /** The case, where its clock has to be counted anew. */
  readonly atWork: CaseAtWork | undefined;
  readonly officers: readonly Officer[];
  /** How many files the record has. */
  readonly minutes: number;
}

interface Conclusion {
  readonly procedure: Procedure;
  readonly end: ProcedureEnd;
  readonly process: ProcessChange;
  readonly step: CaseStep | undefined;
}

/**
 * Ends a procedure. A special one starts the case's clock again: it is counted anew, with the days from the beginning
 * to today left out (行政许可法 第四十五条). A visit's record is by two officers or more (第三十四条第三款).
 */
export const concludeProcedure = command<ConcludeInput, Concluding, Conclusion, void, CasesTables>({
  name: 'conclude-procedure',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ procedureId }, loaded) => ({
    kind: 'procedure',
    id: procedureId,
    ...(loaded === undefined ? {} : { organId: loaded.procedure.organId }),
  }),
  async load(db, { procedureId }, { now }) {
    // The case is locked first, as everywhere: who begins or ends things at a case comes one after the other.
    const stopsClock = await stopsClockOf(db, procedureId);
    const atWork = stopsClock === undefined ? undefined : await loadCaseAtWork(db, stopsClock);
    const procedure = await lockProcedure(db, procedureId);
    return {
      procedure,
      instance: await lockInstance(db, procedureId),
      atWork,
      officers: await listTakingPart(db, procedure, legalDayOf(now)),
      minutes: (await listRecordFiles(db, { procedureId })).length,
    };
  },
  permission: mayConclude,
  decide(concluding, input, context) {
    const { procedure, instance, atWork } = concluding;
    if (procedure.revision !== input.revision)
      throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
    const taskId = findOpenTaskId(instance, 'conclude');
    if (procedure.status !== 'open' || taskId === undefined)
      throw new AppError('conflict', 'not-now', caseMessages.notNow);
    if (!isOutcomeOf(procedure.kind, input.outcome)) {
      const text = procedureMessages.outcomeUnknown;
      throw new AppError('invalid', 'outcome-unknown', text, { fields: [{ field: 'outcome', text }] });
    }
    if (procedure.hearing !== null) {
      assertHearingEnds(procedure.hearing, input.outcome, concluding.minutes, legalDayOf(context.now));
    } else if (input.outcome === 'not-asked') {
      throw new AppError('invalid', 'outcome-unknown', procedureMessages.outcomeUnknown);
    }
    const process = advanceInstance(instance, { type: 'completeTask', taskId }, context.now);
    const step = atWork === undefined ? undefined : resumedStep(atWork, procedure, context.now);
    return {
      change: { procedure, end: endOf(concluding, input, context), process, step },
      answer: undefined,
      events: [
        procedureEvent('ProcedureConcluded', procedure, { outcome: input.outcome }),
        ...(procedure.hearing !== null && input.outcome === 'done'
          ? [procedureEvent('HearingHeld', procedure)]
          : []),
        ...eventsOfChange(process),
        ...(step === undefined || atWork === undefined
          ? []
          : [
              caseEvent('CaseResumed', atWork.theCase, {
                procedureId: procedure.id,
                dueOn: decisionDue(step),
              }),
            ]),
      ],
    };
  },
  async store(db, { procedure, end, process, step }, context) {
    const kind = recordFileKindOf(procedure);
    const { caseId, id: procedureId } = procedure;
    if (kind !== undefined) await sealRecordFiles(db, { caseId, procedureId, kind }, context.now);
    await endProcedure(db, end, context.now);
    await storeProcessChange(db, process, context);
    if (step !== undefined) await storeCaseStep(db, step, context);
  },
});

async function stopsClockOf(db: Db<CasesTables>, procedureId: Id): Promise<Id | undefined> {
  const row = await db
    .selectFrom('cases.procedure')
    .select(['caseId', 'stopsClock'])
    .where('id', '=', procedureId)
    .executeTakeFirst();
  return row?.stopsClock === true ? row.caseId : undefined;
}

/** The officers of the organ that ends it and of those that take part, who may have been there. */
export async function listTakingPart(
  db: Db<CasesTables>,
  procedure: Procedure,
  on: LegalDay,
): Promise<readonly Officer[]> {
  if (procedure.kind !== 'site-visit') return [];
  const roles = candidatesOf(procedure.kind).filter(isRole);
  const organIds = [procedure.organId, ...(procedure.detail.participants ?? []).map((one) => one.id)];
  const found: Officer[] = [];
  for (const organId of organIds) found.push(...(await listOfficers(db, organId, roles, on)));
  return found;
}

function endOf(
  { procedure, officers }: Concluding,
  input: ConcludeInput,
  { actor }: UseCaseContext,
): ProcedureEnd {
  if (actor.kind !== 'officer') throw new Error('Only officers end procedures.');
  const companions = officers.filter(
    (officer) => officer.id !== actor.id && input.companionIds?.includes(officer.id) === true,
  );
  if (procedure.kind === 'site-visit' && companions.length === 0) {
    const text = procedureMessages.twoOfficers;
    throw new AppError('invalid', 'companion-needed', text, { fields: [{ field: 'companionIds', text }] });
  }
  return {
    procedureId: procedure.id,
    readRevision: procedure.revision,
    status: 'concluded',
    outcome: input.outcome,
    result: input.result.trim(),
    record: {
      officerIds: [actor.id, ...companions.map((one) => one.id)],
      officerNames: companions.map((one) => one.displayName),
    },
    concludedBy: actor.id,
  };
}

function decisionDue(step: CaseStep): LegalDay | null {
  return step.startClocks.find((clock) => clock.kind === 'decision')?.deadline.due ?? null;
}

/** The decision's clock, with the days of this procedure left out to today instead of to the day that was told. */
function resumedStep(atWork: CaseAtWork, procedure: Procedure, now: Date): CaseStep {
  const { theCase, calendar } = atWork;
  const told = suspensionOf(atWork, procedure, procedure.dueOn);
  const actual = suspensionOf(atWork, procedure, legalDayOf(now));
  const clock = runningClock(atWork, 'decision');
  const revised: Clock | undefined =
    clock === undefined
      ? undefined
      : reviseClock(
          clock,
          {
            calendar,
            because: 'resumed',
            suspensions: replaceOne(
              clock.suspensions,
              (one) => one.from === told.from && one.to === told.to && one.label?.zh === told.label?.zh,
              actual,
            ),
          },
          now,
        );
  const running = [
    ...atWork.clocks.filter((one) => one.kind !== 'decision'),
    ...(revised === undefined ? [] : [revised]),
  ];
  return {
    change: {
      caseId: theCase.id,
      readRevision: theCase.revision,
      status: theCase.status,
      dueOn: earliestDue(running),
    },
    process: undefined,
    endClocks: revised === undefined ? [] : ['decision'],
    startClocks: revised === undefined ? [] : [revised],
  };
}

/** The list with the first that fits replaced. */
function replaceOne<One>(list: readonly One[], fits: (one: One) => boolean, by: One): readonly One[] {
  const at = list.findIndex(fits);
  return at < 0 ? [...list, by] : list.with(at, by);
}
