// Owns the national calendar as the platform knows it; refuses a year's file that its own reader refuses.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { buildCalendar, type Calendar, type CalendarYear, parseCalendarYear } from '#engines/clock';
import type { AnyDb } from '#platform/database';
import type { WorkTables } from './work-tables.gen.ts';

let cached: { readonly stamp: string; readonly calendar: Calendar } | undefined;

/**
 * The calendar, built once and kept until a year is loaded or changed: then every process sees it with its next
 * request, for the stamp is asked each time.
 */
export async function getCalendar(db: AnyDb): Promise<Calendar> {
  const tables = db.withTables<WorkTables>();
  const { stamp } = await tables
    .selectFrom('work.calendarYear')
    .select(sql<string>`count(*) || ' ' || coalesce(max(loaded_at)::text, '')`.as('stamp'))
    .executeTakeFirstOrThrow();
  if (cached?.stamp === stamp) return cached.calendar;
  const rows = await tables.selectFrom('work.calendarYear').select('days').orderBy('year').execute();
  const calendar = buildCalendar(rows.map((row) => row.days as CalendarYear));
  cached = { stamp, calendar };
  return calendar;
}

/** Loads the files of `data/calendar` (YYYY.json); years that are already there as they are stay untouched. */
export async function loadCalendarYears(db: AnyDb, directory: string, now: Date): Promise<readonly number[]> {
  const tables = db.withTables<WorkTables>();
  const changed: number[] = [];
  for (const file of (await readdir(directory)).filter((name) => /^\d{4}\.json$/.test(name)).sort()) {
    const year = parseCalendarYear(JSON.parse(await readFile(join(directory, file), 'utf8')));
    const days = JSON.stringify(year);
    const source = JSON.stringify({ file });
    const { numInsertedOrUpdatedRows } = await tables
      .insertInto('work.calendarYear')
      .values({ year: year.year, days, source, loadedAt: now })
      .onConflict((conflict) =>
        conflict
          .column('year')
          .doUpdateSet({ days, source, loadedAt: now })
          .where(sql<boolean>`calendar_year.days is distinct from excluded.days`),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) changed.push(year.year);
  }
  return changed;
}

/** The years that are announced and loaded, from this one on. */
export async function listCalendarYears(db: AnyDb, from: number): Promise<readonly number[]> {
  const rows = await db
    .withTables<WorkTables>()
    .selectFrom('work.calendarYear')
    .select('year')
    .where('year', '>=', from)
    .orderBy('year')
    .execute();
  return rows.map((row) => row.year);
}
