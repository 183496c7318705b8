// Owns the sealing of a closed case into a package; refuses a file that is not complete, and to seal the same twice.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, isId, newId } from '#kernel/ids';
import { writePackage } from '#platform/archive-package';
import type { Vault } from '#platform/crypto';
import { readDataFile } from '#platform/data-files';
import { inTransaction, type Pools } from '#platform/database';
import type { Subscriber } from '#platform/events';
import { insertFileRow, keepFiles, setFileState } from '#platform/files';
import { enqueueJob, type TaskHandler } from '#platform/jobs';
import { command, query, runUseCase, type UseCaseRequest } from '#platform/use-case';
import { sealingFactsOf } from './archive-content.ts';
import { type CaseToArchive, loadCaseToArchive } from './archive-load.ts';
import {
  filesToPack,
  type PackingSettings,
  packageFileName,
  packageMediaType,
  planPackage,
} from './archive-plan.ts';
import {
  type Retention,
  type RetentionContent,
  readinessOf,
  retentionContent,
  retentionOf,
} from './archive-rules.ts';
import { type ArchivePackage, insertPackage, listPackages } from './archive-store.ts';
import { caseEvent } from './case-events.ts';
import { isSystem } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { caseMessages } from './messages.ts';

export const archiveCaseTaskName = 'archive-case';

interface OneCase {
  readonly caseId: Id;
}

interface CaseInHand {
  readonly loaded: CaseToArchive;
  readonly packages: readonly ArchivePackage[];
}

const readCaseToArchive = query<OneCase, CaseInHand, CasesTables, CaseInHand>({
  name: 'read-case-to-archive',
  zone: 'extranet',
  audience: ['system'],
  audited: true,
  object: ({ caseId }) => ({ kind: 'case', id: caseId }),
  load: async (db, { caseId }, { vault }) => ({
    loaded: await loadCaseToArchive(db, caseId, vault),
    packages: await listPackages(db, caseId),
  }),
  permission: isSystem,
  present: (inHand) => inHand,
});

interface Sealing {
  readonly caseId: Id;
  readonly sealed: ArchivePackage;
  readonly fileName: string;
}

interface Sealable {
  readonly organId: Id;
  readonly packages: readonly ArchivePackage[];
}

/** Puts a package on record whose bytes are durable already. Answers whether it did: another may have been faster. */
export const sealCase = command<Sealing, Sealable, Sealing | undefined, boolean, CasesTables>({
  name: 'seal-case',
  zone: 'extranet',
  audience: ['system'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId }) {
    const row = await db
      .selectFrom('cases.case')
      .select('organId')
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
    return { ...row, packages: await listPackages(db, caseId) };
  },
  permission: isSystem,
  decide({ organId, packages }, sealing) {
    const { caseId, sealed } = sealing;
    if (packages.length + 1 !== sealed.version) return { change: undefined, answer: false, events: [] };
    const { id: packageId, version, sha256 } = sealed;
    const told = caseEvent('CaseArchived', { id: caseId, organId }, { packageId, version, sha256 });
    return { change: sealing, answer: true, events: [told] };
  },
  async store(db, sealing, { now }) {
    if (sealing === undefined) return;
    const { sealed, fileName, caseId } = sealing;
    await insertFileRow(db, {
      id: sealed.fileId,
      zone: 'extranet',
      ownerKind: 'case',
      ownerId: caseId,
      uploaderId: sealed.organId,
      name: fileName,
      mediaType: packageMediaType,
      sizeBytes: sealed.sizeBytes,
      sha256: Buffer.from(sealed.sha256, 'hex'),
      receivedAt: now,
    });
    // What is in it was scanned, or not, when it was received; the package itself is our own.
    await setFileState(db, sealed.fileId, 'not-scanned');
    await keepFiles(db, [sealed.fileId], now);
    await insertPackage(db, sealed, now);
  },
});

export interface ArchiveSettings extends PackingSettings {
  readonly pools: Pools;
  readonly vault: Vault;
  readonly now: () => Date;
  /** data/<city>/retention.json. */
  readonly retentionFile: string;
  readonly onEvents?: UseCaseRequest['onEvents'];
}

/**
 * The task `archive-case`: seals the case if its file is complete, else puts itself off. Runs as the extranet's worker.
 * The bytes come first, outside any transaction, and are durable before the row; a process that is killed between the
 * two leaves bytes without a row, which the sweep of orphans removes, and the job, which runs again. A case that was
 * sealed gets a supplement where it tells more than its last package.
 */
