// Owns `yizhan migrate` and `yizhan seed`; refuses to make demonstration accounts unasked.
import { join } from 'node:path';
import { migrate } from '#platform/database';
import { migrationsDirectory, openInstallation, repository } from './installation.ts';
import { seed } from './seed.ts';

export async function migrateInstallation(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<void> {
  const installation = await openInstallation(environment, say);
  try {
    const { databaseUrl, rolePrefix, secrets } = installation;
    const ran = await migrate({
      databaseUrl,
      rolePrefix,
      passwords: secrets.loginPasswords,
      migrationsDirectory,
    });
    say(ran.length === 0 ? 'The database is up to date.' : `Ran: ${ran.join(', ')}.`);
  } finally {
    await installation.close();
  }
}

export async function seedInstallation(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
  demonstration: boolean,
): Promise<void> {
  const installation = await openInstallation(environment, say);
  try {
    const { databaseUrl, secrets, configuration } = installation;
    const report = await seed({
      databaseUrl,
      secrets,
      cityDirectory: join(repository, 'data', configuration.city),
      calendarDirectory: join(repository, 'data', 'calendar'),
      demonstration,
      now: new Date(),
    });
    for (const sentence of report.sentences) say(sentence);
    say(`The data of ${configuration.city} are loaded.`);
    for (const { loginName, displayName } of report.accounts) say(`  ${loginName}  ${displayName}`);
  } finally {
    await installation.close();
  }
}
