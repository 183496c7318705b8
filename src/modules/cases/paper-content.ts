// Owns how facts become a paper's content, by its kind; pure. Refuses a paper without words.
import { formatInstant } from '#kernel/dates';
import type { PaperContent } from './paper.ts';
import { acceptanceWords, correctionWords, receiptWords } from './paper-beginnings.ts';
import { endWords, extensionWords, specialProcedureWords, transferWords } from './paper-changes.ts';
import {
  deliveryChannelNames,
  type PaperKind,
  receiverRelationNames,
  type SigningWay,
  signingWayNames,
} from './paper-contract.ts';
import { grantWords, nonAcceptanceWords, refusalWords } from './paper-decisions.ts';
import {
  cited,
  type DeliveredFacts,
  dayEn,
  dayZh,
  inChinese,
  type PaperFacts,
  type PaperWords,
  paperLaw,
} from './paper-facts.ts';
import {
  hearingAnnouncementWords,
  hearingNoticeWords,
  hearingRecordWords,
  hearingRightsWords,
} from './paper-hearings.ts';
import { paperTitle } from './paper-words.ts';

const wordsOf: Readonly<Record<PaperKind, (facts: PaperFacts) => PaperWords>> = {
  'receipt-of-materials': receiptWords,
  acceptance: acceptanceWords,
  'non-acceptance': nonAcceptanceWords,
  correction: correctionWords,
  extension: extensionWords,
  'special-procedure': specialProcedureWords,
  'hearing-rights': hearingRightsWords,
  'hearing-announcement': hearingAnnouncementWords,
  'hearing-notice': hearingNoticeWords,
  'hearing-record': hearingRecordWords,
  grant: grantWords,
  refusal: refusalWords,
  withdrawal: endWords,
  transfer: transferWords,
  'delivery-proof': deliveryProofWords,
};

/** What is printed and kept. `numberVerified` says whether the organ's short form is the city's own. */
export function composePaper(facts: PaperFacts, numberVerified: boolean): PaperContent {
  const { blocks, summary, basis } = wordsOf[facts.kind](facts);
  const deliveryId = facts.kind === 'delivery-proof' ? facts.eventData['deliveryId'] : undefined;
  return {
    addressee: addresseeOf(facts),
    blocks,
    summary: { title: paperTitle(facts.kind, facts.serviceKind, facts.byApplicant).en, lines: summary },
    basis,
    numberVerified,
    ...(typeof deliveryId === 'string' ? { deliveryId } : {}),
  };
}

/**
 * What is announced, or stays on file, is addressed to nobody. Notices of a hearing go to the interested persons too; they
 * are not named to each other.
 */
function addresseeOf({ kind, applicantName, procedure }: PaperFacts): string | null {
  switch (kind) {
    case 'delivery-proof':
    case 'hearing-announcement':
    case 'hearing-record':
      return null;
    case 'hearing-rights':
    case 'hearing-notice':
      return (procedure?.hearing?.interested.length ?? 0) > 0
        ? `${applicantName}、利害关系人`
        : applicantName;
    default:
      return applicantName;
  }
}

/**
 * 送达回证. 行政许可法 第四十四条 says by when a licence is delivered and nothing of how; what the proof holds follows
 * 民事诉讼法 第八十七条, 第九十条, 第九十一条 by analogy only, and says so.
 */
function deliveryProofWords(facts: PaperFacts): PaperWords {
  const { delivery, applicantName, caseNumber } = facts;
  if (delivery === null) throw new Error('A proof of delivery needs its delivery.');
  const channel = deliveryChannelNames[delivery.channel];
  const manner = mannerOf(delivery);
  return {
    blocks: [
      {
        kind: 'entries',
        entries: [
          ['送达文书', `${delivery.what.zh}　${delivery.number}`],
          ['办件编号', caseNumber],
          ['受送达人', applicantName],
          ['送达方式', channel.zh],
          ...portalEntries(delivery),
          ['送达日期', dayZh(delivery.deliveredOn)],
          ['收件人', `${delivery.receiverName}（${receiverRelationNames[delivery.receiverRelation].zh}）`],
          ...(delivery.trackingNumber === null ? [] : [['邮件编号', delivery.trackingNumber] as const]),
          ...(delivery.signedHow === null ? [] : [['签收方式', signedWords[delivery.signedHow]] as const]),
          ...(delivery.statement === '' ? [] : [['送达情况', delivery.statement] as const]),
          ['送达人', delivery.recorderName ?? '一站平台自动记录'],
        ],
      },
      {
        kind: 'small',
        lines: [
          `${delivery.isLicence ? `送达期限：${inChinese(paperLaw.delivery)}。` : ''}《行政许可法》没有规定送达的方式；本回证的内容参照${inChinese(manner)}，未经核定。`,
        ],
      },
    ],
    summary: [
      `${delivery.what.en} ${delivery.number} was delivered on ${dayEn(delivery.deliveredOn)} (${channel.en.toLowerCase()}).`,
      'The Administrative Licensing Law does not say how papers are delivered; this proof follows the Civil Procedure Law by analogy only.',
    ],
    basis: [...(delivery.isLicence ? [cited(paperLaw.delivery)] : []), cited(manner, false)],
  };
}

/** What is signed on paper stays on paper: the scan, if there is one, lies with the case. */
const signedWords: Readonly<Record<SigningWay, string>> = {
  paper: `${signingWayNames.paper.zh}，签名原件由窗口留存`,
  pad: `${signingWayNames.pad.zh}，签名见下`,
};

function mannerOf({ channel }: DeliveredFacts) {
  if (channel === 'portal') return paperLaw.electronicDelivery;
  return channel === 'post' ? paperLaw.deliveryByPost : paperLaw.proofOfDelivery;
}

function portalEntries({
  channel,
  arrivedOn,
  deliveredAt,
}: DeliveredFacts): readonly (readonly [string, string])[] {
  if (channel !== 'portal' || deliveredAt === null) return [];
  return [
    ...(arrivedOn === null ? [] : [['到达账户', dayZh(arrivedOn)] as const]),
    ['首次打开', `${formatInstant(deliveredAt, 'zh')}，以实名账户登录`],
  ];
}
