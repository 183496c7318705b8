// Owns what every command stands on: settings, secrets, the database's address; refuses to start two ways at once.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Configuration, loadSecrets, readConfiguration, type Secrets } from '#platform/configuration';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const migrationsDirectory = join(repository, 'migrations');

/** An installation that a command works on. */
export interface Installation {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** The migrator's connection. */
  readonly databaseUrl: string;
  /** The database's name; the logins' names begin with it. */
  readonly rolePrefix: string;
  /** Whether this installation brought its own PostgreSQL: then it is one to try things on. */
  readonly embedded: boolean;
  /** Stops what this command started. */
  close(): Promise<void>;
}

/** Reads settings and secrets, and starts the embedded PostgreSQL where DATABASE_URL names no other. */
export async function openInstallation(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<Installation> {
  const configuration = readConfiguration(environment);
  await mkdir(configuration.dataDirectory, { recursive: true });
  const secrets = await loadSecrets(configuration.dataDirectory);
  const embedded =
    configuration.databaseUrl === undefined ? await startEmbedded(configuration, say) : undefined;
  const databaseUrl = embedded?.url ?? configuration.databaseUrl ?? '';
  return {
    configuration,
    secrets,
    databaseUrl,
    rolePrefix: decodeURIComponent(new URL(databaseUrl).pathname.slice(1)) || 'postgres',
    embedded: embedded !== undefined,
    close: async () => await embedded?.stop(),
  };
}

async function startEmbedded(
  configuration: Configuration,
  say: (sentence: string) => void,
): Promise<EmbeddedPostgres> {
  return await startEmbeddedPostgres({
    dataDirectory: join(configuration.dataDirectory, 'postgres'),
    database: 'yizhan',
    log: say,
  });
}
