// Owns the organ's side of what an applicant did to a case; refuses to undo what was decided meanwhile, and says so.
import type { Calendar } from '#engines/clock';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { processOf } from '#modules/catalogue';
import {
  advanceInstance,
  type Definition,
  eventsOfChange,
  findAndLockInstance,
  findOpenTaskId,
  getCalendar,
  getLatestDefinition,
  type ProcessChange,
  type ProcessInstance,
  storeProcessChange,
} from '#modules/work';
import type { Db } from '#platform/database';
import { listHistory, type NewEvent } from '#platform/events';
import { command, type UseCaseContext } from '#platform/use-case';
import { type ApplicantActDetail, type ApplicantActKind, findAwaitedLicence } from './act-on-own-case.ts';
import { isOpen } from './case.ts';
import { aboutCase, type CaseAtWork, type CaseStep, loadCaseAtWork, storeCaseStep } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import { insertEvidenceItems, type NewEvidenceItem } from './case-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { AttachedEvidence } from './draft.ts';
import { caseMessages } from './messages.ts';
import { insertOrganAct, type OrganAct, organActOf } from './organ-act.ts';
import { procedureEvent } from './procedure.ts';
import { endProcedure, type ProcedureEnd } from './procedure-store.ts';
import { beginReceipt, noticeDueOn } from './receive-case.ts';
import { endingStep } from './terminate-case.ts';

interface ApplicantAct {
  readonly id: Id;
  readonly kind: ApplicantActKind;
  readonly note: string;
  readonly detail: ApplicantActDetail;
  readonly evidence: AttachedEvidence;
  readonly submittedAt: Date;
}

interface TakingIn extends CaseAtWork {
  readonly act: ApplicantAct;
  readonly definition: Definition;
  readonly calendar: Calendar;
  /** What the applicant goes on with, looked up again on this side of the wall. */
  readonly licence: Awaited<ReturnType<typeof findAwaitedLicence>>;
  /** The process of the procedure that is supplied to. */
  readonly supplyInstance: ProcessInstance | undefined;
  /** It was taken in before, or its sender was told that it came too late. */
  readonly isAnswered: boolean;
}

interface Taken {
  readonly step: CaseStep | undefined;
  readonly act: OrganAct | undefined;
  readonly evidence: readonly NewEvidenceItem[];
  readonly supply: { readonly end: ProcedureEnd; readonly process: ProcessChange | undefined } | undefined;
}

type Answered = { change: Taken | undefined; answer: undefined; events: readonly NewEvent[] };

const nothing: Answered = { change: undefined, answer: undefined, events: [] };

/** Takes in a withdrawal, the choice after a stop, or what was deferred. Runs on ApplicantActed; again it does nothing. */
export const takeInAct = command<
  { readonly caseId: Id; readonly actId: Id },
  TakingIn,
  Taken | undefined,
  void,
  CasesTables
>({
  name: 'take-in-act',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  load: loadTakingIn,
  permission: isSystem,
  decide(takingIn, _input, context) {
    switch (takingIn.act.kind) {
      case 'withdraw':
        return withdraw(takingIn, context);
      case 'go-on':
        return goOn(takingIn, context);
      case 'supply':
        return supply(takingIn, context);
    }
  },
  async store(db, taken, context) {
    if (taken === undefined) return;
    if (taken.step !== undefined) await storeCaseStep(db, taken.step, context);
    if (taken.act !== undefined) await insertOrganAct(db, taken.act);
    await insertEvidenceItems(db, taken.evidence, context.now);
    if (taken.supply === undefined) return;
    await endProcedure(db, taken.supply.end, context.now);
    if (taken.supply.process !== undefined) await storeProcessChange(db, taken.supply.process, context);
  },
});

async function loadTakingIn(
  db: Db<CasesTables>,
  { caseId, actId }: { readonly caseId: Id; readonly actId: Id },
  { now }: UseCaseContext,
): Promise<TakingIn> {
  const atWork = await loadCaseAtWork(db, caseId);
  const act = await db
    .selectFrom('cases.applicantAct')
    .select(['id', 'note', 'submittedAt'])
    .select((one) => [
      one.ref('kind').$castTo<ApplicantActKind>().as('kind'),
      one.ref('detail').$castTo<ApplicantActDetail>().as('detail'),
      one.ref('evidence').$castTo<AttachedEvidence>().as('evidence'),
    ])
    .where('id', '=', actId)
    .where('caseId', '=', caseId)
    // A process of the internet zone that was taken over may state an act; it is taken only from whose case it is.
    .where('residentId', '=', atWork.theCase.residentId)
    .executeTakeFirstOrThrow(() => new AppError('not-found', 'no-such-case', caseMessages.noCase));
  const { procedureId, licenceNumber = '' } = act.detail;
  return {
    ...atWork,
    act,
    definition: await getLatestDefinition(db, processOf(atWork.service, atWork.theCase.mode)),
    calendar: await getCalendar(db),
    licence: await findAwaitedLicence(db, atWork.theCase, licenceNumber, legalDayOf(now)),
    supplyInstance: procedureId === undefined ? undefined : await findAndLockInstance(db, procedureId),
    isAnswered: await isAnswered(db, actId, procedureId === undefined ? [caseId] : [caseId, procedureId]),
  };
}

