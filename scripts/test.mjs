// Owns `npm test`: all its own set-up, the checks, then the tests on Node 24. Runs on Node 20 with nothing installed.
//   npm test                  checks, then every test but the long ones
//   npm run test:long         only *.long.test.ts
//   npm test -- FILE …        only these files, no checks
import path from 'node:path';
import { buildWorkbench } from './build-workbench.mjs';
import { findNode, repository } from './find-node.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { fail } from './print.mjs';
import { runChild } from './run-child.mjs';
import { setUpBrowser } from './set-up-browser.mjs';

const options = process.argv.slice(2);

/** @param {string} script @param {string} node @param {NodeJS.ProcessEnv} [env] */
function run(node, script, env = process.env) {
  return runChild(node, [path.join(repository, 'scripts', script), ...options], { cwd: repository, env });
}

try {
  installDependencies({ development: true });
  const node = findNode();
  const browser = setUpBrowser(node);
  buildWorkbench(node);
  const checked = options.length === 0 ? await run(node, 'run-checks.ts') : 0;
  if (checked === 0)
    process.exitCode = await run(node, 'run-tests.ts', { ...process.env, CHROMIUM_PATH: browser });
  else
    fail(
      'The tests were not run, because a check failed (above). Mend it, or run single files with "npm test -- FILE".',
    );
} catch (error) {
  fail(error);
}
