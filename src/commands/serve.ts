// Owns `yizhan serve`: migrates, loads the city, serves; refuses to listen before it is ready.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from '#app';
import { roleNames } from '#kernel/roles';
import type { DemonstrationAccount } from '#modules/identity';
import type { Configuration } from '#platform/configuration';
import { createPools, type LoginKind, migrate } from '#platform/database';
import { createLogger } from '#platform/logging';
import { type Installation, migrationsDirectory, openInstallation, repository } from './installation.ts';
import { seed } from './seed.ts';
import { untilAskedToStop } from './stopping.ts';

/** Runs until it is asked to stop; then finishes what was accepted. `say` prints a line for people. */
export async function serve(environment: NodeJS.ProcessEnv, say: (sentence: string) => void): Promise<void> {
  const asked = untilAskedToStop();
  const installation = await openInstallation(environment, say);
  try {
    const { configuration, secrets, rolePrefix, databaseUrl } = installation;
    const logger = createLogger(configuration.logLevel);
    const accounts = await prepareDatabase(installation, environment, say);
    const pools = createPools({
      databaseUrl,
      rolePrefix,
      passwords: secrets.loginPasswords,
      kinds: loginsFor(configuration),
      onError: (error) => logger.warn({ err: error }, 'an idle connection broke and is replaced'),
    });
    try {
      const app = await createApp({ configuration, secrets, pools, logger, now: () => new Date() });
      if (configuration.withWorker) await app.startWorker();
      await app.server.listen({ host: configuration.host, port: configuration.port });
      for (const line of greeting(configuration, portOf(app.server.server.address()), accounts)) say(line);
      await asked;
      say('Stopping: finishing what was accepted …');
      await app.stop();
    } finally {
      await pools.close();
    }
  } finally {
    await installation.close();
  }
}

async function prepareDatabase(
  installation: Installation,
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<readonly DemonstrationAccount[]> {
  const { configuration, secrets, databaseUrl, rolePrefix } = installation;
  const ran = await migrate({
    databaseUrl,
    rolePrefix,
    passwords: secrets.loginPasswords,
    migrationsDirectory,
  });
  if (ran.length > 0) say(`Database: ${ran.length} migrations ran.`);
  const report = await seed({
    databaseUrl,
    secrets,
    cityDirectory: join(repository, 'data', configuration.city),
    calendarDirectory: join(repository, 'data', 'calendar'),
    demonstration: installation.embedded || environment['YIZHAN_DEMONSTRATION'] === 'true',
    now: new Date(),
  });
  for (const sentence of report.sentences) say(sentence);
  return report.accounts;
}

/** The logins that this process needs: its zones', and their workers' where it works. */
export function loginsFor(configuration: Configuration): readonly LoginKind[] {
  const kinds: LoginKind[] = [...configuration.zones];
  if (!configuration.withWorker) return kinds;
  if (configuration.zones.includes('internet')) kinds.push('worker_internet');
  if (configuration.zones.includes('extranet')) kinds.push('worker_extranet');
  return kinds;
}

function portOf(address: string | AddressInfo | null): number | undefined {
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

function greeting(
  configuration: Configuration,
  port: number | undefined,
  accounts: readonly DemonstrationAccount[],
): readonly string[] {
  const address = `http://${configuration.host}:${port ?? configuration.port}`;
  const lines = ['', `Yizhan 一站 is running in the zones ${configuration.zones.join(', ')}.`];
  if (configuration.zones.includes('internet'))
    lines.push(`  Portal     门户    ${address}/zh/    ${address}/en/`);
  if (configuration.zones.includes('extranet')) lines.push(`  Workbench  工作台  ${address}/zh/workbench/`);
  if (accounts.length > 0) {
    lines.push('', `Accounts to try it with (invented; password ${accounts[0]?.password ?? ''}):`);
    for (const account of accounts) {
      const what =
        account.role === null
          ? '居民 Resident'
          : `${roleNames[account.role].zh} ${roleNames[account.role].en}`;
      const where = account.organName === null ? '' : `  ${account.organName.zh}`;
      lines.push(`  ${account.loginName.padEnd(32)} ${what}${where}`);
    }
  }
  return [...lines, '', 'Ctrl-C ends it. Data stay in the data directory.', ''];
}
