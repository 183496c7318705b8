import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { checkHouse } from './floors.ts';
import { type RuleName, ruleNames } from './violation.ts';

const repository = path.dirname(import.meta.dirname);

/** A small house in which everything is as it should be. */
const soundHouse: Readonly<Record<string, string>> = {
  'package.json': readFileSync(path.join(repository, 'package.json'), 'utf8'),
  'migrations/0001-ground.sql': `create schema organs; create table organs.organ (id uuid primary key);
    create schema cases; -- references cases.later
    create table cases.case (id uuid, organ_id uuid references organs.organ, earlier_id uuid references cases.case);`,
  'src/kernel/ids.ts': `export type Id = string;`,
  'src/kernel/actors.ts': `import type { Id } from './ids.ts';\nexport type Actor = Id;`,
  'src/kernel/ids.test.ts': `import { test } from 'node:test';\nimport fc from 'fast-check';\ntest('x', () => fc.assert);`,
  'src/engines/clock/index.ts': `import type { Id } from '#kernel/ids';\nexport const due = (id: Id) => id;`,
  'src/engines/feel/index.ts': `export const feel = 1;`,
  'src/engines/bpmn/index.ts': `import { feel } from '#engines/feel';\nexport const bpmn = feel;`,
  'src/platform/database/index.ts': `import pg from 'pg';\nexport const pool = pg.Pool;`,
  'src/platform/events/index.ts': `import { pool } from '#platform/database';\nexport const events = pool;
    export const read = 'select id from platform.event';`,
  'src/modules/organs/index.ts': `export const organ = 'organs.organ';`,
  'src/modules/organs/contract.ts': `import type { Id } from '#kernel/ids';\nexport type OrganView = Id;`,
  'src/modules/cases/contract.ts': `import type { OrganView } from '#modules/organs/contract';
    import { words } from './messages.ts';\nexport type CaseView = OrganView;\nexport const title = words;`,
  'src/modules/cases/messages.ts': `export const words = 'documents.css, and from work. Then rest';`,
  'src/modules/cases/index.ts': `import { randomUUID } from 'node:crypto';
    import { due } from '#engines/clock';\nimport { organ } from '#modules/organs';
    import { store } from './case-store.ts';\nexport const face = [randomUUID, due, organ, store];`,
  'src/modules/cases/case-store.ts': `import { sql } from 'kysely';
    export const store = sql\`select * from cases.case join organs.public_organ on true, platform.record_use_case('', '')\`;
    export const table = 'organs.publicOrgan as organ';`,
  'src/modules/cases/case.test.ts': `import { face } from './index.ts';\nimport { build } from '#test/kit/database';
    export const look = [face, build, 'select from platform.event'];`,
  'src/portal/index.ts': `import { html } from 'hono/html';\nimport { face } from '#modules/cases';
    import { raw } from './raw-html.ts';\nexport const page = html\`\${face}\${raw}\`;`,
  'src/portal/raw-html.ts': `export { raw } from 'hono/html';`,
  'src/workbench/main.tsx': `import { useState } from 'react';\nimport type { CaseView } from '#modules/cases/contract';
    import './main.css';\nexport const View = (one: CaseView) => <p>{useState(one)[0]}</p>;`,
  'src/workbench/main.css': 'p { margin: 0 }',
  'src/workbench/vite.config.ts': `export default {};`,
  'src/app.ts': `import { page } from '#portal';\nimport { face } from '#modules/cases';\nexport const app = [page, face];`,
  'src/main.ts': `import { app } from './app.ts';\nexport const main = app;`,
  'test/kit/database.ts': `import { pool } from '#platform/database';\nexport const build = pool;`,
};

interface Plant {
  readonly rule: RuleName;
  readonly file: string;
  readonly content: string;
}

const longFunction = `export function long() {\n${'  void 0;\n'.repeat(70)}}\n`;

