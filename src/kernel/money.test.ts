import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatYuan, parseYuan } from './money.ts';

describe('money in fen', () => {
  test('is written in yuan with two decimals and groups of three', () => {
    const table = [
      [0n, '¥0.00'],
      [5n, '¥0.05'],
      [123_450n, '¥1,234.50'],
      [100_000_000_000n, '¥1,000,000,000.00'],
      [-1n, '-¥0.01'],
    ] as const;
    for (const [fen, written] of table) assert.equal(formatYuan(fen), written);
  });

  test('is read as people type it', () => {
    const table = [
      ['1,234.5', 123_450n],
      ['¥1234.50', 123_450n],
      ['￥１２３４．５０', 123_450n],
      [' 7 ', 700n],
      ['0.01', 1n],
    ] as const;
    for (const [typed, fen] of table) assert.equal(parseYuan(typed), fen, typed);
  });

  test('is refused where it is no amount', () => {
    const wrong = [
      '',
      '.5',
      '1.234',
      '1,23',
      '12,34.00',
      '1e3',
      '-1',
      '1 000',
      '一百',
      'NaN',
      '1.',
      '9'.repeat(16),
    ];
    for (const typed of wrong) assert.throws(() => parseYuan(typed), RangeError, typed);
  });

  test('is the same when it is written and read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n }), (fen) => {
        assert.equal(parseYuan(formatYuan(fen)), fen);
      }),
    );
  });
});
