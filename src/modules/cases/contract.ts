// Owns what browser and server say to each other about cases; refuses fields that are not listed.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { ClockView, Urgency } from '#modules/work/contract';

export const casePaths = {
  /** GET ?page&order: the open tasks of the officer's organs. */
  inbox: '/api/inbox',
  /** GET ?text&page: cases of the officer's organs by number, shop or applicant. */
  search: '/api/cases',
  case: (caseId: Id) => `/api/cases/${caseId}`,
  evidence: (caseId: Id, evidenceId: Id) => `/api/cases/${caseId}/evidence/${evidenceId}`,
  accept: (caseId: Id) => `/api/cases/${caseId}/acceptance`,
  refuseAcceptance: (caseId: Id) => `/api/cases/${caseId}/non-acceptance`,
  requestCorrection: (caseId: Id) => `/api/cases/${caseId}/correction`,
  review: (caseId: Id) => `/api/cases/${caseId}/review`,
  inspect: (caseId: Id) => `/api/cases/${caseId}/inspection`,
  decide: (caseId: Id) => `/api/cases/${caseId}/decision`,
} as const;

/**
 * Where a case stands. Open: waiting, received, correcting, accepted. Ended: granted, refused, not-accepted, and
 * stopped where the case that it waited for was not granted.
 */
