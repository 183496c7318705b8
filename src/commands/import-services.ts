// Owns `yizhan import services`: reads a list of service items from a file and tells of every line. Refuses half a file.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import pg from 'pg';
import { AppError } from '#kernel/errors';
import { fillText, inLocale, type Locale, text } from '#kernel/texts';
import {
  type ImportedLine,
  type ImportReport,
  importOutcomes,
  importServices,
  importSummary,
  type ListEncoding,
  listEncodings,
} from '#modules/catalogue';
import { inTransaction } from '#platform/database';
import { openInstallation } from './installation.ts';

export interface ImportWords {
  readonly path: string;
  readonly encoding: ListEncoding;
  readonly source: string | null;
  readonly dryRun: boolean;
  readonly locale: Locale;
}

const failures = {
  usage: text(
    '用法：yizhan import services 文件 [--dry-run] [--encoding gb18030] [--source 来源] [--language zh|en]。没有导入任何内容。',
    'Usage: yizhan import services FILE [--dry-run] [--encoding gb18030] [--source WHERE] [--language zh|en]. Nothing was imported.',
  ),
  missing: text(
    '没有找到文件 {name}，或者它不能读。没有导入任何内容。',
    'The file {name} is not there or can’t be read. Nothing was imported.',
  ),
} as const;

/**
 * The words after `import`. The report speaks Chinese where the environment does (LC_ALL, LANG), else English.
 * @throws AppError 'invalid' for anything else than the usage says
 */
export function readImportWords(words: readonly string[], environment: NodeJS.ProcessEnv): ImportWords {
  const [what, ...rest] = words;
  const refused = new AppError('invalid', 'import-usage', failures.usage);
  if (what !== 'services') throw refused;
  let path: string | undefined;
  const named: Record<string, string> = {};
  let dryRun = false;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (word === '--dry-run') dryRun = true;
    else if (['--encoding', '--source', '--language'].includes(word)) {
      at += 1;
      named[word] = rest[at] ?? '';
    } else if (word.startsWith('--') || path !== undefined) throw refused;
    else path = word;
  }
  const encoding = listEncodings.find((one) => one === (named['--encoding'] ?? 'utf-8').toLowerCase());
  const spoken = (environment['LC_ALL'] ?? environment['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en';
  const language = named['--language'] ?? spoken;
  const locale = language === 'zh' || language === 'en' ? language : undefined;
  if (path === undefined || encoding === undefined || locale === undefined) throw refused;
  return { path, encoding, source: named['--source'] ?? null, dryRun, locale };
}

/** Prints a line for each item and a summary; 1 where any line was refused. */
export async function importServiceList(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
  words: ImportWords,
): Promise<number> {
  const bytes = await readFile(words.path).catch((error: unknown) => {
    const sentence = fillText(failures.missing, { name: words.path });
    throw new AppError('not-found', 'import-file', sentence, { cause: error });
  });
  const installation = await openInstallation(environment, () => undefined);
  const pool = new pg.Pool({
    connectionString: installation.databaseUrl,
    max: 1,
    application_name: 'yizhan import',
  });
  try {
    const report = await inTransaction(
      pool,
      { kind: 'system', name: 'import' },
      { readOnly: words.dryRun },
      (db) => importServices(db, { ...words, fileName: basename(words.path), bytes, now: new Date() }),
    );
    for (const line of describeImport(report, words)) say(line);
    return report.refused === 0 ? 0 : 1;
  } finally {
    await pool.end();
    await installation.close();
  }
}

function describeImport(
  report: ImportReport,
  { locale, dryRun }: Pick<ImportWords, 'locale' | 'dryRun'>,
): readonly string[] {
  const { lines, loaded, unchanged, refused } = report;
  const total = inLocale(importSummary.total, locale, { lines: lines.length, loaded, unchanged, refused });
  return [
    ...lines.map((line) => describeLine(line, locale)),
    total,
    ...(dryRun ? [inLocale(importSummary.dryRun, locale)] : []),
  ];
}

function describeLine({ line, outcome, name, notes }: ImportedLine, locale: Locale): string {
  const head = inLocale(importSummary.line, locale, {
    line,
    outcome: inLocale(importOutcomes[outcome], locale),
    name: name.replace(/\s+/g, ' '),
  }).trimEnd();
  const reasons = notes.map((note) => inLocale(note, locale)).join(locale === 'zh' ? '；' : '; ');
  return notes.length === 0 ? head : head + inLocale(importSummary.because, locale, { reasons });
}
