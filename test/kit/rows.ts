// Owns rows that a test needs only to be there; refuses to be used for rows that the app is to read as its own.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Id, newId } from '#kernel/ids';

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * Inserts one row as the owner and answers with its id. Columns that must not be null and were not stated get some
 * value of their type; references are not followed, so that a wall can be tried without building the house behind it.
 */
export async function insertRow(
  migratorPool: pg.Pool,
  table: string,
  stated: Readonly<Record<string, unknown>> = {},
): Promise<Id> {
  const { rows: columns } = await migratorPool.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
       and attidentity = ''`,
    [table],
  );
  const values: Record<string, unknown> = {};
  for (const { name, type } of columns) values[name] = someValue(type);
  Object.assign(values, stated);
  const names = Object.keys(values);
  const client = await migratorPool.connect();
  try {
    await client.query('begin');
    // Switches the triggers of foreign keys off, for this transaction only.
    await client.query(`set local session_replication_role = 'replica'`);
    await client.query(
      `insert into ${table} (${names.map((name) => pg.escapeIdentifier(name)).join(', ')})
       values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      names.map((name) => values[name]),
    );
    await client.query('commit');
  } finally {
    client.release();
  }
  return String(values['id']);
}

function someValue(type: string): unknown {
  switch (type) {
    case 'uuid':
      return newId(new Date());
    case 'jsonb':
      return '{}';
    case 'bytea':
      return randomBytes(32);
    case 'boolean':
      return false;
    case 'date':
      return '2026-11-23';
    case 'timestamp with time zone':
      return new Date('2026-11-23T02:00:00Z');
    case 'smallint':
    case 'integer':
    case 'bigint':
      return 1;
    case 'text[]':
      return [];
    default:
      return randomBytes(6).toString('hex');
  }
}
