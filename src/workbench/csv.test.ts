import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toCsv } from './csv.ts';

/** Reads RFC 4180 back, so that nothing of a cell may be lost. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of csv.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('A list as CSV', () => {
  test('begins with a byte order mark and ends every line with CRLF', () => {
    assert.equal(
      toCsv([
        ['编号', '店铺'],
        ['1', '示例'],
      ]),
      '\uFEFF"编号","店铺"\r\n"1","示例"\r\n',
    );
  });

  for (const start of [
    '=',
    '+',
    '-',
    '@',
    '＝',
    '＋',
    '－',
    '＠',
    '\t',
    '\r',
    '\n',
    '|',
    '%',
    ' =',
    '\u200B=',
  ]) {
    test(`disarms a cell that begins with ${JSON.stringify(start)}`, () => {
      const [[cell] = []] = readCsv(toCsv([[`${start}cmd()`]]));
      assert.equal(cell, `'${start}cmd()`);
    });
  }

  test('leaves names, numbers and dates as they are', () => {
    const row = ['汕头市龙湖区示例饮食店', '0754-88', '2026-09-28', 'He said "no"', 'a,b'];
    assert.deepEqual(readCsv(toCsv([row])), [row]);
  });

  test('loses nothing of any cell, and lets none begin as a formula', () => {
    const rows = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const read = readCsv(toCsv(given));
        assert.equal(read.length, given.length);
        for (const [index, row] of read.entries()) {
          assert.deepEqual(
            row.map((cell, column) => (cell === given[index]?.[column] ? cell : cell.slice(1))),
            given[index],
          );
          assert.ok(row.every((cell) => !/^\s*[=+\-@\t\r]/.test(cell)));
        }
      }),
    );
  });
});
