// Owns `yizhan archive export`, `list` and `transferred`: packages to the archive; refuses to overwrite, and half a list.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { isLegalDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { fillText, text } from '#kernel/texts';
import {
  exportArchive,
  listPackagesForTransfer,
  movePackages,
  type NamedPackage,
  type TransferLine,
} from '#modules/cases';
import { createVault } from '#platform/crypto';
import { createPools } from '#platform/database';
import { createFileStore } from '#platform/files';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { type Installation, openInstallation } from './installation.ts';

const failures = {
  usage: text(
    '没有看懂这个命令，没有做任何事。请运行 yizhan archive --help。',
    'This was not understood, and nothing was done. See yizhan archive --help.',
  ),
  exists: text(
    '文件 {name} 已经存在，或者不能写入。没有覆盖任何内容。',
    'The file {name} is there already, or can’t be written. Nothing was overwritten.',
  ),
  unreadable: text(
    '没有找到清单 {name}，或者它不是 yizhan archive list 写出的 CSV。没有任何内容被更改。',
    'The list {name} is not there, or is no CSV as yizhan archive list writes it. Nothing was changed.',
  ),
} as const;

type Say = (line: string) => void;

/** Runs one of the three on the installation. Throws AppError for words that it doesn't know, and for what can't be done. */
export async function workOnArchive(
  environment: NodeJS.ProcessEnv,
  say: Say,
  given: readonly string[],
): Promise<number> {
  const act = readArchiveWords(given);
  const installation = await openInstallation(environment, () => undefined);
  try {
    return await withWorker(installation, (request) => act(installation, request, say));
  } finally {
    await installation.close();
  }
}

/** What is done once an installation is open; returns the exit code. */
type Act = (
  installation: Pick<Installation, 'configuration' | 'secrets'>,
  request: UseCaseRequest,
  say: Say,
) => Promise<number>;

/** Reads the words before anything is opened. Throws AppError 'invalid' `archive-usage` for others than the help names. */
export function readArchiveWords([what, ...words]: readonly string[]): Act {
  switch (what) {
    case 'export':
      return exportPackage(words);
    case 'list':
      return listPackages(words);
    case 'transferred':
      return takeOver(words);
    default:
      throw misunderstood();
  }
}

function misunderstood(): AppError {
  return new AppError('invalid', 'archive-usage', failures.usage);
}

/** As the extranet's worker, and so behind its walls and on record; not as the migrator, which nothing stops. */
async function withWorker(
  { databaseUrl, rolePrefix, secrets }: Installation,
  work: (request: UseCaseRequest) => Promise<number>,
): Promise<number> {
  const passwords = secrets.loginPasswords;
  const pools = createPools({
    databaseUrl,
    rolePrefix,
    passwords,
    kinds: ['worker_extranet'],
    maxConnections: 1,
  });
  const now = new Date();
  try {
    return await work({
      actor: { kind: 'system', name: 'archive' },
      requestId: newId(now),
      now,
      pools,
      vault: createVault(secrets.keys),
      login: 'worker_extranet',
    });
  } finally {
    await pools.close();
  }
}

/** Options with a value, flags, and the other words in their order. Throws AppError for an option that is not named. */
function readOptions(
  words: readonly string[],
  known: { readonly valued?: readonly string[]; readonly flags?: readonly string[] },
) {
  const values = new Map<string, string>();
  const plain: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (known.flags?.includes(word) === true) values.set(word, '');
    else if (known.valued?.includes(word) === true) values.set(word, rest.shift() ?? '');
    else if (word.startsWith('--')) throw misunderstood();
    else plain.push(word);
  }
  return { values, plain };
}

