// Owns the story of the killed server, short and long: a storm, a quiet restart, a look at everything. Refuses a loss.
import assert from 'node:assert/strict';
import pg from 'pg';
import { buildResident } from '#modules/identity';
import { loadSecrets } from '#platform/configuration';
import { createVault } from '#platform/crypto';
import { inTransaction } from '#platform/database';
import { type Place, preparePlace, startServing } from './serving-process.ts';
import { kill, runStorm, type StormReport, type StormSettings } from './submission-storm.ts';
import { inspectPlace, sweepPlace, type Wholeness, waitUntilQuiet } from './whole-applications.ts';

export interface KillSettings extends Pick<StormSettings, 'submissions' | 'killsLeast' | 'lifeMsMost'> {
  readonly applicants: number;
}

/** Makes residents, lets the storm pass, restarts, waits until it is quiet and inspects; answers with what happened. */
export async function killSubmissions(settings: KillSettings): Promise<string> {
  const place = await preparePlace();
  try {
    const databaseUrl = place.databaseUrl ?? '';
    const first = startServing(place);
    await first.ready();
    const applicants = await makeResidents(place, databaseUrl, settings.applicants);
    await kill(first);
    const report = await runStorm({ ...settings, place, applicants });
    const last = startServing(place);
    await last.ready();
    const found = await waitUntilQuiet(place, databaseUrl);
    last.signal('SIGTERM');
    assert.equal(await last.ended, 0, last.said());
    await assertWhole(place, databaseUrl, report, found, settings);
    return [
      `${report.kills + 1} kills, ${report.acknowledged.size} submissions acknowledged`,
      `${found.applications.size} applications, ${found.drafts} drafts, ${found.files} files, all whole`,
      `${report.abandoned.length} submissions were abandoned when the server died under them`,
      `${found.orphans} uploads were cut off and swept; ${found.unscanned} scans wait until their job is freed`,
    ].join('; ');
  } finally {
    await place.clear();
  }
}

async function assertWhole(
  place: Place,
  databaseUrl: string,
  report: StormReport,
  found: Wholeness,
  settings: KillSettings,
): Promise<void> {
  assert.deepEqual(report.surprises, []);
  assert.deepEqual(found.violations, []);
  assert.ok(report.acknowledged.size >= settings.submissions);
  assert.ok(report.kills >= settings.killsLeast);
  for (const [draft, application] of report.acknowledged) {
    assert.equal(found.applications.get(draft), application, 'what was acknowledged is there');
  }
  const inFlightMost = (report.kills + 1) * settings.applicants * 2;
  assert.ok(
    found.orphans <= inFlightMost,
    `${found.orphans} orphans, ${inFlightMost} at most were under way`,
  );
  await sweepPlace(place, databaseUrl);
  const swept = await inspectPlace(place, databaseUrl);
  assert.deepEqual(swept.violations, [], 'the sweep took nothing that has a row');
  assert.equal(swept.orphans, 0, 'the sweep took all that has none');
}

async function makeResidents(place: Place, databaseUrl: string, count: number) {
  const vault = createVault((await loadSecrets(place.dataDirectory)).keys);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    return await inTransaction(pool, { kind: 'system', name: 'tests' }, { readOnly: false }, async (db) => {
      const residents = [];
      for (let index = 0; index < count; index += 1) residents.push(await buildResident(db, vault));
      return residents;
    });
  } finally {
    await pool.end();
  }
}
