// Owns `yizhan worker`: dispatches events, fires timers and runs jobs beside the servers; refuses requests.
import { createApp } from '#app';
import { createPools } from '#platform/database';
import { createLogger } from '#platform/logging';
import { openInstallation } from './installation.ts';
import { loginsFor } from './serve.ts';
import { untilAskedToStop } from './stopping.ts';

/** Runs until it is asked to stop, after the piece of work under way. Any number of them may run. */
export async function work(environment: NodeJS.ProcessEnv, say: (sentence: string) => void): Promise<void> {
  const asked = untilAskedToStop();
  const installation = await openInstallation(environment, say);
  const { configuration, secrets, rolePrefix, databaseUrl } = installation;
  const logger = createLogger(configuration.logLevel);
  const pools = createPools({
    databaseUrl,
    rolePrefix,
    passwords: secrets.loginPasswords,
    kinds: loginsFor({ ...configuration, withWorker: true }),
    onError: (error) => logger.warn({ err: error }, 'an idle connection broke and is replaced'),
  });
  try {
    const app = await createApp({ configuration, secrets, pools, logger, now: () => new Date() });
    await app.startWorker();
    say(`The worker runs for the zones ${configuration.zones.join(', ')}. Ctrl-C ends it.`);
    await asked;
    await app.stop();
  } finally {
    await pools.close();
    await installation.close();
  }
}
