// Owns how it is told that the database is away: killed, restarting, out of reach; refuses to call our own faults so.

/**
 * Admin shutdown, crash shutdown, cannot connect now, too many connections (PostgreSQL, appendix A), and what the
 * operating system says of a connection that nobody takes.
 */
const codes = ['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** pg gives these no code: pg/lib/client.js and pg-pool/index.js. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether this failure says that no answer came from the database: the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const hasCode = 'code' in error && codes.includes(String(error.code));
  return hasCode || words.test(error.message);
}
