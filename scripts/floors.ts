// Owns the check of floors, doors, order, schemas, names and sizes (house.ts); refuses what breaks one, by its name.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkMigrations, checkSchemaNames } from './database-rules.ts';
import { doors, moduleOrder } from './house.ts';
import { checkImports, checkPlatformCycles } from './import-rules.ts';
import { checkNames, checkShapes } from './shape-rules.ts';
import { readSourceFile, type SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

const areas = '{src,scripts,test,bench}/**/*';
const code = /\.(ts|tsx|mjs)$/;

/** Everything in the house that breaks a rule, in the order of the files. */
export function checkHouse(rootDirectory: string): readonly Violation[] {
  const paths = globSync([areas, 'migrations/*'], {
    cwd: rootDirectory,
    withFileTypes: true,
    exclude: (entry) => ['node_modules', 'dist'].includes(entry.name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(rootDirectory, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
  const files: SourceFile[] = [];
  const violations: Violation[] = [
    ...checkDoors(rootDirectory),
    ...checkModules(paths),
    ...checkNames(paths),
  ];
  for (const file of paths.filter((one) => code.test(one) && !one.includes('.gen.'))) {
    try {
      files.push(readSourceFile(rootDirectory, file));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      violations.push({ rule: 'unreadable', path: file, line: 1, message });
    }
  }
  violations.push(
    ...checkImports(files),
    ...checkPlatformCycles(files),
    ...checkSchemaNames(files),
    ...checkMigrations(rootDirectory),
    ...checkShapes(files),
  );
  return violations.sort((one, other) => one.path.localeCompare(other.path) || one.line - other.line);
}

/** package.json's imports are what Node follows; house.ts is what the rules are about. They say the same. */
function checkDoors(root: string): readonly Violation[] {
  const { imports }: { imports?: Record<string, unknown> } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const listed = new Map<string, unknown>(doors.map((door) => [door.name, door.file]));
  const present = new Map(Object.entries(imports ?? {}));
  const different = [...new Set([...listed.keys(), ...present.keys()])].filter(
    (name) => listed.get(name) !== present.get(name),
  );
  return different.map((name) => ({
    rule: 'doors-differ',
    path: 'package.json',
    line: 1,
    message: `the door ${name} is not the same in package.json and scripts/house.ts`,
  }));
}

function checkModules(paths: readonly string[]): readonly Violation[] {
  const present = new Set(paths.flatMap((file) => /^src\/modules\/([^/]+)\//.exec(file)?.[1] ?? []));
  return [...present]
    .filter((module) => !moduleOrder.some((one) => one === module))
    .map((module) => ({
      rule: 'unknown-module',
      path: `src/modules/${module}`,
      line: 1,
      message: `${module} is not on the list of modules`,
    }));
}

if (import.meta.main) {
  const violations = checkHouse(path.dirname(import.meta.dirname));
  for (const { rule, path: file, line, message } of violations) {
    process.stdout.write(`${file}:${line} ${rule}: ${message}\n`);
  }
  if (violations.length > 0) process.exitCode = 1;
}
