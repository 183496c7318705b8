// Owns what a file may import: floors, doors and the order of modules, from the list in house.ts.
import path from 'node:path';
import { type Door, doors, type Floor, floorRules, rawHtmlFile, sharedEngines } from './house.ts';
import { orderOf, type Standing, standingOf } from './house-places.ts';
import type { ImportFact, SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

interface Asked {
  readonly file: SourceFile;
  readonly standing: Standing;
  readonly imported: ImportFact;
  /** Whether the file goes into the browser with a contract. */
  readonly isContract: boolean;
}

type Finding = Pick<Violation, 'rule' | 'message'>;

export function checkImports(files: readonly SourceFile[]): readonly Violation[] {
  const contracts = findContractFiles(files);
  return files.flatMap((file) => {
    const standing = standingOf(file.path);
    const isContract = contracts.has(file.path);
    return file.imports.flatMap((imported) => {
      const finding = judge({ file, standing, imported, isContract }) ?? judgeRawHtml(file, imported);
      return finding === undefined ? [] : [{ ...finding, path: file.path, line: imported.line }];
    });
  });
}

/** contract.ts and what it takes along from its own folder: all of it reaches the browser. */
function findContractFiles(files: readonly SourceFile[]): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const waiting = files
    .map((file) => file.path)
    .filter((one) => /^src\/modules\/[^/]+\/contract\.ts$/.test(one));
  const found = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const { specifier } of byPath.get(next)?.imports ?? []) {
      const target = specifier.startsWith('./') ? resolveRelative(next, specifier) : undefined;
      if (target !== undefined && byPath.has(target)) waiting.push(target);
    }
  }
  return found;
}

function resolveRelative(from: string, specifier: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
}

function judge(asked: Asked): Finding | undefined {
  const { specifier } = asked.imported;
  if (specifier.startsWith('.')) return judgeRelative(asked);
  if (specifier.startsWith('#')) return judgeDoor(asked);
  if (specifier.startsWith('node:')) return judgeNode(asked);
  return judgePackage(asked);
}

function judgeRelative({ file, standing, imported }: Asked): Finding | undefined {
  const { specifier } = imported;
  if (!specifier.startsWith('./') || specifier.includes('/../')) {
    return {
      rule: 'parent-import',
      message: `${specifier}: inside a folder ./, outside it a #door; ../ is refused`,
    };
  }
  const target = resolveRelative(file.path, specifier);
  // From src/ itself, ./kernel/ids.ts would go past the door.
  if (standingOf(target).folder !== standing.folder && standing.floor !== 'outside') {
    return { rule: 'past-the-door', message: `${specifier} reaches into another folder past its door` };
  }
  return undefined;
}

interface OpenDoor {
  readonly door: Door;
  readonly name: string;
}

function findDoor(specifier: string): OpenDoor | undefined {
  for (const door of doors) {
    const pattern = new RegExp(`^${door.name.replace('*', door.floor === 'outside' ? '(.+)' : '([^/]+)')}$`);
    const match = pattern.exec(specifier);
    if (match !== null) return { door, name: match[1] ?? '' };
  }
  return undefined;
}

function judgeDoor(asked: Asked): Finding | undefined {
  const { specifier } = asked.imported;
  const open = findDoor(specifier);
  if (open === undefined) {
    const isDeep = /^#(kernel|engines|platform|modules)\/[^/]+\//.test(specifier);
    return isDeep
      ? { rule: 'deep-door', message: `${specifier} goes deeper than a folder's face` }
      : { rule: 'unknown-door', message: `${specifier} is no door of package.json's imports` };
  }
  return (
    judgeOwnDoor(asked, open) ??
    judgeFloor(asked, open) ??
    judgeEngine(asked, open) ??
    judgeOrder(asked, open)
  );
}

/** An engine stands alone, but for those that all may stand on; these import none. */
function judgeEngine({ standing, imported }: Asked, { door, name }: OpenDoor): Finding | undefined {
  if (standing.floor !== 'engines' || door.floor !== 'engines') return undefined;
  if (sharedEngines.includes(name) && !sharedEngines.includes(standing.part ?? '')) return undefined;
  return {
    rule: 'floor',
    message: `${imported.specifier}: of other engines only ${sharedEngines.join(', ')} may be imported`,
  };
}

