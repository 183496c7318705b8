// Owns the comparison of quoted law with the texts; refuses a quote that says it was compared and differs.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { LegalBasisContent } from './contract.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
const city = join(repository, 'data', 'shantou');
/** The texts lie beside the repository and are not part of it; blind spot: without them nothing is compared. */
const texts = join(repository, '..', 'shared', 'data', 'laws');

const digits = ['', ...'一二三四五六七八九'];

/** As an article is numbered: 12 is 十二, 1015 is 一千零一十五. */
function chineseNumber(value: number): string {
  const [thousands = 0, hundreds = 0, tens = 0, ones = 0] = String(value)
    .padStart(4, '0')
    .split('')
    .map(Number);
  const written = [
    thousands > 0 ? `${digits[thousands]}千` : '',
    hundreds > 0 ? `${digits[hundreds]}百` : thousands > 0 && tens + ones > 0 ? '零' : '',
    tens > 0 ? `${digits[tens]}十` : hundreds > 0 && ones > 0 ? '零' : '',
    digits[ones] ?? '',
  ].join('');
  return value < 20 ? written.replace(/^一十/, '十') : written;
}

const nameOf = (title: string) => title.replaceAll('中华人民共和国', '');

/** The files by name of the law and date of its version. */
async function readIndex(): Promise<ReadonlyMap<string, string>> {
  const [, ...lines] = (await readFile(join(texts, 'index.csv'), 'utf8')).split('\n');
  return new Map(
    lines.map((line) => {
      const [path = '', title = '', , , , lastDate = ''] = line.split(',');
      return [`${nameOf(title)} ${lastDate}`, path];
    }),
  );
}

/** An article's words without its number and line breaks; the one old text with 一、 for 第一条 is read too. */
function articleOf(law: string, article: number): string | undefined {
  const number = chineseNumber(article);
  const lines = law.split('\n').map((line) => line.replace(/[*\s]/g, ''));
  const from = lines.findIndex((line) => line.startsWith(`第${number}条`) || line.startsWith(`${number}、`));
  if (from === -1) return undefined;
  const length = lines
    .slice(from + 1)
    .findIndex((line) => /^(#|第[零一二三四五六七八九十百千]+条|[零一二三四五六七八九十]+、)/.test(line));
  return lines.slice(from, length === -1 ? undefined : from + 1 + length).join('');
}

async function readQuotes(): Promise<
  readonly { readonly file: string; readonly basis: LegalBasisContent }[]
> {
  const folders = ['services', 'life-events'];
  const inFolders = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(city, folder)))
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name)),
    ),
  );
  const read = [...inFolders.flat(), 'responsibilities.json', 'retention.json'].map(async (file) => {
    const content: { legalBasis: LegalBasisContent[] } = JSON.parse(await readFile(join(city, file), 'utf8'));
    return content.legalBasis.map((basis) => ({ file, basis }));
  });
  return (await Promise.all(read)).flat();
}

describe('The law that the catalogue quotes', () => {
  test('is numbered as people write it', () => {
    assert.deepEqual([5, 10, 15, 20, 32, 100, 101, 110, 1012, 1020, 1100].map(chineseNumber), [
      '五',
      '十',
      '十五',
      '二十',
      '三十二',
      '一百',
      '一百零一',
      '一百一十',
      '一千零一十二',
      '一千零二十',
      '一千一百',
    ]);
  });

  test('is quoted word for word wherever a file says that it was compared', async (context) => {
    if (!existsSync(texts)) {
      context.skip('The texts of the laws are not beside the repository: no quote was compared.');
      return;
    }
    const index = await readIndex();
    const quotes = (await readQuotes()).filter(({ basis }) => basis.verified);
    const laws = new Map<string, string>();
    const wrong: string[] = [];
    for (const { file, basis } of quotes) {
      const place = `${file}: ${basis.key}`;
      const path = index.get(`${nameOf(basis.law)} ${basis.versionDate}`);
      if (path === undefined) {
        wrong.push(`${place} names a version that is not among the texts`);
        continue;
      }
      const law = laws.get(path) ?? (await readFile(join(texts, path), 'utf8'));
      laws.set(path, law);
      const article = articleOf(law, Number(basis.article));
      if (article?.includes(basis.quote.replace(/\s/g, '')) !== true) wrong.push(`${place} differs`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(quotes.length > 100, 'there is something to compare');
  });
});
