// Owns `npm start`: from a fresh clone to a running Yizhan; refuses nothing but a platform without Node 24.
// Runs on Node 20 with nothing installed.
import path from 'node:path';
import { buildWorkbench } from './build-workbench.mjs';
import { findNode, repository } from './find-node.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { fail } from './print.mjs';
import { runChild } from './run-child.mjs';

try {
  installDependencies();
  const node = findNode();
  buildWorkbench(node);
  const options = [path.join(repository, 'src/main.ts'), 'serve', ...process.argv.slice(2)];
  process.exitCode = await runChild(node, options, { cwd: repository });
} catch (error) {
  fail(error);
}
