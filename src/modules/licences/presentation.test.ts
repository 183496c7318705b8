import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel/ids';
import { generateSecrets } from '#platform/configuration';
import { createVault } from '#platform/crypto';
import {
  presentationDigits,
  presentationToken,
  readPresentationDigits,
  readPresentationToken,
} from './presentation.ts';

const vault = createVault(generateSecrets().keys);
const now = new Date('2026-11-23T02:00:00Z');
const expiresAt = new Date('2026-11-23T02:05:00Z');
const id = newId(now);
const token = presentationToken(vault, id, expiresAt);

describe('The token of a licence that is shown', () => {
  test('leads to its presentation until its time is over', () => {
    assert.deepEqual(readPresentationToken(vault, token, now), { kind: 'current', presentationId: id });
    assert.deepEqual(readPresentationToken(vault, token, new Date(expiresAt.getTime() - 1)), {
      kind: 'current',
      presentationId: id,
    });
    assert.deepEqual(readPresentationToken(vault, token, expiresAt), { kind: 'over' });
  });

  test('is refused when a character is changed, cut off or added, and under another key', () => {
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'abcXYZ059-_'), (at, other) => {
        fc.pre(token.charAt(at) !== other);
        const forged = token.slice(0, at) + other + token.slice(at + 1);
        assert.equal(readPresentationToken(vault, forged, now).kind, 'false');
      }),
    );
    for (const wrong of [token.slice(1), `${token}a`, '', 'x'.repeat(51), '../../etc']) {
      assert.equal(readPresentationToken(vault, wrong, now).kind, 'false', wrong);
    }
    const strange = createVault(generateSecrets().keys);
    assert.equal(readPresentationToken(strange, token, now).kind, 'false');
  });

  test('has digits of its own, that are read with or without blanks', () => {
    const digits = presentationDigits(vault, id);
    assert.match(digits, /^\d{12}$/);
    assert.equal(
      readPresentationDigits(` ${digits.slice(0, 4)} ${digits.slice(4, 8)}-${digits.slice(8)}`),
      digits,
    );
    assert.notEqual(presentationDigits(vault, newId(now)), digits);
    assert.equal(readPresentationDigits('1234'), undefined);
    assert.equal(readPresentationDigits(token), undefined);
  });
});
