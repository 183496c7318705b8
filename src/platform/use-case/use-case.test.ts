import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const repository = path.join(import.meta.dirname, '..', '..', '..');

const parts = {
  name: `name: 'read-nothing'`,
  zone: `zone: 'internet'`,
  audience: `audience: ['anonymous']`,
  audited: 'audited: false',
  permission: 'permission: () => true',
  load: 'load: async () => undefined',
  object: `object: () => ({ kind: 'nothing' })`,
  present: `present: () => 'nothing'`,
};

describe('a use case', () => {
  let folder: string;

  before(() => {
    // Inside the repository, because the doors (#platform/…) are found from the file's own place.
    mkdirSync(path.join(repository, '.yizhan'), { recursive: true });
    folder = mkdtempSync(path.join(repository, '.yizhan', 'planted-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function compile(members: readonly string[]): string {
    const source = `import { query } from '#platform/use-case';\nexport const planted = query({ ${members.join(', ')} });\n`;
    writeFileSync(path.join(folder, 'planted.ts'), source);
    const settings = {
      extends: '../../tsconfig.json',
      include: ['planted.ts'],
      compilerOptions: { types: ['node'] },
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = path.join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    return spawnSync(process.execPath, [compiler, '-p', folder], { cwd: repository, encoding: 'utf8' })
      .stdout;
  }

  test('compiles with all its parts', () => {
    assert.equal(compile(Object.values(parts)), '');
  });

  for (const missing of ['permission', 'audience', 'zone', 'object'] as const) {
    test(`does not compile without its ${missing}`, () => {
      const { [missing]: _left, ...rest } = parts;
      assert.match(compile(Object.values(rest)), new RegExp(`'${missing}' is missing`));
    });
  }
});
