import { test } from 'node:test';
import { killWorkers } from './kill-workers.ts';

test('of six hundred pairs of processes, whose workers are killed again and again, none is lost or doubled', async (context) => {
  const settings = { pairs: 600, workers: 3, kills: 60, pauseMsMost: 2_000, quietWithinMs: 180_000 };
  context.diagnostic(await killWorkers(settings));
});
