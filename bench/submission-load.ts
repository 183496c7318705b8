// Owns what the generator of submissions is told and what it answers; the generator itself is a thread of its own.
import { Worker } from 'node:worker_threads';

/** A draft that is ready, and the request that submits it. */
export interface ReadySubmission {
  readonly draftId: string;
  readonly address: string;
  readonly cookie: string;
  readonly body: string;
}

export interface SubmissionLoad {
  readonly port: number;
  /** Of a login that may read events: the generator looks there when an application has its cases. */
  readonly databaseUrl: string;
  readonly submissions: readonly ReadySubmission[];
  readonly durationMs: number;
  readonly pace: /** So many people, each of whom submits again when the cases of the last application are committed. */
    | { readonly kind: 'closed'; readonly people: number }
    /** Somebody comes so often, however long the others wait. */
    | { readonly kind: 'open'; readonly perSecond: number };
}

export interface SubmissionResult {
  /** Applications whose cases were committed within the time. */
  readonly committed: number;
  readonly perSecond: number;
  /** From the moment at which the request was due until its cases were seen committed. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Until the answer to the request alone. */
  readonly answerP50Ms: number;
  readonly answerP99Ms: number;
  readonly failures: number;
  /** Submitted, but without cases when the generator stopped waiting. */
  readonly unfinished: number;
  readonly generatorCpu: number;
}

export async function loadSubmissions(load: SubmissionLoad): Promise<SubmissionResult> {
  const worker = new Worker(new URL('./submission-load-worker.ts', import.meta.url), { workerData: load });
  return await new Promise<SubmissionResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The generator ended without a result.')));
  });
}
