// Owns whether a package is whole and unchanged; refuses to need a database, a network or this installation.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  hashBoth,
  isCanonicalHashTrue,
  manifestPath,
  manifestText,
  type PackagedFile,
  type PackageManifest,
  readManifest,
  sumsPath,
  sumsText,
} from './manifest.ts';
import type { PackageFault } from './package-faults.ts';
import { comparePaths } from './package-path.ts';
import { type OpenPackage, openPackage, type StoredFile } from './read-package.ts';

export interface VerifiedPackage {
  readonly faults: readonly PackageFault[];
  /** Of the ZIP file as a whole, to compare with the organ's record or the list of transfer; null where unreadable. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  /** As it says itself; undefined where it can't be read. Believe it only where there is no fault. */
  readonly manifest: PackageManifest | undefined;
}

/** Larger than any real manifest: it is read into memory. */
const manifestBytesMost = 16 * 1024 * 1024;

/**
 * Checks the ZIP file's form, the manifest and its own hash, and every file's size, SHA-256 and SM3; missing, extra and
 * double files. It reads each byte once or twice and keeps one piece in memory. Without faults the package agrees with
 * itself; that it is the one that was made, `sha256` shows, compared with a record from elsewhere.
 */
export async function verifyPackage(path: string): Promise<VerifiedPackage> {
  let whole: HashedStream;
  try {
    whole = await hashStream(createReadStream(path));
  } catch {
    return {
      faults: [{ code: 'unreadable', path: null }],
      sha256: null,
      sizeBytes: null,
      manifest: undefined,
    };
  }
  const { sha256, sizeBytes } = whole;
  const opened = await openPackage(path);
  if (opened === undefined) {
    return { faults: [{ code: 'not-a-package', path: null }], sha256, sizeBytes, manifest: undefined };
  }
  try {
    const { faults, manifest } = await verifyContents(opened);
    const atFault = new Set(opened.faults.map((fault) => fault.path));
    // A file that was refused already is not missing as well.
    const further = faults.filter(({ code, path: of }) => code !== 'missing' || !atFault.has(of));
    return { faults: [...opened.faults, ...further], sha256, sizeBytes, manifest };
  } finally {
    opened.close();
  }
}

async function verifyContents({ files }: OpenPackage): Promise<Pick<VerifiedPackage, 'faults' | 'manifest'>> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const stored = byPath.get(manifestPath);
  if (stored === undefined)
    return { faults: [{ code: 'no-manifest', path: manifestPath }], manifest: undefined };
  const text = await readText(stored);
  const manifest = text === undefined ? undefined : readManifest(text);
  if (text === undefined || manifest === undefined)
    return { faults: [{ code: 'unknown-manifest', path: manifestPath }], manifest: undefined };
  const faults: PackageFault[] = [];
  // Written in one way only: else a member that comes twice could say one thing here and another to whoever reads it.
  const isAsWritten = text === manifestText(manifest);
  if (!isAsWritten || !isCanonicalHashTrue(manifest))
    faults.push({ code: 'manifest-changed', path: manifestPath });
  const sums = byPath.get(sumsPath);
  const sumsFound = sums === undefined ? undefined : await readText(sums);
  if (sumsFound !== sumsText(manifest, hashBoth(text).sha256))
    faults.push({ code: 'sums-changed', path: sumsPath });
  const listed = new Set<string>([manifestPath, sumsPath]);
  for (const expected of manifest.files) {
    if (listed.has(expected.path)) faults.push({ code: 'double-path', path: expected.path });
    listed.add(expected.path);
    faults.push(...(await verifyFile(byPath.get(expected.path), expected)));
  }
  const extra = files.filter((file) => !listed.has(file.path)).map((file) => file.path);
  faults.push(...extra.sort(comparePaths).map((path) => ({ code: 'extra', path }) as const));
  return { faults, manifest };
}

async function verifyFile(
  stored: StoredFile | undefined,
  { path, sizeBytes, sha256, sm3 }: PackagedFile,
): Promise<readonly PackageFault[]> {
  if (stored === undefined) return [{ code: 'missing', path }];
  const found = await hashStream(await stored.read());
  return [
    ...(found.sizeBytes === sizeBytes ? [] : [{ code: 'size-differs', path } as const]),
    ...(found.sha256 === sha256 ? [] : [{ code: 'sha256-differs', path } as const]),
    ...(found.sm3 === sm3 ? [] : [{ code: 'sm3-differs', path } as const]),
  ];
}

interface HashedStream {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sm3: string;
}

async function hashStream(stream: Readable): Promise<HashedStream> {
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    sha256.update(chunk);
    sm3.update(chunk);
  }
  return { sizeBytes, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') };
}

/** The file as text; undefined where it is too large to be one or is no UTF-8. */
async function readText(file: StoredFile): Promise<string | undefined> {
  if (file.sizeBytes > manifestBytesMost) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of (await file.read()) as AsyncIterable<Buffer>) chunks.push(chunk);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
