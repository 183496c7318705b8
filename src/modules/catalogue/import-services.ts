// Owns the way of a service list into the catalogue: whole lines, found again by their code. Refuses nothing that was read.
import { canonicalText } from '#kernel/canonical';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { sha256 } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import type { CatalogueTables } from './catalogue-tables.gen.ts';
import { type ListEncoding, type ListedItem, readServiceList } from './service-list.ts';

export interface ServiceImport {
  /** For the record of the run; no path. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly encoding: ListEncoding;
  /** Where the list comes from, as the importing person says. */
  readonly source: string | null;
  /** Reads and compares, and writes nothing. */
  readonly dryRun: boolean;
  readonly now: Date;
}

export interface ImportedLine {
  /** The line of the file on which the item begins; the header is line 1. */
  readonly line: number;
  readonly outcome: 'loaded' | 'unchanged' | 'refused';
  readonly name: string;
  /** Why it was refused, or what of it could not be used. */
  readonly notes: readonly Text[];
}

export interface ImportReport {
  /** In the order of the file. */
  readonly lines: readonly ImportedLine[];
  readonly loaded: number;
  readonly unchanged: number;
  readonly refused: number;
}

const rowsAtOnce = 500;

/**
 * Imports a service list as the migrator, in one transaction of the caller's. An item that is there already is
 * unchanged where its line is the same, and replaced where not; what the list no longer has stays.
 * @throws AppError where the file is no service list; nothing was then written
 */
export async function importServices(db: AnyDb, request: ServiceImport): Promise<ImportReport> {
  const { items, refused } = readServiceList(request.bytes, request.encoding);
  const hashed = items.map((item) => ({ item, hash: sha256(canonicalText(item.raw)) }));
  const present = await findHashes(
    db,
    items.map((one) => one.code),
  );
  const changed = hashed.filter(({ item, hash }) => present.get(item.code)?.equals(hash) !== true);
  const isChanged = new Set(changed.map(({ item }) => item));
  const lines: ImportedLine[] = [
    ...items.map((item) => ({
      line: item.line,
      outcome: isChanged.has(item) ? ('loaded' as const) : ('unchanged' as const),
      name: item.name,
      notes: item.remarks,
    })),
    ...refused.map(({ line, name, faults }) => ({ line, outcome: 'refused' as const, name, notes: faults })),
  ].sort((one, other) => one.line - other.line);
  const report: ImportReport = {
    lines,
    loaded: changed.length,
    unchanged: items.length - changed.length,
    refused: refused.length,
  };
  if (!request.dryRun) await store(db, request, report, changed);
  return report;
}

async function findHashes(db: AnyDb, codes: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < codes.length; at += rowsAtOnce) {
    const rows = await db
      .withTables<CatalogueTables>()
      .selectFrom('catalogue.serviceItem')
      .select(['code', 'rawHash'])
      .where('code', 'in', codes.slice(at, at + rowsAtOnce))
      .execute();
    for (const row of rows) found.set(row.code, row.rawHash);
  }
  return found;
}

interface HashedItem {
  readonly item: ListedItem;
  readonly hash: Buffer;
}

async function store(
  db: AnyDb,
  { fileName, bytes, source, now }: ServiceImport,
  { loaded, unchanged, refused }: ImportReport,
  changed: readonly HashedItem[],
): Promise<void> {
  const tables = db.withTables<CatalogueTables>();
  const importRunId = newId(now);
  await tables
    .insertInto('catalogue.importRun')
    .values({
      id: importRunId,
      fileName,
      fileHash: sha256(bytes),
      source,
      loaded,
      unchanged,
      refused,
      importedAt: now,
    })
    .execute();
  for (let at = 0; at < changed.length; at += rowsAtOnce) {
    const rows = changed.slice(at, at + rowsAtOnce).map((one) => rowOf(one, importRunId, now));
    await tables
      .insertInto('catalogue.serviceItem')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((eb) => ({
          catalogueCode: eb.ref('excluded.catalogueCode'),
          name: eb.ref('excluded.name'),
          mainName: eb.ref('excluded.mainName'),
          organName: eb.ref('excluded.organName'),
          organCreditCode: eb.ref('excluded.organCreditCode'),
          taskType: eb.ref('excluded.taskType'),
          taskTypeName: eb.ref('excluded.taskTypeName'),
          kind: eb.ref('excluded.kind'),
          areaCode: eb.ref('excluded.areaCode'),
          sourceUrl: eb.ref('excluded.sourceUrl'),
          raw: eb.ref('excluded.raw'),
          rawHash: eb.ref('excluded.rawHash'),
          line: eb.ref('excluded.line'),
          importRunId: eb.ref('excluded.importRunId'),
          importedAt: eb.ref('excluded.importedAt'),
        })),
      )
      .execute();
  }
}

function rowOf({ item, hash }: HashedItem, importRunId: Id, now: Date) {
  const { remarks: _forTheReport, raw, ...row } = item;
  return { ...row, id: newId(now), raw: JSON.stringify(raw), rawHash: hash, importRunId, importedAt: now };
}
