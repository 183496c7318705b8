// Owns what browser and server say to each other about procedures beside a case; refuses kinds that no law knows.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { revision, sentence } from './sentence-content.ts';

/**
 * The steps beside the straight way of a case: 特别程序 (only those of 行政许可法 第四十五条 stop the clock), 公示,
 * 征求意见, 争议协调, 联合踏勘, 联合会审, 容缺补交, 事后核查.
 */
export const procedureKinds = [
  'special',
  'publicity',
  'consultation',
  'arbitration',
  'site-visit',
  'meeting',
  'supply',
  'verification',
] as const;
export type ProcedureKind = (typeof procedureKinds)[number];

/** The kinds that an officer begins; the others begin by themselves. */
export const openableKinds = [
  'special',
  'publicity',
  'consultation',
  'arbitration',
  'site-visit',
  'meeting',
] as const;
export type OpenableKind = (typeof openableKinds)[number];

/** 行政许可法 第四十五条: 听证, 招标, 拍卖, 检验, 检测, 检疫, 鉴定, 专家评审. */
export const specialGrounds = [
  'hearing',
  'bidding',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
] as const;
export type SpecialGround = (typeof specialGrounds)[number];

/** Addresses of procedures and of the files of records; part of casePaths. */
export const procedurePaths = {
  /** GET: a procedure as the organ sees it that is asked, or whose case it is. */
  procedure: (procedureId: Id) => `/api/procedures/${procedureId}`,
  /** POST: somebody asked for the hearing that they were told of. */
  requestHearing: (procedureId: Id) => `/api/procedures/${procedureId}/hearing-request`,
  /** POST: when, where and under whom the hearing is held; again where another officer has to preside. */
  appointHearing: (procedureId: Id) => `/api/procedures/${procedureId}/hearing-appointment`,
  concludeProcedure: (procedureId: Id) => `/api/procedures/${procedureId}/conclusion`,
  procedureEvidence: (procedureId: Id, evidenceId: Id) =>
    `/api/procedures/${procedureId}/evidence/${evidenceId}`,
  /** GET: the visits and meetings of other organs' cases that the officer's organs take part in. */
  participation: '/api/procedures',
  /** POST, multipart: `formToken`, then one file: a photograph of the visit. */
  procedureFiles: (procedureId: Id) => `/api/procedures/${procedureId}/files`,
  procedureFile: (procedureId: Id, recordFileId: Id) =>
    `/api/procedures/${procedureId}/files/${recordFileId}`,
  removeProcedureFile: (procedureId: Id, recordFileId: Id) =>
    `/api/procedures/${procedureId}/files/${recordFileId}/removal`,
  /** POST, multipart: `formToken`, then one photograph of the inspection that is being recorded. */
  inspectionPhotographs: (caseId: Id) => `/api/cases/${caseId}/photographs`,
  removeInspectionPhotograph: (caseId: Id, recordFileId: Id) =>
    `/api/cases/${caseId}/photographs/${recordFileId}/removal`,
  /** GET: a file of any of the case's records. */
  caseFile: (caseId: Id, recordFileId: Id) => `/api/cases/${caseId}/files/${recordFileId}`,
} as const;

/** Why there is a hearing: 行政许可法 第四十六条 (unasked), 第四十七条 (asked for). */
export const hearingBases = ['by-law', 'public-interest', 'major-interests'] as const;
export type HearingBasis = (typeof hearingBases)[number];

const legalDayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const openProcedureBody = Type.Object(
  {
    revision,
    kind: Type.Enum([...openableKinds]),
    /** Special procedures: which. */
    ground: Type.Optional(Type.Enum([...specialGrounds])),
    /** What is asked, or what it is for; the applicant is told it in writing for a special procedure. */
    request: sentence(2_000),
    /**
     * The last day: of a special procedure as told to the applicant, of a consultation for the answer. Left out of a
     * hearing that may be asked for: the law says until when.
     */
    dueOn: Type.Optional(legalDayText),
    /** Hearings: why, and the interested persons who are told. */
    hearing: Type.Optional(
      Type.Object({
        basis: Type.Enum([...hearingBases]),
        interested: Type.Array(sentence(60), { maxItems: 50 }),
      }),
    ),
    /** Consultation: who is asked. */
    askedOrganId: Type.Optional(Type.String({ format: 'uuid' })),
    /** Documents that whoever is asked may see. */
    evidenceIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })),
    /** Visits and meetings: when and where, and which other organs take part. */
    appointment: Type.Optional(Type.Object({ at: sentence(40), place: sentence(200) })),
    organIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 10 })),
  },
  { additionalProperties: false },
);
export type OpenProcedureBody = Static<typeof openProcedureBody>;

/** Somebody who was told asks for the hearing. */
export const hearingRequestBody = Type.Object(
  { revision, by: sentence(60), on: legalDayText },
  { additionalProperties: false },
);
export type HearingRequestBody = Static<typeof hearingRequestBody>;

/** When, where and under whom it is held. `at` is an instant, as 2026-12-10T01:30:00Z. */
export const hearingAppointmentBody = Type.Object(
  { revision, at: sentence(40), place: sentence(200), presidingId: Type.String({ format: 'uuid' }) },
  { additionalProperties: false },
);
export type HearingAppointmentBody = Static<typeof hearingAppointmentBody>;

