// Owns what the number of an identity document looks like; refuses numbers whose check character is wrong.
import { isResidentIdNumber, maskMiddle } from '#kernel/identity-numbers';
import type { DocumentKind } from './contract.ts';

/**
 * The number as it is stored and looked up, or undefined where it can't be one. An identity card and a residence permit
 * for Hong Kong, Macao and Taiwan residents have eighteen characters with a check character (GB 11643-1999; the permit's
 * address codes are 81, 82 and 83). A passport's printed number has no check character: it is entered with the three
 * letters of the issuing state (ISO 3166-1), because two states may use one number. Blind spot: its holder's new
 * passport has another number and is another person here.
 */
export function readDocumentNumber(kind: DocumentKind, typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '');
  switch (kind) {
    case 'resident-id':
      return isResidentIdNumber(plain) && !isPermit(plain) ? plain : undefined;
    case 'residence-permit':
      return isResidentIdNumber(plain) && isPermit(plain) ? plain : undefined;
    case 'passport':
      return /^[A-Z]{3}[A-Z0-9]{5,12}$/.test(plain) ? plain : undefined;
  }
}

function isPermit(plain: string): boolean {
  return /^8[123]/.test(plain);
}

/** As it may stand on a screen that others see: `440507********0012`. */
export function maskDocumentNumber(number: string): string {
  return number.length === 18 ? maskMiddle(number, 6, 4) : maskMiddle(number, 3, 2);
}
