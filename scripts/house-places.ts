// Owns where a file stands in the house: floor, folder, module; refuses folders that the list doesn't know.
import path from 'node:path';
import { type Floor, moduleOrder } from './house.ts';

/** Where a file stands. `folder` is what `./` may reach: the whole of a module, an engine, the portal. */
export interface Standing {
  readonly floor: Floor;
  readonly folder: string;
  /** The name of the module, engine or part of the platform. */
  readonly part: string | undefined;
  /** Tests, and fixtures for tests: they may also use the test kit, Node and packages. */
  readonly isTest: boolean;
}

const manyParts = new Set(['engines', 'platform', 'modules']);

export function standingOf(file: string): Standing {
  const [area = '', floor = '', part = ''] = file.split('/');
  const isTest = /\.test\.tsx?$|-fixtures\.tsx?$/.test(file);
  if (area !== 'src') {
    const folder = area === 'test' ? `test/${floor}` : area;
    return { floor: 'outside', folder, part: undefined, isTest };
  }
  if (manyParts.has(floor)) {
    return { floor: floorNamed(floor), folder: `src/${floor}/${part}`, part, isTest };
  }
  if (floor === 'kernel' || floor === 'portal' || floor === 'workbench') {
    return { floor, folder: `src/${floor}`, part: undefined, isTest };
  }
  // src/app.ts and src/main.ts, and the folders that belong to them.
  return { floor: 'top', folder: path.posix.dirname(file), part: undefined, isTest };
}

function floorNamed(name: string): Floor {
  if (name === 'engines' || name === 'platform') return name;
  return 'modules';
}

const order = new Map<string, number>(moduleOrder.map((module, index) => [module, index]));

/** The place in the fixed order; -1 for what isn't on the list. */
export function orderOf(module: string): number {
  return order.get(module) ?? -1;
}
