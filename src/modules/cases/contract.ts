// Owns what browser and server say to each other about cases; refuses fields that are not listed.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { ClockView, HolderView, Urgency } from '#modules/work/contract';
import {
  type EvidenceView,
  type ProcedureView,
  procedurePaths,
  type RecordFileView,
  type SpecialGround,
} from './procedure-contract.ts';
import { revision, sentence } from './sentence-content.ts';

export {
  type AcceptancePreview,
  type AcceptancePreviewRow,
  type InboxFiltersView,
  type InboxRow,
  type InboxView,
  type NoteBody,
  type NotesView,
  type NoteView,
  noteBody,
} from './inbox-contract.ts';
export {
  type ConcludeProcedureBody,
  concludeProcedureBody,
  type EvidenceView,
  type HearingBasis,
  type HearingView,
  hearingBases,
  type OpenableKind,
  type OpenProcedureBody,
  openableKinds,
  openProcedureBody,
  type ParticipationRow,
  type ParticipationView,
  type ProcedureKind,
  type ProcedureStatus,
  type ProcedureView,
  procedureKinds,
  procedureOutcomes,
  type RecordFileKind,
  type RecordFileView,
  type SpecialGround,
  specialGrounds,
} from './procedure-contract.ts';

import type { DeliveriesOfCase, PaperView } from './paper-contract.ts';

export {
  type CounterDraftRow,
  type CounterDraftView,
  type CounterEvidence,
  type CounterField,
  type CounterHome,
  type CounterLifeEvent,
  type CounterReceipt,
  counterPaths,
  type DeliverableView,
  type HandedOverView,
  mandateKey,
} from './counter-contract.ts';

export {
  type CaseDeliveryView,
  type DeliveryBody,
  type DeliveryChannel,
  type DeliveryView,
  deliveryBody,
  deliveryChannelNames,
  deliveryChannels,
  type PaperKind,
  type PaperView,
  paperKinds,
  paperPaths,
  type ReceiverRelation,
  receiverRelationNames,
  receiverRelations,
  type SigningWay,
  signingWayNames,
  signingWays,
  type VerifiedPaper,
} from './paper-contract.ts';

export const casePaths = {
  /** GET ?page and the fields of an inbox's wish (work's contract): the open tasks of the officer's organs. */
  inbox: '/api/inbox',
  /** GET: what the inbox can be filtered by. */
  inboxFilters: '/api/inbox/filters',
  /** GET ?cases=id,id: the dry run of accepting them. */
  acceptancePreview: '/api/inbox/acceptance',
  /** GET ?text&page: cases of the officer's organs by number, shop or applicant. */
  search: '/api/cases',
  case: (caseId: Id) => `/api/cases/${caseId}`,
  evidence: (caseId: Id, evidenceId: Id) => `/api/cases/${caseId}/evidence/${evidenceId}`,
  /** GET ?version: the sealed package of a closed case, a ZIP file. */
  archive: (caseId: Id) => `/api/cases/${caseId}/archive`,
  /** GET and POST: notes between colleagues. */
  notes: (caseId: Id) => `/api/cases/${caseId}/notes`,
  accept: (caseId: Id) => `/api/cases/${caseId}/acceptance`,
  refuseAcceptance: (caseId: Id) => `/api/cases/${caseId}/non-acceptance`,
  requestCorrection: (caseId: Id) => `/api/cases/${caseId}/correction`,
  review: (caseId: Id) => `/api/cases/${caseId}/review`,
  inspect: (caseId: Id) => `/api/cases/${caseId}/inspection`,
  decide: (caseId: Id) => `/api/cases/${caseId}/decision`,
  decideOnTheSpot: (caseId: Id) => `/api/cases/${caseId}/decision-on-the-spot`,
  extend: (caseId: Id) => `/api/cases/${caseId}/extension`,
  transfer: (caseId: Id) => `/api/cases/${caseId}/transfer`,
  terminate: (caseId: Id) => `/api/cases/${caseId}/termination`,
  /** POST: begins a procedure beside the case. */
  openProcedure: (caseId: Id) => `/api/cases/${caseId}/procedures`,
  ...procedurePaths,
} as const;

/**
 * Where a case stands. Open: waiting, received, correcting, accepted, and stopped where the case that it waited for
 * was not granted and the applicant has to choose. Ended: granted, refused, not-accepted, withdrawn by the applicant,
 * terminated by the organ without a decision.
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
  'withdrawn',
  'terminated',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** How a case is handled: 一般, 当场办结, 告知承诺, 容缺受理. */
export const caseModes = ['ordinary', 'on-the-spot', 'commitment', 'conditional-acceptance'] as const;
export type CaseMode = (typeof caseModes)[number];

/** What an officer may do with a case; the server sends those that are allowed now with each record. */
export const caseActions = [
  'accept',
  'refuse-acceptance',
  'request-correction',
  'review',
  'inspect',
  'decide',
  'decide-on-the-spot',
  'open-procedure',
  'extend',
  'transfer',
  'terminate',
] as const;
export type CaseAction = (typeof caseActions)[number];

