// Owns who stands at the counter: found by their document's number, or made without a login. Refuses to disclose anybody.
import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import type { AnyDb } from '#platform/database';
import type { DocumentKind } from './contract.ts';

/** A document as the clerk holds it; `number` is what `readDocumentNumber` read. */
export interface ShownDocument {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly number: string;
}

/** A resident whose checked number this is. Of another name only what a passer-by may know is told. */
export interface FoundByDocument {
  readonly residentId: Id;
  readonly sameName: boolean;
  readonly maskedName: string;
}

/**
 * For a window clerk. Accounts whose number was only declared (real-name level 1) are not found: who made one may not be
 * the number's holder, and would be handed what the holder applies for.
 */
export async function findByDocument(
  db: AnyDb,
  vault: Vault,
  { name, documentKind, number }: ShownDocument,
  at: Date,
): Promise<FoundByDocument | undefined> {
  const { rows } = await sql<FoundByDocument>`
    select * from identity.find_by_document(${documentLookUp(vault, documentKind, number)}, ${name}, ${at})`.execute(
    db.withTables<Record<never, never>>(),
  );
  return rows[0];
}

/** Makes a resident of level 3 without a login, by a window clerk. Two at once break resident_id_number_hmac_key. */
export async function addSeenInPerson(
  db: AnyDb,
  vault: Vault,
  residentId: Id,
  { name, documentKind, number }: ShownDocument,
  at: Date,
): Promise<void> {
  await sql`select identity.add_seen_in_person(${residentId}, ${name}, ${documentKind}, ${vault.encrypt(number)},
    ${documentLookUp(vault, documentKind, number)}, ${at})`.execute(db.withTables<Record<never, never>>());
}

/** The code by which a document's number is looked up; an identity card's is that of its number alone, as accounts have it. */
export function documentLookUp(vault: Vault, kind: DocumentKind, number: string): Buffer {
  return vault.lookUpCode(kind === 'passport' ? `passport:${number}` : number);
}
