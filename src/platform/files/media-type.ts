// Owns which files are taken; refuses a file whose content is not what its name says.
import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#kernel/errors';
import { text } from '#kernel/texts';

/**
 * The kinds that are taken, with the endings that their names may have. No archive and no office format is among
 * them: both are zip containers, which may unpack to any size and carry programs.
 */
const acceptedEndings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
};

/** The kinds that are taken, for the fields that ask for them. */
export const acceptedMediaTypes: readonly string[] = Object.keys(acceptedEndings);

const largestPictureMegapixels = 100;

const refused = text(
  '只能上传 PDF、JPG 或 PNG 文件。这个文件的内容不是这几种格式，没有保存。请另存为 PDF 或图片后再上传。',
  'Only PDF, JPG and PNG files are taken. The content of this file is none of them, so it was not kept. Save it as PDF or as a picture and attach it again.',
);
const nameLies = text(
  '这个文件的扩展名与内容不符，没有保存。请检查文件是否正确，再上传。',
  'The ending of this file’s name does not match its content, so it was not kept. Check that it is the right file and attach it again.',
);
const pictureTooLarge = text(
  '这张图片的像素过多，没有保存。请缩小图片后再上传。',
  'This picture has too many pixels and was not kept. Make it smaller and attach it again.',
);

/**
 * The media type, told from the content alone; what the client said is ignored. Throws AppError 'unsupported-type'
 * for other kinds, for a name with another ending, and for pictures whose stated size would exhaust a viewer.
 */
export async function mediaTypeOf(head: Uint8Array, name: string): Promise<string> {
  const found = (await fileTypeFromBuffer(head))?.mime;
  const endings = found === undefined ? undefined : acceptedEndings[found];
  if (found === undefined || endings === undefined)
    throw new AppError('unsupported-type', 'file-type', refused);
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (!endings.includes(ending)) throw new AppError('unsupported-type', 'file-name-lies', nameLies);
  if (pixelsOf(found, Buffer.from(head)) > largestPictureMegapixels * 1_000_000) {
    throw new AppError('unsupported-type', 'picture-too-large', pictureTooLarge);
  }
  return found;
}

/** The pixels that a picture's header states; 0 where the header lies beyond the part that was read. */
function pixelsOf(mediaType: string, head: Buffer): number {
  if (mediaType === 'image/png' && head.length >= 24) return head.readUInt32BE(16) * head.readUInt32BE(20);
  if (mediaType !== 'image/jpeg') return 0;
  let offset = 2;
  while (offset + 9 < head.length && head[offset] === 0xff) {
    const marker = head[offset + 1] ?? 0;
    // SOF0…SOF15 but for the tables that share the range (DHT, JPG, DAC) hold height and width.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return head.readUInt16BE(offset + 5) * head.readUInt16BE(offset + 7);
    }
    offset += 2 + head.readUInt16BE(offset + 2);
  }
  return 0;
}

/**
 * A file's name as it may be shown: the last part of a path, without control characters, halves of characters,
 * direction marks (which make `fdp.exe` read as `exe.pdf`) and angle brackets, at most 120 characters. It never becomes a path.
 */
export function shownNameOf(givenName: string): string {
  const last = givenName.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}<>"]/gu, '').trim();
  if (clean.length <= 120) return clean === '' ? 'file' : clean;
  const ending = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? '';
  // Never half of a character of two units (as of an emoji): PostgreSQL's JSON refuses it.
  const beginning = clean.slice(0, 120 - ending.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning}${ending}`;
}
