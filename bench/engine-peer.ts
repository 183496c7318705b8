// Owns bpmn-engine as the durable engine's peer: the same process, its state saved after each task; refuses it no short cut.
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import type pg from 'pg';
import { trialModel } from './trial-process.ts';

/** What waits and can be told to go on. */
interface Waiting {
  readonly content: { readonly type: string };
  signal(): void;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: the engine's own expression.
const source = trialModel('${environment.variables.isLarge}');

/**
 * Runs one instance of the trial process to its end. Whatever waits is told to go on at once, and after the start and each
 * task the engine's whole state is saved in a transaction of its own. The instance stays in memory: it is never read
 * back, and has no history, no tasks to be listed, no events and no audit.
 */
export async function runPeerInstance(pool: pg.Pool, id: string): Promise<void> {
  const engine = new Engine({ name: id, source });
  const listener = new EventEmitter();
  const waiting: Waiting[] = [];
  listener.on('activity.wait', (api: Waiting) => {
    if (api.content.type === 'bpmn:UserTask') waiting.push(api);
  });
  const ended = engine.waitFor('end');
  await engine.execute({ listener, variables: { isLarge: true } });
  await save(pool, id, await engine.getState());
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    next.signal();
    await save(pool, id, await engine.getState());
  }
  await ended;
}

export async function preparePeer(pool: pg.Pool): Promise<void> {
  await pool.query('create schema if not exists bench');
  await pool.query('create table bench.peer (id uuid primary key, state jsonb not null)');
}

async function save(pool: pg.Pool, id: string, state: unknown): Promise<void> {
  await pool.query({
    name: 'save-peer',
    text: `insert into bench.peer (id, state) values ($1, $2)
      on conflict (id) do update set state = excluded.state`,
    values: [id, JSON.stringify(state)],
  });
}
