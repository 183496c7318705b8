// Owns the processor time that a PostgreSQL has used, all its processes together; refuses to guess where there is no /proc.
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds since it started, those of connections that are closed included; undefined where nobody says. */
export async function clusterProcessorMs(pool: pg.Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const own = await ticksOf(String(rows[0]?.pid));
  if (own === undefined) return undefined;
  const postmaster = await ticksOf(own.parent);
  if (postmaster === undefined) return undefined;
  let ticks = postmaster.own + postmaster.ofEndedChildren;
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const one = await ticksOf(pid);
    if (one?.parent === own.parent) ticks += one.own;
  }
  return ticks * TICK_MS;
}

interface Ticks {
  readonly parent: string;
  readonly own: number;
  readonly ofEndedChildren: number;
}

async function ticksOf(pid: string): Promise<Ticks | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name may hold anything, a parenthesis too; what follows the last one is numbers.
  const [, parent = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const numberAt = (place: number) => Number(rest[place - 5] ?? 0);
  return { parent, own: numberAt(14) + numberAt(15), ofEndedChildren: numberAt(16) + numberAt(17) };
}
