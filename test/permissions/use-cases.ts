// Owns the list of every use case there is, read from the modules' own files; refuses two of one name.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command, Query } from '#platform/use-case';

type Input = Readonly<Record<string, unknown>>;
export type AnyUseCase =
  | Query<Input, unknown, object, unknown>
  | Command<Input, unknown, unknown, unknown, object>;

/**
 * Every use case by its name. The files are read past the modules' doors, because a use case behind a route needn't be
 * in its module's face. Known blind spot: one that a file neither exports itself nor as a member of what it exports.
 */
export async function listUseCases(): Promise<ReadonlyMap<string, AnyUseCase>> {
  const modules = path.join(import.meta.dirname, '..', '..', 'src', 'modules');
  const files = globSync('**/*.ts', { cwd: modules })
    .filter((file) => !/\.(test|gen)\.ts$/.test(file))
    .sort();
  const found = new Map<string, AnyUseCase>();
  for (const file of files) {
    const exported: Readonly<Record<string, unknown>> = await import(
      pathToFileURL(path.join(modules, file)).href
    );
    for (const useCase of Object.values(exported).flatMap(withMembers).filter(isUseCase)) {
      const known = found.get(useCase.name);
      assert.ok(known === undefined || known === useCase, `one use case is called ${useCase.name}`);
      found.set(useCase.name, useCase);
    }
  }
  return found;
}

/** A value and, where it is one record of several (`{ resident, officer }`), its members. */
function withMembers(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value)] : [value];
}

function isUseCase(value: unknown): value is AnyUseCase {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'query' || value.kind === 'command') &&
    'name' in value &&
    typeof value.name === 'string' &&
    'permission' in value &&
    typeof value.permission === 'function'
  );
}
