import { test } from 'node:test';
import { killWorkers } from './kill-workers.ts';

test('workers that are killed lose no service, no timer and no message, and double none', async (context) => {
  const settings = { pairs: 20, workers: 3, kills: 3, pauseMsMost: 600, quietWithinMs: 60_000 };
  context.diagnostic(await killWorkers(settings));
});
