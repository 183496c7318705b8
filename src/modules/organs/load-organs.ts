// Owns the way of divisions, organs and posts from the city's files into the database; refuses files with a fault.
import { join } from 'node:path';
import { readDataFile } from '#platform/data-files';
import type { AnyDb } from '#platform/database';
import {
  checkDivisions,
  checkOrgans,
  checkPosts,
  divisionsFile,
  organsFile,
  postsFile,
} from './organ-file.ts';
import { upsertCourts, upsertDivisions, upsertOrgans, upsertPosts } from './organ-store.ts';
import type { OrgansTables } from './organs-tables.gen.ts';

/** How many rows were made or changed; all zero where the files say what the database says. */
export interface LoadedOrgans {
  readonly divisions: number;
  readonly courts: number;
  readonly organs: number;
}

/**
 * Brings divisions, courts and organs to what divisions.json and organs.json of the directory say, as the migrator.
 * Ids are made once and kept. What is missing from a file stays in the database: an organ that ends gets `validTo`.
 * Throws AppError 'invalid' `data-file-wrong` naming file and record.
 */
export async function loadOrgans(db: AnyDb, directory: string, now: Date): Promise<LoadedOrgans> {
  const divisionsPath = join(directory, 'divisions.json');
  const organsPath = join(directory, 'organs.json');
  const { divisions } = await readDataFile(divisionsPath, divisionsFile);
  const content = await readDataFile(organsPath, organsFile);
  checkDivisions(divisionsPath, divisions);
  checkOrgans(organsPath, content, new Set(divisions.map((one) => one.code)));
  const tables = db.withTables<OrgansTables>();
  return {
    divisions: await upsertDivisions(tables, divisions),
    courts: await upsertCourts(tables, content.courts),
    organs: await upsertOrgans(tables, content.organs, now),
  };
}

/**
 * Brings the posts to what posts.json of the directory says, as the migrator; organs come first. Answers with how
 * many were made or changed. Throws as `loadOrgans`.
 */
export async function loadPosts(db: AnyDb, directory: string, now: Date): Promise<number> {
  const path = join(directory, 'posts.json');
  const { posts } = await readDataFile(path, postsFile);
  const tables = db.withTables<OrgansTables>();
  const organs = await tables.selectFrom('organs.organ').select('key').execute();
  checkPosts(path, posts, new Set(organs.map((one) => one.key)));
  return upsertPosts(tables, posts, now);
}
