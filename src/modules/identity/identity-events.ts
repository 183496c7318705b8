// Owns the facts that identity publishes; refuses personal data: an account is its id.
import type { Id } from '#kernel/ids';
import type { NewEvent } from '#platform/events';
import type { AccountKind } from './account-kind.ts';

/** Somebody signed in. Subject: the account, of kind 'resident' or 'officer'. */
export function sessionOpened(kind: AccountKind, accountId: Id): NewEvent {
  return { type: 'SessionOpened', schemaVersion: 1, subject: { kind, id: accountId } };
}

/** Somebody signed out. Sessions that ran out by themselves end without an event. */
export function sessionEnded(kind: AccountKind, accountId: Id): NewEvent {
  return { type: 'SessionEnded', schemaVersion: 1, subject: { kind, id: accountId } };
}
