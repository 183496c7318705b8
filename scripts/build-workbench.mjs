// Owns that dist/workbench matches its sources; refuses to build it again when nothing changed. Runs on Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './find-node.mjs';
import { say } from './print.mjs';

const configuration = 'src/workbench/vite.config.ts';
const stampFile = path.join(repository, 'dist/workbench/.inputs-hash');

/**
 * @param {string} node the program that runs vite
 */
export function buildWorkbench(node) {
  if (!existsSync(path.join(repository, configuration))) return;
  const hash = hashInputs();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  say('Building the workbench.');
  const vite = path.join(repository, 'node_modules/vite/bin/vite.js');
  const options = [vite, 'build', '--config', configuration, '--logLevel', 'warn'];
  const { status } = spawnSync(node, options, { cwd: repository, stdio: 'inherit' });
  if (status !== 0)
    throw new Error('The workbench could not be built; vite says above why. Nothing was started.');
  writeFileSync(stampFile, hash);
}

/** Everything that the browser's program may be made of: its own files, what it may import, and the packages. */
function hashInputs() {
  const files = ['src/workbench', 'src/kernel', 'src/engines']
    .flatMap((folder) => listFiles(folder))
    .concat(listFiles('src/modules').filter((file) => path.basename(file) === 'contract.ts'))
    .filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.test.tsx'));
  const hash = createHash('sha256');
  for (const file of [...files, 'package-lock.json'].sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(repository, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function listFiles(folder) {
  const absolute = path.join(repository, folder);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repository, path.join(entry.parentPath ?? entry.path, entry.name)));
}
