// Owns the thread that submits drafts and watches until their cases are committed; refuses to count what only answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { percentileOf } from './figure.ts';
import { openRawConnection, type RawConnection } from './raw-connection.ts';
import type { ReadySubmission, SubmissionLoad, SubmissionResult } from './submission-load.ts';

const load: SubmissionLoad = workerData;
/** How often it is looked which applications have their cases; a latency is too long by half of this on average. */
const lookEveryMs = 5;
/** How long is waited for the last cases after the time is over. */
const waitMs = 5_000;

const waiting = new Map<string, (seenAt: number) => void>();
const seen = new Map<string, number>();
const latencies: number[] = [];
const answerLatencies: number[] = [];
let failures = 0;
let next = 0;
let finished = false;

/** Reads the dispatches in their order; a transaction is visible only after its fsync. */
async function watchDispatches(client: pg.Client): Promise<void> {
  let [transactionId, position] = ['0', '0'];
  while (!finished) {
    const { rows } = await client.query<{ id: string; transactionId: string; position: string }>({
      name: 'dispatches',
      text: `select subject_id as id, transaction_id::text as "transactionId", position::text as position
        from platform.event where type = 'ApplicationDispatched'
        and (transaction_id, position) > ($1::xid8, $2::bigint) order by transaction_id, position`,
      values: [transactionId, position],
    });
    const seenAt = performance.now();
    for (const row of rows) {
      ({ transactionId, position } = row);
      seen.set(row.id, seenAt);
      waiting.get(row.id)?.(seenAt);
      waiting.delete(row.id);
    }
    await sleep(lookEveryMs);
  }
}

function whenDispatched(applicationId: string): Promise<number> {
  const seenAt = seen.get(applicationId);
  if (seenAt !== undefined) return Promise.resolve(seenAt);
  return new Promise((resolve) => waiting.set(applicationId, resolve));
}

function requestOf({ draftId, address, cookie, body }: ReadySubmission): Buffer {
  return Buffer.from(
    `POST /zh/drafts/${draftId}/submission HTTP/1.1\r\nhost: 127.0.0.1\r\nx-forwarded-for: ${address}\r\n` +
      `cookie: ${cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Submits the next draft; resolves with the application's id, or undefined where it failed. */
async function submitNext(connection: RawConnection): Promise<string | undefined> {
  const submission = load.submissions[next];
  next += 1;
  if (submission === undefined) throw new Error('There are not enough drafts for this run.');
  const startedAt = performance.now();
  const { status, head } = await connection.send(requestOf(submission));
  answerLatencies.push(performance.now() - startedAt);
  const id = /\r\nlocation: \/zh\/applications\/([0-9a-f-]{36})\/receipt/i.exec(head)?.[1];
  if (status !== 303 || id === undefined) failures += 1;
  return status === 303 ? id : undefined;
}

async function submitAgainAndAgain(until: number): Promise<void> {
  const connection = openRawConnection(load.port);
  try {
    while (performance.now() < until) {
      const startedAt = performance.now();
      const id = await submitNext(connection);
      if (id === undefined) continue;
      const seenAt = await Promise.race([
        whenDispatched(id),
        sleep(Math.max(1, until - performance.now()), undefined),
      ]);
      if (seenAt !== undefined && seenAt <= until) latencies.push(seenAt - startedAt);
    }
  } finally {
    connection.close();
  }
}

/** Connections are kept and lent: in open loop as many are open as there are people waiting. */
const idle: RawConnection[] = [];

async function submitOnce(dueAt: number): Promise<void> {
  const connection = idle.pop() ?? openRawConnection(load.port);
  const id = await submitNext(connection);
  idle.push(connection);
  if (id !== undefined) latencies.push((await whenDispatched(id)) - dueAt);
}

async function submitAtPace(perSecond: number, startedAt: number, until: number): Promise<void> {
  const under: Promise<void>[] = [];
  for (let index = 0; ; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    if (dueAt >= until) break;
    const restMs = dueAt - performance.now();
    if (restMs > 0) await sleep(restMs);
    under.push(submitOnce(dueAt));
  }
  await Promise.race([Promise.all(under), sleep(waitMs)]);
  for (const connection of idle) connection.close();
}

const client = new pg.Client({ connectionString: load.databaseUrl });
await client.connect();
const watching = watchDispatches(client);
const cpuBefore = process.threadCpuUsage();
const startedAt = performance.now();
const until = startedAt + load.durationMs;
const { pace } = load;
if (pace.kind === 'open') await submitAtPace(pace.perSecond, startedAt, until);
else await Promise.all(Array.from({ length: pace.people }, () => submitAgainAndAgain(until)));
const elapsedMs = performance.now() - startedAt;
const cpu = process.threadCpuUsage(cpuBefore);
finished = true;
await watching;
await client.end();
const sorted = latencies.toSorted((one, other) => one - other);
const answers = answerLatencies.toSorted((one, other) => one - other);
const result: SubmissionResult = {
  committed: sorted.length,
  perSecond: (sorted.length / load.durationMs) * 1_000,
  p50Ms: percentileOf(sorted, 0.5),
  p99Ms: percentileOf(sorted, 0.99),
  answerP50Ms: percentileOf(answers, 0.5),
  answerP99Ms: percentileOf(answers, 0.99),
  failures,
  unfinished: waiting.size,
  generatorCpu: (cpu.user + cpu.system) / 1_000 / elapsedMs,
};
parentPort?.postMessage(result);
