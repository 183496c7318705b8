// Owns the decision there and then: accepted, reviewed and granted in one act; refuses what is not complete.
import { law } from '#engines/clock';
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import {
  advanceInstance,
  eventsOfChange,
  findOpenTaskId,
  listOpenElements,
  type ProcessChange,
} from '#modules/work';
import { command } from '#platform/use-case';
import { actionsOfElement } from './case.ts';
import { aboutCase, type CaseAtWork, notNow } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseAction, OnTheSpotBody } from './contract.ts';
import {
  type Deciding,
  type DecisionStep,
  decisionOf,
  deliveryClocks,
  loadDeciding,
  storeDecision,
} from './decide-case.ts';
import { assertFreeAction } from './free-actions.ts';

/**
 * 行政许可法 第三十四条第二款: the materials are complete and in the form that the law asks for, the organ can decide there
 * and then, and so it decides in writing there and then. The process goes the whole way in one transaction.
 */
export const decideOnTheSpot = command<
  OnTheSpotBody & { readonly caseId: Id },
  Deciding,
  DecisionStep,
  void,
  CasesTables
>({
  name: 'decide-on-the-spot',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadDeciding(db, caseId),
  permission: mayAct('decide-on-the-spot'),
  decide(deciding, { revision, reasons }, context) {
    const { theCase } = deciding;
    const today = legalDayOf(context.now);
    assertFreeAction(deciding, 'decide-on-the-spot', revision, today);
    const process = goTheWholeWay(deciding, context.now);
    const startClocks = deliveryClocks(deciding, today, context.now);
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: 'granted',
          mode: 'on-the-spot',
          acceptedOn: today,
          decidedOn: today,
          dueOn: startClocks[0]?.deadline.due ?? null,
        },
        process,
        endClocks: ['acceptance', 'decision', 'inspection'],
        startClocks,
        decision: decisionOf(deciding, 'granted', reasons, law.decisionOnTheSpot, context),
      },
      answer: undefined,
      events: [
        caseEvent('CaseAccepted', theCase, { byLaw: false, dueOn: today }),
        caseEvent('CaseDecided', theCase, { outcome: 'granted', onTheSpot: true }),
        ...eventsOfChange(process),
      ],
    };
  },
  store: storeDecision,
});

const way: readonly { readonly action: CaseAction; readonly variables: Readonly<Record<string, string>> }[] =
  [
    { action: 'accept', variables: { acceptance: 'accepted' } },
    { action: 'review', variables: { review: 'in-order' } },
    { action: 'decide', variables: { decision: 'granted' } },
  ];

/** Every task from acceptance to the decision, one command after the other; the effects are those of all of them. */
function goTheWholeWay({ instance }: CaseAtWork, now: Date): ProcessChange {
  if (instance === undefined) throw notNow();
  let current: ProcessChange = { before: instance, after: instance, effects: [], at: now };
  for (const { action, variables } of way) {
    const element = listOpenElements(current.after).find(
      (one) => actionsOfElement[one]?.includes(action) === true,
    );
    // A process without a review of its own goes from acceptance to the decision.
    if (element === undefined && action === 'review') continue;
    const taskId = element === undefined ? undefined : findOpenTaskId(current.after, element);
    if (taskId === undefined) throw notNow();
    const moved = advanceInstance(current.after, { type: 'completeTask', taskId, variables }, now);
    current = { ...moved, before: instance, effects: [...current.effects, ...moved.effects] };
  }
  return { ...current, after: { ...current.after, revision: instance.revision + 1 } };
}
