// Owns every word about the files of what officers record.
import { type Text, text } from '#kernel/texts';
import type { RecordFileKind } from './procedure-contract.ts';

export const recordFileNames = {
  'visit-photograph': text('踏勘照片', 'Photograph of the visit'),
  'inspection-photograph': text('现场检查照片', 'Photograph of the inspection'),
  'hearing-minutes': text('听证笔录', 'Minutes of the hearing'),
  'signed-proof': text('签收的送达回证', 'Signed proof of delivery'),
} as const satisfies Record<RecordFileKind, Text>;

export const recordFileMessages = {
  photographsOnly: text(
    '照片只收 JPEG 或 PNG 格式，这个文件没有保存。请另选一张照片。',
    'Photographs are JPEG or PNG files, so this one was not kept. Choose another.',
  ),
  tooMany: text(
    '一份记录最多附 20 个文件，这个文件没有保存。请先移除不需要的。',
    'A record holds 20 files at most, so this one was not kept. Take one off first.',
  ),
  oneFile: text('请选择一个文件，没有保存任何内容。', 'Choose one file; nothing was kept.'),
  noFile: text('没有找到这个文件。', 'There is no such file.'),
  recordMade: text(
    '记录已经作出，它的文件不能再增减。没有任何内容被更改。',
    'The record was made, so its files stay as they are. Nothing was changed.',
  ),
  noPlace: text(
    '这项程序的记录不附文件，没有保存任何内容。',
    'The record of this procedure has no files, so nothing was kept.',
  ),
  story: text('{name}：{count} 份', '{name}: {count}'),
} as const satisfies Record<string, Text>;
