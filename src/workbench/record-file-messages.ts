// Owns every word about the files of records: photographs, minutes, signed proofs.
import { type Text, text } from '#kernel/texts';

export const recordFileMessages = {
  photographs: text('照片（选填）', 'Photographs (optional)'),
  visitHint: text(
    'JPEG 或 PNG，可以一次选多张，最多 20 张。选好即保存；参加踏勘的单位可以看到。作出记录以后不能再增减。',
    'JPEG or PNG, several at once, 20 at most. Kept as they are chosen and seen by the organs that took part. They stay once the record is made.',
  ),
  inspectionHint: text(
    'JPEG 或 PNG，可以一次选多张，最多 20 张。选好即保存；提交检查意见以后不能再增减。',
    'JPEG or PNG, several at once, 20 at most. Kept as they are chosen. They stay once the inspection is recorded.',
  ),
  minutes: text('经签字的听证笔录', 'The signed minutes'),
  minutesHint: text(
    'PDF、JPEG 或 PNG，可以多页分开上传。听证笔录由听证参加人确认无误后签字或者盖章（行政许可法第四十八条第一款第五项）。',
    'PDF, JPEG or PNG; pages may be sent one by one. Those who took part confirm and sign the minutes (Administrative Licensing Law, article 48).',
  ),
  signedProof: text('签名的送达回证扫描件（选填）', 'Scan of the signed proof of delivery (optional)'),
  signedProofHint: text(
    'PDF、JPEG 或 PNG。选好即保存，以后不能移除。',
    'PDF, JPEG or PNG. It is kept as it is chosen, and stays.',
  ),
  remove: text('移除', 'Take off'),
  adding: text('正在保存：{name}', 'Keeping {name}'),
  removing: text('正在移除：{name}', 'Taking off {name}'),
  inspection: text('现场检查照片', 'Photographs of the inspection'),
} as const satisfies Record<string, Text>;
