// Owns the databases of tests: migrated and seeded once, cloned for each file; refuses to leave a clone behind.
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { generateSecrets, type Secrets } from '#platform/configuration';
import { createPools, loginKinds, migrate, type Pools, roleName } from '#platform/database';
import { openTestCluster } from './cluster.ts';

/** A migrated database of one test file's own. The app connects with its zone logins, as in the city. */
export interface TestDatabase {
  /** The migrator's connection to this database. */
  readonly url: string;
  readonly rolePrefix: string;
  readonly pools: Pools;
  readonly secrets: Secrets;
  /** The owner's connections, which no wall stops: for fixtures and for looking, never for the app. */
  readonly migratorPool: pg.Pool;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

/** What a template holds beyond its tables. */
export interface TestSeed {
  /** In lower-case letters; a newer template of the same name replaces the older one. */
  readonly name: string;
  /** Changes whenever what `load` would write changes: a hash of the seed's files. */
  readonly key: string;
  load(template: Pick<TestDatabase, 'url' | 'rolePrefix' | 'secrets' | 'pools'>): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly seed?: TestSeed;
  /** Connections of each login; 4 unless said otherwise. */
  readonly maxConnections?: number;
}

const repository = path.join(import.meta.dirname, '..', '..');
const migrationsDirectory = path.join(repository, 'migrations');
const templatePrefix = 'yztest';
/** One lock for all that makes and drops databases here; the number says nothing. */
const lockNumber = 4_405_001;

let clones = 0;

/** A clone of the template for this state of the migrations (and seed); the template is made where it is missing. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const cluster = await openTestCluster();
  const template = templateName(options.seed);
  const rolePrefix = template;
  const secrets = testSecrets();
  clones += 1;
  const name = `${template}_${process.pid}_${clones}`;
  const url = urlOf(cluster.url, name);
  const pools = createPools({
    databaseUrl: url,
    rolePrefix,
    passwords: secrets.loginPasswords,
    maxConnections: options.maxConnections ?? 4,
  });
  const types = pools.get('internet').options.types;
  const migratorPool = new pg.Pool({
    connectionString: url,
    max: 4,
    idleTimeoutMillis: 0,
    ...(types === undefined ? {} : { types }),
  });
  migratorPool.on('error', () => undefined);
  await withLock(cluster.url, async (maintenance) => {
    await dropStale(maintenance, template, options.seed?.name);
    if (!(await exists(maintenance, template))) {
      await makeTemplate(maintenance, cluster.url, template, secrets, options.seed);
    }
    await maintenance.query(`create database "${name}" template "${template}"`);
    await limitConnections(maintenance, name, rolePrefix);
    // Opened under the lock and kept: a clone without a connection is one that a killed process left.
    await migratorPool.query('select');
  });
  return {
    url,
    rolePrefix,
    pools,
    secrets,
    migratorPool,
    async close() {
      await Promise.all([pools.close(), migratorPool.end()]);
      await withLock(cluster.url, (maintenance) => drop(maintenance, name));
      await cluster.release();
    },
  };
}

/** The template's name carries what went into it: migrations, the code that runs them, and the seed. */
function templateName(seed: TestSeed | undefined): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsDirectory).sort()) {
    hash.update(file).update(readFileSync(path.join(migrationsDirectory, file)));
  }
  for (const file of ['src/platform/database/migrate.ts', 'src/platform/database/logins.ts']) {
    hash.update(readFileSync(path.join(repository, file)));
  }
  const migrations = hash.digest('hex').slice(0, 8);
  const content = createHash('sha256')
    .update(seed?.key ?? '')
    .digest('hex')
    .slice(0, 8);
  return `${templatePrefix}_${migrations}_${seed?.name ?? 'empty'}_${content}`;
}

