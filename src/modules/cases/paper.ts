// Owns what a paper is: its kind by event, its number, what it replaces, what it needs as proof; pure.
import type { LegalDay } from '#kernel/dates';
import { type Id, isId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { EventData, StoredEvent } from '#platform/events';
import type { OfficialBlock } from '#platform/paper';
import type { PaperKind } from './paper-contract.ts';
import { paperedHearingVersion } from './procedure.ts';

/**
 * Everything that is printed beside issuer, title, number and day. Fixed when the paper is issued: a law or a name
 * that changes later changes no paper.
 */
export interface PaperContent {
  readonly addressee: string | null;
  readonly blocks: readonly OfficialBlock[];
  readonly summary: { readonly title: string; readonly lines: readonly string[] };
  /** Where the paper rests on; `verified: false` marks an interpretation. */
  readonly basis: readonly { readonly text: Text; readonly verified: boolean }[];
  /** Whether the organ's short form in the number is the city's own; false where its whole name stands in for it. */
  readonly numberVerified: boolean;
  /** The delivery whose signature is drawn, for a proof of delivery. */
  readonly deliveryId?: Id;
}

export interface Paper {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly issuerId: Id;
  readonly residentId: Id;
  readonly districtCode: string;
  readonly kind: PaperKind;
  readonly title: Text;
  readonly issuerName: Text;
  readonly issuedOn: LegalDay;
  readonly issuedAt: Date;
  readonly applicantMasked: string;
  readonly content: PaperContent;
  readonly verificationCode: string;
  readonly causeId: Id;
}

/**
 * The paper that answers an event; undefined where the event has none. The end of a case without a decision has
 * one kind of paper, whoever brought it about.
 */
export function paperKindOf(eventType: string, data: EventData): PaperKind | undefined {
  if (eventType === 'CaseDecided') {
    switch (data['outcome']) {
      case 'granted':
        return 'grant';
      case 'refused':
        return 'refusal';
      case 'not-accepted':
        return 'non-acceptance';
      default:
        return undefined;
    }
  }
  // Of a hearing that is held unasked nobody is told that they may ask for it.
  if (eventType === 'HearingTold' && data['dueOn'] === null) return undefined;
  return kindsOfEvents[eventType];
}

const kindsOfEvents: Readonly<Record<string, PaperKind>> = {
  CaseReceived: 'receipt-of-materials',
  CaseAccepted: 'acceptance',
  CorrectionRequested: 'correction',
  CaseSuspended: 'special-procedure',
  HearingTold: 'hearing-rights',
  HearingAnnounced: 'hearing-announcement',
  HearingAppointed: 'hearing-notice',
  HearingHeld: 'hearing-record',
  ClockExtended: 'extension',
  CaseWithdrawn: 'withdrawal',
  CaseTerminated: 'withdrawal',
  CaseTransferred: 'transfer',
  PaperDelivered: 'delivery-proof',
};

/** Every event that has a paper. */
export const paperEvents: readonly string[] = [...Object.keys(kindsOfEvents), 'CaseDecided'];

/**
 * The case that an event's paper belongs to, with the event's data; undefined where it leads to none. What happens to a case
 * is the organs' word: a fact of the internet zone never becomes an organ's paper. A hearing's facts name their case; those
 * that are older than its papers lead to none.
 */
export function paperSubjectOf({
  subject,
  schemaVersion,
  zone,
  data,
}: Pick<StoredEvent, 'subject' | 'schemaVersion' | 'zone' | 'data'>):
  | { readonly caseId: Id; readonly data: EventData }
  | undefined {
  if (zone === 'internet') return undefined;
  if (subject.kind === 'case') return { caseId: subject.id, data };
  const caseId = data['caseId'];
  return subject.kind === 'procedure' && schemaVersion >= paperedHearingVersion && isId(caseId)
    ? { caseId, data: { ...data, procedureId: subject.id } }
    : undefined;
}

/** What stands in the number between the organ and the year. */
const seriesWords: Readonly<Record<PaperKind, string>> = {
  'receipt-of-materials': '收',
  acceptance: '受',
  'non-acceptance': '不受',
  correction: '补',
  extension: '延',
  'special-procedure': '特',
  'hearing-rights': '听告',
  'hearing-announcement': '听公',
  'hearing-notice': '听通',
  'hearing-record': '听录',
  grant: '准',
  refusal: '不准',
  withdrawal: '终',
  transfer: '移',
  'delivery-proof': '送',
};

/** 汕龙市监受〔2026〕1号: no leading zeros, the year in 〔〕 (GB/T 9704-2012 §7.2.5). */
export function paperNumber(organCode: string, kind: PaperKind, year: number, sequence: number): string {
  return `${organCode}${seriesWords[kind]}〔${year}〕${sequence}号`;
}

/**
 * The papers of a case whose place a new one takes. There is one acceptance and one decision; a second of them, as
 * after a decision that was put right, replaces the first. Everything else stands beside what was before.
 */
export function kindsReplacedBy(kind: PaperKind): readonly PaperKind[] {
  switch (kind) {
    case 'acceptance':
    case 'non-acceptance':
      return ['acceptance', 'non-acceptance'];
    case 'grant':
    case 'refusal':
      return ['grant', 'refusal'];
    // Whoever scans a notice of a time that was changed is led to the new one.
    case 'hearing-announcement':
    case 'hearing-notice':
      return [kind];
    default:
      return [];
  }
}

/**
 * Whether the delivery of this paper is proved by a paper of its own. A receipt and an acceptance are vouchers that
 * are handed out (行政许可法 第三十二条第二款); from the others a right or a period follows.
 */
export function needsProof(kind: PaperKind): boolean {
  return !isUnproved[kind];
}

const isUnproved: Readonly<Partial<Record<PaperKind, true>>> = {
  'receipt-of-materials': true,
  acceptance: true,
  'delivery-proof': true,
  // It is announced to everybody, and the record is signed by those who took part.
  'hearing-announcement': true,
  'hearing-record': true,
};

/** The name as a passer-by sees it: its first character, as 张**. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name.trim();
  return first + '*'.repeat(Math.max(1, Math.min(rest.length, 8)));
}
