// Owns the command line: which command runs and its help; refuses words that it doesn't know.
import { deadline, simulate, verifyArchive } from '#commands/models';
import { isAppError } from '#kernel/errors';
import { ConfigurationError } from '#platform/configuration';
import { EmbeddedPostgresError } from '#platform/embedded-postgres';

interface CommandLine {
  readonly summary: string;
  readonly help: string;
  /** Whether it judges its words itself; else each of them must stand in its help. */
  readonly readsWords?: true;
  run(words: readonly string[]): Promise<number>;
}

/** What needs an installation is loaded only when it is asked for: it brings the whole house along. */
const installed = () => import('#commands');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const settingsHelp = `Settings (environment):
  YIZHAN_DATA                    where files, secrets and the embedded PostgreSQL are kept (.yizhan)
  DATABASE_URL                   another PostgreSQL 15 or newer: the migrator's connection
  HOST, PORT                     where it listens (127.0.0.1, 4405)
  YIZHAN_ZONE                    internet, extranet, intranet or all (all)
  YIZHAN_PUBLIC_URL              the address in QR codes and mails
  YIZHAN_CITY                    the folder of data/ that is loaded (shantou)
  YIZHAN_SESSION_IDLE_MINUTES    30
  YIZHAN_SESSION_ABSOLUTE_HOURS  8
  YIZHAN_FILE_SIZE_LIMIT_BYTES   10485760
  YIZHAN_TRUST_PROXY             true where a proxy in front says who the client is
  YIZHAN_WITH_WORKER             false where separate workers run
  YIZHAN_DEMONSTRATION           true makes the accounts with the public password, also with DATABASE_URL
  SMTP_URL, YIZHAN_MAIL_FROM     where mail goes, and from whom
  CLAMD_ADDRESS                  host:port of a virus scanner
  LOG_LEVEL                      info`;

const simulateHelp = `yizhan simulate MODEL.bpmn [MORE.bpmn …] [--now ISO] [--wait service,send,script,business-rule]
yizhan simulate --validate MODEL.bpmn

Deploys the models together, reads commands as lines of JSON and answers each with one line of JSON. Nothing is stored.
  --now ISO   the instant at which the clock stands (now)
  --wait …    kinds of tasks that wait for "trigger" instead of completing by themselves
  --validate  prints one line, {"valid":…,"faults":[…]}, and exits 1 where there are faults

  {"do":"start","process":"id","variables":{},"businessKey":"…"}   or "message" instead of "process"
  {"do":"complete","task":"id or name","variables":{}}             without "task": the oldest
  {"do":"completeAll"}   {"do":"claim","task":"…","user":"…"}
  {"do":"advance","by":"P1DT2H"}   {"do":"fireTimer"}
  {"do":"message","name":"…","variables":{},"businessKey":"…"}   {"do":"signal","name":"…","variables":{}}
  {"do":"trigger","element":"id","variables":{}}`;

const archiveHelp = `yizhan archive verify PACKAGE [--json] [--language zh|en]
yizhan archive export CASE-NUMBER FILE [--version N]
yizhan archive list [--until DAY] [--organ KEY] [--json] [--mark]
yizhan archive transferred LIST.csv

verify       checks a package by itself: the ZIP file's form, the manifest and its own hash, size, SHA-256 and SM3 of
             every file, missing and extra files. No database, no network. A line for each fault; exits 1 where there is one.
  --json     one line, {"valid":…,"faults":[…],"sha256":…,"package":…}
  --language of the lines; Chinese where LANG says so, else English
export       writes the package of a closed case to FILE, which must not be there yet. It is on record in the audit.
  --version  a package or supplement; the newest, if none is named
list         the packages that are due for the archive and not transferred yet, as CSV
  --until    due on or before this day (today)
  --organ    of one organ, by its key in organs.json
  --json     one line instead of CSV
  --mark     also puts them on record as listed for transfer
transferred  puts on record that the archive has taken what stands in LIST.csv, as list wrote it: all of it or nothing

export, list and transferred need the installation:
${settingsHelp}`;

const deadlineHelp = `yizhan deadline --from 2026-09-28 --days 20 [--calendar-days] [--suspend A..B …] [--json]

Prints the last day and its derivation, from the calendar in data/calendar. Working days, unless it is said otherwise.
  --calendar-days  every day counts; a period that ends on a rest day rolls on
  --suspend A..B   the clock stands still, both days included; may be given again
  --json           one line, {"date":…,"derivation":[…],"warnings":[…]}`;