/** Whatever came of an act bears, as its cause, the event that stated it. */
async function isAnswered(db: Db<CasesTables>, actId: Id, subjectIds: readonly Id[]): Promise<boolean> {
  const history = await listHistory(db, subjectIds);
  const stated = history.find(({ type, data }) => type === 'ApplicantActed' && data['actId'] === actId);
  return stated !== undefined && history.some(({ causeId }) => causeId === stated.id);
}

/** What was acknowledged is not dropped without a word: whoever sent it is told that nothing came of it. */
function tooLate({ theCase, act, isAnswered: isToldAlready }: TakingIn): Answered {
  if (isToldAlready) return nothing;
  const event = caseEvent('ApplicantActLate', theCase, { actId: act.id, kind: act.kind });
  return { change: undefined, answer: undefined, events: [event] };
}

function withdraw(takingIn: TakingIn, context: UseCaseContext): Answered {
  const { theCase, act } = takingIn;
  if (!isOpen(theCase.status)) return tooLate(takingIn);
  const step = endingStep(takingIn, 'withdrawn', context.now);
  const taken = organActOf(theCase, 'withdrawn', act.note, context);
  return {
    change: {
      step,
      act: taken,
      evidence: [],
      supply: undefined,
    },
    answer: undefined,
    events: [
      ...(step.process === undefined ? [] : eventsOfChange(step.process)),
      caseEvent('CaseWithdrawn', theCase, { actId: taken.id }),
      caseEvent('CaseClosed', theCase, { outcome: 'withdrawn' }),
    ],
  };
}

/** The applicant's own licence takes the place of the result that was waited for: receipt, and so the clock, begins. */
function goOn(takingIn: TakingIn, context: UseCaseContext): Answered {
  const { theCase, act, licence } = takingIn;
  if (theCase.status !== 'stopped' || licence === undefined) return tooLate(takingIn);
  const { number: licenceNumber, verificationCode } = licence;
  const today = legalDayOf(context.now);
  const receipt = beginReceipt({
    ...takingIn,
    caseId: theCase.id,
    organId: theCase.organId,
    districtCode: theCase.districtCode,
    residentId: theCase.residentId,
    together: theCase.together,
    receivedOn: today,
    now: context.now,
  });
  return {
    change: {
      step: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: 'received',
          receivedOn: today,
          dueOn: receipt.dueOn,
          handedOver: { licenceNumber, verificationCode },
        },
        process: receipt.process,
        endClocks: [],
        startClocks: receipt.clocks,
      },
      act: organActOf(theCase, 'went-on', act.note, context, { detail: { licenceNumber } }),
      evidence: [],
      supply: undefined,
    },
    answer: undefined,
    events: [
      caseEvent('CaseReceived', theCase, { dueOn: noticeDueOn(receipt.clocks) }),
      ...eventsOfChange(receipt.process),
    ],
  };
}

function supply(takingIn: TakingIn, { now }: UseCaseContext): Answered {
  const { procedures, act, supplyInstance } = takingIn;
  const procedure = procedures.find((one) => one.id === act.detail.procedureId);
  if (procedure === undefined) return tooLate(takingIn);
  const process = supplyInstance === undefined ? undefined : concludeTask(supplyInstance, now);
  const end: ProcedureEnd = {
    procedureId: procedure.id,
    readRevision: procedure.revision,
    status: 'concluded',
    outcome: 'supplied',
    result: act.note,
    record: {},
    concludedBy: null,
  };
  return {
    change: {
      step: undefined,
      act: undefined,
      evidence: Object.entries(act.evidence).map(([key, file]) => itemOf(takingIn, key, file, now)),
      supply: { end, process },
    },
    answer: undefined,
    events: [
      procedureEvent('ProcedureConcluded', procedure, { outcome: 'supplied' }),
      ...(process === undefined ? [] : eventsOfChange(process)),
    ],
  };
}

/**
 * The end of the procedure's task. Its process may not have begun yet, for it is another subject's event that begins
 * it: then it never does, for the procedure has ended.
 */
function concludeTask(instance: ProcessInstance, now: Date): ProcessChange | undefined {
  const taskId = findOpenTaskId(instance, 'conclude');
  return taskId === undefined ? undefined : advanceInstance(instance, { type: 'completeTask', taskId }, now);
}

/** The round of documents that came after a conditional acceptance; 0 came with the application, 1 with a correction. */
const supplyRound = 2;

function itemOf(
  { theCase, service, act }: TakingIn,
  requirementKey: string,
  file: AttachedEvidence[string],
  now: Date,
): NewEvidenceItem {
  const { fileId, name, mediaType, sizeBytes, sha256 } = file;
  return {
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    requirementKey,
    requirementName: service.evidence.find((one) => one.key === requirementKey)?.name ?? {
      zh: requirementKey,
      en: requirementKey,
    },
    round: supplyRound,
    fileId,
    fileZone: 'internet',
    name,
    mediaType,
    sizeBytes,
    sha256,
    suppliedAt: act.submittedAt,
  };
}
