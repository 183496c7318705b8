// Owns the manifest of a package: its shape, its canonical hash and the list of sums; refuses what it does not know.
import { createHash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type CanonicalValue, canonicalText } from '#kernel/canonical';
import { comparePaths, isSafePath } from './package-path.ts';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const strict = { additionalProperties: false } as const;
const hex64 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const words = Type.Object({ zh: Type.String(), en: Type.String() }, strict);

const packagedFile = Type.Object(
  {
    path: Type.String({ minLength: 1 }),
    mediaType: Type.String({ minLength: 1 }),
    sizeBytes: Type.Integer({ minimum: 0 }),
    sha256: hex64,
    sm3: hex64,
  },
  strict,
);
/** A file of a package. `sha256` and `sm3` (GB/T 32905-2016) are in lower-case hexadecimal. */
export type PackagedFile = Static<typeof packagedFile>;

const headingMembers = {
  /** What the package is about. */
  subject: Type.Object({ kind: Type.String(), number: Type.String(), title: words }, strict),
  organ: Type.Object({ name: words, creditCode: nullable(Type.String()) }, strict),
  /** 1 is the package itself; a later one is a supplement, which names the package that it follows. */
  version: Type.Integer({ minimum: 1 }),
  supplementTo: nullable(Type.Object({ version: Type.Integer({ minimum: 1 }), sha256: hex64 }, strict)),
  closedOn: day,
  /** The moment of the last fact in the package, ISO 8601. The package says nothing of when it was made. */
  contentUntil: Type.String(),
  /** Until when it is kept; `until` is null for ever. `verified` says whether a law's text settles it. */
  retention: Type.Object(
    {
      rule: Type.String(),
      period: Type.Enum(['permanent', '30-years', '10-years']),
      until: nullable(day),
      verified: Type.Boolean(),
    },
    strict,
  ),
} as const;

const manifestHeading = Type.Object(headingMembers, strict);
/** What a package says of itself beside its files. Numbers are integers: the canonical form has no others. */
export type ManifestHeading = Static<typeof manifestHeading>;

const manifestContent = Type.Object(
  {
    format: Type.Literal('yizhan-archive-package'),
    formatVersion: Type.Literal(1),
    ...headingMembers,
    files: Type.Array(packagedFile),
    /** Over the canonical text (RFC 8785) of the manifest without this member. */
    canonicalHash: Type.Object({ sha256: hex64, sm3: hex64 }, strict),
  },
  strict,
);
export type PackageManifest = Static<typeof manifestContent>;

export const manifestPath = 'manifest.json';
export const sumsPath = 'sha256sums.txt';

/** Both hashes of the bytes, in hexadecimal. */
export function hashBoth(bytes: Uint8Array | string): { readonly sha256: string; readonly sm3: string } {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sm3: createHash('sm3').update(bytes).digest('hex'),
  };
}

export function buildManifest(heading: ManifestHeading, files: readonly PackagedFile[]): PackageManifest {
  const sorted = [...files].sort((one, other) => comparePaths(one.path, other.path));
  const stated = { format: 'yizhan-archive-package', formatVersion: 1, ...heading, files: sorted } as const;
  return { ...stated, canonicalHash: hashBoth(canonicalText(stated)) };
}

/** The bytes of manifest.json, readable by people: members in their order, two blanks, a line's end. */
export function manifestText(manifest: PackageManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What `sha256sum -c sha256sums.txt` reads: every file of the manifest, and the manifest itself. */
export function sumsText(manifest: PackageManifest, manifestSha256: string): string {
  const lines = manifest.files.map(({ path, sha256 }) => `${sha256}  ${path}`);
  return [...lines, `${manifestSha256}  ${manifestPath}`, ''].join('\n');
}

/** The manifest that this text is, or undefined where it is none of a form that is known here. */
export function readManifest(text: string): PackageManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Value.Check(manifestContent, value)) return undefined;
  // A path that could not be in a package could do harm where it is printed.
  return value.files.every(({ path }) => isSafePath(path)) ? value : undefined;
}

/** Whether the manifest's own hashes are those of what it says. */
export function isCanonicalHashTrue({ canonicalHash, ...stated }: PackageManifest): boolean {
  const value: CanonicalValue = stated;
  const { sha256, sm3 } = hashBoth(canonicalText(value));
  return canonicalHash.sha256 === sha256 && canonicalHash.sm3 === sm3;
}