function judgeFloor({ standing, imported, isContract }: Asked, { door }: OpenDoor): Finding | undefined {
  const own: Floor = isContract ? 'contracts' : standing.floor;
  if (floorRules[own].mayImport.includes(door.floor)) return undefined;
  if (standing.isTest && imported.specifier.startsWith('#test/')) return undefined;
  if (door.floor === 'outside') {
    return {
      rule: 'test-code',
      message: `${imported.specifier}: what is for tests stays out of the product`,
    };
  }
  return isContract
    ? {
        rule: 'contract',
        message: `${imported.specifier}: a contract imports the kernel and earlier contracts only`,
      }
    : { rule: 'floor', message: `${imported.specifier}: ${own} may not import ${door.floor}` };
}

function judgeOrder({ standing, imported }: Asked, { door, name }: OpenDoor): Finding | undefined {
  if (door.floor !== 'modules' && door.floor !== 'contracts') return undefined;
  if (orderOf(name) === -1) {
    return { rule: 'unknown-module', message: `${imported.specifier} is not on the list of modules` };
  }
  if (standing.floor !== 'modules' || standing.part === undefined || standing.part === name) return undefined;
  if (orderOf(name) < orderOf(standing.part)) return undefined;
  return { rule: 'module-order', message: `${standing.part} comes before ${name} and may not import it` };
}

function judgeOwnDoor({ standing, imported }: Asked, { door, name }: OpenDoor): Finding | undefined {
  const isOwn =
    door.floor === 'kernel' || door.floor === 'portal'
      ? standing.floor === door.floor
      : standing.part === name && door.file.startsWith(`./${path.posix.dirname(standing.folder)}/`);
  if (!isOwn) return undefined;
  return {
    rule: 'own-door',
    message: `${imported.specifier}: a folder doesn't go through its own door; use ./`,
  };
}

function judgeNode({ standing, imported, isContract }: Asked): Finding | undefined {
  const own: Floor = isContract ? 'contracts' : standing.floor;
  if (standing.isTest || floorRules[own].node) return undefined;
  return { rule: 'node-module', message: `${imported.specifier}: ${own} runs in the browser too` };
}

function judgePackage({ standing, imported }: Asked): Finding | undefined {
  if (standing.isTest || floorRules[standing.floor].packages) return undefined;
  return { rule: 'package', message: `${imported.specifier}: the ${standing.floor} imports nothing` };
}

function judgeRawHtml(file: SourceFile, { specifier, names }: ImportFact): Finding | undefined {
  if (!/^hono(\/|$)/.test(specifier) || file.path === rawHtmlFile) return undefined;
  if (
    specifier === 'hono/html' &&
    names.length > 0 &&
    names.every((name) => name === 'html' || name === 'HtmlEscapedString')
  ) {
    return undefined;
  }
  return { rule: 'raw-html', message: `only ${rawHtmlFile} may take what isn't escaped from ${specifier}` };
}

/** Parts of the platform that need each other in a circle can't be understood or tested one at a time. */
export function checkPlatformCycles(files: readonly SourceFile[]): readonly Violation[] {
  const needs = new Map<string, Map<string, Pick<Violation, 'path' | 'line'>>>();
  for (const file of files) {
    const { floor, part, isTest } = standingOf(file.path);
    if (floor !== 'platform' || part === undefined || isTest) continue;
    for (const { specifier, line } of file.imports) {
      const needed = /^#platform\/([^/]+)$/.exec(specifier)?.[1];
      if (needed === undefined || needed === part) continue;
      const known = needs.get(part) ?? new Map();
      if (!known.has(needed)) known.set(needed, { path: file.path, line });
      needs.set(part, known);
    }
  }
  const reaches = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(needs.get(from)?.keys() ?? [])].some((next) => reaches(next, to, seen));
  };
  return [...needs].flatMap(([part, needed]) =>
    [...needed]
      .filter(([other]) => reaches(other, part, new Set()))
      .map(([other, where]) => ({
        ...where,
        rule: 'platform-circle' as const,
        message: `${part} needs ${other}, which needs ${part}`,
      })),
  );
}