export const concludeProcedureBody = Type.Object(
  {
    revision,
    /** One of the kind's outcomes (procedureOutcomes). */
    outcome: sentence(40),
    /** The answer, the record or the minutes. */
    result: sentence(4_000),
    /** Site visits: the officers beside the one who records; the record is by two at least. */
    companionIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })),
  },
  { additionalProperties: false },
);
export type ConcludeProcedureBody = Static<typeof concludeProcedureBody>;

/** How each kind may end, by whoever concludes it. */
export const procedureOutcomes = {
  // 'not-asked' is a hearing's: nobody asked for it in time.
  special: ['done', 'not-asked'],
  publicity: ['no-objection', 'objection'],
  consultation: ['agree', 'agree-with-conditions', 'disagree'],
  arbitration: ['settled'],
  'site-visit': ['in-order', 'not-in-order'],
  meeting: ['agreed', 'not-agreed'],
  supply: ['supplied'],
  verification: ['kept', 'not-kept'],
} as const satisfies Record<ProcedureKind, readonly string[]>;

export type ProcedureStatus = 'open' | 'concluded' | 'lapsed' | 'cancelled';

/** A document of a case. */
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
  /** A window clerk compared it with the original. */
  readonly originalSeen?: boolean;
  readonly suppliedAt: string;
}

/** What a record may have as files: photographs, what people signed. */
export const recordFileKinds = [
  'visit-photograph',
  'inspection-photograph',
  'hearing-minutes',
  'signed-proof',
] as const;
export type RecordFileKind = (typeof recordFileKinds)[number];

/** How many files one record may have. */
export const recordFilesMost = 20;

/** A file of a record: of a visit, an inspection, a hearing, a delivery. */
export interface RecordFileView {
  readonly id: Id;
  readonly kind: RecordFileKind;
  readonly kindName: Text;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly addedAt: string;
  /** Whether its record was made, so that it stays. */
  readonly sealed: boolean;
}

/** How a hearing stands, and what the reader may do to it now. */
export interface HearingView {
  readonly basisName: Text;
  readonly interested: readonly string[];
  readonly toldOn: LegalDay;
  /** The last day to ask for it; null where it is held unasked. */
  readonly askBy: LegalDay | null;
  readonly asked: { readonly by: string; readonly on: LegalDay } | null;
  readonly holdBy: LegalDay | null;
  readonly appointment: {
    readonly at: string;
    readonly place: string;
    readonly noticeOn: LegalDay;
    readonly presidingName: string;
  } | null;
  readonly withdrawn: readonly { readonly name: string; readonly on: LegalDay }[];
  readonly mayRecordRequest: boolean;
  readonly mayAppoint: boolean;
  /** Officers of the organ who did not review the application. */
  readonly mayPreside: readonly { readonly id: Id; readonly displayName: string }[];
}

/** A procedure as officers see it: those of the case's organ, and those of the organ that is asked. */
export interface ProcedureView {
  readonly id: Id;
  readonly revision: number;
  readonly caseId: Id;
  readonly caseNumber: string;
  readonly serviceName: Text;
  readonly caseOrganName: Text;
  /** Whether the reader may open the case itself, and read its documents there. */
  readonly mayOpenCase: boolean;
  readonly subject: string;
  readonly kind: ProcedureKind;
  readonly kindName: Text;
  readonly ground: Text | null;
  readonly askedOrganName: Text | null;
  readonly request: string;
  readonly appointment: { readonly at: string; readonly place: string } | null;
  readonly participants: readonly Text[];
  /** The answers that whoever is asked was given. */
  readonly answers: readonly { readonly field: string; readonly label: Text; readonly value: Text }[];
  readonly evidence: readonly EvidenceView[];
  readonly stopsClock: boolean;
  readonly startsOn: LegalDay;
  readonly dueOn: LegalDay | null;
  readonly status: ProcedureStatus;
  readonly statusName: Text;
  readonly outcome: string | null;
  readonly outcomeName: Text | null;
  readonly result: string | null;
  readonly recordedBy: readonly string[];
  /** What belongs to its record; the last ones while it is being made. */
  readonly hearing: HearingView | null;
  readonly files: readonly RecordFileView[];
  /** What kind of file the reader may add now; null where none. */
  readonly fileToAdd: RecordFileKind | null;
  readonly openedAt: string;
  readonly concludedAt: string | null;
  /** How the reader may end it; empty where they may not. */
  readonly allowedOutcomes: readonly { readonly outcome: string; readonly name: Text }[];
  /** Officers who may have been there too. */
  readonly colleagues: readonly { readonly id: Id; readonly displayName: string }[];
}

/** A visit or meeting of another organ's case that the reader's organ takes part in. */
export interface ParticipationRow {
  readonly procedureId: Id;
  readonly caseNumber: string;
  readonly serviceName: Text;
  readonly caseOrganName: Text;
  readonly subject: string;
  readonly kindName: Text;
  readonly appointment: { readonly at: string; readonly place: string } | null;
  readonly status: ProcedureStatus;
  readonly statusName: Text;
}

/** GET: open ones first, then those that ended last; 50 at most. */
export interface ParticipationView {
  readonly rows: readonly ParticipationRow[];
}
