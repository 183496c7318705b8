// Owns how a hearing is asked for and appointed; refuses what its rules refuse (hearing.ts), and an officer who saw an old state.
import { isLegalDay, type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { clockRulesOfService } from '#modules/catalogue';
import { listOfficers, type Officer } from '#modules/identity';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import { type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayConclude } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { appointHearing, askForHearing, type Hearing, isAnnounced } from './hearing.ts';
import { hearingMessages } from './hearing-messages.ts';
import { caseMessages } from './messages.ts';
import { suspendedClock } from './open-procedure.ts';
import { type Procedure, procedureEvent } from './procedure.ts';
import type { HearingAppointmentBody, HearingRequestBody } from './procedure-contract.ts';
import { procedureMessages } from './procedure-messages.ts';
import { lockProcedure, updateHearing } from './procedure-store.ts';
import { earliestDue } from './receive-case.ts';

/** Whoever may preside: officers who handle cases or head the organ. */
const presidingRoles: readonly Role[] = ['reviewer', 'approver', 'organ-head', 'window-clerk'];

interface AtHearing {
  readonly procedure: Procedure;
  readonly atWork: CaseAtWork;
  /** Officers of the organ, and those of them who reviewed the application. */
  readonly officers: readonly Officer[];
  readonly reviewerIds: ReadonlySet<Id>;
}

interface HearingStep {
  readonly procedure: Procedure;
  readonly step: CaseStep | undefined;
}

/** The case is locked first, as everywhere. */
async function loadHearing(
  db: Db<CasesTables>,
  { procedureId }: { readonly procedureId: Id },
  { now }: UseCaseContext,
): Promise<AtHearing> {
  const row = await db
    .selectFrom('cases.procedure')
    .select('caseId')
    .where('id', '=', procedureId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
  const atWork = await loadCaseAtWork(db, row.caseId);
  const procedure = await lockProcedure(db, procedureId);
  return {
    atWork,
    procedure,
    officers: await listOfficers(db, procedure.organId, presidingRoles, legalDayOf(now)),
    reviewerIds: await findReviewers(db, procedure.caseId),
  };
}

/** Who gave an opinion on the application, alone or as a companion. */
async function findReviewers(db: Db<CasesTables>, caseId: Id): Promise<ReadonlySet<Id>> {
  const rows = await db
    .selectFrom('cases.opinion')
    .select(['officerId', 'companionId'])
    .where('caseId', '=', caseId)
    .execute();
  return new Set(
    rows.flatMap(({ officerId, companionId }) =>
      companionId === null ? [officerId] : [officerId, companionId],
    ),
  );
}

/** Officers of the organ who did not review the application; none where it is no hearing. */
export async function listPresiding(
  db: Db<CasesTables>,
  { hearing, organId, caseId }: Procedure,
  on: LegalDay,
): Promise<readonly Officer[]> {
  if (hearing === null) return [];
  const reviewerIds = await findReviewers(db, caseId);
  const officers = await listOfficers(db, organId, presidingRoles, on);
  return officers.filter((one) => !reviewerIds.has(one.id));
}

const aboutHearing = (
  { procedureId }: { readonly procedureId: Id },
  loaded: { readonly procedure: Pick<Procedure, 'organId'> } | undefined,
) => ({
  kind: 'procedure',
  id: procedureId,
  ...(loaded === undefined ? {} : { organId: loaded.procedure.organId }),
});

function openHearing({ procedure }: AtHearing, shownRevision: number): Hearing {
  const { hearing, revision, status } = procedure;
  if (revision !== shownRevision) throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
  if (hearing === null) throw new AppError('conflict', 'no-hearing', hearingMessages.none);
  if (status !== 'open') throw new AppError('conflict', 'not-now', caseMessages.notNow);
  return hearing;
}

/**
 * Records that the applicant or an interested person asked for the hearing (行政许可法 第四十七条第一款). Its time, from
 * the request to the last day to hold it, is left out of the decision's (第四十五条), and told in writing.
 */
export const recordHearingRequest = command<
  HearingRequestBody & { readonly procedureId: Id },
  AtHearing,
  HearingStep,
  void,
  CasesTables
>({
  name: 'record-hearing-request',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutHearing,
  load: loadHearing,
  permission: mayConclude,
  decide(at, { revision, by, on }, { now }) {
    const { atWork } = at;
    const { theCase, calendar, service } = atWork;
    const hearing = openHearing(at, revision);
    const limits = clockRulesOfService(service).hearing;
    if (limits === undefined)
      throw new AppError('conflict', 'ground-unlawful', procedureMessages.groundUnlawful);
    if (!isLegalDay(on)) throw new AppError('invalid', 'hearing-day', hearingMessages.askedOnWrong);
    const asked = askForHearing(hearing, { by, on: legalDay(on) }, legalDayOf(now), {
      calendar,
      organise: limits.organise,
    });
    const procedure: Procedure = { ...at.procedure, hearing: asked, stopsClock: true, dueOn: asked.holdBy };
    const clock = suspendedClock(atWork, procedure, now);
    const running = [
      ...atWork.clocks.filter((one) => one.kind !== 'decision'),
      ...(clock === undefined ? [] : [clock]),
    ];
    const step: CaseStep = {
      change: {
        caseId: theCase.id,
        readRevision: theCase.revision,
        status: theCase.status,
        dueOn: earliestDue(running),
      },
      process: undefined,
      endClocks: clock === undefined ? [] : ['decision'],
      startClocks: clock === undefined ? [] : [clock],
    };
    return {
      change: { procedure, step },
      answer: undefined,
      events: [
        procedureEvent('HearingAsked', procedure, { on, holdBy: asked.holdBy }),
        ...(clock === undefined
          ? []
          : [
              caseEvent('CaseSuspended', theCase, {
                procedureId: procedure.id,
                ground: procedure.ground,
                until: procedure.dueOn,
                dueOn: clock.deadline.due,
              }),
            ]),
      ],
    };
  },
  async store(db, { procedure, step }, context) {
    await updateHearing(db, procedure);
    if (step !== undefined) await storeCaseStep(db, step, context);
  },
});

/** Says when, where and under whom it is held (第四十八条第一款); again where somebody else has to preside. */
export const setHearingAppointment = command<
  HearingAppointmentBody & { readonly procedureId: Id },
  AtHearing,
  HearingStep,
  void,
  CasesTables
>({
  name: 'set-hearing-appointment',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutHearing,
  load: loadHearing,
  permission: mayConclude,
  decide(at, { revision, at: moment, place, presidingId }, { now }) {
    const hearing = openHearing(at, revision);
    const officer = at.officers.find((one) => one.id === presidingId);
    const wish = {
      at: moment,
      place,
      presiding: officer === undefined ? undefined : { id: officer.id, name: officer.displayName },
      presidingReviewed: at.reviewerIds.has(presidingId),
    };
    const appointed = appointHearing(hearing, wish, legalDayOf(now), at.atWork.calendar);
    const procedure: Procedure = { ...at.procedure, hearing: appointed };
    return {
      change: { procedure, step: undefined },
      answer: undefined,
      events: [
        procedureEvent('HearingAppointed', procedure, { presidingId }),
        ...(isAnnounced(hearing, appointed) ? [procedureEvent('HearingAnnounced', procedure)] : []),
      ],
    };
  },
  store: async (db, { procedure }) => updateHearing(db, procedure),
});
