// Owns the bytes of a package: one ZIP file, nothing compressed, fixed order and times. Refuses unsafe and double paths.
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import {
  buildManifest,
  hashBoth,
  type ManifestHeading,
  manifestPath,
  manifestText,
  type PackagedFile,
  type PackageManifest,
  sumsPath,
  sumsText,
} from './manifest.ts';
import { comparePaths, isSafePath, pathIdentity } from './package-path.ts';

/** A file that goes into a package; its content is asked for when its turn comes, so that one is in memory at a time. */
export interface FileToPack {
  readonly path: string;
  readonly mediaType: string;
  content(): Buffer | Promise<Buffer>;
}

export interface PackageBeingWritten {
  /** The bytes of the ZIP file; an error in a file's content ends it with that error. */
  readonly content: Readable;
  /** Settles when the last byte was handed over. */
  readonly finished: Promise<PackageManifest>;
}

/**
 * ZIP's own oldest day, for every entry. yazl writes it in the machine's time, of which this is the same day anywhere;
 * the times that count stand in the content.
 */
const entryOptions = {
  compress: false,
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
} as const;

/**
 * Writes the files in the order of their paths, then the manifest and its sums. Equal files and an equal heading give
 * equal bytes. Files are stored, never compressed: they can be read without any unpacking, damage stays within one
 * file, and what is verified needs no decompressor, which could be made to swell. Throws RangeError for a path that is
 * unsafe or comes twice.
 */
export function writePackage(heading: ManifestHeading, files: readonly FileToPack[]): PackageBeingWritten {
  const sorted = [...files].sort((one, other) => comparePaths(one.path, other.path));
  assertPaths(sorted.map(({ path }) => path));
  const zip = new ZipFile();
  const { outputStream } = zip;
  if (!(outputStream instanceof PassThrough))
    throw new Error('yazl writes into no stream that is known here.');
  // It may fail before anybody reads: an error that nobody hears yet would end the process.
  outputStream.on('error', () => undefined);
  const finished = packAll(zip, outputStream, heading, sorted);
  // Whoever reads the content hears of the failure as well; it must not count as unheard before it is awaited.
  finished.catch((error: unknown) =>
    outputStream.destroy(error instanceof Error ? error : new Error('The package was not written.')),
  );
  return { content: outputStream, finished };
}

function assertPaths(paths: readonly string[]): void {
  const taken = new Set([manifestPath, sumsPath].map(pathIdentity));
  for (const path of paths) {
    if (!isSafePath(path)) throw new RangeError(`A package can't hold a file at "${path}".`);
    if (taken.has(pathIdentity(path))) throw new RangeError(`A package can't hold "${path}" twice.`);
    taken.add(pathIdentity(path));
  }
}

async function packAll(
  zip: ZipFile,
  output: PassThrough,
  heading: ManifestHeading,
  files: readonly FileToPack[],
): Promise<PackageManifest> {
  const add = async (path: string, bytes: Buffer) => {
    zip.addBuffer(bytes, path, entryOptions);
    if (output.writableNeedDrain) await Promise.race([once(output, 'drain'), once(output, 'close')]);
    if (output.destroyed) throw new Error('Nobody reads the package any more.');
  };
  const packed: PackagedFile[] = [];
  for (const { path, mediaType, content } of files) {
    const bytes = await content();
    packed.push({ path, mediaType, sizeBytes: bytes.length, ...hashBoth(bytes) });
    await add(path, bytes);
  }
  const manifest = buildManifest(heading, packed);
  const text = Buffer.from(manifestText(manifest));
  await add(manifestPath, text);
  await add(sumsPath, Buffer.from(sumsText(manifest, hashBoth(text).sha256)));
  zip.end();
  return manifest;
}
