// Owns the way from one version of the schema to the next: forward only; refuses a changed migration.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations as migrateJobTables } from 'graphile-worker';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { loginKinds, roleName } from './logins.ts';

export interface MigrationSettings {
  /** The migrator's connection: may create roles and schemas. */
  readonly databaseUrl: string;
  readonly rolePrefix: string;
  readonly passwords: Readonly<Record<string, string>>;
  readonly migrationsDirectory: string;
}

const least = 150_000;
/** Advisory locks are a database's own; the number only has to be the same in every process. */
const lockNumber = 4_405;

/**
 * Brings database and logins up to this version: logins with their passwords, the job tables, then the numbered
 * files of `migrations/`, each in the order of its number. Returns the names of those that ran now. Throws where a
 * file that already ran was changed since, where PostgreSQL is older than 15, or its encoding isn't UTF-8.
 */
export async function migrate(settings: MigrationSettings): Promise<readonly string[]> {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 3,
    application_name: 'yizhan migrate',
  });
  // A connection that breaks fails the query that it carries; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<MigrationTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await aloneInDatabase(pool, async () => {
      await refuseUnfitDatabase(pool);
      await createLogins(pool, settings);
      await migrateJobTables({ pgPool: pool });
      return await runNumberedFiles(db, settings);
    });
  } finally {
    // Not by way of Kysely: it leaves the pool open when it has run no query yet.
    await pool.end();
  }
}

/** Processes that start together migrate one after the other: changing the same login at once is an error. */
async function aloneInDatabase<Result>(pool: pg.Pool, work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber]);
    return await work();
  } finally {
    const broken = await client.query('select pg_advisory_unlock($1)', [lockNumber]).then(
      () => false,
      () => true,
    );
    client.release(broken);
  }
}

interface MigrationTables {
  'public.yizhan_migration_checksum': { name: string; sha256: string };
}

async function refuseUnfitDatabase(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  );
  const found = rows[0];
  if (found === undefined || Number(found.version) < least) {
    throw new Error('PostgreSQL is older than 15. Nothing was changed. Use version 15 or newer.');
  }
  if (found.encoding !== 'UTF8') {
    throw new Error(
      `The database's encoding is ${found.encoding}. Nothing was changed. Create it with encoding UTF8 (and locale C.UTF-8).`,
    );
  }
}

async function createLogins(pool: pg.Pool, settings: MigrationSettings): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  const database = pg.escapeIdentifier(rows[0]?.name ?? '');
  await pool.query(`revoke connect, temporary on database ${database} from public`);
  for (const kind of loginKinds) {
    const role = roleName(settings.rolePrefix, kind);
    const password = settings.passwords[kind];
    if (password === undefined) throw new Error(`The installation's secrets lack the password of ${role}.`);
    const exists = await pool.query('select from pg_roles where rolname = $1', [role]);
    // Only a superuser may so much as name these attributes of a login that exists, and the migrator need not be one.
    const attributes =
      exists.rowCount === 0 ? 'login nosuperuser nocreatedb nocreaterole noinherit nobypassrls' : 'login';
    await pool.query(
      `${exists.rowCount === 0 ? 'create' : 'alter'} role ${pg.escapeIdentifier(role)} ${attributes} ` +
        `password ${pg.escapeLiteral(password)}`,
    );
    await pool.query(`grant connect on database ${database} to ${pg.escapeIdentifier(role)}`);
  }
}

/** Puts this installation's role names in the place of `{{internet}}` (quoted name) and `{{internet:text}}` (literal). */
function withRoleNames(content: string, rolePrefix: string): string {
  return content.replace(/\{\{(\w+)(:text)?\}\}/g, (place, kind: string, asText: string | undefined) => {
    const known = loginKinds.find((one) => one === kind);
    if (known === undefined) throw new Error(`A migration names an unknown login in ${place}.`);
    const name = roleName(rolePrefix, known);
    return asText === undefined ? pg.escapeIdentifier(name) : pg.escapeLiteral(name);
  });
}

async function runNumberedFiles(
  db: Kysely<MigrationTables>,
  settings: MigrationSettings,
): Promise<readonly string[]> {
  const files = (await readdir(settings.migrationsDirectory))
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .sort();
  const contents = new Map<string, string>();
  for (const file of files) {
    contents.set(
      file.replace(/\.sql$/, ''),
      await readFile(join(settings.migrationsDirectory, file), 'utf8'),
    );
  }
  await sql`create table if not exists public.yizhan_migration_checksum (name text primary key, sha256 text not null)`.execute(
    db,
  );
  await refuseChangedFiles(db, contents);
  const migrations: Record<string, Migration> = {};
  for (const [name, content] of contents) {
    migrations[name] = {
      async up(inside: Kysely<MigrationTables>) {
        await sql.raw(withRoleNames(content, settings.rolePrefix)).execute(inside);
        await inside
          .insertInto('public.yizhan_migration_checksum')
          .values({ name, sha256: checksumOf(content) })
          .execute();
      },
    };
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'public',
    migrationTableName: 'yizhan_migration',
    migrationLockTableName: 'yizhan_migration_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
    throw new Error(`The migration ${failed} failed and was rolled back whole. The database is as it was.`, {
      cause: error,
    });
  }
  return (results ?? []).map((result) => result.migrationName);
}

function checksumOf(content: string): string {
  return createHash('sha256').update(content.replaceAll('\r\n', '\n')).digest('hex');
}

async function refuseChangedFiles(
  db: Kysely<MigrationTables>,
  contents: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { name, sha256 } of await db
    .selectFrom('public.yizhan_migration_checksum')
    .selectAll()
    .execute()) {
    const content = contents.get(name);
    if (content === undefined) {
      throw new Error(
        `The database has the migration ${name}, which this version lacks. Nothing was changed. Use the newer version.`,
      );
    }
    if (checksumOf(content) !== sha256) {
      throw new Error(
        `The migration ${name} was changed after it ran. Nothing was changed. Restore the file and add a new migration.`,
      );
    }
  }
}

/** The names of the migrations that this version has and the database lacks; empty when it is up to date. */
export async function listPendingMigrations(
  databaseUrl: string,
  migrationsDirectory: string,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const present = await client
      .query<{ name: string }>(`select name from public.yizhan_migration_checksum`)
      .catch(() => ({ rows: [] }));
    const done = new Set(present.rows.map((row) => row.name));
    const files = (await readdir(migrationsDirectory))
      .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
      .sort();
    return files.map((file) => file.replace(/\.sql$/, '')).filter((name) => !done.has(name));
  } finally {
    await client.end();
  }
}
