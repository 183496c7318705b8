// Owns acceptance by an officer; refuses it once the case has moved on.
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { eventsOfChange } from '#modules/work';
import { command } from '#platform/use-case';
import { acceptCaseOn } from './acceptance.ts';
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
import type { AcceptBody } from './contract.ts';
import { procedureEvent } from './procedure.ts';

type AcceptInput = AcceptBody & { readonly caseId: Id };

/** 行政许可法 第三十二条第一款第五项. */
export const acceptCase = command<AcceptInput, CaseAtWork, CaseStep, void, CasesTables>({
  name: 'accept-case',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, { caseId }) => loadCaseAtWork(db, caseId),
  permission: mayAct('accept'),
  decide(atWork, { revision }, { now }) {
    const process = completeAction(atWork, 'accept', revision, { acceptance: 'accepted' }, now);
    const accepted = acceptCaseOn(atWork, legalDayOf(now), now);
    return {
      change: {
        change: {
          caseId: atWork.theCase.id,
          readRevision: atWork.theCase.revision,
          status: 'accepted',
          acceptedOn: accepted.acceptedOn,
          acceptedByLaw: accepted.byLaw,
          dueOn: accepted.dueOn,
        },
        process,
        endClocks: ['acceptance'],
        startClocks: accepted.startClocks,
        openProcedures: accepted.openProcedures,
      },
      answer: undefined,
      events: [
        caseEvent('CaseAccepted', atWork.theCase, { byLaw: accepted.byLaw, dueOn: accepted.decisionDueOn }),
        ...accepted.openProcedures.map((one) => procedureEvent('ProcedureOpened', one)),
        ...eventsOfChange(process),
      ],
    };
  },
  store: storeCaseStep,
});
