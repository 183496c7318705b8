import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hashOfNobody, hashPassword, verifyPassword } from './password.ts';

/** Algorithm, version and cost of a hash in PHC's text form. */
const costOf = (phc: string) => phc.split('$').slice(1, 4);

describe('passwords', () => {
  test('are hashed with Argon2id at the stated cost, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    assert.notEqual(one, other);
    assert.deepEqual(costOf(one), ['argon2id', 'v=19', 'm=19456,t=2,p=1']);
  });

  test('match themselves however the keyboard composed them, and nothing else', async () => {
    const hash = await hashPassword('Müller 龙湖 ①');
    assert.equal(await verifyPassword(hash, 'Mu\u0308ller 龙湖 1'), true);
    assert.equal(await verifyPassword(hash, 'Muller 龙湖 1'), false);
    assert.equal(await verifyPassword(hash, ''), false);
  });

  test('of an unknown account are compared at the same cost as of a known one, and never match', async () => {
    assert.deepEqual(costOf(hashOfNobody), costOf(await hashPassword('x')));
    assert.equal(await verifyPassword(undefined, 'x'), false);
  });
});
