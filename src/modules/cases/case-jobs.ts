// Owns which events the cases module acts on; refuses to act inside the dispatcher's transaction: each step is its own.
import { legalDay } from '#kernel/dates';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { ServiceHandler } from '#modules/work';
import { inTransaction } from '#platform/database';
import type { StoredEvent, Subscriber } from '#platform/events';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { archiveSubscriber } from './archive-case.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { dispatchApplication } from './dispatch-application.ts';
import { caseMessages } from './messages.ts';
import { paperEvents } from './paper.ts';
import { issuePaperOn, takeInOpeningOn } from './paper-jobs.ts';
import { deemAccepted, issueCaseLicence } from './process-service.ts';
import { listCasesWaitingFor, releaseWaitingCase } from './release-waiting-case.ts';
import { takeInCorrection } from './reply-to-correction.ts';
import { lapseProcedure, settleProcedures, startProcedure } from './run-procedures.ts';
import { takeInAct } from './take-in-act.ts';
import { tellApplicant, toldEvents } from './tell-applicant.ts';
import { completeTransfer } from './transfer-case.ts';

/** Makes the request under which a subscriber acts: the extranet's worker, with the event as the cause. */
export type RequestForEvent = (subscriber: string, event: StoredEvent) => UseCaseRequest;

/**
 * The subscribers of this module. Each acts through use cases in transactions of their own, before the cursor moves:
 * after a kill in between the event comes again, and the use case finds that it was done.
 */
export function caseSubscribers(requestFor: RequestForEvent): readonly Subscriber[] {
  const subscriber = (
    name: string,
    types: readonly string[],
    act: (request: UseCaseRequest, event: StoredEvent) => Promise<void>,
  ): Subscriber => ({
    name,
    types,
    async handle(_db, event) {
      try {
        await act(requestFor(name, event), event);
      } catch (error) {
        // An event about nothing: only a process that was taken over states one, and it must not hold the others up.
        if (!isAppError(error) || error.kind !== 'not-found') throw error;
      }
    },
  });
  return [
    subscriber('cases.dispatch', ['ApplicationSubmitted'], (request, event) =>
      runUseCase(request, dispatchApplication, { applicationId: event.subject.id }),
    ),
    subscriber('cases.corrections', ['CorrectionReplied'], (request, event) =>
      runUseCase(request, takeInCorrection, { caseId: event.subject.id }),
    ),
    subscriber('cases.acts', ['ApplicantActed'], (request, event) =>
      runUseCase(request, takeInAct, { caseId: event.subject.id, actId: String(event.data['actId']) }),
    ),
    subscriber('cases.transfers', ['CaseTransferDecided'], (request, event) =>
      runUseCase(request, completeTransfer, { caseId: event.subject.id }),
    ),
    subscriber('cases.procedures', ['ProcedureOpened'], (request, event) =>
      runUseCase(request, startProcedure, { procedureId: event.subject.id }),
    ),
    subscriber('cases.settlements', ['CaseClosed'], (request, event) =>
      runUseCase(request, settleProcedures, { caseId: event.subject.id }),
    ),
    subscriber('cases.waiting', ['CaseClosed'], releaseAll),
    subscriber('cases.papers', paperEvents, issuePaperOn),
    subscriber('cases.openings', ['PaperOpened'], takeInOpeningOn),
    subscriber('cases.notices', toldEvents, tell),
    archiveSubscriber,
  ];
}

/** The services that processes of cases and procedures ask of the platform, by topic. */
export function caseServices(): readonly ServiceHandler[] {
  return [
    {
      subjectKind: 'case',
      topic: 'deem-accepted',
      whyNotSkipped: caseMessages.deemAcceptedNotSkipped,
      perform: (request, { subject, serviceId }) =>
        runUseCase(request, deemAccepted, { caseId: subject.id, serviceId }),
    },
    {
      subjectKind: 'case',
      topic: 'issue-licence',
      whyNotSkipped: caseMessages.issueNotSkipped,
      perform: (request, { subject, serviceId }) =>
        runUseCase(request, issueCaseLicence, { caseId: subject.id, serviceId }),
    },
    {
      subjectKind: 'procedure',
      topic: 'lapse-procedure',
      whyNotSkipped: caseMessages.lapseNotSkipped,
      perform: (request, { subject, serviceId }) =>
        runUseCase(request, lapseProcedure, { procedureId: subject.id, serviceId }),
    },
  ];
}

async function releaseAll(request: UseCaseRequest, event: StoredEvent): Promise<void> {
  const pool = request.pools.get('worker_extranet');
  const waiting = await inTransaction<CasesTables, readonly Id[]>(
    pool,
    request.actor,
    { readOnly: true },
    (db) => listCasesWaitingFor(db, event.subject.id),
  );
  for (const caseId of waiting) await runUseCase(request, releaseWaitingCase, { caseId });
}

async function tell(request: UseCaseRequest, event: StoredEvent): Promise<void> {
  const outcome = event.data['outcome'];
  const dueOn = event.data['dueOn'];
  await runUseCase(request, tellApplicant, {
    caseId: event.subject.kind === 'case' ? event.subject.id : String(event.data['caseId']),
    eventId: event.id,
    eventType: event.type,
    outcome: typeof outcome === 'string' ? outcome : undefined,
    kind: typeof event.data['kind'] === 'string' ? event.data['kind'] : undefined,
    dueOn: typeof dueOn === 'string' ? legalDay(dueOn) : null,
  });
}
