// Owns the decision on a case and the refusal to accept one; refuses a refusal without reasons.
import type { LawReference } from '#engines/clock';
import { law } from '#engines/clock';
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { newNumber } from '#kernel/numbers';
import { clockRulesOfService } from '#modules/catalogue';
import { type AppealBodies, findAppealBodies } from '#modules/organs';
import { type Clock, eventsOfChange, openClock } from '#modules/work';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import {
  aboutCase,
  type CaseAtWork,
  type CaseStep,
  completeAction,
  loadCaseAtWork,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { DecisionBody, RefuseAcceptanceBody } from './contract.ts';
import { hearingMessages } from './hearing-messages.ts';
import { caseMessages } from './messages.ts';
import { blocksDecision } from './procedure.ts';
import { procedureMessages } from './procedure-messages.ts';
import { clockBase } from './receive-case.ts';

export interface Deciding extends CaseAtWork {
  readonly appeal: AppealBodies;
  readonly opinions: readonly GivenOpinion[];
}

interface GivenOpinion {
  readonly officerId: Id;
  readonly companionId: Id | null;
  readonly actingForId: Id | null;
}

interface Decision {
  readonly id: Id;
  readonly number: string;
  readonly organId: Id;
  readonly residentId: Id;
  readonly outcome: 'granted' | 'refused' | 'not-accepted';
  readonly reasons: string;
  readonly basis: LawReference;
  readonly appeal: AppealBodies;
  readonly decidedBy: Id;
  readonly actingForId: Id | null;
  readonly decidedOn: string;
}

export interface DecisionStep extends CaseStep {
  readonly decision: Decision;
}

export async function loadDeciding(db: Db<CasesTables>, caseId: Id): Promise<Deciding> {
  const atWork = await loadCaseAtWork(db, caseId);
  const opinions = await db
    .selectFrom('cases.opinion')
    .select(['officerId', 'companionId', 'actingForId'])
    .where('caseId', '=', caseId)
    .execute();
  return { ...atWork, appeal: await findAppealBodies(db, atWork.theCase.organId), opinions };
}

/**
 * Review and decision are two posts, so that two people look. Whoever holds both has them by the organ's choice; standing in
 * for somebody must not make two people one (docs/decisions/0022).
 */
function assertTwoPeople({ opinions }: Deciding, { actor, actingForId }: UseCaseContext): void {
  const isBoth = opinions.some(
    (one) =>
      actor.kind === 'officer' &&
      (one.officerId === actor.id || one.companionId === actor.id) &&
      (actingForId !== undefined || one.actingForId !== null),
  );
  if (isBoth) throw new AppError('conflict', 'reviewed-yourself', caseMessages.reviewedYourself);
}

/**
 * 行政许可法 第三十七条, 第三十八条: granting leads to the licence, which the process issues; refusing gives reasons and
 * appeal rights and ends the case. The delivery of a licence has its own clock (第四十四条).
 */
export const decideCase = command<
  DecisionBody & { readonly caseId: Id },
  Deciding,
  DecisionStep,
  void,
  CasesTables
>({
  name: 'decide-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadDeciding(db, caseId),
  permission: mayAct('decide'),
  decide(deciding, { revision, outcome, reasons }, context) {
    const { theCase } = deciding;
    const { now } = context;
    const process = completeAction(deciding, 'decide', revision, { decision: outcome }, now);
    if (deciding.procedures.some((one) => one.hearing !== null))
      throw new AppError('conflict', 'hearing-open', hearingMessages.decisionNeedsHearing);
    if (blocksDecision(deciding.procedures))
      throw new AppError('conflict', 'decision-blocked', procedureMessages.decisionBlocked);
    assertTwoPeople(deciding, context);
    if (outcome === 'refused') assertReasons(reasons);
    const today = legalDayOf(now);
    const deliveryClock = outcome === 'granted' ? deliveryClocks(deciding, today, now) : [];
    const closed = outcome === 'refused';
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: outcome,
          decidedOn: today,
          dueOn: deliveryClock[0]?.deadline.due ?? null,
          ...(closed ? { closedAt: now } : {}),
        },
        process,
        endClocks: ['decision', 'inspection'],
        startClocks: deliveryClock,
        decision: decisionOf(
          deciding,
          outcome,
          reasons,
          outcome === 'granted' ? law.licenceDecision : refusalBasis,
          context,
        ),
      },
      answer: undefined,
      events: [
        caseEvent('CaseDecided', theCase, { outcome }),
        ...eventsOfChange(process),
        ...(closed ? [caseEvent('CaseClosed', theCase, { outcome })] : []),
      ],
    };
  },
  store: storeDecision,
});

