// Owns the token and the digits of a licence that is shown; pure. Refuses what was forged, cut short or is over.
import type { Id } from '#kernel/ids';
import { equalInConstantTime, type Vault } from '#platform/crypto';

/** How long a licence that was shown can be opened. */
export const presentationMinutes = 5;

type Signing = Pick<Vault, 'formToken'>;

// The key is shared with the forms' tokens, whose subjects are session tokens without a blank: these can't be mistaken.
const signedAs = 'licence-presentation ';
const digitsAs = 'licence-presentation-digits ';
const idBytes = 16;
const expiryBytes = 6;
const signatureBytes = 16;

/**
 * The token behind the QR code: which presentation, until when, and an HMAC over both (its first 128 bits). It names no
 * licence, no number and no person; base64url, 51 characters.
 */
export function presentationToken(vault: Signing, presentationId: Id, expiresAt: Date): string {
  const content = Buffer.alloc(idBytes + expiryBytes);
  content.write(presentationId.replaceAll('-', ''), 'hex');
  content.writeUIntBE(Math.floor(expiresAt.getTime() / 1_000), idBytes, expiryBytes);
  return Buffer.concat([content, signatureOf(vault, content)]).toString('base64url');
}

function signatureOf(vault: Signing, content: Buffer): Buffer {
  const code = vault.formToken(signedAs + content.toString('base64url'));
  return Buffer.from(code, 'base64url').subarray(0, signatureBytes);
}

export type ReadToken =
  | { readonly kind: 'current'; readonly presentationId: Id }
  | { readonly kind: 'over' }
  | { readonly kind: 'false' };

/** What a token says at this moment. */
export function readPresentationToken(vault: Signing, token: string, now: Date): ReadToken {
  const bytes = /^[\w-]{51}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
  if (bytes.length !== idBytes + expiryBytes + signatureBytes || bytes.toString('base64url') !== token) {
    return { kind: 'false' };
  }
  const content = bytes.subarray(0, idBytes + expiryBytes);
  if (!equalInConstantTime(bytes.subarray(content.length), signatureOf(vault, content)))
    return { kind: 'false' };
  const expiresAtMs = content.readUIntBE(idBytes, expiryBytes) * 1_000;
  if (expiresAtMs <= now.getTime()) return { kind: 'over' };
  const hex = content.subarray(0, idBytes).toString('hex');
  const presentationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind: 'current', presentationId };
}

/**
 * Twelve digits to be read aloud where nothing scans, made from the presentation's id under the key, so that they need
 * not be stored: 10^12 of them, five minutes, and few guesses a minute.
 */
export function presentationDigits(vault: Signing, presentationId: Id): string {
  const code = Buffer.from(vault.formToken(digitsAs + presentationId), 'base64url');
  return String(code.readBigUInt64BE(0) % 1_000_000_000_000n).padStart(12, '0');
}

/** What was typed as digits: blanks and hyphens don't matter. Undefined where it is something else. */
export function readPresentationDigits(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{12}$/.test(digits) ? digits : undefined;
}

/** Under which the digits are looked up. */
export function digitsCode(vault: Pick<Vault, 'lookUpCode'>, digits: string): Buffer {
  return vault.lookUpCode(digitsAs + digits);
}
