// Owns what may be wrong with a package, in words; refuses a fault without a code.
import { type Text, text } from '#kernel/texts';

export const faultTexts = {
  unreadable: text('文件不存在或无法读取', 'the file is not there or can’t be read'),
  'not-a-package': text('不是归档包：不是完整的 ZIP 文件', 'no package: it is not a whole ZIP file'),
  'unsafe-path': text(
    '路径不安全：会离开文件夹，或不能在各种系统上成为文件',
    'the path is unsafe: it leaves the folder, or can’t be a file on every system',
  ),
  'double-path': text('同一路径出现两次', 'the path comes twice'),
  'not-stored': text(
    '该文件经过压缩、加密或不是普通文件；归档包中的文件从不压缩，因此不解压',
    'the file is compressed, encrypted or no plain file; files of a package never are, and it was not unpacked',
  ),
  'headers-differ': text(
    'ZIP 中两处文件头不一致',
    'the two headers that the ZIP file has of it do not say the same',
  ),
  'hidden-bytes': text(
    'ZIP 文件中有不属于任何文件的字节，或文件互相重叠',
    'the ZIP file has bytes that belong to no file, or files that overlap',
  ),
  'no-manifest': text('没有清单', 'there is no manifest'),
  'unknown-manifest': text(
    '清单无法读取，或格式不是本版本所知的',
    'the manifest can’t be read, or has a form that is not known here',
  ),
  'manifest-changed': text('清单与其自身的散列不符', 'the manifest does not match its own hash'),
  'sums-changed': text(
    '校验和文件缺失或与清单不符',
    'the list of sums is missing or does not match the manifest',
  ),
  missing: text('清单中有，包中没有', 'the manifest lists it and it is not there'),
  extra: text('包中有，清单中没有', 'it is there and the manifest does not list it'),
  'size-differs': text('字节数与清单不符', 'its size is not that of the manifest'),
  'sha256-differs': text(
    'SHA-256 与清单不符：内容被改动',
    'its SHA-256 is not that of the manifest: it was changed',
  ),
  'sm3-differs': text('SM3 与清单不符：内容被改动', 'its SM3 is not that of the manifest: it was changed'),
} as const satisfies Readonly<Record<string, Text>>;

export type FaultCode = keyof typeof faultTexts;

/** What is wrong, and with which file of the package; `path` is null for the package as a whole. */
export interface PackageFault {
  readonly code: FaultCode;
  readonly path: string | null;
}