export function archiveCaseTask(settings: ArchiveSettings): TaskHandler {
  return async ({ caseId }) => {
    if (caseId === undefined) throw new Error('archive-case needs the id of a case.');
    const now = settings.now();
    const request = requestAt(settings, now);
    const rules = await readDataFile(settings.retentionFile, retentionContent);
    const inHand = await runUseCase(request, readCaseToArchive, { caseId });
    const readiness = readinessOf(rules.sealing, sealingFactsOf(inHand.loaded), now);
    if (readiness.ready) await seal(settings, request, inHand, retentionFor(rules, inHand.loaded));
    else if (readiness.lookAgainAt !== null)
      await lookAgain(settings, request, caseId, readiness.lookAgainAt);
  };
}

function retentionFor(rules: RetentionContent, { details, service, organ }: CaseToArchive): Retention {
  const { serviceKey, status, closedAt } = details;
  if (closedAt === null) throw new Error('A case that is open is not sealed.');
  return retentionOf(rules, {
    serviceKey,
    serviceKind: service.kind,
    status,
    closedOn: legalDayOf(closedAt),
    divisionCode: organ.divisionCode,
  });
}

function requestAt(settings: ArchiveSettings, now: Date): UseCaseRequest {
  return {
    actor: { kind: 'system', name: archiveCaseTaskName },
    requestId: newId(now),
    now,
    pools: settings.pools,
    vault: settings.vault,
    login: 'worker_extranet',
    ...(settings.onEvents === undefined ? {} : { onEvents: settings.onEvents }),
  };
}

async function lookAgain(
  { pools }: ArchiveSettings,
  { actor }: UseCaseRequest,
  caseId: Id,
  runAt: Date,
): Promise<void> {
  await inTransaction(pools.get('worker_extranet'), actor, { readOnly: false }, (db) =>
    enqueueJob(db, archiveCaseTaskName, { caseId }, { runAt, key: jobKey(caseId) }),
  );
}

const jobKey = (caseId: Id): string => `${archiveCaseTaskName}:${caseId}`;

/** A ZIP file has another form beyond four gigabytes, and nobody keeps a case of half that size in one file. */
const packageBytesMost = 2 * 1024 * 1024 * 1024;

async function seal(
  settings: ArchiveSettings,
  request: UseCaseRequest,
  { loaded, packages }: CaseInHand,
  retention: Retention,
): Promise<void> {
  const planned = planPackage(loaded, packages, retention);
  if (planned === undefined) return;
  const { details } = loaded;
  const fileId = newId(request.now);
  const { heading, archived, fresh } = planned;
  const { content, finished } = writePackage(
    heading,
    filesToPack(settings, loaded, archived, heading, fresh),
  );
  const [received] = await Promise.all([
    settings.files.receive('extranet', fileId, content, packageBytesMost),
    finished,
  ]);
  const sealed: ArchivePackage = {
    id: newId(request.now),
    caseId: details.id,
    organId: details.organId,
    version: heading.version,
    fileId,
    sizeBytes: received.sizeBytes,
    sha256: received.sha256.toString('hex'),
    contentSha256: planned.contentSha256,
    contains: Object.fromEntries(fresh.map(({ of, path }) => [of.id, path])),
    closedOn: legalDayOf(details.closedAt ?? request.now),
    retentionRule: retention.rule,
    retentionPeriod: retention.period,
    retainedUntil: retention.until,
    transferDueOn: retention.transferDueOn,
  };
  const fileName = packageFileName(details.number, heading.version);
  const done = await runUseCase(request, sealCase, { caseId: details.id, sealed, fileName });
  // Only where it is certain that no row names them: after an error the row may be committed all the same, and then
  // the sweep of orphans, which looks for the row, is the one to decide.
  if (!done) await settings.files.remove('extranet', fileId);
}

/** After these a closed case may be ready, or have more to tell. */
const archivingEvents = [
  'CaseClosed',
  'PaperIssued',
  'PaperDelivered',
  'ProcedureConcluded',
  'ProcedureLapsed',
  'ProcedureCancelled',
] as const;

/** The rule's own hours decide; this only spares a look that would find it too early. */
const firstLookAfterMs = 24 * 60 * 60 * 1_000;

/**
 * Has the file of a closed case looked at a day after the last thing that happened to it: each event puts the job off.
 * The job is enqueued with the move of the cursor, so it is neither lost nor doubled.
 */
export const archiveSubscriber: Subscriber = {
  name: 'cases.archive',
  types: archivingEvents,
  async handle(db, event) {
    const caseId = event.subject.kind === 'case' ? event.subject.id : event.data['caseId'];
    if (!isId(caseId) || event.zone === 'internet') return;
    const row = await db
      .withTables<CasesTables>()
      .selectFrom('cases.case')
      .select('closedAt')
      .where('id', '=', caseId)
      .executeTakeFirst();
    if (row?.closedAt == null) return;
    const runAt = new Date(event.occurredAt.getTime() + firstLookAfterMs);
    await enqueueJob(db, archiveCaseTaskName, { caseId }, { runAt, key: jobKey(caseId) });
  },
};
