// Owns what a paper may speak of, and the small words that all papers share; pure. Refuses facts that the case has not.
import { formatLawReference, type LawReference } from '#engines/clock';
import { formatDay, isLegalDay, type LegalDay } from '#kernel/dates';
import { type Text, text } from '#kernel/texts';
import type { AppealBodies } from '#modules/organs';
import type { ClockView } from '#modules/work/contract';
import type { EventData } from '#platform/events';
import type { OfficialBlock } from '#platform/paper';
import type { Hearing } from './hearing.ts';
import type { OrganAct } from './organ-act.ts';
import type { PaperContent } from './paper.ts';
import type { DeliveryChannel, PaperKind, ReceiverRelation, SigningWay } from './paper-contract.ts';

/** The case as its paper tells of it, on the day of the event. */
export interface PaperFacts {
  readonly kind: PaperKind;
  readonly serviceKind: string;
  readonly serviceName: Text;
  /** What establishes the service (设定依据), where its file names it. */
  readonly establishedBy: LawReference | undefined;
  /** The service is for enterprises too: 优化营商环境条例 speaks of them. */
  readonly servesEnterprises: boolean;
  readonly resultName: Text;
  readonly caseNumber: string;
  readonly applicantName: string;
  readonly eventDay: LegalDay;
  readonly eventData: EventData;
  /** The applicant ended the case. */
  readonly byApplicant: boolean;
  /** What the organ did beside deciding: an extension, a transfer, an end. */
  readonly act: Pick<OrganAct, 'reasons' | 'detail' | 'basis'> | null;
  /** Where one may appeal against what the issuer does now. */
  readonly appeal: AppealBodies;
  /** The special procedure that began: what it is for, as the applicant is told in writing. */
  readonly procedure: ProcedureFacts | null;
  readonly mode: string;
  /** What the applicant undertook to supply later (容缺受理). */
  readonly deferred: readonly Text[];
  /** Until when (广东省优化营商环境条例 第三十二条第二款 asks that it be told). */
  readonly supplyDueOn: LegalDay | null;
  readonly receivedOn: LegalDay | null;
  readonly acceptedOn: LegalDay | null;
  readonly materials: readonly Text[];
  readonly correction: {
    readonly supplied: boolean;
    readonly items: readonly { readonly name: Text; readonly sentence: string }[];
  } | null;
  readonly decision: {
    readonly number: string;
    readonly reasons: string;
    readonly basis: LawReference;
    readonly appeal: AppealBodies;
  } | null;
  /** The last clock of each kind. */
  readonly clocks: Readonly<Partial<Record<ClockView['kind'], ClockView>>>;
  readonly delivery: DeliveredFacts | null;
}

/** The special procedure that a paper tells of. */
export interface ProcedureFacts {
  readonly request: string;
  readonly startsOn: LegalDay;
  readonly hearing: Hearing | null;
  /** What was recorded at its end. */
  readonly result: string | null;
  /** The signed minutes of a hearing. */
  readonly minutes: readonly { readonly name: string; readonly sha256: string }[];
}

export type HearingFacts = ProcedureFacts & { readonly hearing: Hearing };

export interface DeliveredFacts {
  readonly what: Text;
  readonly number: string;
  readonly channel: DeliveryChannel;
  readonly deliveredOn: LegalDay;
  readonly deliveredAt: Date | null;
  /** The day on which it could be opened in the applicant's account; null where no record says so. */
  readonly arrivedOn: LegalDay | null;
  readonly receiverName: string;
  readonly receiverRelation: ReceiverRelation;
  readonly trackingNumber: string | null;
  readonly statement: string;
  readonly signedHow: SigningWay | null;
  readonly recorderName: string | null;
  readonly isLicence: boolean;
}

/** What a kind of paper says; who it is for and what it is called are said by who composes. */
export interface PaperWords {
  readonly blocks: readonly OfficialBlock[];
  /** The English summary. */
  readonly summary: readonly string[];
  readonly basis: PaperContent['basis'];
}

export const article = (law: string, number: string, paragraph?: string, item?: string): LawReference => ({
  law,
  article: number,
  ...(paragraph === undefined ? {} : { paragraph }),
  ...(item === undefined ? {} : { item }),
});

