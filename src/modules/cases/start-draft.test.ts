import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { FormContent } from '#engines/forms';
import { isAppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { LifeEventContent } from '#modules/catalogue/contract';
import { generateSecrets } from '#platform/configuration';
import { createVault } from '#platform/crypto';
import { startDraft } from './start-draft.ts';

async function readData<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(`../../../data/shantou/${file}`, import.meta.url), 'utf8'));
}

test('where the situations leave nothing to apply for, no draft is begun, and the reader is told', async () => {
  const published = await readData<LifeEventContent>('life-events/open-restaurant.json');
  const form = await readData<FormContent>('forms/open-restaurant.json');
  const { decisions: _decisions, ...lifeEvent } = published;
  // A topic whose rules choose nothing: the city's own always choose something.
  const content: LifeEventContent = { ...lifeEvent, rules: [], situations: [] };
  const now = new Date('2026-11-23T02:00:00Z');
  const loaded = { lifeEvent: { id: newId(now), content }, form: { id: newId(now), content: form } };
  const actor = { kind: 'resident', id: newId(now), realNameLevel: 1 } as const;
  const context = { actor, now, requestId: newId(now), vault: createVault(generateSecrets().keys) };
  assert.throws(
    () => startDraft.decide(loaded, { lifeEventKey: content.key, situations: {} }, context),
    (error) => isAppError(error) && error.code === 'nothing-to-apply-for' && error.kind === 'invalid',
  );
});