/** 行政许可法 第三十二条第一款第二项, 第二款: in writing, dated, with reasons; and, being an act, with appeal rights. */
export const refuseAcceptance = command<
  RefuseAcceptanceBody & { readonly caseId: Id },
  Deciding,
  DecisionStep,
  void,
  CasesTables
>({
  name: 'refuse-acceptance',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadDeciding(db, caseId),
  permission: mayAct('refuse-acceptance'),
  decide(deciding, { revision, reasons }, context) {
    const { theCase } = deciding;
    const { now } = context;
    const process = completeAction(
      deciding,
      'refuse-acceptance',
      revision,
      { acceptance: 'not-accepted' },
      now,
    );
    assertReasons(reasons);
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: 'not-accepted',
          decidedOn: legalDayOf(now),
          dueOn: null,
          closedAt: now,
        },
        process,
        endClocks: ['acceptance', 'decision'],
        startClocks: [],
        decision: decisionOf(deciding, 'not-accepted', reasons, nonAcceptanceBasis, context),
      },
      answer: undefined,
      events: [
        caseEvent('CaseDecided', theCase, { outcome: 'not-accepted' }),
        ...eventsOfChange(process),
        caseEvent('CaseClosed', theCase, { outcome: 'not-accepted' }),
      ],
    };
  },
  store: storeDecision,
});

/** 行政许可法 第四十四条: ten days to hand over what was granted; other services have no such clock. */
export function deliveryClocks(
  { theCase, service, calendar }: Deciding,
  today: LegalDay,
  now: Date,
): readonly Clock[] {
  const limit = clockRulesOfService(service).delivery;
  if (limit === undefined) return [];
  const base = clockBase({
    caseId: theCase.id,
    organId: theCase.organId,
    districtCode: theCase.districtCode,
    residentId: theCase.residentId,
  });
  return [openClock({ ...base, calendar, kind: 'delivery', from: today, limit }, now)];
}

const refusalBasis: LawReference = { law: '行政许可法', article: '38', paragraph: '2' };
const nonAcceptanceBasis: LawReference = { law: '行政许可法', article: '32', paragraph: '1', item: '2' };

function assertReasons(reasons: string): void {
  if (reasons.trim() !== '') return;
  throw new AppError('invalid', 'reasons-needed', caseMessages.reasonsNeeded, {
    fields: [{ field: 'reasons', text: caseMessages.reasonsNeeded }],
  });
}

export function decisionOf(
  { theCase, appeal }: Deciding,
  outcome: Decision['outcome'],
  reasons: string,
  basis: LawReference,
  { actor, now, actingForId }: UseCaseContext,
): Decision {
  if (actor.kind !== 'officer') throw new Error('Only officers decide.');
  const decidedOn = legalDayOf(now);
  return {
    id: newId(now),
    number: newNumber('JD', Number(decidedOn.slice(0, 4))),
    organId: theCase.organId,
    residentId: theCase.residentId,
    outcome,
    reasons: reasons.trim(),
    basis,
    appeal,
    decidedBy: actor.id,
    actingForId: actingForId ?? null,
    decidedOn,
  };
}

export async function storeDecision(
  db: Db<CasesTables>,
  step: DecisionStep,
  context: UseCaseContext,
): Promise<void> {
  await storeCaseStep(db, step, context);
  await db
    .insertInto('cases.decision')
    .values({
      ...step.decision,
      caseId: step.change.caseId,
      basis: JSON.stringify(step.decision.basis),
      appeal: JSON.stringify(step.decision.appeal),
      decidedAt: context.now,
    })
    .execute();
}
