import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isNumber } from '#kernel/numbers';
import {
  checkDigitOf,
  findPatternFault,
  formatLicenceNumber,
  seriesOf,
  usualPattern,
} from './licence-number.ts';

const facts = { districtCode: '440507', year: 2026 };

describe('Numbers of licences', () => {
  test('follow the pattern of their kind', () => {
    assert.equal(formatLicenceNumber('JY2{division}{serial:6}', facts, 17n), 'JY2440507000017');
    assert.equal(formatLicenceNumber('PS{division}{year}{serial:4}', facts, 3n), 'PS44050720260003');
    assert.equal(formatLicenceNumber('X{year:2}-{serial:3}号', facts, 12n), 'X26-012号');
    const checked = formatLicenceNumber('JY2{division}{serial:6}{check}', facts, 17n);
    assert.equal(checked, `JY2440507000017${checkDigitOf('2440507000017')}`);
  });

  test('without a template are the platform’s own, as they always were', () => {
    assert.equal(seriesOf(usualPattern, facts), undefined);
    const number = formatLicenceNumber(usualPattern, facts, undefined);
    assert.match(number, /^ZZ26-/);
    assert.ok(isNumber(number), number);
  });

  test('count in the series of what stands before the serial', () => {
    assert.equal(seriesOf('JY2{division}{serial:6}{check}', facts), 'JY2440507');
    assert.notEqual(
      seriesOf('PS{division}{year}{serial:4}', facts),
      seriesOf('PS{division}{year}{serial:4}', { ...facts, year: 2027 }),
    );
  });

  test('a full series is said and never shortened', () => {
    assert.throws(() => formatLicenceNumber('A{serial:2}', facts, 100n), RangeError);
  });

  test('the check digit finds every wrong digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{8,18}$/),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const index = at % digits.length;
          const wrong = (Number(digits.charAt(index)) + by) % 10;
          const other = digits.slice(0, index) + wrong + digits.slice(index + 1);
          assert.notEqual(checkDigitOf(digits), checkDigitOf(other));
        },
      ),
    );
    // ISO 7064, the standard's own example for MOD 11,10.
    assert.equal(checkDigitOf('0794'), '5');
  });

  test('a pattern with a fault is refused with a reason', () => {
    for (const wrong of ['A', 'A{serial}', 'A{serial:3}{random}', 'A{serial:3}{other}', 'A{serial:3']) {
      assert.equal(typeof findPatternFault(wrong), 'string', wrong);
    }
    assert.equal(findPatternFault(usualPattern), undefined);
    assert.equal(findPatternFault('JY2{division}{serial:6}{check}'), undefined);
  });
});
