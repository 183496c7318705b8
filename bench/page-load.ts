// Owns the flood of GETs on one page, generated in a thread of its own; refuses other hosts than this machine's loopback.
import { Worker } from 'node:worker_threads';

export interface LoadedPage {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PageLoad {
  readonly port: number;
  /** Asked for in turns. */
  readonly pages: readonly LoadedPage[];
  readonly connections: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface PageLoadResult {
  readonly perSecond: number;
  readonly failures: number;
  readonly bodyBytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of one core that the generator used: near 1 the generator is what was measured. */
  readonly generatorCpu: number;
}

export async function loadPage(load: PageLoad): Promise<PageLoadResult> {
  const worker = new Worker(new URL('./page-load-worker.ts', import.meta.url), { workerData: load });
  return await new Promise<PageLoadResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The generator ended without a result.')));
  });
}
