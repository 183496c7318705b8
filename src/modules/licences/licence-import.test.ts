import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import { type ImportFacts, judgeImport, readImport, termMonthsOf } from './licence-import.ts';

const facts: ImportFacts = {
  templates: new Map([
    ['food-operation-permit', { title: { zh: '食品经营许可证', en: 'Food Operation Permit' } }],
  ]),
  takenNumbers: new Set(['JY-TAKEN-1']),
  today: legalDay('2026-11-23'),
};
const headings = '证照种类,证照编号,持证人,持证人证件号,发证日期,有效期至,档案出处,经营场所';
const good =
  'food-operation-permit,JY24405070000011,示例饭店,000001199001010010,2021-03-05,2026-03-04,2021年第3卷,"示例路1号,104铺"';

function judge(...lines: readonly string[]) {
  return judgeImport('a.csv', readImport([`\uFEFF${headings}`, ...lines].join('\r\n')), facts);
}

describe('A file of licences on paper', () => {
  test('is read as a spreadsheet writes it; further columns are what the licence states', () => {
    const report = judge(good);
    assert.deepEqual(report.problems, []);
    assert.deepEqual(report.lines[0]?.entries, [{ label: '经营场所', value: '示例路1号,104铺' }]);
    assert.equal(report.lines[0]?.line, 2);
  });

  test('shows no number of identity in the clear', () => {
    assert.ok(!JSON.stringify(judge(good)).includes('000001199001010010'));
    assert.match(judge(good).lines[0]?.holderNumberShown ?? '', /^000001\*{10}10$/);
  });

  test('each line says what is wrong with it', () => {
    const report = judge(
      'unknown,JY-TAKEN-1,,123,2027-01-01,2020-01-01,,',
      good,
      good,
      good.replace('JY24405070000011', 'JY24405070000012').replace(',2026-03-04,', ',,'),
    );
    const problems = report.lines.map((line) => line.problems.map((one) => one.en));
    assert.equal(problems[0]?.length, 7);
    assert.ok(problems[1]?.includes('The number occurs twice in the file.'));
    assert.deepEqual(
      problems[3]?.filter((one) => !one.includes('identity')),
      [],
    );
  });

  test('a file without its columns, without lines, with too many, or that is none at all is refused whole', () => {
    assert.match(readImport('a,b\n1,2').problems[0]?.en ?? '', /Columns are missing/);
    assert.match(readImport(headings).problems[0]?.en ?? '', /holds no licence/);
    assert.match(
      readImport([headings, ...Array.from({ length: 501 }, () => good)].join('\n')).problems[0]?.en ?? '',
      /At most 500/,
    );
    assert.match(readImport(`${headings}\n"a`).problems[0]?.en ?? '', /no valid CSV/);
  });

  test('a term that ends the day before its anniversary counts as whole', () => {
    const months = (from: string, to: string) => termMonthsOf(legalDay(from), legalDay(to));
    assert.equal(months('2021-03-05', '2026-03-04'), 60);
    assert.equal(months('2021-03-05', '2026-03-05'), 60);
    assert.equal(months('2024-02-29', '2025-02-28'), 12);
    assert.equal(months('2026-01-01', '2026-01-15'), null);
  });
});
