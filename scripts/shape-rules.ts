// Owns the names and sizes of files and functions; refuses names that say nothing.
import path from 'node:path';
import { emptyWords, fileLinesMost, functionLinesMost } from './house.ts';
import { standingOf } from './house-places.ts';
import type { SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

const kebabFile = /^[a-z0-9]+(-[a-z0-9]+)*(\.(((long|browser)\.)?test|gen|d|config))?\.[a-z]+$/;
const migrationFile = /^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;
/** Files that tools or readers look for under this name. */
const namedByOthers = /^(README(\.[a-z]{2})?\.md|tsconfig\.json|\.[a-z]+)$/;

export function checkNames(paths: readonly string[]): readonly Violation[] {
  return paths.flatMap((file) => {
    const name = path.posix.basename(file);
    const where = { path: file, line: 1 };
    const pattern = file.startsWith('migrations/') ? migrationFile : kebabFile;
    const found: Violation[] = [];
    if (!pattern.test(name) && !namedByOthers.test(name)) {
      found.push({ ...where, rule: 'file-name', message: 'files are named in kebab-case' });
    }
    const words = file
      .split('/')
      .slice(1)
      .flatMap((part) => part.toLowerCase().split(/[-._]/));
    const empty = words.find((word) => emptyWords.some((one) => one === word));
    if (empty !== undefined) {
      found.push({ ...where, rule: 'empty-word', message: `"${empty}" doesn't say what it is` });
    }
    return found;
  });
}

export function checkShapes(files: readonly SourceFile[]): readonly Violation[] {
  return files.flatMap((file) => [...checkSizes(file), ...checkExports(file)]);
}

function checkSizes(file: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  if (file.lineCount > fileLinesMost) {
    const message = `${file.lineCount} lines; ${fileLinesMost} at most`;
    found.push({ rule: 'file-length', path: file.path, line: fileLinesMost + 1, message });
  }
  for (const { name, line, lineCount, isSuite } of file.functions) {
    if (lineCount <= functionLinesMost || isSuite) continue;
    const message = `${name} has ${lineCount} lines; ${functionLinesMost} at most`;
    found.push({ rule: 'function-length', path: file.path, line, message });
  }
  return found;
}

function checkExports(file: SourceFile): readonly Violation[] {
  const at = (rule: 'star-export' | 'default-export', message: string) => (line: number) => ({
    rule,
    path: file.path,
    line,
    message,
  });
  const isForTool = /\.config\.ts$/.test(file.path) || standingOf(file.path).floor === 'outside';
  return [
    ...file.starExports.map(at('star-export', 'a face names what it gives')),
    ...(isForTool ? [] : file.defaultExports.map(at('default-export', 'exports have names'))),
  ];
}
