// Owns the loading of a city's data into the database; refuses half of it: all of it is one transaction.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { loadCatalogue } from '#modules/catalogue';
import { type DemonstrationAccount, loadDemonstrationAccounts } from '#modules/identity';
import { loadLicenceTemplates } from '#modules/licences';
import { loadOrgans, loadPosts } from '#modules/organs';
import { loadCalendarYears, publishProcess } from '#modules/work';
import type { Secrets } from '#platform/configuration';
import { createVault } from '#platform/crypto';
import { inTransaction } from '#platform/database';

export interface SeedSettings {
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** data/<city>. */
  readonly cityDirectory: string;
  readonly calendarDirectory: string;
  /** Whether the accounts with the public password are made: for trying out, never where people apply. */
  readonly demonstration: boolean;
  readonly now: Date;
}

export interface SeedReport {
  readonly sentences: readonly string[];
  readonly accounts: readonly DemonstrationAccount[];
}

/** Loads the calendar, organs, posts, catalogue and processes of a city; loading again changes only what changed. */
export async function seed(settings: SeedSettings): Promise<SeedReport> {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 1,
    application_name: 'yizhan seed',
  });
  try {
    return await inTransaction(pool, { kind: 'system', name: 'seed' }, { readOnly: false }, async (db) => {
      const { cityDirectory, now } = settings;
      const sentences: string[] = [];
      const years = await loadCalendarYears(db, settings.calendarDirectory, now);
      if (years.length > 0)
        sentences.push(`Calendar: ${years.length} years loaded, ${years[0]} to ${years.at(-1)}.`);
      await loadOrgans(db, cityDirectory, now);
      await loadPosts(db, cityDirectory, now);
      for (const file of (await readdir(join(cityDirectory, 'processes')))
        .filter((name) => name.endsWith('.bpmn'))
        .sort()) {
        const { key, version, published } = await publishProcess(
          db,
          await readFile(join(cityDirectory, 'processes', file), 'utf8'),
          now,
        );
        if (published) sentences.push(`Process ${key}: version ${version} published.`);
      }
      const catalogue = await loadCatalogue(db, cityDirectory, now);
      if (catalogue.published.length > 0)
        sentences.push(`Catalogue: published ${catalogue.published.join(', ')}.`);
      const templates = await loadLicenceTemplates(db, cityDirectory, now);
      if (templates.length > 0) sentences.push(`Licence templates: published ${templates.join(', ')}.`);
      const accounts = settings.demonstration
        ? await loadDemonstrationAccounts(db, cityDirectory, createVault(settings.secrets.keys), now)
        : [];
      return { sentences, accounts };
    });
  } finally {
    await pool.end();
  }
}
