// Owns the limit of a submission: the rows that one wrote, as a script for pgbench with one statement a transaction.
import type pg from 'pg';
import { literalOf, newIdOf } from './script-literals.ts';

/** What PostgreSQL is asked to write for one application: its submission, its dispatch, and the dispatcher's cursor. */
export interface LimitScript {
  readonly text: string;
  /** Rows inserted, by table, for the report. */
  readonly rows: Readonly<Record<string, number>>;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

interface WrittenRow {
  readonly table: string;
  readonly columns: readonly Column[];
  /** As text, in the columns' order. */
  readonly values: readonly (string | null)[];
}

/** Rows that were only updated: the limit doesn't write them, which makes it harder to reach. */
const updatedOnly = new Set([
  'cases.draft',
  'platform.file',
  'platform.subscriber',
  'platform.event_subject',
]);
/** Texts that are unique. */
const uniqueTexts = new Set(['cases.application.number', 'cases."case".number']);

/**
 * Reads what the submission and the dispatch of one application wrote, found by their transaction ids, and answers with
 * a script that writes such rows again and again under new ids. Runs as the migrator, whom no policy slows down.
 */
export async function writeLimitScript(pool: pg.Pool, applicationId: string): Promise<LimitScript> {
  const submission = await transactionOf(pool, applicationId, 'ApplicationSubmitted');
  const dispatch = await transactionOf(pool, applicationId, 'ApplicationDispatched');
  const tables = await listTables(pool);
  // The dispatch wrote a newer version of the application's row, so it is found under the dispatch.
  const all = [...(await rowsOf(pool, tables, submission)), ...(await rowsOf(pool, tables, dispatch))];
  const application = all.filter((row) => row.table === 'cases.application');
  const first = [...application, ...(await rowsOf(pool, tables, submission))];
  const second = (await rowsOf(pool, tables, dispatch)).filter((row) => row.table !== 'cases.application');
  const ids = ownIdsOf([...first, ...second]);
  await pool.query('create schema bench');
  await pool.query('create table bench.cursor (client integer primary key, position bigint not null)');
  await pool.query('insert into bench.cursor select client, 0 from generate_series(0, 63) client');
  const subjects = (rows: readonly WrittenRow[]) =>
    new Set(
      rows.filter((row) => row.table === 'platform.event').map((row) => columnOf(row, 'subject_id') ?? ''),
    );
  const secondSubjects = [...subjects(second)].filter((id) => id !== applicationId);
  const applicationExpression = ids.get(applicationId) ?? '';
  const text = [
    '\\set k :k + 1',
    '\\set n :k * 64 + :client_id',
    `${statementOf(first, ids, [applicationId])}\nselect 1;`,
    `${statementOf(second, ids, secondSubjects)},
stated as (update platform.event_subject set last_sequence = 2 from base where subject_kind = 'application' and subject_id = ${applicationExpression})
update cases.application set dispatched_at = now() from base where id = ${applicationExpression};`,
    'update bench.cursor set position = position + 1 where client = :client_id;',
  ].join('\n');
  const rows: Record<string, number> = {};
  for (const { table } of [...first, ...second]) rows[table] = (rows[table] ?? 0) + 1;
  rows['platform.event_subject'] = 1 + secondSubjects.length;
  return { text, rows };
}

async function transactionOf(pool: pg.Pool, subjectId: string, type: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'select xmin::text as id from platform.event where subject_id = $1 and type = $2',
    [subjectId, type],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`The application has no event ${type}.`);
  return id;
}

async function listTables(pool: pg.Pool): Promise<ReadonlyMap<string, readonly Column[]>> {
  // A partition is read through its parent; what the database numbers itself is not written.
  const { rows } = await pool.query<Column & { table: string }>(
    `select attrelid::regclass::text as table, attname as name, format_type(atttypid, null) as type
     from pg_attribute join pg_class class on class.oid = attrelid
     join pg_namespace namespace on namespace.oid = relnamespace
     where nspname in ('cases', 'work', 'platform', 'licences', 'notices') and relkind in ('r', 'p')
       and not relispartition and attnum > 0 and not attisdropped and attidentity = '' order by attrelid, attnum`,
  );
  const tables = new Map<string, Column[]>();
  for (const { table, name, type } of rows) tables.set(table, [...(tables.get(table) ?? []), { name, type }]);
  return tables;
}

async function rowsOf(
  pool: pg.Pool,
  tables: ReadonlyMap<string, readonly Column[]>,
  transactionId: string,
): Promise<readonly WrittenRow[]> {
  const written: WrittenRow[] = [];
  for (const [table, columns] of tables) {
    if (updatedOnly.has(table)) continue;
    const texts = columns.map(({ name }) => `"${name}"::text`).join(', ');
    const { rows } = await pool.query<{ values: (string | null)[] }>(
      `select array[${texts}] as values from ${table} where xmin::text = $1`,
      [transactionId],
    );
    written.push(...rows.map(({ values }) => ({ table, columns, values })));
  }
  return written;
}

function columnOf(row: WrittenRow, column: string): string | null | undefined {
  return row.values[row.columns.findIndex(({ name }) => name === column)];
}

/** Expressions for every id that is new with each application; in time's order, as UUIDv7 are. */
function ownIdsOf(rows: readonly WrittenRow[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const id of rows.flatMap((row) => [columnOf(row, 'id'), columnOf(row, 'draft_id')])) {
    if (id === null || id === undefined || ids.has(id)) continue;
    ids.set(id, newIdOf(ids.size));
  }
  return ids;
}

/** All rows of a transaction as one statement: each table's in one insert. */
function statementOf(
  rows: readonly WrittenRow[],
  ids: ReadonlyMap<string, string>,
  subjects: readonly string[],
): string {
  const tables = [...new Set(rows.map((row) => row.table))];
  const inserts = tables.map((table, index) => {
    const own = rows.filter((row) => row.table === table);
    const names = own[0]?.columns.map(({ name }) => `"${name}"`).join(', ') ?? '';
    const selects = own.map((row) => `select ${expressionsOf(row, ids)} from base`);
    return `written_${index} as (insert into ${table} (${names})\n${selects.join('\nunion all ')})`;
  });
  const kindOf = new Map(rows.map((row) => [columnOf(row, 'subject_id'), columnOf(row, 'subject_kind')]));
  const counted = subjects.map(
    (id) => `select '${kindOf.get(id) ?? ''}', ${ids.get(id) ?? ''}, 1, pg_current_xact_id() from base`,
  );
  return `with base as materialized (select :n::bigint as n),
${inserts.join(',\n')},
subjects as (insert into platform.event_subject (subject_kind, subject_id, last_sequence, last_transaction_id)
${counted.join('\nunion all ')})`;
}

function expressionsOf(row: WrittenRow, ids: ReadonlyMap<string, string>): string {
  return row.columns
    .map(({ name, type }, index) => {
      const value = row.values[index] ?? null;
      if (value === null) return `null::${type}`;
      if (name === 'transaction_id') return 'pg_current_xact_id()';
      const own = type === 'uuid' ? ids.get(value) : undefined;
      if (own !== undefined) return own;
      if (uniqueTexts.has(`${row.table}.${name}`)) return `${literalOf(value)} || base.n`;
      return `${literalOf(value)}::${type}`;
    })
    .join(', ');
}
