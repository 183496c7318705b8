// Owns requests as tests make them: who acts, on which database, at which moment; refuses the machine's own clock.
import { randomUUID } from 'node:crypto';
import type { Actor } from '#kernel/actors';
import { createVault } from '#platform/crypto';
import type { UseCaseRequest } from '#platform/use-case';
import type { TestDatabase } from './database.ts';

/** The moment at which tests act, unless they say otherwise: Monday 23 November 2026, 10:00 in Shantou. */
export const testNow = new Date('2026-11-23T02:00:00Z');

/** A request of this actor on the test's database, for `runUseCase`. */
export function requestAs(
  database: Pick<TestDatabase, 'pools' | 'secrets'>,
  actor: Actor,
  more: Partial<UseCaseRequest> = {},
): UseCaseRequest {
  return {
    actor,
    requestId: randomUUID(),
    now: testNow,
    pools: database.pools,
    vault: createVault(database.secrets.keys),
    ...more,
  };
}
