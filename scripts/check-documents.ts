// Owns the check that documents point to what exists; refuses to ask the network about addresses outside.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findBrokenReferences } from './broken-references.ts';

const root = path.dirname(import.meta.dirname);
const skipped = new Set(['node_modules', '.git', '.yizhan', 'dist', 'test-output']);

const names = globSync('**/*.md', { cwd: root, exclude: (name) => skipped.has(path.basename(name)) });
const documents = new Map(names.sort().map((name) => [name, readFileSync(path.join(root, name), 'utf8')]));
const broken = findBrokenReferences(documents, (name) => existsSync(path.join(root, name)));
for (const { document, line, problem } of broken) process.stdout.write(`${document}:${line} ${problem}\n`);
if (broken.length > 0) process.exitCode = 1;