/** Secrets that are the same in every test process, so that all of them can use one template's logins. */
function testSecrets(): Secrets {
  const derived = (purpose: string) => createHmac('sha256', 'the secret of tests').update(purpose).digest();
  const { loginPasswords, keys } = generateSecrets();
  const map = (names: object, encoding: 'base64' | 'base64url') =>
    Object.fromEntries(Object.keys(names).map((one) => [one, derived(one).toString(encoding)]));
  return { loginPasswords: map(loginPasswords, 'base64url'), keys: map(keys, 'base64') };
}

async function makeTemplate(
  maintenance: pg.Client,
  clusterUrl: string,
  template: string,
  secrets: Secrets,
  seed: TestSeed | undefined,
): Promise<void> {
  // Made under another name: a run that is killed in between leaves nothing that looks finished.
  const unfinished = `${template}_new`;
  await drop(maintenance, unfinished);
  await maintenance.query(
    `create database "${unfinished}" template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  );
  const url = urlOf(clusterUrl, unfinished);
  const passwords = secrets.loginPasswords;
  await migrate({ databaseUrl: url, rolePrefix: template, passwords, migrationsDirectory });
  if (seed !== undefined) {
    const pools = createPools({ databaseUrl: url, rolePrefix: template, passwords, maxConnections: 2 });
    try {
      await seed.load({ url, rolePrefix: template, secrets, pools });
    } finally {
      await pools.close();
    }
  }
  await maintenance.query(`alter database "${unfinished}" rename to "${template}"`);
}

/** What `migrate` does for a database; a clone gets tables and grants with it, but not who may connect. */
async function limitConnections(maintenance: pg.Client, name: string, rolePrefix: string): Promise<void> {
  const roles = loginKinds.map((kind) => pg.escapeIdentifier(roleName(rolePrefix, kind))).join(', ');
  await maintenance.query(`revoke connect, temporary on database "${name}" from public`);
  await maintenance.query(`grant connect on database "${name}" to ${roles}`);
}

/** Templates of other migrations or of the seed's older state, and clones whose process was killed. */
async function dropStale(maintenance: pg.Client, current: string, seedName = 'empty'): Promise<void> {
  const { rows } = await maintenance.query<{ name: string; used: boolean }>(
    `select datname as name, exists (select from pg_stat_activity where datname = database.datname) as used
     from pg_database database where datname like $1`,
    [`${templatePrefix}\\_%`],
  );
  const pattern = new RegExp(`^${templatePrefix}_[0-9a-f]{8}_[a-z]+_[0-9a-f]{8}$`);
  for (const { name } of rows.filter((row) => !row.used && !pattern.test(row.name))) {
    await drop(maintenance, name);
  }
  const inUse = rows.filter((row) => row.used).map((row) => row.name);
  const migrations = current.split('_')[1];
  for (const { name } of rows.filter((row) => pattern.test(row.name) && row.name !== current)) {
    const [, itsMigrations, itsSeed] = name.split('_');
    const isStale = itsMigrations !== migrations || itsSeed === seedName;
    if (!isStale || inUse.some((one) => one.startsWith(name))) continue;
    await drop(maintenance, name);
    for (const kind of loginKinds) {
      await maintenance.query(`drop role if exists ${pg.escapeIdentifier(roleName(name, kind))}`);
    }
  }
}

async function exists(maintenance: pg.Client, name: string): Promise<boolean> {
  const found = await maintenance.query('select from pg_database where datname = $1', [name]);
  return found.rowCount === 1;
}

async function drop(maintenance: pg.Client, name: string): Promise<void> {
  await maintenance.query(`drop database if exists "${name}" with (force)`);
}

async function withLock(clusterUrl: string, work: (maintenance: pg.Client) => Promise<void>): Promise<void> {
  const maintenance = new pg.Client({ connectionString: clusterUrl });
  maintenance.on('error', () => undefined);
  await maintenance.connect();
  try {
    await maintenance.query('select pg_advisory_lock($1)', [lockNumber]);
    await work(maintenance);
  } finally {
    await maintenance.end();
  }
}

function urlOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}