function exportPackage(words: readonly string[]): Act {
  const { values, plain } = readOptions(words, { valued: ['--version'] });
  const [caseNumber, path, ...more] = plain;
  const wanted = values.get('--version');
  const version = wanted === undefined ? undefined : Number(wanted);
  const isVersion = version === undefined || (Number.isSafeInteger(version) && version > 0);
  if (caseNumber === undefined || path === undefined || more.length > 0 || !isVersion) throw misunderstood();
  return async ({ configuration, secrets }, request, say) => {
    const found = await runUseCase(request, exportArchive, {
      caseNumber,
      ...(version === undefined ? {} : { version }),
    });
    const files = createFileStore(join(configuration.dataDirectory, 'files'), secrets.keys);
    const content = await files.read('extranet', found.fileId);
    await writeFile(path, content, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
      const sentence = fillText(failures.exists, { name: path });
      throw new AppError('conflict', 'archive-file', sentence, { cause: error });
    });
    const others = found.versions.filter((one) => one !== found.version);
    say(`${found.fileName} → ${path}`);
    say(`SHA-256 ${found.sha256}`);
    if (others.length > 0) say(`There are other packages of this case: --version ${others.join(', ')}.`);
    return 0;
  };
}

const columns = [
  'caseNumber',
  'version',
  'organ',
  'service',
  'closedOn',
  'retention',
  'retainedUntil',
  'transferDueOn',
  'sizeBytes',
  'sha256',
  'status',
] as const;

function rowOf(line: TransferLine): Readonly<Record<(typeof columns)[number], string | number | null>> {
  return {
    caseNumber: line.caseNumber,
    version: line.version,
    organ: line.organName.zh,
    service: line.serviceName.zh,
    closedOn: line.closedOn,
    retention: line.retentionPeriod,
    retainedUntil: line.retainedUntil,
    transferDueOn: line.transferDueOn,
    sizeBytes: line.sizeBytes,
    sha256: line.sha256,
    status: line.status,
  };
}

function csvCell(value: string | number | null): string {
  const cell = String(value ?? '');
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function listPackages(words: readonly string[]): Act {
  const { values, plain } = readOptions(words, {
    valued: ['--until', '--organ'],
    flags: ['--json', '--mark'],
  });
  const until: string = values.get('--until') ?? legalDayOf(new Date());
  const organKey = values.get('--organ');
  if (plain.length > 0 || !isLegalDay(until)) throw misunderstood();
  const wish: { readonly until: LegalDay } = { until };
  return async (_installation, request, say) => {
    const ask = () =>
      runUseCase(request, listPackagesForTransfer, {
        ...wish,
        ...(organKey === undefined ? {} : { organKey }),
      });
    let lines = await ask();
    if (values.has('--mark')) {
      const packages = lines.filter((line) => line.status === 'made');
      await runUseCase(request, movePackages, { packages, to: 'listed-for-transfer' });
      lines = await ask();
    }
    const rows = lines.map(rowOf);
    if (values.has('--json')) say(JSON.stringify(rows));
    else {
      say(columns.join(','));
      for (const row of rows) say(columns.map((column) => csvCell(row[column])).join(','));
    }
    return 0;
  };
}

/** States that the archive has taken what is on this list: all of it, each with the hash that stands there. */
function takeOver(words: readonly string[]): Act {
  const { plain } = readOptions(words, {});
  const [path, ...more] = plain;
  if (path === undefined || more.length > 0) throw misunderstood();
  return async (_installation, request, say) => {
    const packages = await readList(path);
    const count = await runUseCase(request, movePackages, { packages, to: 'transferred' });
    say(`${count} ${count === 1 ? 'package is' : 'packages are'} on record as transferred.`);
    return 0;
  };
}

async function readList(path: string): Promise<readonly NamedPackage[]> {
  const unreadable = () =>
    new AppError('invalid', 'archive-list', fillText(failures.unreadable, { name: path }));
  let rows: Record<string, string | undefined>[];
  try {
    rows = parse(await readFile(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });
  } catch {
    throw unreadable();
  }
  return rows.map((row) => {
    const { caseNumber = '', sha256 = '' } = row;
    const version = Number(row['version']);
    const isRow = caseNumber !== '' && /^[0-9a-f]{64}$/.test(sha256) && Number.isSafeInteger(version);
    if (!isRow) throw unreadable();
    return { caseNumber, version, sha256 };
  });
}
