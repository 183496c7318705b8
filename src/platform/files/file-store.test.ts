import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel/ids';
import { generateSecrets } from '#platform/configuration';
import { sha256 } from '#platform/crypto';
import { createFileStore, type FileStore } from './file-store.ts';

const limitBytes = 1024 * 1024;
const now = new Date('2026-11-23T02:00:00Z');

function streamOf(content: Uint8Array, chunkBytes = 1_000): Readable {
  const chunks: Uint8Array[] = [];
  for (let offset = 0; offset < content.length; offset += chunkBytes) {
    chunks.push(content.subarray(offset, offset + chunkBytes));
  }
  return Readable.from(chunks, { objectMode: false });
}

describe('the file store', () => {
  let directory: string;
  let store: FileStore;
  const { keys } = generateSecrets();

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'yizhan-files-'));
    store = createFileStore(path.join(directory, 'files'), keys);
  });
  after(() => rm(directory, { recursive: true }));

  const folder = () => path.join(directory, 'files', 'internet');
  async function keep(content: Uint8Array): Promise<string> {
    const id = newId(now);
    await store.receive('internet', id, streamOf(content), limitBytes);
    return id;
  }

  test('gives back what it received, with size, hash and beginning', async () => {
    for (const sizeBytes of [1, 999, 4_100, 70_000, limitBytes]) {
      const content = randomBytes(sizeBytes);
      const id = newId(now);
      const received = await store.receive('internet', id, streamOf(content, 3_000), limitBytes);
      assert.equal(received.sizeBytes, sizeBytes);
      assert.deepEqual(received.sha256, sha256(content));
      assert.deepEqual(received.head, content.subarray(0, 4_100));
      assert.deepEqual(await store.read('internet', id), content);
    }
  });

  test('keeps nothing readable on disk, and nothing that others may open', async () => {
    const content = Buffer.from('身份证号 440507199001010012 '.repeat(100));
    const id = await keep(content);
    const bytes = await readFile(path.join(folder(), id));
    assert.equal(bytes.includes('440507199001010012'), false);
    assert.equal((await stat(path.join(folder(), id))).mode & 0o077, 0);
    assert.equal((await stat(folder())).mode & 0o077, 0);
    const again = await keep(content);
    assert.notDeepEqual(await readFile(path.join(folder(), again)), bytes, 'equal files look different');
  });

  test('refuses to give bytes of which any one was changed, cut off or added', async () => {
    const id = await keep(randomBytes(300));
    const file = path.join(folder(), id);
    const original = await readFile(file);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(original.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (offset, change) => {
          const changed = Buffer.from(original);
          changed[offset] = (changed[offset] ?? 0) ^ change;
          await writeFile(file, changed);
          await assert.rejects(store.read('internet', id));
        },
      ),
      { numRuns: 60 },
    );
    for (const wrong of [
      original.subarray(0, -1),
      original.subarray(0, 20),
      Buffer.alloc(0),
      Buffer.concat([original, original]),
    ]) {
      await writeFile(file, wrong);
      await assert.rejects(store.read('internet', id));
    }
    await writeFile(file, original);
    assert.equal((await store.read('internet', id)).length, 300);
  });

  test('refuses another file in the place of this one', async () => {
    const [one, other] = [await keep(randomBytes(50)), await keep(randomBytes(50))];
    await rename(path.join(folder(), other), path.join(folder(), one));
    await assert.rejects(store.read('internet', one));
  });

  test('one zone’s key opens no other zone’s file', async () => {
    const id = newId(now);
    await store.receive('extranet', id, streamOf(randomBytes(50)), limitBytes);
    const swapped = createFileStore(path.join(directory, 'files'), {
      ...keys,
      'files-extranet': keys['files-internet'] ?? '',
    });
    await assert.rejects(swapped.read('extranet', id));
    const { 'files-extranet': _left, ...without } = keys;
    await assert.rejects(
      async () => createFileStore(path.join(directory, 'files'), without).read('extranet', id),
      /lack the key "files-extranet"/,
    );
  });

  test('leaves nothing of a file that is too large, empty or broken off, and holds nothing open', async () => {
    const earlier = await readdir(folder());
    const broken = () =>
      new Readable({
        read() {
          this.push(randomBytes(10));
          this.destroy(new Error('the line broke'));
        },
      });
    const open = () => readdirSync('/proc/self/fd').length;
    const openBefore = existsSync('/proc/self/fd') ? open() : 0;
    for (let round = 0; round < 20; round += 1) {
      const large = store.receive('internet', newId(now), streamOf(randomBytes(5_000)), 4_999);
      await assert.rejects(large, { kind: 'too-large', code: 'file-too-large' });
      const small = store.receive('internet', newId(now), streamOf(randomBytes(10), 10), 9);
      await assert.rejects(small, { kind: 'too-large' });
      const empty = store.receive('internet', newId(now), streamOf(Buffer.alloc(0)), limitBytes);
      await assert.rejects(empty, { kind: 'invalid', code: 'file-empty' });
      await assert.rejects(store.receive('internet', newId(now), broken(), limitBytes), /the line broke/);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await readdir(folder()), earlier);
    if (existsSync('/proc/self/fd')) assert.ok(open() <= openBefore + 2, 'files were left open');
  });

  test('a file of exactly the limit is taken', async () => {
    const received = await store.receive('internet', newId(now), streamOf(randomBytes(5_000)), 5_000);
    assert.equal(received.sizeBytes, 5_000);
  });

  test('nothing but an id becomes a path', async () => {
    for (const name of ['../../secrets.json', 'a/b', '', '.', 'ABCDEF00-0000-7000-8000-000000000000']) {
      await assert.rejects(async () => store.read('internet', name), /addressed by id/);
      await assert.rejects(async () => store.remove('internet', name), /addressed by id/);
    }
  });

  test('the sweep finds old files and what a kill left half received, and removes them', async () => {
    const old = await keep(randomBytes(10));
    const killed = newId(now);
    const half = path.join(folder(), `${killed}.receiving`);
    await writeFile(half, randomBytes(10));
    await writeFile(path.join(folder(), 'note-of-an-operator.txt'), 'mine');
    const past = new Date(Date.now() - 3_600_000);
    for (const file of [path.join(folder(), old), half, path.join(folder(), 'note-of-an-operator.txt')]) {
      await utimes(file, past, past);
    }
    const found = await store.listOlderThan('internet', new Date(Date.now() - 1_800_000));
    assert.deepEqual([...found].sort(), [old, killed].sort());
    for (const id of found) await store.remove('internet', id);
    assert.deepEqual(await store.listOlderThan('internet', new Date(Date.now() - 1_800_000)), []);
    assert.equal(existsSync(half), false);
    assert.equal(existsSync(path.join(folder(), 'note-of-an-operator.txt')), true);
    await assert.rejects(store.read('internet', old), { code: 'ENOENT' });
    await store.remove('internet', old);
    assert.deepEqual(
      await store.listOlderThan('intranet', new Date()),
      [],
      'a zone without a folder has none',
    );
  });
});
