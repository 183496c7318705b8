// Owns transactions; refuses one without an actor, reads included.
import {
  CamelCasePlugin,
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type pg from 'pg';
import { type Actor, actorIdOf, organIdsOf } from '#kernel/actors';
import { type Answers, answersIn, type Question, questionStatement } from './question.ts';

/** A handle on the tables of one module, inside a transaction. First argument of every store; kept nowhere. */
export type Db<Tables> = Kysely<Tables>;

/**
 * A handle whose tables are not yet named: what one module hands to another's face. The receiver names its own
 * tables (`db.withTables<WorkTables>()`), so that nobody's types reach into a neighbour's schema.
 */
export type AnyDb = Pick<Kysely<object>, 'withTables'>;

// Named statements are planned once a connection (2.3 times faster, measured for the stack). The names are few
// because the queries are: a list of values is passed as one array, not as so many parameters.
const statementNames = new Map<string, string>();
const statementNamesMost = 1_000;

function nameOfStatement(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= statementNamesMost) return known;
  const name = `yz${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

/** Runs Kysely's queries on one borrowed connection, as named statements, and leaves lending to the transaction. */
function handleOn<Tables>(client: pg.PoolClient): Db<Tables> {
  function query<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(statement: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(statement: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') throw new Error('Cursors are not used here.');
    const name = nameOfStatement(statement);
    return client.query({
      text: statement,
      values: [...parameters],
      ...(name === undefined ? {} : { name }),
    });
  }
  const borrowed: PostgresPoolClient = { query, release() {} };
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => {} } }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

function beginStatement(client: pg.PoolClient, actor: Actor, readOnly: boolean): string {
  // The settings are transaction-local (third argument true), so a pooled connection never keeps an actor.
  const actorId = client.escapeLiteral(actorIdOf(actor) ?? '');
  const organIds = client.escapeLiteral(`{${organIdsOf(actor).join(',')}}`);
  return (
    `begin ${readOnly ? 'read only' : 'read write'}; ` +
    `select set_config('yizhan.actor_id', ${actorId}, true), set_config('yizhan.organ_ids', ${organIds}, true)`
  );
}

interface TransactionOptions {
  readonly readOnly: boolean;
  /** Asked in the first round trip, so before anything that `work` reads, and told before the commit. */
  readonly question?: Question | undefined;
  readonly onAnswer?: (answer: string | null) => void;
}

/**
 * Runs `work` in one transaction as the actor: the actor is set in the first round trip, together with BEGIN.
 * Commits when `work` returns and rolls back when it throws.
 */
export async function inTransaction<Tables, Result>(
  pool: pg.Pool,
  actor: Actor,
  options: TransactionOptions,
  work: (db: Db<Tables>) => Promise<Result>,
): Promise<Result> {
  return await withClient(pool, async (client) => {
    const { readOnly, question, onAnswer } = options;
    const begin = beginStatement(client, actor, readOnly);
    const begun = client.query(
      question === undefined ? begin : `${begin}; ${questionStatement(client, [question])}`,
    );
    // A statement that only reads may follow before BEGIN was answered: had BEGIN failed, it would run as nobody, who sees
    // no row, and what it found is thrown away below. A statement that writes would have written.
    if (readOnly) begun.catch(() => undefined);
    else await begun;
    const result = await work(handleOn<Tables>(client));
    const opened = await begun;
    if (question !== undefined) onAnswer?.(answersIn(opened)[0] ?? null);
    // Where a statement failed and `work` went on, PostgreSQL answers COMMIT with ROLLBACK, and without an error.
    const { command } = await client.query('commit');
    if (command !== 'COMMIT')
      throw new Error('A statement failed and was ignored, so nothing was committed.');
    return result;
  });
}

/** Asks all of them as the actor in a transaction that is one round trip: begin, actor, questions, commit. */
export async function askAtOnce(
  pool: pg.Pool,
  actor: Actor,
  questions: readonly Question[],
): Promise<Answers> {
  return await withClient(pool, async (client) => {
    const asked = questionStatement(client, questions);
    return answersIn(await client.query(`${beginStatement(client, actor, true)}; ${asked}; commit`));
  });
}

/**
 * Statements of which each is a transaction of its own, with no actor set: for what must be known before there is an
 * actor, through functions that nobody may call in vain. One round trip each, instead of three.
 */
export async function asNobody<Tables, Result>(
  pool: pg.Pool,
  work: (db: Db<Tables>) => Promise<Result>,
): Promise<Result> {
  return await withClient(pool, (client) => work(handleOn<Tables>(client)));
}

/** Lends a connection, and takes it back without a transaction on it. */
async function withClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
