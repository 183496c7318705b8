// Owns short questions that a function of the database answers with a text; refuses to carry a value unescaped.
import type pg from 'pg';

/** The function's name with its schema, as our own code has it, and its arguments. */
export type Question = readonly [name: string, ...values: readonly string[]];

/** What changes with the tables of a module that hold what is published. */
export function revisionOf(published: 'catalogue' | 'organs'): Question {
  return ['platform.revision_of', published];
}

export type Answers = readonly (string | null)[];

/**
 * All of them as one statement. Planned anew each time, as it stands in one message with others: what is asked must be
 * functions that keep their plans.
 */
export function questionStatement(client: pg.PoolClient, questions: readonly Question[]): string {
  const calls = questions.map(
    ([name, ...values]) => `${name}(${values.map((value) => client.escapeLiteral(value)).join(', ')})`,
  );
  return `select array[${calls.join(', ')}]::text[] as answers`;
}

/** Of a message of several statements, which is answered with as many results: what pg's types don't know. */
export function answersIn(results: unknown): Answers {
  const all = Array.isArray(results) ? (results as readonly pg.QueryResult<{ answers?: Answers }>[]) : [];
  return all.flatMap(({ rows }) => rows[0]?.answers ?? []);
}
