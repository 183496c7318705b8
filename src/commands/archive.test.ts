import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { archiveCaseTask, buildApplication, withdrawCase } from '#modules/cases';
import { createVault } from '#platform/crypto';
import { createFileStore } from '#platform/files';
import { runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs, testNow } from '#test/kit/requests';
import { readArchiveWords } from './archive.ts';
import { verifyArchive } from './archive-verify.ts';

const repository = path.join(import.meta.dirname, '..', '..');
const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;
const later = new Date(testNow.getTime() + 61 * 24 * 60 * 60 * 1_000);

describe('yizhan archive', () => {
  let city: TestCity;
  let folder: string;
  let caseNumber: string;

  before(async () => {
    city = await startTestCity();
    folder = await mkdtemp(path.join(tmpdir(), 'yizhan-cli-'));
    caseNumber = await sealWithdrawnCase();
  });
  after(async () => {
    await city.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A case that its applicant withdrew, sealed; its documents have no bytes in fixtures, so they are taken away. */
  async function sealWithdrawnCase(): Promise<string> {
    const { database, configuration, app } = city;
    const resident = await findResident(city, 'resident-a');
    const applicationId = await buildApplication(requestAs(database, resident));
    await app.workUntilDone();
    const { rows } = await database.migratorPool.query<{ id: Id; number: string }>(
      `select id, number from cases.case where application_id = $1 and service_key = 'business-licence'`,
      [applicationId],
    );
    const [found] = rows;
    assert.ok(found !== undefined);
    await database.migratorPool.query('delete from cases.evidence_item where case_id = $1', [found.id]);
    await runUseCase(requestAs(database, resident), withdrawCase, { caseId: found.id, note: '不开了。' });
    await app.workUntilDone();
    await archiveCaseTask({
      pools: database.pools,
      vault: createVault(database.secrets.keys),
      files: createFileStore(path.join(configuration.dataDirectory, 'files'), database.secrets.keys),
      now: () => later,
      publicUrl: configuration.publicUrl,
      retentionFile: path.join(repository, 'data', configuration.city, 'retention.json'),
    })({ caseId: found.id });
    // What is kept for ten years goes to no archive; this test wants one that does.
    await database.migratorPool.query(
      `update cases.archive_package set transfer_due_on = '2036-11-23' where case_id = $1`,
      [found.id],
    );
    return found.number;
  }

  async function run(...words: readonly string[]): Promise<readonly string[]> {
    const said: string[] = [];
    const request = {
      ...requestAs(city.database, { kind: 'system', name: 'archive' }, { now: later }),
      login: 'worker_extranet' as const,
    };
    const { configuration, database } = city;
    const act = readArchiveWords(words);
    assert.equal(
      await act({ configuration, secrets: database.secrets }, request, (line) => said.push(line)),
      0,
    );
    return said;
  }

  async function verify(...words: readonly string[]) {
    const said: string[] = [];
    const code = await verifyArchive(words, { LANG: 'C' }, (line) => said.push(line));
    return { code, said };
  }

  test('export writes the package once, on record, and verify finds nothing wrong with it', async () => {
    const file = path.join(folder, 'exported.zip');
    const said = await run('export', caseNumber, file);
    const good = await verify(file);
    assert.equal(good.code, 0, good.said.join('\n'));
    assert.match(good.said.join(), new RegExp(`Nothing is wrong: ${caseNumber}, package 1`));
    const hash = /SHA-256 ([0-9a-f]{64})/.exec(said.join('\n'))?.[1] ?? 'none';
    assert.ok(good.said.join('\n').includes(hash), 'both say the same hash of the whole file');
    await assert.rejects(run('export', caseNumber, file), isCode('archive-file'), 'nothing is overwritten');
    await assert.rejects(run('export', caseNumber, `${file}2`, '--version', '2'), isCode('no-such-package'));
    const { rows } = await city.database.migratorPool.query(
      `select actor_kind, outcome from platform.audit_entry where action = 'export-archive' and outcome = 'done'`,
    );
    assert.deepEqual(rows[0], { actor_kind: 'system', outcome: 'done' });
  });

  test('verify says what is wrong in a line each, exits 1, and as JSON in one line', async () => {
    const file = path.join(folder, 'changed.zip');
    await run('export', caseNumber, file);
    const bytes = await readFile(file);
    bytes[bytes.indexOf('<!doctype html>') + 4] = 0x41;
    await writeFile(file, bytes);
    const { code, said } = await verify(file);
    assert.equal(code, 1);
    assert.deepEqual(said, [
      '✗ index.html: its SHA-256 is not that of the manifest: it was changed [sha256-differs]',
      '✗ index.html: its SM3 is not that of the manifest: it was changed [sm3-differs]',
    ]);
    const [line = '', ...more] = (await verify('--json', file)).said;
    assert.deepEqual(more, []);
    const { valid, faults, package: told } = JSON.parse(line);
    assert.deepEqual([valid, faults.length, told], [false, 2, null]);
    assert.equal(
      (await verify(path.join(folder, 'nowhere.zip'))).said[0],
      '✗ the package: the file is not there or can’t be read [unreadable]',
    );
    for (const words of [[], ['a', 'b'], ['--what', 'a'], ['a', '--language', 'fr']])
      assert.equal((await verify(...words)).code, 2, words.join(' '));
  });

  test('verify needs no installation: the command line runs it anywhere', async () => {
    const file = path.join(folder, 'anywhere.zip');
    await run('export', caseNumber, file);
    const command = (words: readonly string[]) =>
      spawnSync(process.execPath, [path.join(repository, 'src/main.ts'), 'archive', ...words], {
        cwd: folder,
        env: { PATH: process.env['PATH'], LANG: 'zh_CN.UTF-8' },
        encoding: 'utf8',
      });
    const good = command(['verify', file]);
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /没有发现问题/);
    assert.equal(command(['verify', path.join(repository, 'package.json')]).status, 1);
    assert.match(command(['--help']).stdout, /yizhan archive verify PACKAGE/);
    assert.match(command(['export', '--help']).stdout, /CASE-NUMBER FILE/);
    const unknown = command(['frobnicate']);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /nothing was done/);
  });

  test('list tells what is due, marks it, and what the archive confirms is transferred', async () => {
    assert.equal((await run('list', '--until', '2036-11-22')).length, 1, 'the heads of the columns alone');
    const [head, line = ''] = await run('list', '--until', '2036-11-23', '--mark');
    assert.match(head ?? '', /^caseNumber,version,organ,/);
    assert.ok(line.startsWith(`${caseNumber},1,`) && line.endsWith(',listed-for-transfer'), line);
    const [json = ''] = await run(
      'list',
      '--until',
      '2036-11-23',
      '--json',
      '--organ',
      'longhu-market-supervision',
    );
    assert.equal(JSON.parse(json)[0].caseNumber, caseNumber);
    const list = path.join(folder, 'list.csv');
    await writeFile(list, `${head}\n${line.replace(/[0-9a-f]{64}/, '0'.repeat(64))}\n`);
    await assert.rejects(run('transferred', list), isCode('package-not-listed'));
    await writeFile(list, 'not a list');
    await assert.rejects(run('transferred', path.join(folder, 'nowhere.csv')), isCode('archive-list'));
    await writeFile(list, `\uFEFF${head}\r\n${line}\r\n`);
    assert.deepEqual(await run('transferred', list), ['1 package is on record as transferred.']);
    assert.equal((await run('list', '--until', '2036-11-23')).length, 1);
  });

  test('words that the help does not name do nothing', () => {
    for (const words of [
      [],
      ['burn'],
      ['export', 'BJ26'],
      ['list', '--until', 'soon'],
      ['list', 'x'],
      ['transferred'],
    ])
      assert.throws(() => readArchiveWords(words), isCode('archive-usage'), words.join(' '));
  });
});
