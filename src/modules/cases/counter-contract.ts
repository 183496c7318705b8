// Owns what browser and server say to each other about the one-stop window; refuses fields that are not listed.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { type DocumentKind, documentKinds } from '#modules/identity/contract';
import { type PaperKind, receiverRelations, signingWays } from './paper-contract.ts';
import { revision, sentence } from './sentence-content.ts';

const counter = '/api/counter';
export const counterPaths = {
  /** GET: the clerk's counters, queue, open drafts, and what can be applied for. */
  home: counter,
  /** POST: the next number of the queue for whoever comes in. */
  takeTicket: `${counter}/tickets`,
  /** POST: calls whoever waits longest. */
  callNext: `${counter}/tickets/call`,
  /** POST: begins a draft. */
  drafts: `${counter}/drafts`,
  /** POST: takes up a draft of the portal by its applicant's code. */
  takeUp: `${counter}/drafts/take-up`,
  /** GET, and POST to save everything that was entered. */
  draft: (draftId: Id) => `${counter}/drafts/${draftId}`,
  applicant: (draftId: Id) => `${counter}/drafts/${draftId}/applicant`,
  /** POST, multipart: `formToken`, `revision`, `requirementKey`, `originalSeen`, then the file. */
  evidence: (draftId: Id) => `${counter}/drafts/${draftId}/evidence`,
  /** GET: the file. */
  evidenceFile: (draftId: Id, requirementKey: string) =>
    `${counter}/drafts/${draftId}/evidence/${requirementKey}`,
  removeEvidence: (draftId: Id, requirementKey: string) =>
    `${counter}/drafts/${draftId}/evidence/${requirementKey}/removal`,
  /** POST: states which revision is printed. GET `formPaper`: that paper as PDF. */
  print: (draftId: Id) => `${counter}/drafts/${draftId}/print`,
  formPaper: (draftId: Id) => `${counter}/drafts/${draftId}/form.pdf`,
  submit: (draftId: Id) => `${counter}/drafts/${draftId}/submission`,
  discard: (draftId: Id) => `${counter}/drafts/${draftId}/discard`,
  /** GET: number, query code and where it goes; as PDF for the applicant. */
  receipt: (applicationId: Id) => `${counter}/applications/${applicationId}`,
  receiptPaper: (applicationId: Id) => `${counter}/applications/${applicationId}/receipt.pdf`,
  /** POST, because a document's number must not stand in an address. */
  findDeliverables: `${counter}/deliverables`,
  deliver: (caseId: Id) => `${counter}/cases/${caseId}/deliveries`,
  paper: (caseId: Id, paperId: Id) => `${counter}/cases/${caseId}/papers/${paperId}`,
  /** GET: the licence as PDF. */
  licencePaper: (caseId: Id) => `${counter}/cases/${caseId}/licence.pdf`,
  /** GET ?items=id,licence: the proof of delivery of these, to be signed on paper. */
  proofToSign: (caseId: Id) => `${counter}/cases/${caseId}/proof-to-sign.pdf`,
  /** POST, multipart: `formToken`, then the scan of what was signed. */
  signedProof: (caseId: Id, handOverId: Id) => `${counter}/cases/${caseId}/deliveries/${handOverId}/proof`,
} as const;

/** Under this key a draft keeps the mandate of whoever comes in the applicant's place. */
export const mandateKey = 'agent-mandate';

const id = Type.String({ format: 'uuid' });
const key = Type.String({ pattern: '^[A-Za-z0-9-]{1,60}$' });
const label = Type.Union([Type.String({ pattern: '^[A-Z]\\d{3,4}$' }), Type.Null()]);
const exactly = { additionalProperties: false } as const;
const documentKind = Type.Enum([...documentKinds]);
const documentNumber = Type.String({ minLength: 1, maxLength: 40 });
const personName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });

export const organBody = Type.Object({ organId: id }, exactly);
export type OrganBody = Static<typeof organBody>;

/** Either all situations of the life event, or services of it that are named one by one. */
export const startCounterBody = Type.Object(
  {
    organId: id,
    lifeEventKey: key,
    situations: Type.Record(key, Type.String({ maxLength: 200 })),
    serviceKeys: Type.Union([Type.Array(key, { minItems: 1, maxItems: 30 }), Type.Null()]),
    ticketLabel: label,
  },
  exactly,
);
export type StartCounterBody = Static<typeof startCounterBody>;

export const takeUpBody = Type.Object(
  { organId: id, code: Type.String({ minLength: 8, maxLength: 20 }), ticketLabel: label },
  exactly,
);
export type TakeUpBody = Static<typeof takeUpBody>;

/** Everything on the screen, as it was typed: what can't be understood is kept as it is and told beside its field. */
export const saveCounterBody = Type.Object(
  {
    revision,
    answers: Type.Record(
      key,
      Type.Union([
        Type.String({ maxLength: 5_000 }),
        Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
      ]),
    ),
    modes: Type.Record(key, Type.String({ maxLength: 40 })),
    deferred: Type.Array(key, { maxItems: 60 }),
    originalsSeen: Type.Array(key, { maxItems: 60 }),
  },
  exactly,
);
export type SaveCounterBody = Static<typeof saveCounterBody>;

const agentBody = Type.Object(
  { name: personName, documentKind, number: documentNumber, relation: sentence(60) },
  exactly,
);
export const applicantBody = Type.Object(
  {
    revision,
    name: personName,
    documentKind,
    number: documentNumber,
    agent: Type.Union([agentBody, Type.Null()]),
  },
  exactly,
);
export type ApplicantBody = Static<typeof applicantBody>;

