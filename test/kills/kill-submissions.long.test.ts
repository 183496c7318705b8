import { test } from 'node:test';
import { killPostmaster } from './kill-postmaster.ts';
import { killSubmissions } from './kill-submissions.ts';

test('of two hundred submissions to a server that is killed again and again none is lost or in part', async (context) => {
  const settings = { submissions: 200, killsLeast: 40, lifeMsMost: 6_000, applicants: 8 };
  context.diagnostic(await killSubmissions(settings));
});

test('a killed PostgreSQL is said so, refuses what can’t be kept, and works again after a restart', async (context) => {
  context.diagnostic(await killPostmaster());
});
