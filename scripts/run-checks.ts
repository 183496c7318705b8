// Owns the check stages and their order; refuses the network and everything that takes longer than seconds.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

interface Stage {
  readonly title: string;
  /** What node runs, from the root of the repository. */
  readonly command: readonly string[];
  /** The stage belongs to a part that exists only with this file. */
  readonly onlyWith?: string;
}

const root = path.dirname(import.meta.dirname);
const tsc = 'node_modules/typescript/bin/tsc';

const stages: readonly Stage[] = [
  { title: 'types', command: [tsc, '-p', 'tsconfig.json'] },
  {
    title: 'types of the workbench',
    command: [tsc, '-p', 'src/workbench/tsconfig.json'],
    onlyWith: 'src/workbench/tsconfig.json',
  },
  {
    title: 'lint and format',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off'],
  },
  { title: 'floors and doors', command: ['scripts/floors.ts'], onlyWith: 'scripts/floors.ts' },
  { title: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  {
    title: 'generated files',
    command: ['scripts/generate.ts', '--check'],
    onlyWith: 'scripts/generate.ts',
  },
  { title: 'links in documents', command: ['scripts/check-documents.ts'] },
];

/** Every stage runs, so that one run tells everything that is to be mended. */
const failed: string[] = [];
for (const { title, command, onlyWith } of stages) {
  if (onlyWith !== undefined && !existsSync(path.join(root, onlyWith))) continue;
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✔' : '✖'} ${title} (${seconds} s)\n`);
  if (status === 0) continue;
  failed.push(title);
  process.stdout.write(`${stdout}${stderr}`.replaceAll(/^(?=.)/gm, '    '));
}

if (failed.length > 0) {
  process.stdout.write(`Checks failed: ${failed.join(', ')}.\n`);
  process.exitCode = 1;
}
