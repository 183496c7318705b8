// Owns what a procedure beside a case is: who ends it, what it holds up, what the applicant is told; pure.
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import type { Text } from '#kernel/texts';
import type { EventData, NewEvent } from '#platform/events';
import { type ProcedureKind, type ProcedureStatus, procedureOutcomes } from './contract.ts';
import type { Hearing } from './hearing.ts';
import type { RecordFileKind } from './procedure-contract.ts';

/** A procedure as use cases load it. */
export interface Procedure {
  readonly id: Id;
  readonly caseId: Id;
  /** The organ whose case it is. */
  readonly organId: Id;
  readonly residentId: Id;
  readonly districtCode: string;
  readonly kind: ProcedureKind;
  readonly ground: string | null;
  /** The organ that is asked; null where the case's own organ does it, or the applicant. */
  readonly askedOrganId: Id | null;
  readonly askedOrganName: Text | null;
  readonly caseNumber: string;
  readonly serviceName: Text;
  readonly caseOrganName: Text;
  readonly subject: string;
  readonly request: string;
  readonly detail: ProcedureDetail;
  /** Of a hearing that was begun under its own rules. */
  readonly hearing: Hearing | null;
  readonly stopsClock: boolean;
  readonly startsOn: LegalDay;
  readonly dueOn: LegalDay | null;
  readonly status: ProcedureStatus;
  readonly revision: number;
}

/** What a kind has of its own. */
export interface ProcedureDetail {
  readonly appointment?: { readonly at: string; readonly place: string };
  readonly participants?: readonly { readonly id: Id; readonly name: Text }[];
  /** Answers as they were shown to whoever is asked. */
  readonly answers?: readonly { readonly field: string; readonly label: Text; readonly value: Text }[];
  /** What the applicant has to supply. */
  readonly requirementKeys?: readonly string[];
}

interface ProcedureRule {
  /** Key of its model in data/<city>/processes: with a deadline it ends by itself, as silence. */
  readonly process: 'procedure' | 'procedure-with-deadline';
  /** Who ends it, in the organ that is asked or, where none is, in the case's. */
  readonly endedBy: readonly Role[] | 'applicant';
  /** Whether the organ can't decide before it has ended. */
  readonly blocksDecision: boolean;
  readonly toldToApplicant: boolean;
}

const officers: readonly Role[] = ['reviewer', 'approver'];

/**
 * Every kind, once. Only `special` stops the clock, and only on a ground that the law lists (行政许可法 第四十五条);
 * 公示, 征求意见, visits and meetings take their time out of the organ's.
 */
export const procedureRules = {
  special: { process: 'procedure', endedBy: officers, blocksDecision: true, toldToApplicant: true },
  publicity: { process: 'procedure', endedBy: officers, blocksDecision: false, toldToApplicant: true },
  // An organ that says nothing in time holds nobody up: its silence is recorded.
  consultation: {
    process: 'procedure-with-deadline',
    endedBy: officers,
    blocksDecision: false,
    toldToApplicant: false,
  },
  arbitration: {
    process: 'procedure',
    endedBy: ['approver', 'organ-head'],
    blocksDecision: false,
    toldToApplicant: false,
  },
  'site-visit': { process: 'procedure', endedBy: officers, blocksDecision: false, toldToApplicant: true },
  meeting: { process: 'procedure', endedBy: officers, blocksDecision: false, toldToApplicant: false },
  supply: {
    process: 'procedure-with-deadline',
    endedBy: 'applicant',
    blocksDecision: true,
    toldToApplicant: true,
  },
  verification: { process: 'procedure', endedBy: officers, blocksDecision: false, toldToApplicant: true },
} as const satisfies Record<ProcedureKind, ProcedureRule>;

/** Whether an open procedure keeps the organ from deciding. */
export function blocksDecision(procedures: readonly Pick<Procedure, 'kind' | 'status'>[]): boolean {
  return procedures.some(({ kind, status }) => status === 'open' && procedureRules[kind].blocksDecision);
}

/** The roles that the procedure's task is offered to, as the process takes them. */
export function candidatesOf(kind: ProcedureKind): readonly string[] {
  const { endedBy } = procedureRules[kind];
  return endedBy === 'applicant' ? ['applicant'] : endedBy;
}

export function isOutcomeOf(kind: ProcedureKind, outcome: string): boolean {
  const outcomes: readonly string[] = procedureOutcomes[kind];
  return outcomes.includes(outcome);
}

/** What kind of file the procedure's record takes; undefined where its record is words alone. */
export function recordFileKindOf({
  kind,
  hearing,
}: Pick<Procedure, 'kind' | 'hearing'>): RecordFileKind | undefined {
  if (kind === 'site-visit') return 'visit-photograph';
  // Before it is appointed there is nothing to take minutes of.
  return hearing === null || hearing.appointment === null ? undefined : 'hearing-minutes';
}

export type ProcedureEventType =
  | 'ProcedureOpened'
  | 'ProcedureFileAdded'
  | 'ProcedureFileRemoved'
  | 'HearingTold'
  | 'HearingAsked'
  | 'HearingAppointed'
  | 'HearingAnnounced'
  | 'HearingHeld'
  | 'ProcedureConcluded'
  | 'ProcedureLapsed'
  | 'ProcedureCancelled';

/** Of the facts of a hearing since each has its paper (migration 0029); those of version 1 got none, and get none later. */
export const paperedHearingVersion = 2;

/** A fact about a procedure, told of its own subject: ids and kinds, never what was said. */
export function procedureEvent(
  type: ProcedureEventType,
  procedure: Pick<Procedure, 'id' | 'caseId' | 'organId' | 'kind'>,
  data: EventData = {},
): NewEvent {
  return {
    type,
    schemaVersion: type.startsWith('Hearing') ? paperedHearingVersion : 1,
    subject: { kind: 'procedure', id: procedure.id },
    organId: procedure.organId,
    data: { caseId: procedure.caseId, kind: procedure.kind, ...data },
  };
}