/** One line of bad faith each; the same rule may have several ways to be broken. */
const plants: readonly Plant[] = [
  { rule: 'parent-import', file: 'src/modules/cases/bad.ts', content: `import '../organs/index.ts';` },
  { rule: 'parent-import', file: 'src/modules/cases/bad.ts', content: `import './../organs/index.ts';` },
  {
    rule: 'parent-import',
    file: 'src/engines/clock/deep/bad.ts',
    content: `export { due } from '../index.ts';`,
  },
  { rule: 'past-the-door', file: 'src/bad.ts', content: `import './kernel/ids.ts';` },
  {
    rule: 'past-the-door',
    file: 'src/bad.ts',
    content: `export const bad = import('./modules/cases/index.ts');`,
  },
  { rule: 'unknown-door', file: 'src/portal/bad.ts', content: `import '#cases';` },
  { rule: 'unknown-door', file: 'src/portal/bad.ts', content: `import type { X } from '#workbench/main';` },
  { rule: 'deep-door', file: 'src/portal/bad.ts', content: `import '#modules/cases/case-store';` },
  { rule: 'deep-door', file: 'src/modules/cases/bad.ts', content: `import '#platform/database/pools';` },
  {
    rule: 'deep-door',
    file: 'src/modules/cases/bad.test.ts',
    content: `import '#modules/organs/organ-store';`,
  },
  { rule: 'own-door', file: 'src/modules/cases/bad.ts', content: `import '#modules/cases';` },
  { rule: 'own-door', file: 'src/kernel/bad.ts', content: `import '#kernel/ids';` },
  {
    rule: 'doors-differ',
    file: 'package.json',
    content: (soundHouse['package.json'] ?? '').replace('./src/portal/index.ts', './src/portal/other.ts'),
  },
  { rule: 'floor', file: 'src/kernel/bad.ts', content: `import type { due } from '#engines/clock';` },
  { rule: 'floor', file: 'src/kernel/bad.test.ts', content: `import '#platform/database';` },
  { rule: 'floor', file: 'src/engines/clock/bad.ts', content: `import '#platform/database';` },
  { rule: 'floor', file: 'src/engines/clock/bad.ts', content: `import '#engines/bpmn';` },
  { rule: 'floor', file: 'src/engines/feel/bad.ts', content: `import '#engines/clock';` },
  { rule: 'floor', file: 'src/platform/database/bad.ts', content: `import '#engines/feel';` },
  { rule: 'floor', file: 'src/platform/database/bad.ts', content: `import '#engines/clock';` },
  { rule: 'floor', file: 'src/platform/database/bad.ts', content: `type X = import('#modules/organs').X;` },
  { rule: 'floor', file: 'src/modules/cases/bad.ts', content: `import '#portal';` },
  { rule: 'floor', file: 'src/modules/cases/bad.ts', content: `export * as app from '#app';` },
  { rule: 'floor', file: 'src/workbench/bad.ts', content: `import '#modules/cases';` },
  { rule: 'floor', file: 'src/workbench/bad.tsx', content: `import '#platform/http';` },
  { rule: 'floor', file: 'src/portal/bad.ts', content: `import '#app';` },
  { rule: 'contract', file: 'src/modules/cases/contract.ts', content: `import '#platform/http';` },
  { rule: 'contract', file: 'src/modules/cases/messages.ts', content: `import '#modules/organs';` },
  { rule: 'module-order', file: 'src/modules/organs/bad.ts', content: `import '#modules/cases';` },
  {
    rule: 'module-order',
    file: 'src/modules/organs/contract.ts',
    content: `import '#modules/cases/contract';`,
  },
  { rule: 'module-order', file: 'src/modules/organs/bad.test.ts', content: `import '#modules/cases';` },
  { rule: 'unknown-module', file: 'src/modules/cases/bad.ts', content: `import '#modules/weather';` },
  { rule: 'unknown-module', file: 'src/modules/weather/index.ts', content: 'export const rain = 1;' },
  { rule: 'node-module', file: 'src/engines/clock/bad.ts', content: `import 'node:fs';` },
  { rule: 'node-module', file: 'src/kernel/bad.ts', content: `import { randomUUID } from 'node:crypto';` },
  { rule: 'node-module', file: 'src/modules/cases/contract.ts', content: `import 'node:path';` },
  { rule: 'node-module', file: 'src/modules/cases/messages.ts', content: `import 'node:path';` },
  { rule: 'package', file: 'src/kernel/bad.ts', content: `import { DateTime } from 'luxon';` },
  { rule: 'raw-html', file: 'src/portal/bad.ts', content: `import { html, raw } from 'hono/html';` },
  { rule: 'raw-html', file: 'src/modules/cases/bad.ts', content: `import * as hono from 'hono/html';` },
  { rule: 'raw-html', file: 'src/portal/bad.ts', content: `import { raw } from 'hono/utils/html';` },
  { rule: 'test-code', file: 'src/modules/cases/bad.ts', content: `import '#test/kit/database';` },
  { rule: 'platform-circle', file: 'src/platform/database/bad.ts', content: `import '#platform/events';` },
  {
    rule: 'neighbours-table',
    file: 'src/modules/cases/bad.ts',
    content: `export const bad = db.selectFrom('organs.organ as organ');`,
  },
  {
    rule: 'neighbours-table',
    file: 'src/modules/cases/bad.ts',
    content: 'export const bad = sql`select name from organs.organ where true`;',
  },
  {
    rule: 'neighbours-table',
    file: 'src/modules/cases/bad.ts',
    content: `interface Bad { 'licences.licence': { id: string } }`,
  },
  {
    rule: 'neighbours-table',
    file: 'src/modules/cases/bad.ts',
    content: `export const bad = pool.query('DELETE FROM platform.audit_entry');`,
  },
  {
    rule: 'neighbours-table',
    file: 'src/modules/organs/bad.ts',
    content: `export const bad = 'cases.publicCase';`,
  },
  {
    rule: 'neighbours-table',
    file: 'src/platform/events/bad.ts',
    content: `export const bad = 'cases.case';`,
  },
  {
    rule: 'neighbours-table',
    file: 'src/portal/bad.ts',
    content: `export const bad = 'select 1 from organs.organ';`,
  },
  {
    rule: 'foreign-key',
    file: 'migrations/0002-bad.sql',
    content: 'alter table organs.organ add column case_id uuid references cases.case;',
  },
  {
    rule: 'foreign-key',
    file: 'migrations/0002-bad.sql',
    content: 'create table platform.own (id uuid references "organs"."organ" (id));',
  },
  {
    rule: 'unknown-schema',
    file: 'migrations/0002-bad.sql',
    content: 'create schema if not exists weather;',
  },
  { rule: 'file-name', file: 'src/modules/cases/decideCase.ts', content: '' },
  { rule: 'file-name', file: 'src/workbench/Main.tsx', content: '' },
  { rule: 'file-name', file: 'migrations/2-bad.sql', content: '' },
  { rule: 'empty-word', file: 'src/modules/cases/case-utils.ts', content: '' },
  { rule: 'empty-word', file: 'src/portal/common/page.ts', content: '' },
  { rule: 'file-length', file: 'src/modules/cases/bad.ts', content: 'void 0;\n'.repeat(401) },
  { rule: 'function-length', file: 'src/modules/cases/bad.ts', content: longFunction },
  {
    rule: 'function-length',
    file: 'src/modules/cases/bad.ts',
    content: longFunction.replace('function long()', 'const long = () =>'),
  },
  { rule: 'star-export', file: 'src/modules/cases/bad.ts', content: `export * from './index.ts';` },
  { rule: 'default-export', file: 'src/modules/cases/bad.ts', content: 'export default 1;' },
  { rule: 'unreadable', file: 'src/modules/cases/bad.ts', content: 'export const = ;' },
];

