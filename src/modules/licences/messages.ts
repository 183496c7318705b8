// Owns every word of the licences module that people read.
import { type Text, text } from '#kernel/texts';

export const licenceMessages = {
  notFound: text(
    '没有找到这个证照。请检查二维码是否完整，或向持证人核对。',
    'There is no such licence. Check that the QR code is whole, or ask the holder.',
  ),
  number: text('证照编号', 'Number'),
  holder: text('持证人', 'Holder'),
  organ: text('发证机关', 'Issued by'),
  issuedOn: text('发证日期', 'Issued on'),
  expiresOn: text('有效期至', 'Valid until'),
  unlimited: text('长期', 'No end date'),
  scanToVerify: text('扫描二维码核验这份证照', 'Scan the code to verify this licence'),
  sample: text(
    '样本：电子印章尚未接入，本文件不具有法律效力。核验以页面显示为准。',
    'Sample: no electronic seal is connected yet, so this paper has no legal effect. What the verification page shows counts.',
  ),
  states: {
    valid: text('有效', 'Valid'),
    expired: text('已过期', 'Expired'),
    revoked: text('已撤销', 'Revoked'),
  },
} as const satisfies Record<string, Text | Record<string, Text>>;
