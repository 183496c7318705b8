import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { loginKinds } from '#platform/database';
import { generateSecrets, loadSecrets } from './secrets.ts';

describe('the installation’s secrets', () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'yizhan-secrets-'));
    file = path.join(directory, 'secrets.json');
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('are made on the first start and survive the next ones', async () => {
    const made = await loadSecrets(path.join(directory, 'data', 'deep'));
    assert.deepEqual(await loadSecrets(path.join(directory, 'data', 'deep')), made);
    assert.deepEqual(Object.keys(made.loginPasswords), [...loginKinds]);
    const values = [...Object.values(made.loginPasswords), ...Object.values(made.keys)];
    assert.equal(new Set(values).size, values.length);
    for (const key of Object.values(made.keys)) assert.equal(Buffer.from(key, 'base64').length, 32);
  });

  test('can be read by their owner only, also where somebody opened them', async () => {
    await loadSecrets(directory);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await chmod(file, 0o644);
    await loadSecrets(directory);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(directory), ['secrets.json'], 'nothing is left beside them');
  });

  test('are the same for processes that start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadSecrets(directory)));
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    for (const one of all) assert.deepEqual(one, stored);
    assert.deepEqual(await readdir(directory), ['secrets.json']);
  });

  test('get what a newer version needs and keep what is there', async () => {
    const older = generateSecrets();
    const { forms: _forms, ...keys } = older.keys;
    await writeFile(file, JSON.stringify({ ...older, keys }), { mode: 0o600 });
    const newer = await loadSecrets(directory);
    assert.deepEqual({ ...newer.keys, forms: undefined }, { ...keys, forms: undefined });
    assert.equal(Buffer.from(newer.keys['forms'] ?? '', 'base64').length, 32);
    assert.deepEqual(await loadSecrets(directory), newer);
  });

  test('are never made anew where the file is there and cannot be understood', async () => {
    for (const content of ['', '{', '[]', '{"keys":null}', '{"keys":{}}', '"x"']) {
      await writeFile(file, content);
      await assert.rejects(loadSecrets(directory), /Nothing was changed\. Restore/, content);
      assert.equal(await readFile(file, 'utf8'), content);
    }
  });
});
