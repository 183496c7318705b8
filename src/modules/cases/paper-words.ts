// Owns how papers are called and what the kind of a service changes in their words; refuses 许可 where none is.
import { type ServiceKind, serviceKinds } from '#engines/clock';
import { type Text, text } from '#kernel/texts';
import type { PaperKind } from './paper-contract.ts';

/** How an organ's act on a service of one kind is said. */
export interface ActWords {
  /** What is applied for, as 行政许可. */
  readonly act: Text;
  /** Titles of both decisions. */
  readonly grant: Text;
  readonly refusal: Text;
  /** What the organ decides, as 准予行政许可. */
  readonly granted: Text;
  readonly refused: Text;
}

const licence: ActWords = {
  act: text('行政许可', 'administrative licence'),
  grant: text('准予行政许可决定书', 'Decision granting the licence'),
  refusal: text('不予行政许可决定书', 'Decision refusing the licence'),
  granted: text('准予行政许可', 'the licence is granted'),
  refused: text('不予行政许可', 'the licence is refused'),
};

const otherActs: Readonly<Record<Exclude<ServiceKind, 'administrative-licence'>, ActWords>> = {
  registration: {
    act: text('登记', 'registration'),
    grant: text('准予登记通知书', 'Notice of registration'),
    refusal: text('不予登记通知书', 'Notice of refused registration'),
    granted: text('准予登记', 'it is registered'),
    refused: text('不予登记', 'registration is refused'),
  },
  'administrative-confirmation': {
    act: text('行政确认', 'administrative confirmation'),
    grant: text('行政确认决定书', 'Decision of confirmation'),
    refusal: text('不予行政确认决定书', 'Decision refusing confirmation'),
    granted: text('予以确认', 'it is confirmed'),
    refused: text('不予确认', 'confirmation is refused'),
  },
  'administrative-payment': {
    act: text('行政给付', 'payment'),
    grant: text('准予行政给付决定书', 'Decision granting the payment'),
    refusal: text('不予行政给付决定书', 'Decision refusing the payment'),
    granted: text('准予行政给付', 'the payment is granted'),
    refused: text('不予行政给付', 'the payment is refused'),
  },
  'administrative-reward': {
    act: text('行政奖励', 'reward'),
    grant: text('行政奖励决定书', 'Decision granting the reward'),
    refusal: text('不予行政奖励决定书', 'Decision refusing the reward'),
    granted: text('给予行政奖励', 'the reward is granted'),
    refused: text('不予行政奖励', 'the reward is refused'),
  },
  'administrative-ruling': {
    act: text('行政裁决', 'ruling'),
    grant: text('行政裁决办理结果告知书', 'Notice of the result of the request for a ruling'),
    refusal: text('行政裁决申请驳回告知书', 'Notice that the request for a ruling is rejected'),
    granted: text('支持您的申请', 'your request is upheld'),
    refused: text('不支持您的申请', 'your request is not upheld'),
  },
  'other-administrative-power': {
    act: text('办理事项', 'matter'),
    grant: text('准予办理决定书', 'Decision granting the request'),
    refusal: text('不予办理决定书', 'Decision refusing the request'),
    granted: text('准予办理', 'the request is granted'),
    refused: text('不予办理', 'the request is refused'),
  },
  'public-service': {
    act: text('公共服务', 'public service'),
    grant: text('办理结果告知书', 'Notice of the result'),
    refusal: text('不予办理告知书', 'Notice that the request is refused'),
    granted: text('予以办理', 'the request is met'),
    refused: text('不予办理', 'the request is refused'),
  },
  'information-request': {
    act: text('政府信息公开', 'information'),
    grant: text('政府信息公开告知书', 'Notice that the information is given'),
    refusal: text('政府信息不予公开告知书', 'Notice that the information is not given'),
    granted: text('予以公开', 'the information is given'),
    refused: text('不予公开', 'the information is not given'),
  },
};

export function isLicenceKind(serviceKind: string): boolean {
  return serviceKind === 'administrative-licence';
}

/** The words for a service's kind; those of 其他行政权力 for a kind that is not known. */
export function actWordsOf(serviceKind: string): ActWords {
  if (isLicenceKind(serviceKind)) return licence;
  const known = serviceKinds.find((kind) => kind === serviceKind);
  return known === undefined || known === 'administrative-licence'
    ? otherActs['other-administrative-power']
    : otherActs[known];
}

const titles: Readonly<Record<Exclude<PaperKind, 'grant' | 'refusal'>, Text>> = {
  'receipt-of-materials': text('材料接收凭证', 'Receipt of materials'),
  acceptance: text('受理通知书', 'Notice of acceptance'),
  'non-acceptance': text('不予受理通知书', 'Notice of non-acceptance'),
  correction: text('补正告知书', 'Correction notice'),
  extension: text('延期通知书', 'Notice of extension'),
  'special-procedure': text('特别程序告知书', 'Notice of a special procedure'),
  'hearing-rights': text('听证告知书', 'Notice of the right to a hearing'),
  'hearing-announcement': text('听证公告', 'Announcement of a hearing'),
  'hearing-notice': text('听证通知书', 'Notice of a hearing'),
  'hearing-record': text('听证笔录', 'Record of a hearing'),
  withdrawal: text('终止办理告知书', 'Notice that the case was ended'),
  transfer: text('移送告知书', 'Notice of transfer'),
  'delivery-proof': text('送达回证', 'Proof of delivery'),
};

/** `byApplicant`: of the end of a case, that the applicant withdrew. */
export function paperTitle(kind: PaperKind, serviceKind: string, byApplicant = false): Text {
  if (kind === 'withdrawal' && byApplicant)
    return text('准予撤回申请通知书', 'Notice that the withdrawal is accepted');
  return kind === 'grant' || kind === 'refusal' ? actWordsOf(serviceKind)[kind] : titles[kind];
}
