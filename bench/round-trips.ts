// Owns the count of round trips and statements of a connection; refuses to count what goes out before the last answer came.
import type pg from 'pg';

export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface TripCount {
  trips: number;
  readonly sent: SentStatement[];
}

/** Counts on every connection that the pool opens from now on: a trip begins where nothing was awaited. */
export function countTrips(pool: pg.Pool): TripCount {
  const count: TripCount = { trips: 0, sent: [] };
  pool.on('connect', (client) => {
    let awaited = 0;
    const original = client.query;
    client.query = new Proxy(original, {
      apply(target, self, parameters: [string | pg.QueryConfig]) {
        const [first] = parameters;
        if (awaited === 0) count.trips += 1;
        awaited += 1;
        count.sent.push(
          typeof first === 'string'
            ? { text: first, values: [] }
            : { text: first.text, values: first.values ?? [] },
        );
        const answer: unknown = Reflect.apply(target, self, parameters);
        const arrived = () => {
          awaited -= 1;
        };
        if (answer instanceof Promise) answer.then(arrived, arrived);
        return answer;
      },
    });
  });
  return count;
}
