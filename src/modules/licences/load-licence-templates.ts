// Owns the way of licence templates from the city's files into the database; refuses a change without a new version.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { canonicalText } from '#kernel/canonical';
import { newId } from '#kernel/ids';
import { text } from '#kernel/texts';
import { sha256 } from '#platform/crypto';
import { dataFileFault, readDataFile } from '#platform/data-files';
import type { AnyDb } from '#platform/database';
import { findPatternFault } from './licence-number.ts';
import { type LicenceTemplate, licenceTemplateContent } from './licence-template.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

/**
 * Publishes what data/<city>/licence-templates has and the database has not, as the migrator. Answers the kinds that were
 * published. Throws AppError 'invalid' `data-file-wrong` for a file with a fault, or changed under its old version.
 */
export async function loadLicenceTemplates(
  db: AnyDb,
  directory: string,
  now: Date,
): Promise<readonly string[]> {
  const tables = db.withTables<LicencesTables>();
  const folder = join(directory, 'licence-templates');
  const published: string[] = [];
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
    const file = join(folder, name);
    // Notes and sources beside what the schema names may be bettered without a new version.
    const content = Value.Clean(
      licenceTemplateContent,
      structuredClone(await readDataFile(file, licenceTemplateContent)),
    ) as LicenceTemplate;
    const { kind, version } = content;
    const fault = findPatternFault(content.number.pattern);
    if (fault !== undefined) throw dataFileFault(file, text(kind, kind), text(fault, fault));
    const hash = sha256(canonicalText(JSON.parse(JSON.stringify(content))));
    const present = await tables
      .selectFrom('licences.licenceTemplate')
      .select('contentSha256')
      .where('kind', '=', kind)
      .where('version', '=', version)
      .executeTakeFirst();
    if (present === undefined) {
      await tables
        .insertInto('licences.licenceTemplate')
        .values({
          id: newId(now),
          kind,
          version,
          content: JSON.stringify(content),
          contentSha256: hash,
          publishedAt: now,
        })
        .execute();
      published.push(kind);
    } else if (!present.contentSha256.equals(hash)) {
      const changed = text('内容已改变而版本号没有提高', 'it was changed and its version was not raised');
      throw dataFileFault(file, text(kind, kind), changed);
    }
  }
  return published;
}