export const revisionBody = Type.Object({ revision }, exactly);
export type RevisionBody = Static<typeof revisionBody>;

/** `signed`: the printed form was signed, with the declaration and the commitments that stand on it. */
export const submitCounterBody = Type.Object({ revision, signed: Type.Boolean() }, exactly);
export type SubmitCounterBody = Static<typeof submitCounterBody>;

/** A case's or application's number, or a document. */
export const deliverablesBody = Type.Union([
  Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) }, exactly),
  Type.Object({ documentKind, documentNumber }, exactly),
]);
export type DeliverablesBody = Static<typeof deliverablesBody>;

/** What is handed over, all at once and for one signature. `paperIds` may hold the licence as null. */
export const counterDeliveryBody = Type.Object(
  {
    paperIds: Type.Array(Type.Union([id, Type.Null()]), { minItems: 1, maxItems: 20 }),
    receiverName: personName,
    receiverRelation: Type.Enum([...receiverRelations]),
    statement: Type.String({ maxLength: 1_000 }),
    /** 'pad' goes with a signature and 'paper' without. */
    signed: Type.Enum([...signingWays]),
    signature: Type.Optional(Type.String({ maxLength: 80_000, pattern: '^[A-Za-z0-9+/]+=*$' })),
  },
  exactly,
);
export type CounterDeliveryBody = Static<typeof counterDeliveryBody>;

/** What the counter is told of a handing over: the scan of what was signed is added under this id. */
export interface HandedOverView {
  readonly handOverId: Id;
}

/** GET home. */
export interface CounterHome {
  readonly counters: readonly {
    readonly organId: Id;
    readonly organName: Text;
    readonly waiting: number;
    /** The label that this clerk called last today. */
    readonly called: string | null;
  }[];
  readonly drafts: readonly CounterDraftRow[];
  readonly lifeEvents: readonly CounterLifeEvent[];
}

export interface CounterDraftRow {
  readonly id: Id;
  readonly lifeEventTitle: Text;
  readonly applicantName: string | null;
  readonly clerkName: string;
  readonly ticketLabel: string | null;
  readonly updatedAt: string;
}

export interface CounterLifeEvent {
  readonly key: string;
  readonly title: Text;
  readonly situations: readonly {
    readonly key: string;
    readonly question: Text;
    readonly options: readonly { readonly value: string; readonly label: Text }[];
  }[];
  readonly services: readonly { readonly key: string; readonly name: Text }[];
}

export interface CounterField {
  readonly key: string;
  readonly control: 'text' | 'textarea' | 'number' | 'tel' | 'date' | 'radio' | 'checkbox' | 'select';
  readonly label: Text;
  readonly hint: Text | null;
  readonly unit: Text | null;
  readonly optional: boolean;
  readonly choices: readonly { readonly value: string; readonly label: Text; readonly group: Text | null }[];
  /** As it was typed; a checkbox has several. */
  readonly value: string | readonly string[];
}

export interface CounterEvidence {
  readonly key: string;
  readonly name: Text;
  readonly hint: Text | null;
  readonly required: boolean;
  readonly services: readonly Text[];
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly originalSeen: boolean;
  readonly file: { readonly name: string; readonly sizeBytes: number } | null;
}

/** A draft as its clerk sees it: everything on one screen. */
export interface CounterDraftView {
  readonly id: Id;
  readonly revision: number;
  readonly organName: Text;
  readonly ticketLabel: string | null;
  /** Whether it began on the portal. */
  readonly fromPortal: boolean;
  readonly lifeEventTitle: Text;
  readonly situations: readonly { readonly question: Text; readonly answer: Text }[];
  readonly applicant: {
    readonly name: string;
    readonly documentKind: DocumentKind;
    readonly maskedNumber: string;
  } | null;
  readonly agent: { readonly name: string; readonly relation: string; readonly maskedNumber: string } | null;
  readonly services: readonly {
    readonly key: string;
    readonly name: Text;
    /** Null until the place is known, or where nobody is responsible. */
    readonly organName: Text | null;
    readonly waitsFor: Text | null;
    readonly mode: string;
    /** Empty where there is nothing to choose. */
    readonly modes: readonly { readonly mode: string; readonly name: Text }[];
  }[];
  readonly pages: readonly {
    readonly key: string;
    readonly title: Text;
    readonly fields: readonly CounterField[];
  }[];
  readonly evidence: readonly CounterEvidence[];
  readonly notToBring: readonly Text[];
  /** What keeps it from being sent: fields by key, documents by `evidence.<key>`, and `applicant`. */
  readonly errors: readonly { readonly field: string; readonly text: Text }[];
  /** Whether this very revision was printed. */
  readonly printed: boolean;
  readonly applicationId: Id | null;
}

export interface CounterReceipt {
  readonly applicationId: Id;
  readonly number: string;
  readonly queryCode: string;
  readonly applicantName: string;
  readonly lifeEventTitle: Text;
  readonly submittedAt: string;
  readonly services: readonly {
    readonly name: Text;
    readonly organName: Text | null;
    readonly waitsFor: Text | null;
  }[];
}

/** What lies ready in one case. */
export interface DeliverableView {
  readonly caseId: Id;
  readonly caseNumber: string;
  readonly applicationNumber: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly applicantName: string;
  readonly statusName: Text;
  readonly items: readonly {
    /** Null for the licence. */
    readonly paperId: Id | null;
    readonly kind: PaperKind | 'licence';
    readonly title: Text;
    readonly number: string;
    readonly issuedOn: LegalDay;
    /** By window or post; null where it still lies ready. */
    readonly deliveredOn: LegalDay | null;
  }[];
}
