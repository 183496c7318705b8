// Owns `npm run check`: installs what is missing and runs every check stage on Node 24. Runs on Node 20.
import path from 'node:path';
import { findNode, repository } from './find-node.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { fail } from './print.mjs';
import { runChild } from './run-child.mjs';

try {
  installDependencies({ development: true });
  process.exitCode = await runChild(findNode(), [path.join(repository, 'scripts/run-checks.ts')], {
    cwd: repository,
  });
} catch (error) {
  fail(error);
}
