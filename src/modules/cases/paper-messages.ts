// Owns every word about papers that people read on screens; the papers' own words are in paper-words.ts and its like.
import { type Text, text } from '#kernel/texts';

export const paperMessages = {
  noPaper: text(
    '没有找到这份文书。请从申请页面重新打开。',
    'There is no such paper. Open it again from the application’s page.',
  ),
  notVerified: text(
    '没有找到这份文书。请检查二维码是否完整，或向出具机关核对。',
    'There is no such paper. Check that the QR code is whole, or ask the organ that issued it.',
  ),
  noLicence: text(
    '这个办件还没有证照，不能登记送达。没有任何内容被更改。',
    'This case has no licence yet, so nothing can be delivered. Nothing was changed.',
  ),
  proofOfProof: text(
    '送达回证留在案卷里，不再登记送达。没有任何内容被更改。',
    'A proof of delivery stays on file; its own delivery is not recorded. Nothing was changed.',
  ),
  deliveredBefore: text(
    '这份文书已经按这种方式登记过送达，没有重复登记。',
    'The delivery of this paper in this way is on record already; nothing was recorded twice.',
  ),
  dayWrong: text(
    '送达日期不能早于文书日期，也不能晚于今天。',
    'The day of delivery lies between the day of the paper and today.',
  ),
  trackingNeeded: text('邮寄送达请填写邮件编号。', 'Delivery by post needs the tracking number.'),
  trackingNotForWindow: text('窗口领取没有邮件编号。', 'Delivery at the window has no tracking number.'),
  proofNeeded: text(
    '窗口送达请上传签名，或者写明送达情况。',
    'Delivery at the window needs the signature, or your statement of how it went.',
  ),
  signedHowWrong: text(
    '签名板上的签名没有收到，或者与所选的签名方式不符。没有登记。请重新签名，或者选择在纸上签名。',
    'No signature came from the pad, or one came that was not chosen, so nothing was recorded. Sign again, or choose to sign on paper.',
  ),
  signedNotByPost: text(
    '邮寄送达以回执为准，不选签名方式。没有登记。',
    'By post the receipt is the proof: leave out how it was signed. Nothing was recorded.',
  ),
  notHandedOver: text(
    '没有找到这次发放记录，没有保存扫描件。',
    'There is no such handing over, so the scan was not kept.',
  ),
  signatureWrong: text(
    '签名应当是 JPG 图片，不超过60 kB。',
    'The signature is a JPG picture of 60 kB at most.',
  ),
} as const satisfies Record<string, Text>;

/** What stands on every paper until a seal provider is connected, and beside the QR code. */
export const paperMarks = {
  sample: '样章 · 未加盖有效电子印章 / Sample: no valid electronic seal',
  sampleLong:
    '样章：电子印章尚未接入，本文书未加盖有效电子印章，不具有法律效力。 Sample: no electronic seal is connected yet, so this paper has no legal effect.',
  numberUnverified:
    '文号：机关代字未经核实，以机关全称代替。 Number: the organ’s whole name stands in for its short form.',
  basisUnverified: '依据未经核定： ',
  signature: '收件人签名 / Signature of the receiver',
  scan: ['扫码核验文书', 'Scan to verify'],
} as const;
