import { test } from 'node:test';
import { killSubmissions } from './kill-submissions.ts';

test('a server that is killed while people apply loses nothing that it acknowledged', async (context) => {
  const settings = { submissions: 10, killsLeast: 2, lifeMsMost: 2_500, applicants: 4 };
  context.diagnostic(await killSubmissions(settings));
});
