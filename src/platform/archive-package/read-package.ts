// Owns reading the ZIP file of a package; refuses to unpack: what is compressed, hidden or unsafe is a fault.
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { PackageFault } from './package-faults.ts';
import { isSafePath, pathIdentity } from './package-path.ts';

export interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** The bytes as they lie in the ZIP file. */
  read(): Promise<Readable>;
}

export interface OpenPackage {
  readonly files: readonly StoredFile[];
  readonly faults: readonly PackageFault[];
  close(): void;
}

const endRecordBytes = 22;
const endRecordSignature = 0x06054b50;
const centralRecordBytes = 46;
const localHeaderBytes = 30;
const entriesMost = 10_000;
/** Bit 11: the name is in UTF-8. Any other bit says encrypted, streamed or patched. */
const utf8Flag = 0x800;
const plainFile = 0o100000;
const fileKind = 0o170000;

/**
 * Opens the ZIP file and reads its directory. It has to be as `writePackage` writes: files stored one behind the other
 * from the first byte, the directory behind them, its end record last; no comment, no extra field. Then no byte of the
 * file is without an owner, and none can be told to one reader and hidden from another. Files that are at fault are not
 * among `files`. Returns undefined where it is no such ZIP file at all.
 */
export async function openPackage(path: string): Promise<OpenPackage | undefined> {
  const end = await readEndRecord(path);
  if (end === undefined) return undefined;
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { decodeStrings: false, validateEntrySizes: false, autoClose: false });
    const opened = await readDirectory(zip, end);
    return { ...opened, close: () => zip?.close() };
  } catch {
    zip?.close();
    return undefined;
  }
}

interface EndRecord {
  readonly entryCount: number;
  readonly directorySizeBytes: number;
  readonly directoryOffset: number;
}

/** The last 22 bytes. Beyond four gigabytes or 65,535 files ZIP has another form, which a package doesn't take. */
async function readEndRecord(path: string): Promise<EndRecord | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const record = Buffer.alloc(endRecordBytes);
    if (size < endRecordBytes) return undefined;
    await file.read(record, 0, endRecordBytes, size - endRecordBytes);
    const directorySizeBytes = record.readUInt32LE(12);
    const directoryOffset = record.readUInt32LE(16);
    const entryCount = record.readUInt16LE(10);
    const fits =
      record.readUInt32LE(0) === endRecordSignature &&
      record.readUInt32LE(4) === 0 &&
      record.readUInt16LE(8) === entryCount &&
      record.readUInt16LE(20) === 0 &&
      entryCount <= entriesMost &&
      directoryOffset + directorySizeBytes + endRecordBytes === size;
    return fits ? { entryCount, directorySizeBytes, directoryOffset } : undefined;
  } finally {
    await file.close();
  }
}

interface Place {
  readonly startsAt: number;
  readonly endsBefore: number;
}

async function readDirectory(zip: ZipFile, end: EndRecord): Promise<Omit<OpenPackage, 'close'>> {
  const files: StoredFile[] = [];
  const faults: PackageFault[] = [];
  const places: Place[] = [];
  const taken = new Set<string>();
  let directoryBytes = 0;
  for await (const entry of zip.eachEntry()) {
    directoryBytes +=
      centralRecordBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    const path = nameOf(entry);
    const fault = path === undefined ? 'unsafe-path' : faultOf(entry);
    const header = await zip.readLocalFileHeaderPromise(entry);
    places.push({
      startsAt: entry.relativeOffsetOfLocalHeader,
      endsBefore: header.fileDataStart + entry.compressedSize,
    });
    const shown = path ?? shownName(entry);
    const agrees =
      header.fileName.equals(entry.fileNameRaw) &&
      header.fileDataStart === entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength &&
      header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
      header.compressionMethod === entry.compressionMethod &&
      header.compressedSize === entry.compressedSize &&
      header.uncompressedSize === entry.uncompressedSize &&
      header.crc32 === entry.crc32;
    if (fault !== undefined) faults.push({ code: fault, path: shown });
    else if (!agrees) faults.push({ code: 'headers-differ', path: shown });
    else if (taken.has(pathIdentity(shown))) faults.push({ code: 'double-path', path: shown });
    else
      files.push({
        path: shown,
        sizeBytes: entry.compressedSize,
        read: () => zip.openReadStreamPromise(entry, { decodeFileData: false }),
      });
    taken.add(pathIdentity(shown));
  }
  const isWhole = liesGapless(places, end.directoryOffset) && directoryBytes === end.directorySizeBytes;
  if (!isWhole) faults.push({ code: 'hidden-bytes', path: null });
  return { files, faults };
}

/** The name, where it is UTF-8 and safe. */
function nameOf({ fileNameRaw }: Entry): string | undefined {
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fileNameRaw);
    return isSafePath(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

/** An unsafe name as it may be printed: a terminal takes control characters for orders. */
function shownName({ fileNameRaw }: Entry): string {
  return JSON.stringify(fileNameRaw.toString('latin1').slice(0, 200)).replace(/[^\x20-\x7e]/g, '?');
}

function faultOf(entry: Entry): PackageFault['code'] | undefined {
  const kind = (entry.externalFileAttributes >>> 16) & fileKind;
  const isStored =
    entry.compressionMethod === 0 &&
    entry.compressedSize === entry.uncompressedSize &&
    (entry.generalPurposeBitFlag & ~utf8Flag) === 0 &&
    kind === plainFile;
  if (!isStored) return 'not-stored';
  return entry.extraFieldLength === 0 && entry.fileCommentLength === 0 ? undefined : 'hidden-bytes';
}

/** Whether the files lie one behind the other, from the first byte to the directory. */
function liesGapless(places: readonly Place[], directoryOffset: number): boolean {
  let reached = 0;
  for (const { startsAt, endsBefore } of [...places].sort((one, other) => one.startsAt - other.startsAt)) {
    if (startsAt !== reached) return false;
    reached = endsBefore;
  }
  return reached === directoryOffset;
}
