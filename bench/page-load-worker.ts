// Owns the thread that asks for pages again and again; refuses to go on after its time.
import { parentPort, workerData } from 'node:worker_threads';
import { percentileOf } from './figure.ts';
import type { PageLoad, PageLoadResult } from './page-load.ts';
import { openRawConnection } from './raw-connection.ts';

const load: PageLoad = workerData;
/** Each request comes from another address, as in a city: the limit of requests is counted by address. */
const addresses = 4_096;

const requests = Array.from({ length: addresses }, (_, index) => {
  const page = load.pages[index % load.pages.length];
  const headers = {
    host: '127.0.0.1',
    'x-forwarded-for': `10.9.${index >> 8}.${index & 255}`,
    ...page?.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${page?.path} HTTP/1.1\r\n${lines.join('')}\r\n`);
});

let next = 0;
let failures = 0;
let bodyBytes = 0;
let latencies: number[] = [];

async function keepAsking(until: number): Promise<void> {
  const connection = openRawConnection(load.port);
  try {
    while (performance.now() < until) {
      next = (next + 1) % addresses;
      const startedAt = performance.now();
      const answer = await connection.send(requests[next] ?? Buffer.alloc(0));
      latencies.push(performance.now() - startedAt);
      if (answer.status === 200) bodyBytes = answer.bodyBytes;
      else failures += 1;
    }
  } finally {
    connection.close();
  }
}

async function askFor(durationMs: number): Promise<void> {
  latencies = [];
  failures = 0;
  const until = performance.now() + durationMs;
  await Promise.all(Array.from({ length: load.connections }, () => keepAsking(until)));
}

await askFor(load.warmUpMs);
const cpuBefore = process.threadCpuUsage();
const startedAt = performance.now();
await askFor(load.durationMs);
const elapsedMs = performance.now() - startedAt;
const cpu = process.threadCpuUsage(cpuBefore);
const sorted = latencies.toSorted((one, other) => one - other);
const result: PageLoadResult = {
  perSecond: ((latencies.length - failures) / elapsedMs) * 1_000,
  failures,
  bodyBytes,
  p50Ms: percentileOf(sorted, 0.5),
  p99Ms: percentileOf(sorted, 0.99),
  generatorCpu: (cpu.user + cpu.system) / 1_000 / elapsedMs,
};
parentPort?.postMessage(result);
