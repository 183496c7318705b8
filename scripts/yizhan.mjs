#!/usr/bin/env node
// Owns `npx yizhan`: hands its words to src/main.ts on Node 24; refuses to install anything. Runs on Node 20.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findNode, repository } from './find-node.mjs';
import { fail } from './print.mjs';
import { runChild } from './run-child.mjs';

try {
  if (!existsSync(path.join(repository, 'node_modules/.package-lock.json'))) {
    fail('Nothing is installed yet, and nothing was changed. Run "npm ci" or "npm start" first.');
  }
  process.exitCode = await runChild(findNode(), [
    path.join(repository, 'src/main.ts'),
    ...process.argv.slice(2),
  ]);
} catch (error) {
  fail(error);
}
