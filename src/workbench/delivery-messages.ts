// Owns every word about deliveries on the page of a case.
import { type Text, text } from '#kernel/texts';

export const deliveryMessages = {
  deliveries: text('送达', 'Delivery'),
  none: text('还没有送达记录。', 'No delivery is on record yet.'),
  record: text('登记送达', 'Record a delivery'),
  recorded: text('已登记送达。', 'The delivery was recorded.'),
  consequence: text(
    '登记送达：写入办件记录，不能撤回',
    "Record a delivery: it becomes part of the case and can't be taken back",
  ),
  what: text('送达的文书或证照', 'The paper or licence'),
  whatMissing: text('请选择送达的文书或证照。', 'Choose the paper or licence.'),
  channel: text('送达方式', 'Manner'),
  byWindow: text('窗口领取（在送达回证上签名）', 'At the window (signed on the proof of delivery)'),
  byPost: text('邮寄', 'By post'),
  channelMissing: text('请选择送达方式。', 'Choose how it was delivered.'),
  day: text('领取日期', 'Day of fetching'),
  dayOfReceipt: text('回执上的收件日期', 'Day on the postal receipt'),
  dayMissing: text('请填写日期。', 'Enter the day.'),
  receiver: text('收件人姓名', 'Receiver’s name'),
  receiverMissing: text('请填写收件人姓名。', 'Enter the receiver’s name.'),
  relation: text('收件人是', 'The receiver is'),
  relationMissing: text('请选择收件人与申请人的关系。', 'Choose who the receiver is.'),
  tracking: text('邮件编号', 'Tracking number'),
  trackingMissing: text(
    '请填写邮件编号：6至40个字母、数字或者短横。',
    'Enter the tracking number: 6 to 40 letters, digits or hyphens.',
  ),
  statement: text('送达情况', 'How it went'),
  statementHint: text('例如：本人到窗口领取，已签名。', 'As: fetched in person and signed for.'),
  statementPostHint: text('选填。', 'Optional.'),
  statementMissing: text('请写明送达情况。', 'Say how it was handed over.'),
  addProof: text('附上签名的回证或者邮件回执', 'Add the signed proof or the postal receipt'),
  archive: text('归档包', 'Archive package'),
  archiveVersion: text(
    '下载归档包（第 {version} 包，{size}）',
    'Download the archive package (number {version}, {size})',
  ),
  archiveHint: text(
    '归档包含有完整的证件号码，每次下载都会记录。',
    'It holds the identity number in full; each download is recorded.',
  ),
} as const satisfies Record<string, Text>;
