// Owns what goes into the next package of a case: its heading and its files; refuses evidence that is not what was registered.
import { createHash } from 'node:crypto';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import { isZone, type Zone } from '#kernel/zones';
import { renderLicencePaper } from '#modules/licences';
import {
  type ContentLine,
  type FileToPack,
  type ManifestHeading,
  packageReadMe,
  readMePath,
} from '#platform/archive-package';
import type { FileStore } from '#platform/files';
import { archivedCase, type CaseFile, eventLines, eventsToTell, listCaseFiles } from './archive-content.ts';
import type { CaseToArchive } from './archive-load.ts';
import { archiveMessages, archiveTitle, contentNames } from './archive-messages.ts';
import { archivePage } from './archive-page.ts';
import type { Retention } from './archive-rules.ts';
import { type ArchivedCase, archivedCaseSchemaText } from './archive-schema.ts';
import type { ArchivePackage } from './archive-store.ts';
import { renderCasePaper } from './render-case-paper.ts';

export const packageMediaType = 'application/zip';

/** As `BJ26-XXXX-XXXX_v1.zip`. */
export function packageFileName(caseNumber: string, version: number): string {
  return `${caseNumber}_v${version}.zip`;
}

export interface PackingSettings {
  readonly files: FileStore;
  /** For the addresses behind the QR codes of papers. */
  readonly publicUrl: string;
}

/** A package before its bytes are written. */
export interface PlannedPackage {
  readonly heading: ManifestHeading;
  readonly archived: ArchivedCase;
  /** The files that no earlier package holds. */
  readonly fresh: readonly CaseFile[];
  readonly contentSha256: string;
}

/** The next package; undefined where the last one says all there is. */
export function planPackage(
  loaded: CaseToArchive,
  packages: readonly ArchivePackage[],
  retention: Retention,
): PlannedPackage | undefined {
  const files = listCaseFiles(loaded);
  const last = packages.at(-1);
  const anywhere = new Map(files.map(({ of, path }) => [of.id, { package: 0, path }]));
  const contentSha256 = createHash('sha256')
    .update(JSON.stringify(archivedCase(loaded, anywhere)))
    .digest('hex');
  if (last?.contentSha256 === contentSha256) return undefined;
  const version = packages.length + 1;
  const earlier = new Map(
    packages.flatMap((one) =>
      Object.entries(one.contains).map(([id, path]) => [id, { package: one.version, path }] as const),
    ),
  );
  const fresh = files.filter(({ of }) => !earlier.has(of.id));
  const places = new Map([
    ...earlier,
    ...fresh.map(({ of, path }) => [of.id, { package: version, path }] as const),
  ]);
  const archived = archivedCase(loaded, places);
  const { details, organ } = loaded;
  const { rule, period, until, verified } = retention;
  const lastEvent = eventsToTell(loaded).at(-1);
  const heading: ManifestHeading = {
    subject: { kind: 'case', number: details.number, title: titleOf(details.serviceName) },
    organ: { name: details.organName, creditCode: organ.creditCode },
    version,
    supplementTo: last === undefined ? null : { version: last.version, sha256: last.sha256 },
    closedOn: legalDayOf(new Date(archived.case.closedAt)),
    contentUntil: lastEvent?.occurredAt.toISOString() ?? archived.case.closedAt,
    retention: { rule, period, until, verified },
  };
  return { heading, archived, fresh, contentSha256 };
}

function titleOf(service: Text): Text {
  return {
    zh: fillText(archiveTitle, { service: service.zh }).zh,
    en: fillText(archiveTitle, { service: service.en }).en,
  };
}

/** Every file of the package but its manifest; each is read or rendered when its turn comes. */
export function filesToPack(
  settings: PackingSettings,
  loaded: CaseToArchive,
  archived: ArchivedCase,
  heading: ManifestHeading,
  fresh: readonly CaseFile[],
): readonly FileToPack[] {
  const listed = Object.entries(contentNames).map(([path, is]): ContentLine => ({ path, is }));
  const text = (path: string, mediaType: string, content: string): FileToPack => ({
    path,
    mediaType,
    content: () => Buffer.from(content),
  });
  return [
    text(readMePath, 'text/plain', packageReadMe(heading, listed)),
    text('index.html', 'text/html', archivePage(archived, heading)),
    text('case.json', 'application/json', `${JSON.stringify(archived, null, 2)}\n`),
    text('case.schema.json', 'application/schema+json', archivedCaseSchemaText()),
    text('events.jsonl', 'application/jsonl', eventLines(loaded)),
    ...fresh.map((file) => caseFileToPack(settings, loaded, file)),
  ];
}

function caseFileToPack(
  settings: PackingSettings,
  loaded: CaseToArchive,
  { path, of }: CaseFile,
): FileToPack {
  const pdf = 'application/pdf';
  switch (of.kind) {
    case 'evidence': {
      const item = loaded.details.evidence.find(({ id }) => id === of.id);
      return {
        path,
        mediaType: item?.mediaType ?? 'application/octet-stream',
        content: () => readEvidence(settings, loaded, of.id),
      };
    }
    case 'record-file': {
      const file = loaded.recordFiles.find(({ id }) => id === of.id);
      if (file === undefined) throw new Error('The file of a record lies in no known place.');
      const read = () => readRegistered(settings, 'extranet', file.fileId, file.sha256);
      return { path, mediaType: file.mediaType, content: read };
    }
    case 'paper':
      return { path, mediaType: pdf, content: () => renderCasePaper(of.paper, settings.publicUrl) };
    case 'licence': {
      const { licence } = loaded;
      if (licence === undefined) throw new Error('A licence without a licence is in no file.');
      const render = () => renderLicencePaper(licence, 'zh', settings.publicUrl, licence.drawnUpAt);
      return { path, mediaType: pdf, content: render };
    }
  }
}

async function readEvidence(settings: PackingSettings, loaded: CaseToArchive, id: Id): Promise<Buffer> {
  const place = loaded.files.get(id);
  const item = loaded.details.evidence.find((one) => one.id === id);
  if (place === undefined || item === undefined || !isZone(place.fileZone))
    throw new Error('The evidence lies in no known place.');
  return await readRegistered(settings, place.fileZone, place.fileId, item.sha256);
}

/** Throws AppError 'conflict' where the bytes are not those that were registered: nothing is sealed then. */
async function readRegistered(
  { files }: PackingSettings,
  zone: Zone,
  fileId: Id,
  sha256: string,
): Promise<Buffer> {
  const bytes = await files.read(zone, fileId);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new AppError('conflict', 'evidence-changed', archiveMessages.evidenceChanged);
  return bytes;
}
