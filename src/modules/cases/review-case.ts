// Owns the opinions on a case: the review of the materials and the inspection on the spot. Refuses a lone inspector.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { listOfficersAtWork, type Officer } from '#modules/identity';
import { eventsOfChange } from '#modules/work';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import { rolesForAction } from './case.ts';
import {
  aboutCase,
  type CaseAtWork,
  type CaseStep,
  completeAction,
  loadCaseAtWork,
  runningClock,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { InspectionBody, ReviewBody } from './contract.ts';
import { assertNotPresiding, presidingIdsOf } from './hearing.ts';
import { caseMessages } from './messages.ts';
import { listProcedureRecords } from './procedure-store.ts';
import { earliestDue } from './receive-case.ts';
import { sealRecordFiles } from './record-file-store.ts';

interface Opinion {
  readonly id: Id;
  readonly organId: Id;
  readonly element: 'review' | 'inspect';
  readonly officerId: Id;
  readonly conclusion: string;
  readonly opinion: string;
  readonly companionId: Id | null;
  readonly actingForId: Id | null;
}

interface AtReview extends CaseAtWork {
  readonly presidingIds: ReadonlySet<Id>;
}

/** The case is locked first: of a review and an appointment to preside one comes after the other. */
async function loadAtReview(db: Db<CasesTables>, caseId: Id): Promise<AtReview> {
  const atWork = await loadCaseAtWork(db, caseId);
  return {
    ...atWork,
    presidingIds: presidingIdsOf(await listProcedureRecords(db, { caseIds: [caseId] })),
  };
}

interface OpinionStep extends CaseStep {
  readonly opinion: Opinion;
}

/** 行政许可法 第三十四条第一款: the organ examines the materials; the opinion is the organ's own. */
export const reviewCase = command<
  ReviewBody & { readonly caseId: Id },
  AtReview,
  OpinionStep,
  void,
  CasesTables
>({
  name: 'review-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadAtReview(db, caseId),
  permission: mayAct('review'),
  decide(atWork, input, context) {
    const process = completeAction(
      atWork,
      'review',
      input.revision,
      { review: input.conclusion },
      context.now,
    );
    return {
      change: opinionStep(atWork, process, 'review', input, null, context),
      answer: undefined,
      events: [
        caseEvent('CaseReviewed', atWork.theCase, { conclusion: input.conclusion }),
        ...eventsOfChange(process),
      ],
    };
  },
  store: storeOpinionStep,
});

interface InspectionAtWork extends AtReview {
  readonly colleagues: readonly Officer[];
}

/** 消防法 第十五条第三款, 行政许可法 第三十四条第三款: an inspection by two officers or more, on record. */
export const inspectCase = command<
  InspectionBody & { readonly caseId: Id },
  InspectionAtWork,
  OpinionStep,
  void,
  CasesTables
>({
  name: 'inspect-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  async load(db, { caseId }, { now }) {
    const atWork = await loadAtReview(db, caseId);
    const roles = rolesForAction(atWork.instance, 'inspect');
    return {
      ...atWork,
      colleagues: await listOfficersAtWork(db, atWork.theCase.organId, roles, legalDayOf(now)),
    };
  },
  permission: mayAct('inspect'),
  decide(atWork, input, context) {
    const process = completeAction(
      atWork,
      'inspect',
      input.revision,
      { inspection: input.conclusion },
      context.now,
    );
    const companion = atWork.colleagues.find((one) => one.id === input.companionId);
    if (companion === undefined || (context.actor.kind === 'officer' && companion.id === context.actor.id)) {
      throw new AppError('invalid', 'companion-needed', caseMessages.companionNeeded, {
        fields: [{ field: 'companionId', text: caseMessages.companionNeeded }],
      });
    }
    return {
      change: opinionStep(atWork, process, 'inspect', input, companion.id, context),
      answer: undefined,
      events: [
        caseEvent('CaseInspected', atWork.theCase, { conclusion: input.conclusion }),
        ...eventsOfChange(process),
      ],
    };
  },
  store: storeOpinionStep,
});

function opinionStep(
  atWork: AtReview,
  process: OpinionStep['process'],
  element: Opinion['element'],
  input: { readonly conclusion: string; readonly opinion: string },
  companionId: Id | null,
  { actor, now, actingForId }: UseCaseContext,
): OpinionStep {
  if (actor.kind !== 'officer') throw new Error('Only officers give opinions.');
  const { theCase, presidingIds } = atWork;
  assertNotPresiding(presidingIds, actor.id, companionId);
  const decision = runningClock(atWork, 'decision');
  const inspection = element === 'inspect' ? undefined : runningClock(atWork, 'inspection');
  const running = [decision, inspection].filter((clock) => clock !== undefined);
  return {
    change: {
      caseId: theCase.id,
      readRevision: theCase.revision,
      status: theCase.status,
      dueOn: earliestDue(running),
    },
    process,
    endClocks: element === 'inspect' ? ['inspection'] : [],
    startClocks: [],
    opinion: {
      id: newId(now),
      organId: theCase.organId,
      element,
      officerId: actor.id,
      conclusion: input.conclusion,
      opinion: input.opinion,
      companionId,
      actingForId: actingForId ?? null,
    },
  };
}

async function storeOpinionStep(
  db: Db<CasesTables>,
  step: OpinionStep,
  context: UseCaseContext,
): Promise<void> {
  await storeCaseStep(db, step, context);
  const { caseId } = step.change;
  if (step.opinion.element === 'inspect')
    await sealRecordFiles(db, { caseId, procedureId: null, kind: 'inspection-photograph' }, context.now);
  await db
    .insertInto('cases.opinion')
    .values({ ...step.opinion, caseId, givenAt: context.now })
    .execute();
}
