// Owns encryption of sensitive values and keyed look-up; refuses values that were changed after encryption.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** SHA-256 of bytes or of a text's UTF-8 bytes, 32 bytes. */
export function sha256(content: Uint8Array | string): Buffer {
  return createHash('sha256').update(content).digest();
}

/** Compares two digests or tokens without telling by the time taken where they differ. */
export function equalInConstantTime(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A new unguessable token of 256 bits, as base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Encrypts and finds again what must not lie open in the database. */
export interface Vault {
  /** AES-256-GCM; the result is one byte of key version, 12 of nonce, 16 of tag, then the cipher text. */
  encrypt(plain: string): Buffer;
  /** The plain text; throws an Error where the bytes were changed or belong to another key. */
  decrypt(encrypted: Uint8Array): string;
  /** HMAC-SHA-256 under the look-up key: equal values have equal codes, and nobody without the key can try values. */
  lookUpCode(value: string): Buffer;
  /** HMAC-SHA-256 under the key of forms, as base64url: ties a form's token to a session. */
  formToken(subject: string): string;
}

const keyVersion = 1;
const tagBytes = 16;

/** A vault over the installation's keys (base64, 32 bytes each, by purpose: 'records', 'look-up', 'forms'). */
export function createVault(keys: Readonly<Record<string, string>>): Vault {
  const recordKey = keyOf(keys, 'records');
  const lookUpKey = keyOf(keys, 'look-up');
  const formKey = keyOf(keys, 'forms');
  return {
    encrypt(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', recordKey, nonce, { authTagLength: tagBytes });
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(keyVersion), nonce, cipher.getAuthTag(), body]);
    },
    decrypt(encrypted) {
      if (encrypted[0] !== keyVersion)
        throw new Error('The value was encrypted with a key that is not here.');
      const decipher = createDecipheriv('aes-256-gcm', recordKey, encrypted.subarray(1, 13), {
        // A shorter tag, as of bytes that were cut off, would be easier to guess and is refused.
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(encrypted.subarray(13, 29));
      return Buffer.concat([decipher.update(encrypted.subarray(29)), decipher.final()]).toString('utf8');
    },
    lookUpCode: (value) => createHmac('sha256', lookUpKey).update(value).digest(),
    formToken: (subject) => createHmac('sha256', formKey).update(subject).digest('base64url'),
  };
}

/** The key of a purpose as bytes; throws where the installation's secrets lack it. */
export function keyOf(keys: Readonly<Record<string, string>>, purpose: string): Buffer {
  const key = Buffer.from(keys[purpose] ?? '', 'base64');
  if (key.length !== 32) throw new Error(`The installation's secrets lack the key "${purpose}".`);
  return key;
}
