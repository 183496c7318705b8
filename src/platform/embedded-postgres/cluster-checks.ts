// Owns what must hold of a cluster before anybody works with it; refuses one that would lose Chinese searches.
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const connectTimeoutMs = 10_000;

/** @param url of the maintenance database, as superuser */
export async function assertCluster(url: string, { isNew }: { isNew: boolean }): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ encoding: string; characters: string }>(
      `select pg_encoding_to_char(encoding) as encoding, datctype as characters
         from pg_database where datname = 'template1'`,
    );
    const { encoding, characters } = rows[0] ?? { encoding: 'unknown', characters: 'unknown' };
    if (encoding !== 'UTF8' || characters !== 'C.UTF-8') throw wrongLocale(`${encoding}, ${characters}`);
    if (isNew) await assertChineseTrigrams(client);
  });
}

/** The locale's name is a promise; trigrams of a Chinese word are the proof. Asked once, of a new cluster. */
async function assertChineseTrigrams(client: pg.Client): Promise<void> {
  await client.query('begin');
  await client.query('create extension pg_trgm');
  const { rows } = await client.query<{ trigrams: string[] }>(`select show_trgm('汕头') as trigrams`);
  await client.query('rollback');
  if ((rows[0]?.trigrams.length ?? 0) === 0) throw wrongLocale('Chinese words have no trigrams');
}

export async function createDatabaseIfMissing(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  if (name === 'postgres') return;
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
    throw new EmbeddedPostgresError(
      'start-failed',
      `"${name}" cannot be the name of a database. Nothing was changed. Use lower-case letters, digits and _.`,
    );
  }
  await withClient(maintenance.href, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    try {
      await client.query(`create database "${name}"`);
    } catch (error) {
      // 42P04 and 23505: another process made it at the same moment.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== '42P04' && code !== '23505') throw error;
    }
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  // Without a listener a connection that breaks while idle would end the whole process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== '28P01') throw cause;
    throw new EmbeddedPostgresError(
      'wrong-password',
      'The database refuses the password that is kept for it. The data were kept. Put the file *-superuser.password in the folder secrets back from a backup.',
      cause,
    );
  } finally {
    await client.end();
  }
}

function wrongLocale(found: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'wrong-locale',
    `The database does not know Chinese characters as letters (${found} instead of UTF8, C.UTF-8), so searches would find nothing. Its data were kept. Move the folder away to begin with a new database, or name a PostgreSQL with that locale in DATABASE_URL.`,
  );
}
