// Owns the way from a city's files into the catalogue; refuses a file that is malformed, or changed without a new version.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { formatLawReference } from '#engines/clock';
import { compileForm, type FormContent, readFormContent } from '#engines/forms';
import { type Id, newId } from '#kernel/ids';
import { findOrganByKey } from '#modules/organs';
import { sha256 } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import type { CatalogueTables } from './catalogue-tables.gen.ts';
import { checkService } from './check-service.ts';
import { checkTogether } from './check-together.ts';
import {
  type LifeEventContent,
  responsibilitiesContent,
  type ServiceContent,
  serviceContent,
} from './contract.ts';
import { readLifeEvent } from './read-life-event.ts';
import { lawReferenceOf } from './service-rules.ts';

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
  const services = await readServices(join(directory, 'services'));
  const forms = await readForms(join(directory, 'forms'));
  const lifeEvents = await readLifeEvents(join(directory, 'life-events'));
  const contents = <Content>(files: readonly ContentFile<Content>[]) => files.map((one) => one.content);
  explain(directory, () =>
    checkTogether({
      services: new Map(contents(services).map((one) => [one.key, one])),
      forms: new Map(contents(forms).map((one) => [one.key, one])),
      lifeEvents: contents(lifeEvents),
    }),
  );
  const published: string[] = [];
  let unchanged = 0;
  const publishAll = async (
    folder: string,
    table: VersionTable,
    files: readonly ContentFile<VersionedContent>[],
  ) => {
    for (const file of files) {
      if (await publish(db, table, file, now)) published.push(`${folder}/${file.content.key}`);
      else unchanged += 1;
    }
  };
  await publishAll('services', 'catalogue.serviceVersion', services);
  await publishAll('forms', 'catalogue.formVersion', forms);
  await publishAll('life-events', 'catalogue.lifeEventVersion', lifeEvents);
  await loadResponsibilities(db, join(directory, 'responsibilities.json'), now);
  return { published, unchanged };
}

/** A file that was read and checked. `text` is all that it says: a change of it needs a new version. */
interface ContentFile<Content> {
  readonly path: string;
  readonly text: string;
  readonly content: Content;
  /** The DMN of a life event, as it was written. */
  readonly decisionXml?: string;
}

async function readServices(folder: string): Promise<readonly ContentFile<ServiceContent>[]> {
  const files: ContentFile<ServiceContent>[] = [];
  for (const path of await filesIn(folder)) {
    const { text, content } = await readChecked(path, serviceContent);
    explain(path, () => checkService(content));
    files.push({ path, text, content });
  }
  return files;
}

/** The forms engine checks a form's content itself, and more strictly than a schema can. */
async function readForms(folder: string): Promise<readonly ContentFile<FormContent>[]> {
  const files: ContentFile<FormContent>[] = [];
  for (const path of await filesIn(folder)) {
    const { text, content: read } = await readChecked(path, anyVersion);
    const content = explain(path, () => readFormContent(read));
    explain(path, () => compileForm(content));
    files.push({ path, text, content });
  }
  return files;
}

async function readLifeEvents(folder: string): Promise<readonly ContentFile<LifeEventContent>[]> {
  const files: ContentFile<LifeEventContent>[] = [];
  for (const path of await filesIn(folder)) {
    const { text, content: read } = await readChecked(path, anyVersion);
    const decisionXml = await readFile(path.replace(/\.json$/, '.dmn'), 'utf8').catch(() => undefined);
    if (decisionXml === undefined)
      throw new Error(`${path} has no file of decisions (.dmn) of its name beside it. Nothing was loaded.`);
    const content = await readLifeEvent(read, decisionXml).catch((error: unknown) =>
      explain(path, () => {
        throw error;
      }),
    );
    files.push({ path, text: text + decisionXml, content, decisionXml });
  }
  return files;
}

const anyVersion = Type.Object({ key: Type.String(), version: Type.Integer({ minimum: 1 }) });

type VersionTable = 'catalogue.serviceVersion' | 'catalogue.formVersion' | 'catalogue.lifeEventVersion';

interface VersionedContent {
  readonly key: string;
  readonly version: number;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function readChecked<Schema extends TSchema>(
  path: string,
  schema: Schema,
): Promise<{ text: string; content: Static<Schema> }> {
  const text = await readFile(path, 'utf8');
  const content: unknown = explain(path, () => JSON.parse(text));
  if (!Value.Check(schema, content)) {
    const first = Value.Errors(schema, content)[0];
    throw new Error(
      `${path} is not as expected at "${first?.instancePath ?? ''}": ${first?.message ?? ''}. Nothing was loaded.`,
    );
  }
  return { text, content };
}

function explain<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new Error(`${file}: ${reason} Nothing was loaded.`, { cause: error });
  }
}

/** False where this version is there already, word for word. */
async function publish(
  db: AnyDb,
  table: VersionTable,
  { path, text, content, decisionXml }: ContentFile<VersionedContent>,
  now: Date,
): Promise<boolean> {
  const tables = db.withTables<CatalogueTables>();
  const hash = sha256(text);
  const present = await tables
    .selectFrom(table)
    .select('contentHash')
    .where('key', '=', content.key)
    .where('version', '=', content.version)
    .executeTakeFirst();
  if (present !== undefined) {
    if (hash.equals(present.contentHash)) return false;
    throw new Error(
      `${path} changed, but its version ${content.version} is published and stays as it is. Raise "version". Nothing was loaded.`,
    );
  }
  const row = {
    id: newId(now),
    key: content.key,
    version: content.version,
    content: JSON.stringify(content),
    contentHash: hash,
    publishedAt: now,
  };
  if (table === 'catalogue.serviceVersion') {
    await tables
      .insertInto(table)
      .values({ ...row, validFrom: now.toISOString().slice(0, 10) })
      .execute();
  } else if (table === 'catalogue.lifeEventVersion') {
    await tables
      .insertInto(table)
      .values({ ...row, decisionXml: decisionXml ?? null })
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