/** The actions that complete no task of the process. */
export type FreeAction = Extract<
  CaseAction,
  'decide-on-the-spot' | 'open-procedure' | 'extend' | 'transfer' | 'terminate'
>;

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

/** 行政许可法 第三十四条第二款: complete and in order, and decided there and then; only granting goes so. */
export const onTheSpotBody = Type.Object(
  { revision, reasons: Type.String({ maxLength: 4_000 }) },
  { additionalProperties: false },
);
export type OnTheSpotBody = Static<typeof onTheSpotBody>;

/** 行政许可法 第四十二条第一款: by the head of the organ, and the applicant is told why. */
export const extensionBody = Type.Object(
  { revision, reasons: sentence(2_000) },
  { additionalProperties: false },
);
export type ExtensionBody = Static<typeof extensionBody>;

/** To the organ whose matter it is. */
export const transferBody = Type.Object(
  { revision, toOrganId: Type.String({ format: 'uuid' }), reasons: sentence(2_000) },
  { additionalProperties: false },
);
export type TransferBody = Static<typeof transferBody>;

/** Why a case ends without a decision. */
export const terminationGrounds = [
  'applicant-died',
  'applicant-dissolved',
  'duplicate',
  'supply-lapsed',
  'object-gone',
] as const;
export type TerminationGround = (typeof terminationGrounds)[number];

export const terminationBody = Type.Object(
  {
    revision,
    ground: Type.Enum([...terminationGrounds]),
    reasons: sentence(2_000),
    /** For a duplicate: the number of the case that goes on. */
    otherNumber: Type.Optional(sentence(40)),
  },
  { additionalProperties: false },
);
export type TerminationBody = Static<typeof terminationBody>;

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

/** A fact of the case's history, told as a sentence. */
export interface StoryLine {
  readonly at: string;
  readonly text: Text;
}

/** GET /api/cases/:caseId. Everything that an officer of the organ may see, and what they may do now. */
export interface CaseView extends DeliveriesOfCase {
  readonly id: Id;
  readonly number: string;
  readonly revision: number;
  readonly status: CaseStatus;
  readonly statusName: Text;
  readonly subject: string;
  readonly mode: CaseMode;
  readonly modeName: Text;
  /** The commitment that the applicant accepted, as it was shown (告知承诺). */
  readonly commitment: { readonly text: Text; readonly acceptedAt: string } | null;
  /** Documents that the applicant undertook to supply later (容缺受理). */
  readonly deferred: readonly Text[];
  readonly serviceKey: string;
  readonly serviceName: Text;
  readonly organName: Text;
  /** Why this organ: service, exercise level, division, and delegation if any, as sentences. */
  readonly responsibility: readonly Text[];
  readonly districtCode: string;
  readonly applicantName: string;
  /** Masked: the first six and the last two characters. */
  readonly applicantIdNumber: string;
  /** Whoever came to the counter in the applicant's place. */
  readonly agent?: { readonly name: string; readonly relation: string; readonly maskedNumber: string } | null;
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
    /** With the colleague for whom they acted, and who came along. */
    readonly officerName: Text;
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
  /** What the organ has issued in this case, oldest first. */
  readonly papers: readonly PaperView[];
  /** The case whose result it waits for; null once it waits no longer. */
  readonly waitsFor: { readonly number: string; readonly serviceName: Text } | null;
  /** Procedures beside the case, newest first. */
  readonly procedures: readonly ProcedureView[];
  /** Photographs of inspections; those of a visit are with its procedure. */
  readonly photographs: readonly RecordFileView[];
  /** What the organ did beside deciding: extension, transfer, termination. */
  readonly acts: readonly { readonly at: string; readonly name: Text; readonly reasons: string }[];
  /** The organs that are responsible for this service elsewhere: where a misdirected case may go. */
  readonly transferTargets: readonly { readonly id: Id; readonly name: Text }[];
  /** The organs that can be asked or come along. */
  readonly otherOrgans: readonly { readonly id: Id; readonly name: Text }[];
  /** The special procedures that the law knows for this service. */
  readonly specialGrounds: readonly { readonly ground: SpecialGround; readonly name: Text }[];
  /** The open steps that are offered to a post of the reader's, with who has each. */
  readonly tasks: readonly {
    readonly taskId: Id;
    readonly name: Text;
    readonly holder: HolderView;
    /** What was said when it was last given to somebody. */
    readonly words: string | null;
  }[];
  /** What the reader may do now, each with its consequence in words. */
  readonly allowed: readonly { readonly action: CaseAction; readonly consequence: Text }[];
  /** Colleagues of the organ who may accompany an inspection. */
  readonly colleagues: readonly { readonly id: Id; readonly displayName: string }[];
}

/** The answer to every action: the case as it stands now. */
export type CaseActionAnswer = CaseView;
