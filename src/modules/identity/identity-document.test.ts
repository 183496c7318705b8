import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { maskDocumentNumber, readDocumentNumber } from './identity-document.ts';

describe('the number of an identity document', () => {
  test('is read as people type it, with its check character', () => {
    const table = [
      ['resident-id', '00000019900101000X', '00000019900101000X'],
      ['resident-id', ' 000000 19900101 000x ', '00000019900101000X'],
      ['resident-id', '０００００019900101000X', '00000019900101000X'],
      ['resident-id', '000000199001010001', undefined],
      ['resident-id', '00000019900101000', undefined],
      ['resident-id', '', undefined],
      ['residence-permit', '00000019900101000X', undefined],
      ['passport', 'gbr 123456789', 'GBR123456789'],
      ['passport', '123456789', undefined],
      ['passport', 'GBR1', undefined],
    ] as const;
    for (const [kind, typed, number] of table) assert.equal(readDocumentNumber(kind, typed), number, typed);
  });

  test('of a permit for Hong Kong, Macao and Taiwan residents is no identity card’s', () => {
    const first = '81000019900101000';
    const number = [...'0123456789X']
      .map((one) => first + one)
      .find((one) => readDocumentNumber('residence-permit', one));
    assert.ok(number !== undefined);
    assert.equal(readDocumentNumber('resident-id', number), undefined);
  });

  test('is never shown whole', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{8,18}$/), (number) => {
        const shown = maskDocumentNumber(number);
        assert.equal(shown.length, number.length);
        assert.ok((shown.match(/\*/g)?.length ?? 0) >= 3);
      }),
    );
  });
});
