import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isAppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { LifeEventContent } from '#modules/catalogue/contract';
import type { Vault } from '#platform/crypto';
import { startDraft } from './start-draft.ts';

test('where the situations leave nothing to apply for, no draft is begun, and the reader is told', async () => {
  const file = new URL('../../../data/shantou/life-events/open-restaurant.json', import.meta.url);
  const { decisions: _decisions, ...published } = JSON.parse(
    await readFile(file, 'utf8'),
  ) as LifeEventContent;
  // A topic whose rules choose nothing: the city's own always choose something.
  const content: LifeEventContent = { ...published, rules: [], situations: [] };
  const now = new Date('2026-11-23T02:00:00Z');
  const loaded = {
    lifeEvent: { id: newId(now), content },
    form: { id: newId(now), content: { pages: [] } },
  } as unknown as Parameters<typeof startDraft.decide>[0];
  const actor = { kind: 'resident', id: newId(now), realNameLevel: 1 } as const;
  // Nothing is decrypted where nothing is kept.
  const context = { actor, now, requestId: newId(now), vault: {} as Vault };
  assert.throws(
    () => startDraft.decide(loaded, { lifeEventKey: content.key, situations: {} }, context),
    (error) => isAppError(error) && error.code === 'nothing-to-apply-for' && error.kind === 'invalid',
  );
});
