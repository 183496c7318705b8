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

/** A transaction from inside: its connection, and what nobody waits for the answer of. */
interface Running {
  readonly client: pg.PoolClient;
  /** Resolves when the transaction has begun. */
  readonly begun: Promise<unknown>;
  hasBegun: boolean;
  /** What goes out with the next statement, or with COMMIT. */
  pending: WriteAhead[];
  /** The answers to those that went out. */
  readonly ahead: Promise<unknown>[];
}

/** By the executor, which all handles on one transaction share. */
const runningOf = new WeakMap<object, Running>();

/**
 * Runs Kysely's queries on one borrowed connection, as named statements, and leaves lending to the transaction. The
 * first statement goes out together with BEGIN where it is a SELECT; a change waits until the transaction has begun,
 * because without one it would stay.
 */
function handleOn<Tables>(running: Running): Db<Tables> {
  const { client } = running;
  function query<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(statement: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(statement: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') throw new Error('Cursors are not used here.');
    const send = () => {
      holdWrites(client);
      sendPending(running);
      return client.query(namedStatement(statement, parameters));
    };
    return running.hasBegun || /^\s*select\s/i.test(statement) ? send() : running.begun.then(send);
  }
  const borrowed: PostgresPoolClient = { query, release() {} };
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => {} } }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/**
 * Holds what is written to the server until the code that runs now has sent all it has to send, so that statements which
 * share a round trip share a system call as well: those are what many small transactions spend their time on.
 */
function holdWrites(client: pg.PoolClient): void {
  const { stream } = (client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function namedStatement(text: string, parameters: readonly unknown[]): pg.QueryConfig {
  const name = nameOfStatement(text);
  return { text, values: [...parameters], ...(name === undefined ? {} : { name }) };
}

/** A statement whose answer nobody needs but to know that it was done. */
export interface WriteAhead {
  /** With parameters as $1, $2 … and no other dollar. */
  readonly text: string;
  readonly parameters: readonly string[];
  /** What a failure means; the failure itself where left out. */
  readonly explain?: (failure: unknown) => unknown;
}

/**
 * Keeps a statement for the next round trip that there is anyway: the next statement's, before which it is done, or
 * COMMIT's. Where it fails, the transaction fails with that failure.
 */
export function writeAhead(db: AnyDb, statement: WriteAhead): void {
  const running = runningOf.get(db.withTables<Record<never, never>>().getExecutor());
  if (running === undefined) throw new Error('This handle belongs to no transaction.');
  running.pending.push(statement);
}

function sendPending(running: Running): void {
  const { client, pending, ahead } = running;
  running.pending = [];
  for (const { text, parameters, explain } of pending) {
    const sent = client.query(namedStatement(text, parameters)).catch((failure: unknown) => {
      throw explain === undefined ? failure : explain(failure);
    });
    // Whether anybody asks or not: the transaction looks at it in the end.
    sent.catch(() => undefined);
    ahead.push(sent);
  }
}

/**
 * COMMIT, and in one message with it what is pending, as texts: PostgreSQL answers once where it would four times, and
 * stops at the first that fails. Answers with COMMIT's own result.
 */
async function commit({ client, pending }: Running): Promise<string> {
  const literals = pending.map(({ text, parameters }) =>
    text.replace(/\$(\d+)/g, (_, place: string) => client.escapeLiteral(parameters[Number(place) - 1] ?? '')),
  );
  try {
    const answers: pg.QueryResult | pg.QueryResult[] = await client.query([...literals, 'commit'].join('; '));
    return (Array.isArray(answers) ? answers.at(-1) : answers)?.command ?? '';
  } catch (failure) {
    const isAfterAnother = failure instanceof Error && 'code' in failure && failure.code === '25P02';
    if (isAfterAnother) return 'ROLLBACK';
    throw pending.reduce<unknown>(
      (told, { explain }) => (explain === undefined ? told : explain(told)),
      failure,
    );
  }
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
 * Runs `work` in one transaction as the actor: the actor is set in the first round trip, together with BEGIN and the
 * first statement. Commits when `work` returns, in one round trip with what was sent ahead, and rolls back when it throws.
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
    holdWrites(client);
    const begun = client.query(
      question === undefined ? begin : `${begin}; ${questionStatement(client, [question])}`,
    );
    const running: Running = { client, begun, hasBegun: false, pending: [], ahead: [] };
    // Also where `work` fails first, BEGIN's failure is nobody's surprise.
    begun.then(
      () => {
        running.hasBegun = true;
      },
      () => undefined,
    );
    try {
      const db = handleOn<Tables>(running);
      runningOf.set(db.getExecutor(), running);
      const result = await work(db);
      const opened = await begun;
      if (question !== undefined) onAnswer?.(answersIn(opened)[0] ?? null);
      holdWrites(client);
      const committed = commit(running);
      // An earlier statement's failure says more than the COMMIT that it turned into a ROLLBACK.
      committed.catch(() => undefined);
      await Promise.all(running.ahead);
      // Where a statement failed and `work` went on, PostgreSQL answers COMMIT with ROLLBACK, and without an error.
      if ((await committed) !== 'COMMIT')
        throw new Error('A statement failed and was ignored, so nothing was committed.');
      return result;
    } catch (error) {
      // What was sent ahead fails first, and what comes after it only because of that.
      const [first] = (await Promise.allSettled([begun, ...running.ahead])).filter(
        (one) => one.status === 'rejected',
      );
      throw first === undefined ? error : first.reason;
    }
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
  return await withClient(pool, (client) =>
    work(handleOn<Tables>({ client, begun: Promise.resolve(), hasBegun: true, pending: [], ahead: [] })),
  );
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
