// Owns every setting that an operator may change; refuses values that it can't understand, with a sentence.
import { resolve } from 'node:path';
import { isZone, type Zone } from '#kernel/zones';

/** The settings of one process. Read once at the start; nothing else reads the environment. */
export interface Configuration {
  /** Where everything is kept that isn't in the database: embedded PostgreSQL, files, generated secrets. */
  readonly dataDirectory: string;
  /** The migrator's connection; undefined means the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** The folder of `data/` whose city is loaded. */
  readonly city: string;
  readonly host: string;
  readonly port: number;
  /** The zones whose routes this process mounts. */
  readonly zones: readonly Zone[];
  /** The address that QR codes and mails carry, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether a proxy in front may say who the client is (X-Forwarded-For). */
  readonly trustProxy: boolean;
  /** A session ends after this long without a request … */
  readonly sessionIdleMinutes: number;
  /** … and in any case this long after signing in. */
  readonly sessionAbsoluteHours: number;
  /** Largest file that an applicant may attach, in bytes. */
  readonly fileSizeLimitBytes: number;
  /** Where mail goes (smtp://…); undefined means that no mail is sent. */
  readonly smtpUrl: string | undefined;
  /** The sender of mails. */
  readonly mailFrom: string;
  /** host:port of clamd; undefined means that files are marked 'not scanned'. */
  readonly clamdAddress: string | undefined;
  readonly logLevel: string;
  /** Whether this process also dispatches events, fires timers and runs jobs. */
  readonly withWorker: boolean;
}

const defaults = {
  port: 4405,
  host: '127.0.0.1',
  sessionIdleMinutes: 30,
  sessionAbsoluteHours: 8,
  fileSizeLimitBytes: 10 * 1024 * 1024,
};

export class ConfigurationError extends Error {
  constructor(variable: string, expectation: string) {
    super(`${variable} ${expectation} Nothing was started. Correct it and start again.`);
    this.name = 'ConfigurationError';
  }
}

function integerFrom(
  environment: NodeJS.ProcessEnv,
  variable: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const given = environment[variable];
  if (given === undefined || given === '') return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ConfigurationError(
      variable,
      `must be a whole number from ${least} to ${most}, not "${given}".`,
    );
  }
  return value;
}

function switchFrom(environment: NodeJS.ProcessEnv, variable: string, fallback: boolean): boolean {
  const given = environment[variable];
  if (given === undefined || given === '') return fallback;
  if (given === 'true' || given === 'false') return given === 'true';
  throw new ConfigurationError(variable, `must be true or false, not "${given}".`);
}

/** Values may hold a password, so the sentence doesn't repeat them. */
function textFrom(
  environment: NodeJS.ProcessEnv,
  variable: string,
  form: RegExp,
  expectation: string,
): string | undefined {
  const given = environment[variable];
  if (given === undefined || given === '') return undefined;
  if (!form.test(given)) throw new ConfigurationError(variable, expectation);
  return given;
}

function zonesFrom(given: string | undefined): readonly Zone[] {
  if (given === undefined || given === '' || given === 'all') return ['internet', 'extranet', 'intranet'];
  if (isZone(given)) return [given];
  throw new ConfigurationError('YIZHAN_ZONE', `must be internet, extranet, intranet or all, not "${given}".`);
}

/** Reads the settings from environment variables; a ConfigurationError says which one is wrong and why. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const port = integerFrom(environment, 'PORT', defaults.port, 0, 65_535);
  const host = environment['HOST'] || defaults.host;
  const databaseUrl = environment['DATABASE_URL'] || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigurationError('DATABASE_URL', 'must begin with postgres:// or postgresql://.');
  }
  const authority = host.includes(':') ? `[${host}]` : host;
  const publicUrl = (environment['YIZHAN_PUBLIC_URL'] || `http://${authority}:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl)) {
    throw new ConfigurationError(
      'YIZHAN_PUBLIC_URL',
      `must be an address as https://www.example.gov.cn, not "${publicUrl}".`,
    );
  }
  return {
    dataDirectory: resolve(environment['YIZHAN_DATA'] || '.yizhan'),
    databaseUrl,
    city: environment['YIZHAN_CITY'] || 'shantou',
    host,
    port,
    zones: zonesFrom(environment['YIZHAN_ZONE']),
    publicUrl,
    trustProxy: switchFrom(environment, 'YIZHAN_TRUST_PROXY', false),
    sessionIdleMinutes: integerFrom(
      environment,
      'YIZHAN_SESSION_IDLE_MINUTES',
      defaults.sessionIdleMinutes,
      1,
      720,
    ),
    sessionAbsoluteHours: integerFrom(
      environment,
      'YIZHAN_SESSION_ABSOLUTE_HOURS',
      defaults.sessionAbsoluteHours,
      1,
      24,
    ),
    fileSizeLimitBytes: integerFrom(
      environment,
      'YIZHAN_FILE_SIZE_LIMIT_BYTES',
      defaults.fileSizeLimitBytes,
      1024,
      1024 ** 3,
    ),
    smtpUrl: textFrom(environment, 'SMTP_URL', /^smtps?:\/\/\S+$/, 'must begin with smtp:// or smtps://.'),
    mailFrom: environment['YIZHAN_MAIL_FROM'] || 'Yizhan <no-reply@localhost>',
    clamdAddress: textFrom(
      environment,
      'CLAMD_ADDRESS',
      /^\S+:\d{1,5}$/,
      'must be a host and a port, as 127.0.0.1:3310.',
    ),
    logLevel:
      textFrom(
        environment,
        'LOG_LEVEL',
        /^(trace|debug|info|warn|error|fatal|silent)$/,
        'must be trace, debug, info, warn, error, fatal or silent.',
      ) ?? 'info',
    withWorker: switchFrom(environment, 'YIZHAN_WITH_WORKER', true),
  };
}
