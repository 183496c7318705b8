// Owns published models and their compiled form; refuses to publish what the runtime does not serve, and to change a version.
import { sql } from 'kysely';
import {
  type CompiledProcess,
  compileProcess,
  describeProcess,
  type Fault,
  ModelRefused,
  type ProcessDescription,
  parseModel,
} from '#engines/bpmn';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { AnyDb } from '#platform/database';
import { workMessages } from './messages.ts';
import { listCalledProcesses, listUnserved } from './unserved.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** The versions that an instance's call activities run: process id → definition id. */
export type CalledVersions = Readonly<Record<string, Id>>;

/** A published model, compiled together with those that it calls. Versions never change. */
export interface Definition {
  readonly id: Id;
  readonly key: string;
  readonly version: number;
  readonly process: CompiledProcess;
  readonly called: CalledVersions;
}

interface DefinitionRow {
  readonly id: Id;
  readonly key: string;
  readonly version: number;
  readonly compiled: unknown;
}

/** One machine compiles each combination of versions once. */
const compiledByVersions = new Map<string, CompiledProcess>();

function versionsOf(id: Id, called: CalledVersions): string {
  return [id, ...Object.values(called).sort()].join(' ');
}

function compiledOf(root: DefinitionRow, calledRows: readonly DefinitionRow[]): CompiledProcess {
  const versions = versionsOf(root.id, calledOf(calledRows));
  const present = compiledByVersions.get(versions);
  if (present !== undefined) return present;
  const called = new Map(calledRows.map((row) => [row.key, compileProcess(row.compiled)]));
  const compiled = compileProcess(root.compiled, (id) => called.get(id));
  compiledByVersions.set(versions, compiled);
  return compiled;
}

function calledOf(rows: readonly DefinitionRow[]): CalledVersions {
  return Object.fromEntries(rows.map((row) => [row.key, row.id]));
}

/**
 * Publishes a model as the next version of its process's id, unless the latest version is this very text. The processes
 * that it calls are published before it. Throws the engine's ModelRefused with every fault: what the standard forbids,
 * and what this runtime does not serve. Runs as the migrator.
 */
export async function publishProcess(
  db: AnyDb,
  xml: string,
  now: Date,
): Promise<{ key: string; version: number; published: boolean }> {
  const tables = db.withTables<WorkTables>();
  const description = describeProcess(await parseModel(xml));
  const latest = await tables
    .selectFrom('work.processDefinition')
    .select(['version', 'xml'])
    .where('key', '=', description.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest?.xml === xml) return { key: description.id, version: latest.version, published: false };
  const faults = [...listUnserved(description), ...(await listUnpublished(db, description))];
  if (faults.length > 0) throw new ModelRefused(faults);
  const version = (latest?.version ?? 0) + 1;
  await tables
    .insertInto('work.processDefinition')
    .values({
      id: newId(now),
      key: description.id,
      version,
      xml,
      compiled: JSON.stringify(description),
      publishedAt: now,
    })
    .execute();
  return { key: description.id, version, published: true };
}

async function listUnpublished(db: AnyDb, description: ProcessDescription): Promise<readonly Fault[]> {
  const calls = listCalledProcesses(description).filter(({ process }) => process !== description.id);
  const published = new Set(
    (
      await listLatest(
        db,
        calls.map(({ process }) => process),
      )
    ).map((row) => row.key),
  );
  return calls
    .filter(({ process }) => !published.has(process))
    .map(({ element, process }) => ({
      element,
      rule: 'called-process-unpublished',
      message: `The process "${process}" is not published: publish it before the process that calls it.`,
    }));
}

/** What was published under an id never changes, and is long: it is read once a process. */
const rowsById = new Map<Id, DefinitionRow>();

async function listRows(db: AnyDb, ids: readonly Id[]): Promise<readonly DefinitionRow[]> {
  const missing = ids.filter((id) => !rowsById.has(id));
  if (missing.length > 0) {
    const rows = await db
      .withTables<WorkTables>()
      .selectFrom('work.processDefinition')
      .select(['id', 'key', 'version', 'compiled'])
      .where(sql<boolean>`id = any (${missing}::uuid[])`)
      .execute();
    for (const row of rows) rowsById.set(row.id, row);
  }
  return ids.flatMap((id) => rowsById.get(id) ?? []);
}

async function listLatest(db: AnyDb, keys: readonly string[]): Promise<readonly DefinitionRow[]> {
  if (keys.length === 0) return [];
  const latest = await db
    .withTables<WorkTables>()
    .selectFrom('work.processDefinition')
    .distinctOn('key')
    .select('id')
    .where(sql<boolean>`key = any (${[...keys]}::text[])`)
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  return await listRows(
    db,
    latest.map(({ id }) => id),
  );
}

/**
 * The latest published version of a process, with the latest versions of all that it calls. Throws AppError
 * 'unavailable' where there is none.
 */
export async function getLatestDefinition(db: AnyDb, key: string): Promise<Definition> {
  const definition = (await listLatestDefinitions(db, [key])).get(key);
  if (definition === undefined) throw new AppError('unavailable', 'no-process', workMessages.noDefinition);
  return definition;
}

/** As getLatestDefinition, for several: by the process's id, without those that are not published. */
export async function listLatestDefinitions(
  db: AnyDb,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Definition>> {
  const found = new Map<string, DefinitionRow>();
  for (let wanted = [...new Set(keys)]; wanted.length > 0; ) {
    const rows = await listLatest(db, wanted);
    for (const row of rows) found.set(row.key, row);
    wanted = [...new Set(rows.flatMap(calledKeys))].filter((key) => !found.has(key));
  }
  return new Map(
    keys.flatMap((key) => {
      const root = found.get(key);
      return root === undefined ? [] : [[key, definitionOf(root, found)] as const];
    }),
  );
}

function calledKeys(row: DefinitionRow): readonly string[] {
  return listCalledProcesses(row.compiled as ProcessDescription).map(({ process }) => process);
}

function definitionOf(root: DefinitionRow, found: ReadonlyMap<string, DefinitionRow>): Definition {
  const called = new Map<string, DefinitionRow>();
  const reach = (row: DefinitionRow) => {
    for (const key of calledKeys(row)) {
      const next = found.get(key);
      if (next === undefined || next === root || called.has(key)) continue;
      called.set(key, next);
      reach(next);
    }
  };
  reach(root);
  const rows = [...called.values()];
  return {
    id: root.id,
    key: root.key,
    version: root.version,
    process: compiledOf(root, rows),
    called: calledOf(rows),
  };
}

/** The versions that an instance was bound to when it started. */
export async function getBoundProcess(
  db: AnyDb,
  definitionId: Id,
  called: CalledVersions,
): Promise<CompiledProcess> {
  const present = compiledByVersions.get(versionsOf(definitionId, called));
  if (present !== undefined) return present;
  const rows = await listRows(db, [definitionId, ...Object.values(called)]);
  const root = rows.find((row) => row.id === definitionId);
  if (root === undefined) throw new AppError('unavailable', 'no-process', workMessages.noDefinition);
  return compiledOf(
    root,
    rows.filter((row) => row !== root),
  );
}