export const caseStatuses = [
  'waiting',
  'received',
  'correcting',
  'accepted',
  'granted',
  'refused',
  'not-accepted',
  'stopped',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What an officer may do with a case; the server sends those that are allowed now with each record. */
export const caseActions = [
  'accept',
  'refuse-acceptance',
  'request-correction',
  'review',
  'inspect',
  'decide',
] as const;
export type CaseAction = (typeof caseActions)[number];

const revision = Type.Integer({ minimum: 0 });
const sentence = (most: number) => Type.String({ minLength: 1, maxLength: most });

/** Accepting starts the clock of the decision; `revision` is the one that the officer saw. */
export const acceptBody = Type.Object({ revision }, { additionalProperties: false });
export type AcceptBody = Static<typeof acceptBody>;

/** Refusing acceptance needs reasons, and says where to apply instead if it is another organ's matter. */
export const refuseAcceptanceBody = Type.Object(
  { revision, reasons: sentence(2_000) },
  { additionalProperties: false },
);
export type RefuseAcceptanceBody = Static<typeof refuseAcceptanceBody>;

/** Everything that is missing, at once (行政许可法 第三十二条第一款第四项). */
export const correctionBody = Type.Object(
  {
    revision,
    items: Type.Array(
      Type.Object({ requirementKey: sentence(60), sentence: sentence(500) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 20 },
    ),
  },
  { additionalProperties: false },
);
export type CorrectionBody = Static<typeof correctionBody>;

/** A reviewer's conclusion on the materials; for the organ only. */
export const reviewBody = Type.Object(
  {
    revision,
    conclusion: Type.Union([Type.Literal('in-order'), Type.Literal('not-in-order')]),
    opinion: sentence(2_000),
  },
  { additionalProperties: false },
);
export type ReviewBody = Static<typeof reviewBody>;

/** An inspection on the spot, by the officer who records it and a companion (行政许可法 第三十四条第三款). */
export const inspectionBody = Type.Object(
  {
    revision,
    conclusion: Type.Union([Type.Literal('in-order'), Type.Literal('not-in-order')]),
    opinion: sentence(2_000),
    companionId: Type.String({ format: 'uuid' }),
  },
  { additionalProperties: false },
);
export type InspectionBody = Static<typeof inspectionBody>;

/** Granting may go without reasons; refusing may not (行政许可法 第三十八条第二款). */
export const decisionBody = Type.Object(
  {
    revision,
    outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused')]),
    reasons: Type.String({ maxLength: 4_000 }),
  },
  { additionalProperties: false },
);
export type DecisionBody = Static<typeof decisionBody>;

/** One row of the inbox: an open task of one of the officer's organs and roles. */
export interface InboxRow {
  readonly taskId: Id;
  readonly caseId: Id;
  readonly caseNumber: string;
  readonly serviceName: Text;
  /** Name of the shop. */
  readonly subject: string;
  readonly applicantName: string;
  readonly organName: Text;
  /** The task's name as the process has it, as 受理. */
  readonly taskName: Text;
  readonly element: string;
  readonly since: string;
  readonly dueOn: LegalDay | null;
  readonly urgency: Urgency;
}

/** GET /api/inbox?page=1&order=due|since. Pages of 50 rows. */
export interface InboxView {
  readonly rows: readonly InboxRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly counts: { readonly overdue: number; readonly dueSoon: number; readonly inTime: number };
}

/** One row of a search over the organ's cases. */
export interface CaseRow {
  readonly caseId: Id;
  readonly caseNumber: string;
  readonly serviceName: Text;
  readonly subject: string;
  readonly applicantName: string;
  readonly organName: Text;
  readonly status: CaseStatus;
  readonly statusName: Text;
  readonly openedAt: string;
  readonly dueOn: LegalDay | null;
  readonly urgency: Urgency;
}

export interface CaseListView {
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface EvidenceView {
  readonly id: Id;
  readonly requirementKey: string;
  readonly requirementName: Text;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** 0: with the application; 1: with the reply to the correction notice. */
  readonly round: number;
  readonly suppliedAt: string;
}

/** A fact of the case's history, told as a sentence. */
export interface StoryLine {
  readonly at: string;
  readonly text: Text;
}

/** GET /api/cases/:caseId. Everything that an officer of the organ may see, and what they may do now. */
export interface CaseView {
  readonly id: Id;
  readonly number: string;
  readonly revision: number;
  readonly status: CaseStatus;
  readonly statusName: Text;
  readonly serviceKey: string;
  readonly serviceName: Text;
  readonly organName: Text;
  /** Why this organ: service, exercise level, division, and delegation if any, as sentences. */
  readonly responsibility: readonly Text[];
  readonly districtCode: string;
  readonly applicantName: string;
  /** Masked: the first six and the last two characters. */
  readonly applicantIdNumber: string;
  readonly openedAt: string;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly acceptedByLaw: boolean;
  readonly decidedOn: LegalDay | null;
  /** The answers that this service needs: label and value as people read them. */
  readonly answers: readonly { readonly field: string; readonly label: Text; readonly value: Text }[];
  readonly evidence: readonly EvidenceView[];
  /** What the catalogue requires from the applicant, for the correction notice. */
  readonly requirements: readonly { readonly key: string; readonly name: Text }[];
  readonly clocks: readonly ClockView[];
  readonly story: readonly StoryLine[];
  readonly opinions: readonly {
    readonly at: string;
    readonly officerName: string;
    readonly step: Text;
    readonly conclusion: 'in-order' | 'not-in-order';
    readonly opinion: string;
  }[];
  readonly correction: {
    readonly noticedAt: string;
    readonly items: readonly { readonly name: Text; readonly sentence: string }[];
    readonly suppliedAt: string | null;
    readonly note: string | null;
  } | null;
  readonly decision: {
    readonly number: string;
    readonly outcome: 'granted' | 'refused' | 'not-accepted';
    readonly reasons: string;
    readonly decidedOn: LegalDay;
  } | null;
  readonly licence: { readonly number: string; readonly verificationPath: string } | null;
  readonly waitsFor: { readonly number: string; readonly serviceName: Text } | null;
  /** What the reader may do now, each with its consequence in words. */
  readonly allowed: readonly { readonly action: CaseAction; readonly consequence: Text }[];
  /** Colleagues of the organ who may accompany an inspection. */
  readonly colleagues: readonly { readonly id: Id; readonly displayName: string }[];
}

/** The answer to every action: the case as it stands now. */
export type CaseActionAnswer = CaseView;
