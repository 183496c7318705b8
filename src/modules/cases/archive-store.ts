// Owns the SQL of archive packages; refuses to change what a package is: only how far it went on its way.
import { type LegalDay, legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import type { RetentionPeriod } from './archive-rules.ts';
import type { CasesTables } from './cases-tables.gen.ts';

export type PackageStatus = 'made' | 'listed-for-transfer' | 'transferred';

/** A package as it is on record. Hashes are in hexadecimal. */
export interface ArchivePackage {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly version: number;
  readonly fileId: Id;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Of what it tells; equal content needs no supplement. */
  readonly contentSha256: string;
  /** Path by id of evidence item, paper or licence. */
  readonly contains: Readonly<Record<string, string>>;
  readonly closedOn: LegalDay;
  readonly retentionRule: string;
  readonly retentionPeriod: RetentionPeriod;
  readonly retainedUntil: LegalDay | null;
  readonly transferDueOn: LegalDay | null;
}

export async function insertPackage(db: Db<CasesTables>, one: ArchivePackage, madeAt: Date): Promise<void> {
  await db
    .insertInto('cases.archivePackage')
    .values({
      ...one,
      sha256: Buffer.from(one.sha256, 'hex'),
      contentSha256: Buffer.from(one.contentSha256, 'hex'),
      contains: JSON.stringify(one.contains),
      madeAt,
    })
    .execute();
}

const dayOrNull = (day: string | null): LegalDay | null => (day === null ? null : legalDay(day));

/** The packages of a case that the reader may see, the first one first. */
export async function listPackages(db: Db<CasesTables>, caseId: Id): Promise<readonly ArchivePackage[]> {
  const rows = await db
    .selectFrom('cases.archivePackage')
    .select(['id', 'caseId', 'organId', 'version', 'fileId', 'sizeBytes', 'sha256', 'contentSha256'])
    .select(['closedOn', 'retentionRule', 'retainedUntil', 'transferDueOn'])
    .select((one) => [
      one.ref('contains').$castTo<Readonly<Record<string, string>>>().as('contains'),
      one.ref('retentionPeriod').$castTo<RetentionPeriod>().as('retentionPeriod'),
    ])
    .where('caseId', '=', caseId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    sha256: row.sha256.toString('hex'),
    contentSha256: row.contentSha256.toString('hex'),
    closedOn: legalDay(row.closedOn),
    retainedUntil: dayOrNull(row.retainedUntil),
    transferDueOn: dayOrNull(row.transferDueOn),
  }));
}

/** A line of the list that goes to the archive with the packages (移交清单). */
export interface TransferLine {
  readonly caseNumber: string;
  readonly version: number;
  readonly organName: Text;
  readonly serviceName: Text;
  readonly closedOn: LegalDay;
  readonly retentionRule: string;
  readonly retentionPeriod: RetentionPeriod;
  readonly retainedUntil: LegalDay | null;
  readonly transferDueOn: LegalDay;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly status: PackageStatus;
}

export interface TransferQuestion {
  /** Packages that are due on or before this day. */
  readonly until: LegalDay;
  readonly organId?: Id;
}

/** What is due and not yet transferred, in the order of organs and of closing. */
export async function listTransferLines(
  db: Db<CasesTables>,
  { until, organId }: TransferQuestion,
): Promise<readonly TransferLine[]> {
  let lines = db
    .selectFrom('cases.archivePackage as package')
    .innerJoin('cases.case as theCase', 'theCase.id', 'package.caseId')
    .select(['theCase.number as caseNumber', 'package.version', 'package.closedOn', 'package.retentionRule'])
    .select(['package.retainedUntil', 'package.transferDueOn', 'package.sizeBytes', 'package.sha256'])
    .select((one) => [
      one.ref('theCase.organName').$castTo<Text>().as('organName'),
      one.ref('theCase.serviceName').$castTo<Text>().as('serviceName'),
      one.ref('package.retentionPeriod').$castTo<RetentionPeriod>().as('retentionPeriod'),
      one.ref('package.status').$castTo<PackageStatus>().as('status'),
    ])
    .where('package.status', '<>', 'transferred')
    .where('package.transferDueOn', '<=', until);
  if (organId !== undefined) lines = lines.where('package.organId', '=', organId);
  const rows = await lines
    .orderBy('package.organId')
    .orderBy('package.closedOn')
    .orderBy('theCase.number')
    .orderBy('package.version')
    .execute();
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    sha256: row.sha256.toString('hex'),
    closedOn: legalDay(row.closedOn),
    retainedUntil: dayOrNull(row.retainedUntil),
    transferDueOn: legalDay(row.transferDueOn ?? ''),
  }));
}

/** A package as a list names it: by its number, and by its hash so that no other can be meant. */
export type NamedPackage = Pick<TransferLine, 'caseNumber' | 'version' | 'sha256'>;

/** Moves a package on; false where it is not there, has another hash or is not at that step of its way. */
export async function movePackage(
  db: Db<CasesTables>,
  { caseNumber, version, sha256 }: NamedPackage,
  step: { readonly from: PackageStatus; readonly to: PackageStatus; readonly at: Date },
): Promise<boolean> {
  const changed = step.to === 'transferred' ? { transferredAt: step.at } : { listedAt: step.at };
  const { numUpdatedRows } = await db
    .updateTable('cases.archivePackage')
    .set({ status: step.to, ...changed })
    .where('caseId', 'in', (one) =>
      one.selectFrom('cases.case').select('id').where('number', '=', caseNumber),
    )
    .where('version', '=', version)
    .where('sha256', '=', Buffer.from(sha256, 'hex'))
    .where('status', '=', step.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
