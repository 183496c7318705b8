import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isCreditCode, isResidentIdNumber, maskMiddle } from './identity-numbers.ts';

/** ISO 7064 MOD 11-2, in its recursive form: another way to the check character than the code's weights. */
function withIdCheck(first17: string): string {
  const remainder = [...first17].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  return first17 + '0123456789X'.charAt((12 - remainder) % 11);
}

const someIdNumber = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([division, birth, order]) =>
    withIdCheck(
      `${division}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
    ),
  );

describe('citizen identity numbers (GB 11643-1999)', () => {
  test('are known by the standard’s own example', () => {
    assert.equal(isResidentIdNumber('11010519491231002X'), true);
    assert.equal(isResidentIdNumber('440524188001010014'), true);
  });

  test('are accepted with the check character that ISO 7064 gives', () => {
    fc.assert(fc.property(someIdNumber, isResidentIdNumber));
  });

  test('are refused with one wrong digit or two neighbours swapped', () => {
    fc.assert(
      fc.property(someIdNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, change) => {
        const other = String((Number(number.charAt(at)) + change) % 10);
        assert.equal(isResidentIdNumber(number.slice(0, at) + other + number.slice(at + 1)), false);
        const [one, next] = [number.charAt(at), number.charAt(at + 1)];
        if (one === next) return;
        assert.equal(isResidentIdNumber(number.slice(0, at) + next + one + number.slice(at + 2)), false);
      }),
    );
  });

  test('are refused with a day of birth that no calendar has', () => {
    for (const day of ['19900230', '19901301', '19900100', '20230229', '00000000']) {
      assert.equal(isResidentIdNumber(withIdCheck(`440507${day}001`)), false, day);
    }
    assert.equal(isResidentIdNumber(withIdCheck('44050720240229001')), true);
  });

  test('are refused in any other form', () => {
    for (const wrong of [
      '',
      '11010519491231002x',
      ' 11010519491231002X',
      '110105491231002',
      '１１０１０５１９４９１２３１００２X',
    ]) {
      assert.equal(isResidentIdNumber(wrong), false, wrong);
    }
  });
});

describe('unified social credit codes (GB 32100-2015)', () => {
  test('are known by codes in use', () => {
    // The Ministry of Finance and the State Taxation Administration, as they publish them.
    for (const code of ['11100000000013186G', '91350100M000100Y43'])
      assert.equal(isCreditCode(code), true, code);
  });

  test('are refused with one wrong character', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...alphabet), (at, other) => {
        const code = '91350100M000100Y43';
        fc.pre(code.charAt(at) !== other);
        assert.equal(isCreditCode(code.slice(0, at) + other + code.slice(at + 1)), false);
      }),
    );
  });

  test('are refused with letters that the alphabet lacks, or another length', () => {
    for (const wrong of [
      '',
      '91350100M000100Y4',
      '91350100M000100Y433',
      '91350100I000100Y43',
      '91350100m000100y43',
    ]) {
      assert.equal(isCreditCode(wrong), false, wrong);
    }
  });
});

describe('masking', () => {
  test('shows beginning and end and hides at least the middle', () => {
    assert.equal(maskMiddle('440507199001010012', 6, 4), '440507********0012');
    assert.equal(maskMiddle('13800000000', 3, 4), '138****0000');
  });

  test('never shows a value whole that is shorter than what would be shown', () => {
    for (const value of ['', '1', '1234', '1234567890']) {
      const masked = maskMiddle(value, 6, 4);
      assert.equal(masked.length, value.length);
      assert.ok(value === '' || masked !== value, masked);
    }
  });
});
