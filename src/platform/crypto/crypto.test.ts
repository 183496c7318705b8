import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { generateSecrets } from '#platform/configuration';
import { createVault, equalInConstantTime, keyOf, newToken, sha256 } from './index.ts';

const { keys } = generateSecrets();
const vault = createVault(keys);

describe('the vault', () => {
  test('gives back what it encrypted, whatever the text, and never the same bytes twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const encrypted = vault.encrypt(plain);
        assert.equal(vault.decrypt(encrypted), plain);
        assert.notDeepEqual(vault.encrypt(plain), encrypted);
      }),
    );
  });

  test('refuses bytes of which any one was changed, cut off or added', () => {
    const encrypted = vault.encrypt('440507199001010012');
    for (let offset = 0; offset < encrypted.length; offset += 1) {
      const changed = Buffer.from(encrypted);
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      assert.throws(() => vault.decrypt(changed), `changed at ${offset}`);
      assert.throws(() => vault.decrypt(encrypted.subarray(0, offset)), `cut at ${offset}`);
    }
    assert.throws(() => vault.decrypt(Buffer.concat([encrypted, Buffer.alloc(1)])));
  });

  test('refuses what another installation encrypted', () => {
    const other = createVault(generateSecrets().keys);
    assert.throws(() => vault.decrypt(other.encrypt('words')));
  });

  test('finds equal values by equal codes, which say nothing without the key', () => {
    assert.deepEqual(vault.lookUpCode('440507199001010012'), vault.lookUpCode('440507199001010012'));
    assert.notDeepEqual(vault.lookUpCode('440507199001010012'), vault.lookUpCode('440507199001010013'));
    const other = createVault({ ...keys, 'look-up': generateSecrets().keys['look-up'] ?? '' });
    assert.notDeepEqual(other.lookUpCode('440507199001010012'), vault.lookUpCode('440507199001010012'));
    assert.equal(vault.lookUpCode('x').length, 32);
  });

  test('ties a form’s token to its subject', () => {
    assert.equal(vault.formToken('session'), vault.formToken('session'));
    assert.notEqual(vault.formToken('session'), vault.formToken('another'));
    assert.notEqual(vault.formToken('session'), vault.lookUpCode('session').toString('base64url'));
  });

  test('is not made of keys that are missing or short', () => {
    const short = { ...keys, records: Buffer.alloc(16).toString('base64') };
    assert.throws(() => createVault(short), /lack the key "records"/);
    assert.throws(() => createVault({}), /lack the key/);
    assert.throws(() => keyOf(keys, 'nothing'), /lack the key "nothing"/);
  });
});

describe('digests and tokens', () => {
  test('SHA-256 is that of the standard (FIPS 180-4), of bytes and of texts in UTF-8', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.equal(sha256('abc').toString('hex'), abc);
    assert.equal(sha256(Buffer.from('abc')).toString('hex'), abc);
    assert.deepEqual(sha256('汕头'), sha256(Buffer.from('汕头', 'utf8')));
  });

  test('tokens hold 256 bits, fit into a cookie and are never the same', () => {
    const tokens = Array.from({ length: 1_000 }, newToken);
    assert.equal(new Set(tokens).size, 1_000);
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/);
  });

  test('comparing answers also where the lengths differ', () => {
    assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('ab')), true);
    assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('ac')), false);
    assert.equal(equalInConstantTime(Buffer.from('ab'), Buffer.from('abc')), false);
    assert.equal(equalInConstantTime(Buffer.alloc(0), Buffer.alloc(0)), true);
  });
});
