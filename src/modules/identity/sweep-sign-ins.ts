// Owns the clearing away of old attempts and sessions; refuses to touch what still decides something.
import { newId } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import type { Pools } from '#platform/database';
import type { TaskHandler } from '#platform/jobs';
import { command, runUseCase } from '#platform/use-case';
import { maySweepSignIns } from './identity-permissions.ts';
import type { IdentityTables } from './identity-tables.gen.ts';
import { deleteOldSignIns } from './session-store.ts';

const sweepSignIns = command<undefined, undefined, undefined, undefined, IdentityTables>({
  name: 'sweep-sign-ins',
  zone: 'extranet',
  audience: ['system'],
  load: async () => undefined,
  permission: maySweepSignIns,
  object: () => ({ kind: 'session' }),
  decide: () => ({ change: undefined, answer: undefined, events: [] }),
  store: (db, _change, { now }) => deleteOldSignIns(db, now),
});

/** The task `sweep-sign-ins`, to recur daily on the extranet's worker. Without it the tables only grow. */
export function sweepSignInsTask(settings: {
  readonly pools: Pools;
  readonly vault: Vault;
  readonly now: () => Date;
}): TaskHandler {
  return async () => {
    const now = settings.now();
    await runUseCase(
      {
        actor: { kind: 'system', name: 'sweep-sign-ins' },
        requestId: newId(now),
        now,
        pools: settings.pools,
        vault: settings.vault,
        login: 'worker_extranet',
      },
      sweepSignIns,
      undefined,
    );
  };
}