const commands: Readonly<Record<string, CommandLine>> = {
  serve: {
    summary: 'migrate, load the city and serve (npm start does this)',
    help: `yizhan serve\n\nBrings the database up to date, loads the city's data, serves portal and workbench, and works.\n\n${settingsHelp}`,
    run: async () => {
      await (await installed()).serve(process.env, say);
      return 0;
    },
  },
  worker: {
    summary: 'dispatch events, fire timers and run jobs, beside servers',
    help: `yizhan worker\n\nDoes the work between requests. Any number may run on one database.\n\n${settingsHelp}`,
    run: async () => {
      await (await installed()).work(process.env, say);
      return 0;
    },
  },
  migrate: {
    summary: 'bring the database up to this version',
    help: `yizhan migrate\n\nCreates the logins and runs the migrations that the database lacks. Forward only.\n\n${settingsHelp}`,
    run: async () => {
      await (await installed()).migrateInstallation(process.env, say);
      return 0;
    },
  },
  seed: {
    summary: "load the city's calendar, organs, catalogue and processes",
    help: `yizhan seed [--demonstration]\n\nLoads data/<city>; loading again changes only what changed.\n  --demonstration  also makes the accounts with the public password; never where people apply\n\n${settingsHelp}`,
    run: async (words) => {
      await (await installed()).seedInstallation(process.env, say, words.includes('--demonstration'));
      return 0;
    },
  },
  import: {
    summary: 'load a list of service items from a CSV file',
    help: `yizhan import services FILE [--dry-run] [--encoding gb18030] [--source WHERE] [--language zh|en]\n\nReads a list of service items (实施清单) and tells of every line whether it was loaded, unchanged or refused, and why.\nExits 1 where a line was refused. Importing again changes only what changed.\n  --dry-run   tells the same and changes nothing\n  --encoding  utf-8 (default) or gb18030\n  --source    where the list comes from; kept with the import\n  --language  of the report; Chinese where LANG says so, else English\n\n${settingsHelp}`,
    readsWords: true,
    run: async (words) => {
      const { importServiceList, readImportWords } = await installed();
      return await importServiceList(process.env, say, readImportWords(words, process.env));
    },
  },
  simulate: {
    summary: 'run process models line by line, or say what is wrong with one',
    help: simulateHelp,
    readsWords: true,
    run: simulate,
  },
  deadline: {
    summary: 'the last day of a period, and how it is counted',
    help: deadlineHelp,
    readsWords: true,
    run: (words) => deadline(words, say),
  },
  archive: {
    summary: 'verify, export and hand over the packages of closed cases',
    help: archiveHelp,
    readsWords: true,
    run: async ([what, ...rest]) => {
      if (what === 'verify') return await verifyArchive(rest, process.env, say);
      return await (await installed()).workOnArchive(
        process.env,
        say,
        what === undefined ? [] : [what, ...rest],
      );
    },
  },
  doctor: {
    summary: 'say what is wrong with this installation, and how to mend it',
    help: `yizhan doctor\n\nChecks programs, data directory, database, logins, calendar, workbench and work that failed. Exits 1 where something is wrong.\n\n${settingsHelp}`,
    run: async (_words) => await (await installed()).doctor(process.env, say),
  },
};

const overview = `yizhan <command> [--help]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`)
  .join('\n')}`;

async function main(words: readonly string[]): Promise<number> {
  const [name = '', ...rest] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const asked = ['', 'help', '--help', '-h'].includes(name);
    say(asked ? overview : `There is no command "${name}". Nothing was done.\n\n${overview}`);
    return asked ? 0 : 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    say(command.help);
    return 0;
  }
  const unknown = command.readsWords === true ? undefined : rest.find((word) => !command.help.includes(word));
  if (unknown !== undefined) {
    say(`"${unknown}" is not understood here. Nothing was done.\n\n${command.help}`);
    return 2;
  }
  return await command.run(rest);
}

/** A failure as a sentence for whoever typed the command; with LOG_LEVEL=debug its stack as well. */
function describe(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof EmbeddedPostgresError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const address = 'code' in error && error.code === 'EADDRINUSE';
  if (address)
    return 'Another program listens on this address. Nothing was changed. Choose another with PORT, or end it.';
  if (process.env['LOG_LEVEL'] === 'debug') return error.stack ?? error.message;
  if (isAppError(error)) return `${error.text.zh}\n${error.text.en}`;
  const cause = error.cause instanceof Error ? `\n  ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
} finally {
  // A channel to the program that started this one must not keep a finished command alive.
  if (process.channel !== undefined) process.disconnect();
}
