// Owns the beginning of a procedure beside a case; refuses a ground that the law doesn't know, and a day in the past.
import { findSuspensionRule, type Suspension } from '#engines/clock';
import { compareDays, isLegalDay, type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { clockRulesOfService, getFormVersion } from '#modules/catalogue';
import { findGovernmentOf, listDivisions, listOrgans, type Organ } from '#modules/organs';
import { type Clock, reviseClock } from '#modules/work';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import { describeAnswers } from './case-answers.ts';
import {
  aboutCase,
  type CaseAtWork,
  type CaseStep,
  loadCaseAtWork,
  runningClock,
  storeCaseStep,
} from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { OpenProcedureBody } from './contract.ts';
import { compiledFormOf } from './draft.ts';
import { assertFreeAction } from './free-actions.ts';
import { type Hearing, stoppedFrom, tellHearing } from './hearing.ts';
import { hearingMessages } from './hearing-messages.ts';
import { type Procedure, type ProcedureDetail, procedureEvent } from './procedure.ts';
import { groundNameOf, procedureMessages } from './procedure-messages.ts';
import type { NewProcedure } from './procedure-store.ts';
import { earliestDue } from './receive-case.ts';

type OpenInput = OpenProcedureBody & { readonly caseId: Id };

interface Opening extends CaseAtWork {
  readonly organs: readonly Organ[];
  readonly evidenceIds: readonly Id[];
  readonly answers: NonNullable<ProcedureDetail['answers']>;
  readonly arbiter: Organ | undefined;
}

/**
 * Begins a special procedure, a publication, a consultation, a visit, a meeting, or asks the arbiter. Only a special
 * procedure on one of the grounds of 行政许可法 第四十五条 stops the clock: from today to the day that the applicant is
 * told, both included; when it ends the clock is counted anew to the day on which it ended.
 */
export const openProcedure = command<OpenInput, Opening, CaseStep, void, CasesTables>({
  name: 'open-procedure',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: (db, input, { vault }) => loadOpening(db, input, vault),
  permission: mayAct('open-procedure'),
  decide(opening, input, context) {
    const { theCase } = opening;
    const today = legalDayOf(context.now);
    assertFreeAction(opening, 'open-procedure', input.revision, today);
    const procedure = procedureFrom(opening, input, today, context);
    const revised = procedure.stopsClock ? suspendedClock(opening, procedure, context.now) : undefined;
    const others = opening.clocks.filter((clock) => clock.kind !== 'decision');
    const running = revised === undefined ? opening.clocks : [...others, revised];
    return {
      change: {
        change: {
          caseId: theCase.id,
          readRevision: theCase.revision,
          status: theCase.status,
          dueOn: earliestDue(running),
        },
        process: undefined,
        endClocks: revised === undefined ? [] : ['decision'],
        startClocks: revised === undefined ? [] : [revised],
        openProcedures: [procedure],
      },
      answer: undefined,
      events: [
        procedureEvent('ProcedureOpened', procedure, { askedOrganId: procedure.askedOrganId }),
        ...(procedure.hearing === null
          ? []
          : [procedureEvent('HearingTold', procedure, { dueOn: procedure.hearing.askBy })]),
        ...(revised === undefined
          ? []
          : [
              caseEvent('CaseSuspended', theCase, {
                procedureId: procedure.id,
                ground: procedure.ground,
                until: procedure.dueOn,
                dueOn: revised.deadline.due,
              }),
            ]),
      ],
    };
  },
  store: storeCaseStep,
});

async function loadOpening(db: Db<CasesTables>, input: OpenInput, vault: Vault): Promise<Opening> {
  const atWork = await loadCaseAtWork(db, input.caseId);
  const wanted = [
    ...(input.organIds ?? []),
    ...(input.askedOrganId === undefined ? [] : [input.askedOrganId]),
  ];
  const evidence = await db
    .selectFrom('cases.evidenceItem')
    .select('id')
    .where('caseId', '=', input.caseId)
    .execute();
  const row = await db
    .selectFrom('cases.case')
    .select(['formVersionId', 'data'])
    .where('id', '=', input.caseId)
    .executeTakeFirstOrThrow();
  const form = compiledFormOf(await getFormVersion(db, row.formVersionId));
  // What is sensitive stays with the organ whose case it is.
  const answers = describeAnswers(form, row.data, null, await listDivisions(db), vault);
  return {
    ...atWork,
    organs: wanted.length === 0 ? [] : await listOrgans(db, { ids: wanted }),
    evidenceIds: evidence.map((one) => one.id),
    answers: answers
      .filter((one) => one.answered)
      .map(({ field, label, value }) => ({ field, label, value })),
    arbiter: input.kind === 'arbitration' ? await findGovernmentOf(db, atWork.theCase.organId) : undefined,
  };
}

function refused(code: string, field: string, sentence: Text): AppError {
  return new AppError('invalid', code, sentence, { fields: [{ field, text: sentence }] });
}

function procedureFrom(
  opening: Opening,
  input: OpenInput,
  today: LegalDay,
  { actor, now }: UseCaseContext,
): NewProcedure {
  const { theCase } = opening;
  if (actor.kind !== 'officer') throw new Error('Only officers begin procedures.');
  const asked = askedOrgan(opening, input);
  const hearing = hearingOf(opening, input, today);
  return {
    id: newId(now),
    caseId: theCase.id,
    organId: theCase.organId,
    residentId: theCase.residentId,
    districtCode: theCase.districtCode,
    kind: input.kind,
    ground: groundOf(opening, input),
    askedOrganId: asked?.id ?? null,
    askedOrganName: asked?.name ?? null,
    caseNumber: theCase.number,
    serviceName: theCase.serviceName,
    caseOrganName: theCase.organName,
    subject: theCase.subject,
    request: input.request,
    detail: detailOf(opening, input, asked !== undefined),
    hearing,
    // Telling of the right to a hearing needs no time that the law leaves out; the hearing that is asked for does.
    stopsClock: input.kind === 'special' && (hearing?.askBy ?? null) === null,
    startsOn: today,
    dueOn: hearing?.askBy ?? dueOnOf(input, today),
    openedBy: actor.id,
    sharedEvidenceIds: sharedEvidence(opening, input),
  };
}

function groundOf({ service }: Opening, { kind, ground }: OpenInput): string | null {
  if (kind !== 'special') return null;
  if (ground === undefined) throw refused('ground-needed', 'ground', procedureMessages.groundNeeded);
  if (findSuspensionRule(clockRulesOfService(service), ground) === undefined)
    throw refused('ground-unlawful', 'ground', procedureMessages.groundUnlawful);
  return ground;
}

/** Throws AppError 'invalid' for a day that is none, or past. */
function dueOnOf({ dueOn = '' }: OpenInput, today: LegalDay): LegalDay {
  if (!isLegalDay(dueOn) || compareDays(legalDay(dueOn), today) < 0)
    throw refused('due-on-needed', 'dueOn', procedureMessages.dueOnNeeded);
  return legalDay(dueOn);
}

function hearingOf(
  { service, calendar }: Opening,
  { kind, ground, hearing }: OpenInput,
  today: LegalDay,
): Hearing | null {
  if (kind !== 'special' || ground !== 'hearing') return null;
  const limits = clockRulesOfService(service).hearing;
  if (limits === undefined) throw refused('ground-unlawful', 'ground', procedureMessages.groundUnlawful);
  if (hearing === undefined) throw refused('hearing-basis-needed', 'hearing', hearingMessages.basisNeeded);
  return tellHearing(hearing.basis, hearing.interested, today, { calendar, request: limits.request });
}

function askedOrgan({ organs, arbiter, theCase }: Opening, input: OpenInput): Organ | undefined {
  if (input.kind === 'arbitration') {
    if (arbiter === undefined) throw new AppError('conflict', 'no-arbiter', procedureMessages.noArbiter);
    return arbiter;
  }
  if (input.kind !== 'consultation') return undefined;
  const asked = organs.find((organ) => organ.id === input.askedOrganId);
  if (asked === undefined || asked.id === theCase.organId)
    throw refused('organ-needed', 'askedOrganId', procedureMessages.organNeeded);
  return asked;
}

function detailOf(opening: Opening, input: OpenInput, isAsked: boolean): ProcedureDetail {
  const meets = input.kind === 'site-visit' || input.kind === 'meeting';
  if (meets && input.appointment === undefined)
    throw refused('appointment-needed', 'appointment', procedureMessages.appointmentNeeded);
  const participants = (input.organIds ?? []).map((id) => {
    const organ = opening.organs.find((one) => one.id === id);
    if (organ === undefined) throw refused('organ-unknown', 'organIds', procedureMessages.organUnknown);
    return { id, name: organ.name };
  });
  return {
    ...(meets && input.appointment !== undefined ? { appointment: input.appointment, participants } : {}),
    ...(isAsked ? { answers: opening.answers } : {}),
  };
}

function sharedEvidence({ evidenceIds }: Opening, input: OpenInput): readonly Id[] {
  const wanted = input.evidenceIds ?? [];
  if (!wanted.every((id) => evidenceIds.includes(id)))
    throw refused('evidence-unknown', 'evidenceIds', procedureMessages.evidenceUnknown);
  return wanted;
}

/** The decision's clock, stopped to the day that the applicant is told. */
export function suspendedClock(
  atWork: CaseAtWork,
  procedure: Pick<Procedure, 'ground' | 'startsOn' | 'hearing' | 'dueOn'>,
  now: Date,
): Clock | undefined {
  const clock = runningClock(atWork, 'decision');
  if (clock === undefined) return undefined;
  return reviseClock(
    clock,
    {
      calendar: atWork.calendar,
      because: 'suspended',
      suspensions: [...clock.suspensions, suspensionOf(atWork, procedure, procedure.dueOn)],
    },
    now,
  );
}

/** The days on which the procedure stops the clock; `to` is the day told, or that on which it ended. */
export function suspensionOf(
  { service }: Pick<CaseAtWork, 'service'>,
  procedure: Pick<Procedure, 'ground' | 'startsOn' | 'hearing'>,
  to: LegalDay | null,
): Suspension {
  const { ground } = procedure;
  const startsOn = stoppedFrom(procedure);
  const rules = clockRulesOfService(service);
  const rule = rules.suspendableBy.find((one) => one.ground === ground);
  if (rule === undefined) throw new Error(`The ground "${ground ?? ''}" does not stop this service's clock.`);
  const label = groundNameOf(rule.ground);
  return { from: startsOn, to: to ?? startsOn, basis: rule.basis, ...(label === undefined ? {} : { label }) };
}
