// Owns published models and their compiled form; refuses to publish what the runtime does not serve, and to change a version.
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

async function listLatest(db: AnyDb, keys: readonly string[]): Promise<readonly DefinitionRow[]> {
  if (keys.length === 0) return [];
  return await db
    .withTables<WorkTables>()
    .selectFrom('work.processDefinition')
    .distinctOn('key')
    .select(['id', 'key', 'version', 'compiled'])
    .where('key', 'in', [...keys])
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
}

/**
 * The latest published version of a process, with the latest versions of all that it calls. Throws AppError
 * 'unavailable' where there is none.
 */
export async function getLatestDefinition(db: AnyDb, key: string): Promise<Definition> {
  const [root] = await listLatest(db, [key]);
  if (root === undefined) throw new AppError('unavailable', 'no-process', workMessages.noDefinition);
  const found = new Map<string, DefinitionRow>([[root.key, root]]);
  for (let next: readonly DefinitionRow[] = [root]; next.length > 0; ) {
    const wanted = next.flatMap((row) =>
      listCalledProcesses(row.compiled as ProcessDescription).map(({ process }) => process),
    );
    next = await listLatest(
      db,
      [...new Set(wanted)].filter((one) => !found.has(one)),
    );
    for (const row of next) found.set(row.key, row);
  }
  found.delete(root.key);
  const called = [...found.values()];
  return {
    id: root.id,
    key: root.key,
    version: root.version,
    process: compiledOf(root, called),
    called: calledOf(called),
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
  const rows = await db
    .withTables<WorkTables>()
    .selectFrom('work.processDefinition')
    .select(['id', 'key', 'version', 'compiled'])
    .where('id', 'in', [definitionId, ...Object.values(called)])
    .execute();
  const root = rows.find((row) => row.id === definitionId);
  if (root === undefined) throw new AppError('unavailable', 'no-process', workMessages.noDefinition);
  return compiledOf(
    root,
    rows.filter((row) => row !== root),
  );
}
