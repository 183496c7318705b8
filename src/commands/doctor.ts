// Owns `yizhan doctor`: what is wrong with this installation and how to mend it; refuses to mend anything itself.
import { access, constants, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { legalDayOf, yearOf } from '#kernel/dates';
import { countFailedTimers, countServiceIncidents, listCalendarYears } from '#modules/work';
import {
  type AnyDb,
  createPools,
  inTransaction,
  type LoginKind,
  listPendingMigrations,
} from '#platform/database';
import { countFailedSubscribers } from '#platform/events';
import { countFailedJobs } from '#platform/jobs';
import { type Installation, migrationsDirectory, openInstallation, repository } from './installation.ts';

interface Finding {
  readonly level: 'good' | 'notice' | 'wrong';
  readonly sentence: string;
}

const good = (sentence: string): Finding => ({ level: 'good', sentence });
const notice = (sentence: string): Finding => ({ level: 'notice', sentence });
const wrong = (sentence: string): Finding => ({ level: 'wrong', sentence });

/** Prints a line for each finding and returns 1 where something is wrong. */
export async function doctor(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<number> {
  const findings: Finding[] = [checkNode(), await checkWorkbench()];
  let installation: Installation | undefined;
  try {
    installation = await openInstallation(environment, () => undefined);
    findings.push(...(await checkInstallation(installation)));
  } catch (error) {
    findings.push(wrong(error instanceof Error ? error.message : String(error)));
  } finally {
    await installation?.close();
  }
  const marks = { good: '✓', notice: '!', wrong: '✗' } as const;
  for (const { level, sentence } of findings) say(`${marks[level]} ${sentence}`);
  const wrongs = findings.filter((one) => one.level === 'wrong').length;
  say(wrongs === 0 ? 'Nothing is wrong.' : `${wrongs} ${wrongs === 1 ? 'thing is' : 'things are'} wrong.`);
  return wrongs === 0 ? 0 : 1;
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18)
    ? good(`Node ${process.versions.node}.`)
    : wrong(`Node ${process.versions.node} can't run this. Run npm ci: it brings Node 24.`);
}

async function checkWorkbench(): Promise<Finding> {
  const built = await access(join(repository, 'dist/workbench/index.html')).then(
    () => true,
    () => false,
  );
  return built
    ? good('The workbench is built.')
    : wrong('The workbench is not built. Run npm start, or npm run build.');
}

async function checkInstallation(installation: Installation): Promise<readonly Finding[]> {
  const { configuration, databaseUrl } = installation;
  const findings = [...(await checkDataDirectory(configuration.dataDirectory))];
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, max: 1 });
  const version = await pool
    .query<{ version: string }>(`select current_setting('server_version') as version`)
    .then(({ rows }) => rows[0]?.version)
    .catch(() => undefined);
  if (version === undefined) {
    await pool.end();
    return [...findings, wrong('The database does not answer. Check DATABASE_URL and that PostgreSQL runs.')];
  }
  try {
    findings.push(good(`PostgreSQL ${version} answers${installation.embedded ? ' (embedded)' : ''}.`));
    const pending = await listPendingMigrations(databaseUrl, migrationsDirectory);
    if (pending.length > 0)
      return [...findings, wrong(`Migrations are missing: ${pending.join(', ')}. Run yizhan migrate.`)];
    findings.push(good('The schema is up to date.'), ...(await checkLogins(installation)));
    const looked = await inTransaction(
      pool,
      { kind: 'system', name: 'doctor' },
      { readOnly: true },
      async (db) => [...(await checkWork(db)), ...(await checkCalendar(db))],
    );
    return [...findings, ...looked];
  } finally {
    await pool.end();
  }
}

async function checkDataDirectory(directory: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const writable = await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
  findings.push(
    writable
      ? good(`The data directory ${directory} is there.`)
      : wrong(`The data directory ${directory} can't be written. Give this user the right to.`),
  );
  const secrets = await stat(join(directory, 'secrets.json')).catch(() => undefined);
  if (secrets !== undefined && (secrets.mode & 0o077) !== 0)
    findings.push(wrong('secrets.json may be read by others. Run chmod 600 on it.'));
  const { bavail, bsize } = await statfs(directory);
  const freeGigabytes = (bavail * bsize) / 1024 ** 3;
  if (freeGigabytes < 2)
    findings.push(notice(`Only ${freeGigabytes.toFixed(1)} GB are free where the data lie. Make room.`));
  return findings;
}

async function checkLogins(installation: Installation): Promise<readonly Finding[]> {
  const { databaseUrl, rolePrefix, secrets } = installation;
  const findings: Finding[] = [];
  for (const kind of [
    'internet',
    'extranet',
    'intranet',
    'worker_internet',
    'worker_extranet',
  ] satisfies LoginKind[]) {
    const pools = createPools({
      databaseUrl,
      rolePrefix,
      passwords: secrets.loginPasswords,
      kinds: [kind],
      maxConnections: 1,
    });
    const works = await pools
      .get(kind)
      .query('select 1')
      .then(
        () => true,
        () => false,
      );
    await pools.close();
    if (!works)
      findings.push(
        wrong(
          `The login ${rolePrefix}_${kind} can't connect. Run yizhan migrate: it sets the logins' passwords from secrets.json.`,
        ),
      );
  }
  return findings.length === 0 ? [good('All five logins connect.')] : findings;
}

async function checkWork(db: AnyDb): Promise<readonly Finding[]> {
  const subscribers = await countFailedSubscribers(db);
  const services = await countServiceIncidents(db);
  const timers = await countFailedTimers(db);
  const jobs = await countFailedJobs(db);
  if (subscribers + services + timers + jobs === 0) return [good('No work has failed.')];
  return [
    wrong(
      `Work has failed: ${subscribers} subscribers, ${services} services, ${timers} timers, ${jobs} jobs. The log says why; subscribers and timers are tried again by themselves, services by the system administrator (GET /api/incidents).`,
    ),
  ];
}

async function checkCalendar(db: AnyDb): Promise<readonly Finding[]> {
  const year = yearOf(legalDayOf(new Date()));
  const years = await listCalendarYears(db, year);
  if (!years.includes(year)) {
    return [wrong(`The calendar of ${year} is missing. Add data/calendar/${year}.json and run yizhan seed.`)];
  }
  if (years.includes(year + 1)) return [good(`The calendar reaches ${year + 1}.`)];
  return [
    notice(
      `The calendar of ${year + 1} is not loaded: clocks that reach into it say so. Once the State Council announces it, add data/calendar/${year + 1}.json and run yizhan seed.`,
    ),
  ];
}
