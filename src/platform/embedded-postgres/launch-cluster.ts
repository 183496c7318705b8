// Owns the start of a postmaster on a port that is free; refuses to give up before what a kill left has gone.
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterFiles, findRememberedPort, rememberPort } from './cluster-files.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { launchPostmaster } from './postmaster.ts';
import type { ServiceAccount } from './service-account.ts';

interface ClusterLaunch {
  readonly files: ClusterFiles;
  readonly binaries: PostgresBinaries;
  readonly account: ServiceAccount | undefined;
  readonly directory: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (message: string) => void;
}

/** Shared memory of a killed server and its port go away by themselves within this time. */
const retryMs = 10_000;
const pauseMs = 300;

export async function launchCluster(launch: ClusterLaunch): Promise<{ pid: number; port: number }> {
  const { files, binaries, account, directory, settings } = launch;
  const deadline = Date.now() + retryMs;
  for (;;) {
    // The same port as last time keeps the pools of a process that outlived the server working.
    const port = await chooseFreePort(await findRememberedPort(files));
    try {
      const pid = await launchPostmaster({
        binaries,
        account,
        directory,
        port,
        logFile: files.logFile,
        settings,
      });
      await rememberPort(files, port);
      return { pid, port };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (Date.now() > deadline) {
        throw new EmbeddedPostgresError(
          'start-failed',
          `PostgreSQL did not start on ${directory}. The data were kept. It said:\n${reason}\nMore is in ${files.logFile}. Mend what is said there and start again.`,
          cause,
        );
      }
      launch.log(`PostgreSQL did not start yet (${reason.split('\n').at(-1)}); it is tried again.`);
      await sleep(pauseMs);
    }
  }
}

/**
 * The preferred port if it is free, else any. Between our look and PostgreSQL's bind somebody else may take
 * it; then the launch fails and is tried again with another.
 */
async function chooseFreePort(preferred: number | undefined): Promise<number> {
  const found = preferred === undefined ? undefined : await tryPort(preferred);
  const port = found ?? (await tryPort(0));
  if (port !== undefined) return port;
  throw new EmbeddedPostgresError(
    'start-failed',
    'No port on 127.0.0.1 is free for PostgreSQL. Nothing was changed. End programs that hold many connections and start again.',
  );
}

async function tryPort(wanted: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
