// Owns the proof that an import can be repeated, tried and trusted; with the real list of 1,135 items where it is at hand.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction } from '#platform/database';
import { runUseCase } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { requestAs } from '#test/kit/requests';
import { findServiceItems } from './find-service-items.ts';
import { type ImportReport, importServices, type ServiceImport } from './import-services.ts';

const header =
  'seq,department,main_item,item_name,item_code,base_code,dept_uscc,task_type,task_type_name,area_code,source_link';
const now = new Date('2026-11-23T02:00:00Z');
const realList = fileURLToPath(
  new URL('../../../../shared/data/services/guangan-service-items.csv', import.meta.url),
);

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await database.close();
});

async function importList(bytes: Uint8Array, changes: Partial<ServiceImport> = {}): Promise<ImportReport> {
  const request: ServiceImport = {
    fileName: 'list.csv',
    bytes,
    encoding: 'utf-8',
    source: 'an invented list',
    dryRun: false,
    now,
    ...changes,
  };
  return await inTransaction(
    database.migratorPool,
    { kind: 'system', name: 'import' },
    { readOnly: request.dryRun },
    (db) => importServices(db, request),
  );
}

const list = (...lines: readonly string[]) => new TextEncoder().encode([header, ...lines].join('\n'));
const permit = '1,示例局,,餐饮许可,E-1,511A0138000000,,1,行政许可,440500000000,https://example.test/1';
const card = '2,示例局,,社会保障卡,E-2,511C0138000000,,20,公共服务,440500000000,https://example.test/2';
const counts = ({ loaded, unchanged, refused }: ImportReport) => [loaded, unchanged, refused];

async function rows(query: string): Promise<readonly Record<string, unknown>[]> {
  return (await database.migratorPool.query<Record<string, unknown>>(query)).rows;
}

describe('importing a list of services', () => {
  test('a dry run tells the same and writes nothing', async () => {
    assert.deepEqual(counts(await importList(list(permit, card), { dryRun: true })), [2, 0, 0]);
    assert.deepEqual(await rows('select 1 from catalogue.service_item'), []);
    assert.deepEqual(await rows('select 1 from catalogue.import_run'), []);
  });

  test('the good lines are loaded, the others told, and where they came from is kept', async () => {
    const report = await importList(list(permit, '3,,,没有部门,E-3,,,1,行政许可,440500000000,', card));
    assert.deepEqual(counts(report), [2, 0, 1]);
    assert.deepEqual(
      report.lines.map((one) => [one.line, one.outcome, one.notes.map((note) => note.zh)]),
      [
        [2, 'loaded', []],
        [3, 'refused', ['department 是空的']],
        [4, 'loaded', []],
      ],
    );
    const [item] = await rows(
      "select item.*, run.source, run.refused from catalogue.service_item item join catalogue.import_run run on run.id = item.import_run_id where code = 'E-2'",
    );
    assert.deepEqual(
      [item?.['name'], item?.['kind'], item?.['line'], item?.['source'], item?.['refused']],
      ['社会保障卡', 'public-service', 4, 'an invented list', 1],
    );
  });

  test('importing again changes only what changed', async () => {
    const [before] = await rows("select id, imported_at from catalogue.service_item where code = 'E-1'");
    const later = new Date('2026-11-24T02:00:00Z');
    const renamed = card.replace('社会保障卡', '社会保障卡申领');
    assert.deepEqual(counts(await importList(list(permit, renamed), { now: later })), [1, 1, 0]);
    assert.deepEqual(await rows("select id, imported_at from catalogue.service_item where code = 'E-1'"), [
      before,
    ]);
    const [changed] = await rows("select name, imported_at from catalogue.service_item where code = 'E-2'");
    assert.deepEqual([changed?.['name'], changed?.['imported_at']], ['社会保障卡申领', later]);
    assert.deepEqual(counts(await importList(list(permit, renamed), { now: later })), [0, 2, 0]);
  });

  test('a file that is no list changes nothing', async () => {
    const before = await rows('select count(*) from catalogue.import_run');
    await assert.rejects(importList(new TextEncoder().encode('a,b\n1,2')), { code: 'service-list-header' });
    assert.deepEqual(await rows('select count(*) from catalogue.import_run'), before);
  });

  test('the real list: 1,135 items in one pass, and the second time nothing changes', {
    skip: existsSync(realList) ? false : 'the list of 广安区 is not at hand (../shared/data)',
  }, async () => {
    const bytes = await readFile(realList);
    const report = await importList(bytes, { fileName: 'guangan-service-items.csv' });
    assert.deepEqual(counts(report), [1135, 0, 0]);
    assert.deepEqual(
      report.lines.map((one) => one.line),
      Array.from({ length: 1135 }, (_, at) => at + 2),
    );
    const kinds = await rows(
      "select kind, count(*)::int as count from catalogue.service_item where area_code = '511602000000' group by kind order by count desc",
    );
    assert.deepEqual(kinds.slice(0, 2), [
      { kind: 'administrative-licence', count: 536 },
      { kind: 'public-service', count: 348 },
    ]);
    assert.deepEqual(counts(await importList(bytes)), [0, 1135, 0]);
  });
});

describe('searching imported items', () => {
  const find = async (typed: string): Promise<readonly string[]> => {
    const found = await runUseCase(requestAs(database, { kind: 'anonymous' }), findServiceItems, { typed });
    return found.map((one) => one.name);
  };

  test('anyone finds what can be asked for, by a part of its name, in full-width letters too', async () => {
    await importList(
      list(
        '1,示例局,,示例通行证ABC换发,F-1,,,20,公共服务,440500000000,',
        '2,示例局,,示例通行证ABC罚款,F-2,,,2,行政处罚,440500000000,',
        '3,示例局,,100%补贴,F-3,,,5,行政给付,440500000000,',
      ),
    );
    assert.deepEqual(await find('示例通行证'), ['示例通行证ABC换发']);
    assert.deepEqual(await find('证abc'), ['示例通行证ABC换发']);
    assert.deepEqual(await find('证ＡＢＣ'), ['示例通行证ABC换发']);
  });

  test('a sign that stands for anything in SQL stands for itself, and one character finds nothing', async () => {
    assert.deepEqual(await find('0%补'), ['100%补贴']);
    assert.deepEqual(await find('%%'), []);
    assert.deepEqual(await find('证'), []);
    assert.deepEqual(await find(''), []);
  });
});
