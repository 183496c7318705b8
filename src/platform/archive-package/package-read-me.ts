// Owns README.txt: how somebody without this software reads and checks a package. Refuses to need anything but old tools.
import type { ManifestHeading } from './manifest.ts';

export const readMePath = 'README.txt';

/** In Chinese, then in English; lines of plain text. */
export function packageReadMe(heading: ManifestHeading, contents: readonly ContentLine[]): string {
  const { subject, organ, version, closedOn } = heading;
  const width = Math.max(...contents.map(({ path }) => path.length)) + 2;
  const list = (locale: 'zh' | 'en') => contents.map((one) => `  ${one.path.padEnd(width)}${one.is[locale]}`);
  return [
    `${subject.title.zh}`,
    `编号 ${subject.number} · ${organ.name.zh} · 办结 ${closedOn} · 第 ${version} 包`,
    '',
    '这是一个办结事项的归档包。它是一个没有压缩的 ZIP 文件，所有内容都能用通用软件打开，不需要“一站”平台。',
    '',
    '内容',
    ...list('zh'),
    '  manifest.json      清单：每个文件的路径、类型、字节数、SHA-256 和 SM3（GB/T 32905-2016）',
    '  sha256sums.txt     供下面的命令使用的校验和',
    '',
    '怎样核对（不需要本平台）',
    '  1. 把本包解压到一个空文件夹，在该文件夹中打开命令行。',
    '  2. 运行：  sha256sum -c sha256sums.txt   （macOS：shasum -a 256 -c sha256sums.txt）',
    '     每一行都应显示 OK。Windows 可用 certutil -hashfile 文件名 SHA256 逐个比对。',
    '  3. 文件夹中不应有 sha256sums.txt 没有列出的文件（sha256sums.txt 本身除外）。',
    '  4. 若届时 SHA-256 已不可信，用 openssl dgst -sm3 文件名 与 manifest.json 中的 sm3 比对。',
    '  5. manifest.json 中的 canonicalHash 是清单自身的散列：去掉该成员，把其余内容写成 RFC 8785 规范 JSON',
    '     （键按字符排序，无空白，UTF-8），再计算 SHA-256 和 SM3。',
    '  6. 以上只能证明包内一致。整个 ZIP 文件的 SHA-256 登记在形成单位的平台和移交清单中，',
    '     应与之比对：sha256sum 本包文件名。',
    '  有本平台时：npx yizhan archive verify 本包文件名',
    '',
    '----------------------------------------------------------------------',
    '',
    `${subject.title.en}`,
    `Number ${subject.number} · ${organ.name.en} · closed on ${closedOn} · package ${version}`,
    '',
    'This is the archive package of a case that was closed. It is a ZIP file without compression; everything in it',
    'opens in common programs, and the platform Yizhan is not needed.',
    '',
    'Contents',
    ...list('en'),
    '  manifest.json      for every file its path, media type, size, SHA-256 and SM3 (GB/T 32905-2016)',
    '  sha256sums.txt     sums for the command below',
    '',
    'How to check it without the platform',
    '  1. Unpack it into an empty folder and open a command line there.',
    '  2. Run:  sha256sum -c sha256sums.txt   (macOS: shasum -a 256 -c sha256sums.txt)',
    '     Every line has to say OK. On Windows compare one by one: certutil -hashfile FILE SHA256.',
    '  3. No file may be there that sha256sums.txt does not list, but sha256sums.txt itself.',
    '  4. Should SHA-256 not be trusted any more, compare openssl dgst -sm3 FILE with "sm3" in manifest.json.',
    "  5. canonicalHash in manifest.json is the manifest's own hash: take that member away, write the rest as canonical",
    '     JSON (RFC 8785: keys sorted, no blanks, UTF-8), and compute SHA-256 and SM3.',
    '  6. All this proves that the package agrees with itself. The SHA-256 of the ZIP file as a whole is on record with',
    '     the organ that made it and in the list of transfer: compare it with sha256sum of the ZIP file.',
    '  With the platform: npx yizhan archive verify FILE',
    '',
  ].join('\n');
}

/** A line of the list of contents: a file or folder and what it is. */
export interface ContentLine {
  readonly path: string;
  readonly is: { readonly zh: string; readonly en: string };
}
