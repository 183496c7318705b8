// Owns the way from a city's files into the catalogue; refuses a file that is malformed, or changed without a new version.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { formatLawReference } from '#engines/clock';
import { compileForm, readFormContent } from '#engines/forms';
import { type Id, newId } from '#kernel/ids';
import { findOrganByKey } from '#modules/organs';
import { sha256 } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import type { CatalogueTables } from './catalogue-tables.gen.ts';
import { chooseServices } from './choose-services.ts';
import {
  type LifeEventContent,
  lifeEventContent,
  responsibilitiesContent,
  serviceContent,
} from './contract.ts';
import { clockRulesOfService, lawReferenceOf } from './service-rules.ts';

/** What a load did, for the command line. */
export interface LoadReport {
  readonly published: readonly string[];
  readonly unchanged: number;
}

/**
 * Loads services, life events, forms and responsibilities of a city's data directory. Runs as the migrator, in one
 * transaction of the caller's. Throws an Error that names the file and what is wrong.
 */
export async function loadCatalogue(db: AnyDb, directory: string, now: Date): Promise<LoadReport> {
  const published: string[] = [];
  let unchanged = 0;
  const load = async (
    folder: string,
    table: VersionTable,
    schema: TSchema,
    check: (content: never, path: string) => void,
  ) => {
    for (const file of await jsonFiles(join(directory, folder))) {
      const { bytes, content } = await readChecked(file, schema);
      check(content as never, file);
      const isNew = await publish(db, table, content as VersionedContent, bytes, file, now);
      if (isNew) published.push(`${folder}/${(content as VersionedContent).key}`);
      else unchanged += 1;
    }
  };
  await load('services', 'catalogue.serviceVersion', serviceContent, (content, file) =>
    explain(file, () => clockRulesOfService(content)),
  );
  await load(
    'forms',
    'catalogue.formVersion',
    anyObject,
    (content, file) => void explain(file, () => compileForm(readFormContent(content))),
  );
  await load('life-events', 'catalogue.lifeEventVersion', lifeEventContent, checkExamples);
  await loadResponsibilities(db, join(directory, 'responsibilities.json'), now);
  return { published, unchanged };
}

// The forms engine checks a form's content itself, and more strictly than a schema can.
const anyObject = Type.Object({ key: Type.String(), version: Type.Integer({ minimum: 1 }) });

type VersionTable = 'catalogue.serviceVersion' | 'catalogue.formVersion' | 'catalogue.lifeEventVersion';

interface VersionedContent {
  readonly key: string;
  readonly version: number;
}

async function jsonFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function readChecked<Schema extends TSchema>(
  file: string,
  schema: Schema,
): Promise<{ bytes: string; content: Static<Schema> }> {
  const bytes = await readFile(file, 'utf8');
  const content: unknown = explain(file, () => JSON.parse(bytes));
  if (!Value.Check(schema, content)) {
    const first = Value.Errors(schema, content)[0];
    throw new Error(
      `${file} is not as expected at "${first?.instancePath ?? ''}": ${first?.message ?? ''}. Nothing was loaded.`,
    );
  }
  return { bytes, content };
}

function explain<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new Error(`${file}: ${reason} Nothing was loaded.`, { cause: error });
  }
}

/** The file's own examples are its test: each combination must give the services it says. */
function checkExamples(content: LifeEventContent, file: string): void {
  for (const example of (content as unknown as { examples: { when: Record<string, string>; services: string[] }[] }).examples) {
    const chosen = explain(file, () => chooseServices(content, example.when)).services.map(
      (one) => one.serviceKey,
    );
    if ([...chosen].sort().join() !== [...example.services].sort().join()) {
      throw new Error(
        `${file}: for ${JSON.stringify(example.when)} the rules give ${chosen.join(', ')}. Nothing was loaded.`,
      );
    }
  }
}

async function publish(
  db: AnyDb,
  table: VersionTable,
  content: VersionedContent,
  bytes: string,
  file: string,
  now: Date,
): Promise<boolean> {
  const tables = db.withTables<CatalogueTables>();
  const hash = sha256(bytes);
  const present = await tables
    .selectFrom(table)
    .select('contentHash')
    .where('key', '=', content.key)
    .where('version', '=', content.version)
    .executeTakeFirst();
  if (present !== undefined) {
    if (hash.equals(present.contentHash)) return false;
    throw new Error(
      `${file} changed, but its version ${content.version} is published and stays as it is. Raise "version". Nothing was loaded.`,
    );
  }
  const row = {
    id: newId(now),
    key: content.key,
    version: content.version,
    content: bytes,
    contentHash: hash,
    publishedAt: now,
  };
  if (table === 'catalogue.serviceVersion') {
    await tables
      .insertInto(table)
      .values({ ...row, validFrom: now.toISOString().slice(0, 10) })
      .execute();
  } else await tables.insertInto(table).values(row).execute();
  return true;
}

async function loadResponsibilities(db: AnyDb, file: string, now: Date): Promise<void> {
  const { content } = await readChecked(file, responsibilitiesContent);
  const { legalBasis } = content;
  const tables = db.withTables<CatalogueTables>();
  const organId = async (key: string): Promise<Id> => {
    const organ = await findOrganByKey(db, key);
    if (organ === undefined)
      throw new Error(`${file} names the organ "${key}", which is not there. Nothing was loaded.`);
    return organ.id;
  };
  const basisOf = (keys: readonly string[]) => formatLawReference(lawReferenceOf({ legalBasis }, keys), 'zh');
  for (const row of content.responsibilities) {
    await tables
      .insertInto('catalogue.responsibility')
      .values({
        id: newId(now),
        serviceKey: row.service,
        divisionCode: row.divisionCode,
        exerciseLevel: row.exerciseLevel,
        organId: await organId(row.organ),
        basis: basisOf(row.basis),
        validFrom: row.validFrom,
        validTo: row.validTo,
      })
      .onConflict((conflict) =>
        conflict.columns(['serviceKey', 'divisionCode', 'validFrom']).doUpdateSet({ validTo: row.validTo }),
      )
      .execute();
  }
  for (const row of content.delegations) {
    await tables
      .insertInto('catalogue.delegation')
      .values({
        id: newId(now),
        serviceKey: row.service,
        divisionCode: row.divisionCode,
        fromOrganId: await organId(row.delegatingOrgan),
        toOrganId: await organId(row.delegate),
        basis: basisOf(row.basis),
        validFrom: row.validFrom,
        validTo: row.validTo,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['serviceKey', 'fromOrganId', 'divisionCode', 'validFrom'])
          .doUpdateSet({ validTo: row.validTo }),
      )
      .execute();
  }
}
