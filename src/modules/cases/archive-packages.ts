// Owns who gets a package, and its way to the archive; refuses an open case's and a package whose hash is another.
import type { LegalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { normaliseNumber } from '#kernel/numbers';
import { fillText } from '#kernel/texts';
import { findOrganByKey } from '#modules/organs';
import type { Db } from '#platform/database';
import { command, query } from '#platform/use-case';
import { archiveMessages } from './archive-messages.ts';
import { packageFileName } from './archive-plan.ts';
import {
  type ArchivePackage,
  listPackages,
  listTransferLines,
  movePackage,
  type NamedPackage,
  type TransferLine,
} from './archive-store.ts';
import { isSystem, mayRead } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { caseMessages } from './messages.ts';

/** Where the bytes lie, in the extranet's file store; read after this, outside the transaction. */
export interface PackageFile {
  readonly fileId: Id;
  readonly fileName: string;
  readonly version: number;
  readonly sha256: string;
  /** The packages that there are of the case. */
  readonly versions: readonly number[];
}

interface PackagesOfCase {
  readonly caseId: Id;
  readonly organId: Id;
  readonly number: string;
  readonly packages: readonly ArchivePackage[];
}

/** The package of this version, or the newest. Throws AppError 'conflict' where the case is not sealed. */
function choosePackage({ number, packages }: PackagesOfCase, version: number | undefined): PackageFile {
  if (packages.length === 0) throw new AppError('conflict', 'not-archived', archiveMessages.notSealed);
  const found = packages.findLast((one) => version === undefined || one.version === version);
  if (found === undefined) throw new AppError('conflict', 'no-such-package', archiveMessages.noVersion);
  return {
    fileId: found.fileId,
    fileName: packageFileName(number, found.version),
    version: found.version,
    sha256: found.sha256,
    versions: packages.map((one) => one.version),
  };
}

/** The package of a closed case for officers who may read the case. It holds the identity number in full: audited. */
export const downloadArchive = query<
  { readonly caseId: Id; readonly version?: number },
  PackagesOfCase,
  CasesTables,
  PackageFile
>({
  name: 'download-archive',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: (db, { caseId }) => loadPackages(db, { id: caseId }),
  permission: (actor, loaded) => mayRead(actor, loaded),
  present: (loaded, { version }) => choosePackage(loaded, version),
});

/** The same for the operator's command line, by the number of the case. */
export const exportArchive = query<
  { readonly caseNumber: string; readonly version?: number },
  PackagesOfCase,
  CasesTables,
  PackageFile
>({
  name: 'export-archive',
  zone: 'extranet',
  audience: ['system'],
  audited: true,
  object: (_input, loaded) =>
    loaded === undefined ? { kind: 'case' } : { kind: 'case', id: loaded.caseId, organId: loaded.organId },
  load: (db, { caseNumber }) => loadPackages(db, { number: normaliseNumber(caseNumber) }),
  permission: isSystem,
  present: (loaded, { version }) => choosePackage(loaded, version),
});

async function loadPackages(
  db: Db<CasesTables>,
  which: { readonly id: Id } | { readonly number: string },
): Promise<PackagesOfCase> {
  const [column, value] = 'id' in which ? (['id', which.id] as const) : (['number', which.number] as const);
  const row = await db
    .selectFrom('cases.case')
    .select(['id as caseId', 'organId', 'number'])
    .where(column, '=', value)
    .executeTakeFirst();
  if (row === undefined) {
    const text =
      'number' in which ? fillText(archiveMessages.noCase, { number: which.number }) : caseMessages.noCase;
    throw new AppError('not-found', 'no-such-case', text);
  }
  return { ...row, packages: await listPackages(db, row.caseId) };
}

export interface TransferWish {
  /** Packages that are due on or before this day (档案法实施条例 第二十条第二款). */
  readonly until: LegalDay;
  /** Key of an organ; all organs without it. */
  readonly organKey?: string;
}

/** What is due for the archive and was not handed over yet. It names cases, and nobody. */
export const listPackagesForTransfer = query<
  TransferWish,
  readonly TransferLine[],
  CasesTables,
  readonly TransferLine[]
>({
  name: 'list-packages-for-transfer',
  zone: 'extranet',
  audience: ['system'],
  audited: false,
  object: () => ({ kind: 'archive-list' }),
  async load(db, { until, organKey }) {
    if (organKey === undefined) return await listTransferLines(db, { until });
    const organ = await findOrganByKey(db, organKey);
    return organ === undefined ? [] : await listTransferLines(db, { until, organId: organ.id });
  },
  permission: isSystem,
  present: (lines) => lines,
});

interface Move {
  readonly packages: readonly NamedPackage[];
  readonly to: 'listed-for-transfer' | 'transferred';
}

/**
 * Puts packages on the list, or states that the archive has taken what was on it. All of them or none: the first that is
 * not at the step before, or has another hash, is named. Throws AppError 'conflict'.
 */
export const movePackages = command<Move, undefined, Move, number, CasesTables>({
  name: 'move-packages',
  zone: 'extranet',
  audience: ['system'],
  object: () => ({ kind: 'archive-list' }),
  load: async () => undefined,
  permission: isSystem,
  decide: (_loaded, move) => ({ change: move, answer: move.packages.length, events: [] }),
  async store(db, { packages, to }, { now: at }) {
    const from = to === 'transferred' ? 'listed-for-transfer' : 'made';
    for (const [index, one] of packages.entries()) {
      if (await movePackage(db, one, { from, to, at })) continue;
      const { caseNumber: number, version } = one;
      const text = fillText(archiveMessages.notListed, { line: index + 1, number, version });
      throw new AppError('conflict', 'package-not-listed', text);
    }
  },
});
