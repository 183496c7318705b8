// Owns what browser and server say to each other about papers and their delivery; refuses contents of papers: a PDF has them.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Locale, Text } from '#kernel/texts';
import type { RecordFileView } from './procedure-contract.ts';

/** The papers that an organ issues in a case. */
export const paperKinds = [
  'receipt-of-materials',
  'acceptance',
  'non-acceptance',
  'correction',
  'extension',
  'special-procedure',
  'hearing-rights',
  'hearing-announcement',
  'hearing-notice',
  'hearing-record',
  'grant',
  'refusal',
  'withdrawal',
  'transfer',
  'delivery-proof',
] as const;
export type PaperKind = (typeof paperKinds)[number];

export const deliveryChannels = ['portal', 'window', 'post'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

export const deliveryChannelNames = {
  portal: { zh: '网上平台', en: 'Portal' },
  window: { zh: '窗口领取', en: 'Window' },
  post: { zh: '邮寄', en: 'Post' },
} as const satisfies Record<DeliveryChannel, Text>;

export const receiverRelations = ['applicant', 'agent', 'household', 'organisation'] as const;
export type ReceiverRelation = (typeof receiverRelations)[number];

export const receiverRelationNames = {
  applicant: { zh: '申请人本人', en: 'The applicant' },
  agent: { zh: '代理人', en: 'An agent' },
  household: { zh: '同住成年家属', en: 'An adult of the household' },
  organisation: { zh: '单位负责收件的人', en: 'Who receives for the organisation' },
} as const satisfies Record<ReceiverRelation, Text>;

/** How somebody signed for what was handed over: on the printed proof of delivery, or on a pad. */
export const signingWays = ['paper', 'pad'] as const;
export type SigningWay = (typeof signingWays)[number];

export const signingWayNames = {
  paper: { zh: '在纸质送达回证上签名', en: 'Signed on the printed proof of delivery' },
  pad: { zh: '在签名板上签名', en: 'Signed on the pad' },
} as const satisfies Record<SigningWay, Text>;

/** A delivery on the page of its case. */
export interface CaseDeliveryView {
  readonly id: Id;
  /** Null of deliveries by the portal. */
  readonly handOverId: Id | null;
  /** Title and number of what was delivered. */
  readonly what: Text;
  readonly number: string;
  readonly channelName: Text;
  readonly deliveredOn: LegalDay;
  readonly receiverName: string;
  readonly trackingNumber: string | null;
  readonly signedName: Text | null;
  /** Scans of what was signed, or of the postal receipt. */
  readonly proofs: readonly RecordFileView[];
}

/** A paper or the licence that no record says to have reached the applicant. */
export interface ToDeliverView {
  /** Null for the licence. */
  readonly paperId: Id | null;
  readonly title: Text;
  readonly number: string;
}

/** What the page of a case has of its deliveries, and of the package that it was sealed as. */
export interface DeliveriesOfCase {
  readonly deliveries: readonly CaseDeliveryView[];
  readonly mayDeliver: boolean;
  /** What the reader may record a delivery of. */
  readonly toDeliver: readonly ToDeliverView[];
  /** The sealed packages, oldest first; none before the case is sealed. */
  readonly archive: readonly { readonly version: number; readonly sizeBytes: number }[];
}

/** A paper or licence that was handed over, and how that is known. */
export interface DeliveryView {
  readonly channel: DeliveryChannel;
  readonly channelName: Text;
  readonly deliveredOn: LegalDay;
}

/** A line of a case's list of papers, oldest first. */
export interface PaperView {
  readonly id: Id;
  readonly kind: PaperKind;
  readonly title: Text;
  /** As 汕龙市监受〔2026〕1号. */
  readonly number: string;
  readonly issuedOn: LegalDay;
  /** Whether a later paper took its place. */
  readonly replaced: boolean;
  readonly deliveries: readonly DeliveryView[];
}

/** Whoever holds a paper compares it with this; no sign-in, no id, no full name. */
export interface VerifiedPaper {
  readonly number: string;
  readonly kind: PaperKind;
  readonly title: Text;
  readonly issuerName: Text;
  readonly issuedOn: LegalDay;
  readonly applicantMasked: string;
  /** Number and day of the later paper; null while this one stands. */
  readonly replacedBy: { readonly number: string; readonly issuedOn: LegalDay } | null;
}

export const paperPaths = {
  /** GET: the paper as PDF, for the organ's officers. */
  paper: (caseId: Id, paperId: Id) => `/api/cases/${caseId}/papers/${paperId}`,
  /** POST: how a paper or the licence was handed over at the window or by post. */
  deliver: (caseId: Id) => `/api/cases/${caseId}/deliveries`,
  /** POST, multipart: `formToken`, then the scan of what was signed, or of the postal receipt. */
  signedProof: (caseId: Id, handOverId: Id) => `/api/cases/${caseId}/deliveries/${handOverId}/proof`,
  /** The public page behind a paper's QR code. */
  verification: (locale: Locale, code: string) => `/${locale}/papers/${code}`,
} as const;

const words = (least: number, most: number) => Type.String({ minLength: least, maxLength: most });

/**
 * A delivery by window or post. `paperId` null means the licence of the case. The window needs a statement or a
 * signature (base64 of a JPEG picture, 60 kB at most); the post a tracking number.
 */
export const deliveryBody = Type.Object(
  {
    paperId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
    channel: Type.Union([Type.Literal('window'), Type.Literal('post')]),
    /** The day of the receipt: YYYY-MM-DD, not in the future, not before the paper. */
    deliveredOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    receiverName: words(1, 100),
    receiverRelation: Type.Enum([...receiverRelations]),
    trackingNumber: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{6,40}$' })),
    statement: words(0, 1_000),
    /** At the window; 'pad' goes with a signature and 'paper' without. */
    signed: Type.Optional(Type.Enum([...signingWays])),
    signature: Type.Optional(Type.String({ maxLength: 80_000, pattern: '^[A-Za-z0-9+/]+=*$' })),
  },
  { additionalProperties: false },
);
export type DeliveryBody = Static<typeof deliveryBody>;
