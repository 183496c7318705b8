// Owns what no refused request may leave behind: rows, files, traces of our machine, personal data in the log.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { TestCity } from '#test/kit/city';
import { sentencesIn } from './applicant.ts';
import type { Answer } from './visitor.ts';

/** Rows of every table that a citizen's or an officer's act writes, and files on the disk. */
export type Inventory = Readonly<Record<string, string>>;

/** Audit and identity are left out: attempts are meant to be on record. */
const watchedSchemas = ['cases', 'work', 'licences', 'notices'];

/**
 * Counts rows and hashes their content, so that a changed row is seen as well as a new one; and names the files in the
 * data directory.
 */
export async function takeInventory(pool: pg.Pool, dataDirectory: string): Promise<Inventory> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and (table_schema = any ($1) or (table_schema, table_name) = ('platform', 'file'))
     order by 1`,
    [watchedSchemas],
  );
  const inventory: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await pool.query<{ content: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(one::text), '' order by md5(one::text))), '') as content
       from ${name} one`,
    );
    inventory[name] = found[0]?.content ?? '';
  }
  inventory['files'] = (await listFiles(path.join(dataDirectory, 'files'))).join(' ');
  return inventory;
}

export async function listFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(path.basename(entry.parentPath), entry.name))
    .sort();
}

/** Runs the attack and fails where it left anything. */
export async function assertNothingWritten<Result>(
  city: TestCity,
  attack: () => Promise<Result>,
): Promise<Result> {
  const take = () => takeInventory(city.database.migratorPool, city.configuration.dataDirectory);
  const before = await take();
  const result = await attack();
  assert.deepEqual(await take(), before, 'nothing was written');
  return result;
}

const traces = [
  /node_modules/,
  /\bat (async )?[\w.<>]+ \(/,
  /\.(ts|js|mjs):\d+/,
  /\b(select|insert into|update|delete from) [a-z_."]+\b.*\b(where|values|set|from)\b/i,
  /syntax error|pg_catalog|violates|constraint|relation "/i,
  /FST_[A-Z_]+|ERR_[A-Z_]+|ECONN/,
  /statusCode|Internal Server Error/,
  /\[object Object\]|undefined|NaN/,
];

/** No answer tells of our machine: neither stack traces nor SQL nor the framework's own words. */
export function assertNoTraces(answer: Answer): void {
  const kind = String(answer.headers['content-type'] ?? '');
  if (!/html|json|plain/.test(kind)) return;
  for (const trace of traces) {
    const found = trace.exec(answer.text.replaceAll(/<style[\s\S]*?<\/style>/g, ''));
    assert.equal(found?.[0], undefined, `no trace of the machine: ${answer.text.slice(0, 500)}`);
  }
}

export interface Refusal {
  readonly status?: number;
  /** The words that the reader must find. */
  readonly words?: RegExp;
  /** What the form must still show of what was entered. */
  readonly kept?: readonly string[];
  readonly locale?: 'zh' | 'en';
}

/** A refusal as readers deserve it: a status of 400 to 499, a sentence in their language, nothing of the machine. */
export function assertRefused(answer: Answer, expected: Refusal = {}): void {
  const said = sentenceOf(answer);
  const about = `${answer.status} ${said}`;
  if (expected.status !== undefined) assert.equal(answer.status, expected.status, about);
  assert.ok(answer.status >= 400 && answer.status < 500, about);
  assertNoTraces(answer);
  const hasChinese = /\p{Script=Han}/u.test(said);
  assert.equal(hasChinese, expected.locale !== 'en', `in the reader's language: ${about}`);
  if (expected.words !== undefined) assert.match(said, expected.words);
  for (const one of expected.kept ?? []) assert.ok(answer.text.includes(one), `${one} is kept: ${about}`);
}

function sentenceOf(answer: Answer): string {
  if (!String(answer.headers['content-type']).includes('json')) return sentencesIn(answer.text);
  const { message } = JSON.parse(answer.text) as { message?: unknown };
  return String(message);
}

/** No line of the log holds any of these. */
export function assertLogSilentAbout(log: readonly string[], secrets: readonly string[]): void {
  const all = log.join('');
  for (const secret of secrets) {
    const at = all.indexOf(secret);
    assert.equal(at, -1, `the log holds ${secret}: ${all.slice(Math.max(0, at - 200), at + 200)}`);
  }
}