/** The articles that papers cite. Each was compared with the text of the version in force when this was written. */
export const paperLaw = {
  notCompetent: article('行政许可法', '32', '1', '2'),
  correction: article('行政许可法', '32', '1', '4'),
  acceptance: article('行政许可法', '32', '1', '5'),
  writtenVoucher: article('行政许可法', '32', '2'),
  grant: article('行政许可法', '38', '1'),
  refusal: article('行政许可法', '38', '2'),
  interested: article('行政许可法', '36'),
  hearingUnasked: article('行政许可法', '46'),
  hearingAsked: article('行政许可法', '47', '1'),
  hearingFree: article('行政许可法', '47', '2'),
  hearingNotice: article('行政许可法', '48', '1', '1'),
  hearingPublic: article('行政许可法', '48', '1', '2'),
  hearingPresiding: article('行政许可法', '48', '1', '3'),
  hearingDefence: article('行政许可法', '48', '1', '4'),
  hearingRecord: article('行政许可法', '48', '1', '5'),
  decidedOnRecord: article('行政许可法', '48', '2'),
  publicDecision: article('行政许可法', '40'),
  extension: article('行政许可法', '42', '1'),
  delivery: article('行政许可法', '44'),
  suspension: article('行政许可法', '45'),
  conditionalAcceptance: {
    ...article('广东省优化营商环境条例', '32', '2'),
    lawEn: 'Guangdong Regulations on Improving the Business Environment',
  },
  correctionOnce: { ...article('优化营商环境条例', '36', '1') },
  proofOfDelivery: { ...article('民事诉讼法', '87'), lawEn: 'Civil Procedure Law' },
  electronicDelivery: { ...article('民事诉讼法', '90'), lawEn: 'Civil Procedure Law' },
  deliveryByPost: { ...article('民事诉讼法', '91'), lawEn: 'Civil Procedure Law' },
} as const satisfies Readonly<Record<string, LawReference>>;

export function cited(reference: LawReference, verified = true): PaperContent['basis'][number] {
  return { text: text(formatLawReference(reference, 'zh'), formatLawReference(reference, 'en')), verified };
}

export const inChinese = (reference: LawReference): string => formatLawReference(reference, 'zh');
export const paragraph = (words: string): OfficialBlock => ({ kind: 'paragraph', text: words });
export const dayZh = (day: LegalDay): string => formatDay(day, 'zh');
export const dayEn = (day: LegalDay): string => formatDay(day, 'en');

/** “食品经营许可（餐饮服务）”申请（办件编号：BJ26-…） */
export function applicationZh({ serviceName, caseNumber }: PaperFacts): string {
  return `“${serviceName.zh}”申请（办件编号：${caseNumber}）`;
}

export function applicationEn({ serviceName, caseNumber }: PaperFacts): string {
  return `your application for ‘${serviceName.en}’ (case ${caseNumber})`;
}

/** A day that the event named, else the clock's. */
export function dueOf({ eventData }: PaperFacts, clock: ClockView | undefined): LegalDay | undefined {
  const told = eventData['dueOn'];
  return typeof told === 'string' && isLegalDay(told) ? told : clock?.dueOn;
}

export function toldWords({ eventData }: PaperFacts, name: string): string | undefined {
  const value = eventData[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function toldDay({ eventData }: PaperFacts, name: string): LegalDay | undefined {
  const value = eventData[name];
  return typeof value === 'string' && isLegalDay(value) ? value : undefined;
}

/** 20个工作日; undefined for a limit in months, whose days say less than its last day. */
export function limitZh({ countedDays, unit }: ClockView): string | undefined {
  if (unit === 'month' || countedDays === 0) return undefined;
  return `${countedDays}${unit === 'working-day' ? '个工作日' : '日'}`;
}

/** How the last day was found, run by run, and what is not yet known of the calendar. */
export function countingBlock(clock: ClockView | undefined): readonly OfficialBlock[] {
  if (clock === undefined) return [];
  const lines = [...clock.summary, ...clock.warnings].map((one) => one.zh);
  return lines.length === 0 ? [] : [{ kind: 'small', lines: ['期限的计算：', ...lines] }];
}