describe('the check of the house', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'yizhan-house-'));
    for (const [file, content] of Object.entries(soundHouse)) put(file, content);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function put(file: string, content: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }

  test('finds nothing in a sound house', () => {
    assert.deepEqual(checkHouse(root), []);
  });

  for (const { rule, file, content } of plants) {
    const shown = (content.split('\n')[0] ?? '').slice(0, 60);
    test(`${rule}: ${file} with ${shown === '' ? 'that name' : shown} is refused`, () => {
      put(file, content);
      const found = checkHouse(root);
      // A new folder of modules is reported as a folder; a circle also at its other end.
      assert.ok(
        found.some((violation) => violation.rule === rule && file.startsWith(violation.path)),
        JSON.stringify(found),
      );
      assert.ok(found.length <= 2, JSON.stringify(found));
    });
  }

  test('has a planted violation for every rule', () => {
    assert.deepEqual([...new Set(plants.map((plant) => plant.rule))].sort(), [...ruleNames].sort());
  });

  test('says where: file and line', () => {
    put('src/modules/cases/bad.ts', `// First line.\n\nimport '#portal';\n`);
    assert.deepEqual(checkHouse(root), [
      {
        rule: 'floor',
        path: 'src/modules/cases/bad.ts',
        line: 3,
        message: '#portal: modules may not import portal',
      },
    ]);
  });

  test('lets tests hold many tests, and generated files be as long as they are', () => {
    put('src/modules/cases/long.test.ts', `describe('x', () => {\n${'test();\n'.repeat(100)}});\n`);
    put(
      'src/modules/cases/cases-tables.gen.ts',
      `export interface Tables { 'organs.organ': string }\n${'void 0;\n'.repeat(500)}`,
    );
    assert.deepEqual(checkHouse(root), []);
  });
});
