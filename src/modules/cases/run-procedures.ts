// Owns what the platform does with procedures by itself: start, lapse, settle with the case; refuses to do it twice.
import { computeDeadline, type Limit } from '#engines/clock';
import { endOfDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { findSupplyLimit, findVerificationLimit } from '#modules/catalogue';
import {
  advanceInstance,
  type Definition,
  eventsOfChange,
  findAndLockInstance,
  getLatestDefinition,
  type ProcessChange,
  type ProcessInstance,
  startInstance,
  storeProcessChange,
} from '#modules/work';
import { command } from '#platform/use-case';
import { aboutCase, type CaseAtWork, loadCaseAtWork } from './case-at-work.ts';
import { isSystem } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { candidatesOf, type Procedure, procedureEvent, procedureRules } from './procedure.ts';
import { modeNames, procedureMessages } from './procedure-messages.ts';
import {
  endProcedure,
  insertProcedures,
  listOpenProcedures,
  lockProcedure,
  type NewProcedure,
  type ProcedureEnd,
} from './procedure-store.ts';

interface ProcedureInput {
  readonly procedureId: Id;
}

function aboutProcedure({ procedureId }: ProcedureInput) {
  return { kind: 'procedure', id: procedureId };
}

interface Starting {
  readonly procedure: Procedure;
  readonly instance: ProcessInstance | undefined;
  readonly definition: Definition;
}

/**
 * Gives a procedure its process, and so whoever has to end it a task. It is the worker's to do: the task may be
 * another organ's, in whose name the one that asks can write nothing.
 */
export const startProcedure = command<ProcedureInput, Starting, ProcessChange | undefined, void, CasesTables>(
  {
    name: 'start-procedure',
    zone: 'extranet',
    audience: ['system'],
    object: aboutProcedure,
    async load(db, { procedureId }) {
      const procedure = await lockProcedure(db, procedureId);
      return {
        procedure,
        instance: await findAndLockInstance(db, procedureId),
        definition: await getLatestDefinition(db, procedureRules[procedure.kind].process),
      };
    },
    permission: isSystem,
    decide({ procedure, instance, definition }, _input, { now }) {
      if (instance !== undefined || procedure.status !== 'open')
        return { change: undefined, answer: undefined, events: [] };
      const { id, dueOn, kind, organId, askedOrganId, districtCode } = procedure;
      const change = startInstance(
        {
          id: newId(now),
          definitionId: definition.id,
          process: definition.process,
          called: definition.called,
          subject: { kind: 'procedure', id },
          organId: askedOrganId ?? organId,
          districtCode,
          variables: {
            candidates: candidatesOf(kind),
            dueOn,
            deadlineAt: dueOn === null ? null : endOfDay(dueOn).toISOString(),
          },
        },
        now,
      );
      return { change, answer: undefined, events: eventsOfChange(change) };
    },
    async store(db, change, context) {
      if (change !== undefined) await storeProcessChange(db, change, context);
    },
  },
);

interface Lapsing {
  readonly procedure: Procedure;
  readonly instance: ProcessInstance | undefined;
}

interface Ended {
  readonly end: ProcedureEnd;
  readonly process: ProcessChange | undefined;
}

/** Topic `lapse-procedure`: the deadline passed in silence, which is recorded and holds nobody up. */
export const lapseProcedure = command<
  ProcedureInput & { readonly serviceId: string },
  Lapsing,
  Ended | undefined,
  void,
  CasesTables
>({
  name: 'lapse-procedure',
  zone: 'extranet',
  audience: ['system'],
  object: aboutProcedure,
  load: async (db, { procedureId }) => ({
    procedure: await lockProcedure(db, procedureId),
    instance: await findAndLockInstance(db, procedureId),
  }),
  permission: isSystem,
  decide({ procedure, instance }, { serviceId }, { now }) {
    const waits = instance?.state.tokens.some((token) => token.id === serviceId) === true;
    if (instance === undefined || !waits || procedure.status !== 'open')
      return { change: undefined, answer: undefined, events: [] };
    const process = advanceInstance(instance, { type: 'completeService', serviceId }, now);
    const result =
      procedure.kind === 'supply' ? procedureMessages.supplyLapsed.zh : procedureMessages.silence.zh;
    return {
      change: { end: endBySystem(procedure, 'lapsed', result), process },
      answer: undefined,
      events: [procedureEvent('ProcedureLapsed', procedure), ...eventsOfChange(process)],
    };
  },
  async store(db, ended, context) {
    if (ended === undefined) return;
    await endProcedure(db, ended.end, context.now);
    if (ended.process !== undefined) await storeProcessChange(db, ended.process, context);
  },
});

function endBySystem(
  procedure: Procedure,
  status: ProcedureEnd['status'],
  result: string | null,
): ProcedureEnd {
  return {
    procedureId: procedure.id,
    readRevision: procedure.revision,
    status,
    outcome: null,
    result,
    record: {},
    concludedBy: null,
  };
}

interface Settling extends CaseAtWork {
  readonly open: readonly { readonly procedure: Procedure; readonly instance: ProcessInstance | undefined }[];
  readonly verified: boolean;
}

interface Settlement {
  readonly ended: readonly Ended[];
  readonly verification: NewProcedure | undefined;
}

/**
 * When a case has ended its open procedures end with it; and a licence that was granted on a commitment is verified
 * afterwards (告知承诺; 消防法 第十五条第三款), within the time that the service's data set.
 */
export const settleProcedures = command<
  { readonly caseId: Id },
  Settling,
  Settlement | undefined,
  void,
  CasesTables
>({
  name: 'settle-procedures',
  zone: 'extranet',
  audience: ['system'],
  object: aboutCase,
  async load(db, { caseId }) {
    const atWork = await loadCaseAtWork(db, caseId);
    const open = [];
    for (const procedure of await listOpenProcedures(db, caseId))
      open.push({ procedure, instance: await findAndLockInstance(db, procedure.id) });
    const verification = await db
      .selectFrom('cases.procedure')
      .select('id')
      .where('caseId', '=', caseId)
      .where('kind', '=', 'verification')
      .executeTakeFirst();
    return { ...atWork, open, verified: verification !== undefined };
  },
  permission: isSystem,
  decide(settling, _input, { now }) {
    const open = settling.open.filter(({ procedure }) => procedure.kind !== 'verification');
    const ended = open.map(({ procedure, instance }) => ({
      end: endBySystem(procedure, 'cancelled', null),
      process:
        instance === undefined ? undefined : advanceInstance(instance, { type: 'cancelInstance' }, now),
    }));
    const verification = verificationOf(settling, now);
    return {
      change: { ended, verification },
      answer: undefined,
      events: [
        ...open.map(({ procedure }) => procedureEvent('ProcedureCancelled', procedure)),
        ...(verification === undefined ? [] : [procedureEvent('ProcedureOpened', verification)]),
      ],
    };
  },
  async store(db, settlement, context) {
    if (settlement === undefined) return;
    for (const { end, process } of settlement.ended) {
      await endProcedure(db, end, context.now);
      if (process !== undefined) await storeProcessChange(db, process, context);
    }
    const { verification } = settlement;
    await insertProcedures(db, verification === undefined ? [] : [verification], context.now);
  },
});

function verificationOf(settling: Settling, now: Date): NewProcedure | undefined {
  const { theCase, service, verified } = settling;
  if (theCase.mode !== 'commitment' || theCase.status !== 'granted' || verified) return undefined;
  const limit = findVerificationLimit(service);
  return ownProcedure(
    settling,
    'verification',
    dueWithin(settling, limit, now),
    modeNames.commitment.zh,
    now,
  );
}

/** What the applicant undertook to supply later, from acceptance on (广东省优化营商环境条例 第三十二条第二款). */
export function supplyOf(atWork: CaseAtWork, now: Date): NewProcedure | undefined {
  const { theCase, service } = atWork;
  if (theCase.deferred.length === 0) return undefined;
  const limit = findSupplyLimit(service);
  const names = theCase.deferred.map(
    (key) => service.evidence.find((one) => one.key === key)?.name.zh ?? key,
  );
  const procedure = ownProcedure(atWork, 'supply', dueWithin(atWork, limit, now), names.join('、'), now);
  return { ...procedure, detail: { requirementKeys: theCase.deferred } };
}

function dueWithin(
  { calendar }: Pick<CaseAtWork, 'calendar'>,
  limit: Limit | undefined,
  now: Date,
): LegalDay | null {
  if (limit === undefined) return null;
  return computeDeadline({ calendar, from: legalDayOf(now), ...limit }).due;
}

function ownProcedure(
  { theCase }: Pick<CaseAtWork, 'theCase'>,
  kind: 'verification' | 'supply',
  dueOn: LegalDay | null,
  request: string,
  now: Date,
): NewProcedure {
  return {
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    residentId: theCase.residentId,
    districtCode: theCase.districtCode,
    kind,
    ground: null,
    askedOrganId: null,
    askedOrganName: null,
    caseNumber: theCase.number,
    serviceName: theCase.serviceName,
    caseOrganName: theCase.organName,
    subject: theCase.subject,
    request,
    detail: {},
    hearing: null,
    stopsClock: false,
    startsOn: legalDayOf(now),
    dueOn,
    openedBy: null,
    sharedEvidenceIds: [],
  };
}
