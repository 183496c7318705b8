import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import {
  buildManifest,
  hashBoth,
  type ManifestHeading,
  manifestText,
  type PackageManifest,
  sumsText,
} from './manifest.ts';
import { isSafePath, readableName } from './package-path.ts';
import { verifyPackage } from './verify-package.ts';
import { type FileToPack, writePackage } from './write-package.ts';

const heading: ManifestHeading = {
  subject: { kind: 'case', number: 'BJ26-TEST', title: { zh: '测试办件', en: 'A case' } },
  organ: { name: { zh: '测试机关', en: 'An organ' }, creditCode: null },
  version: 1,
  supplementTo: null,
  closedOn: '2026-11-23',
  contentUntil: '2026-11-23T02:00:00.000Z',
  retention: { rule: 'licences', period: '30-years', until: '2056-12-31', verified: false },
};

const contents: Readonly<Record<string, string>> = {
  'case.json': '{"a":1}\n',
  'evidence/01_平面布局图.pdf': '%PDF-1.7 floor plan',
  'index.html': '<!doctype html>',
};

const filesOf = (of: Readonly<Record<string, string>>): readonly FileToPack[] =>
  Object.entries(of).map(([name, text]) => ({
    path: name,
    mediaType: 'text/plain',
    content: () => Buffer.from(text),
  }));

async function packed(files = filesOf(contents), with_ = heading): Promise<Buffer> {
  const { content, finished } = writePackage(with_, files);
  const [bytes] = await Promise.all([buffer(content), finished]);
  return bytes;
}

type ZipOptions = NonNullable<Parameters<ZipFile['addBuffer']>[2]>;

/** A ZIP file of any content, as another program could write it. */
async function zipOf(
  entries: readonly (readonly [string, string | Buffer, ZipOptions?])[],
  comment = '',
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content, options] of entries) {
    zip.addBuffer(Buffer.from(content), name, {
      compress: false,
      forceDosTimestamp: true,
      mode: 0o100644,
      ...options,
    });
  }
  zip.end({ comment, forceZip64Format: false });
  return await buffer(zip.outputStream);
}

/** The entries of a package with this manifest; the sums fit it. */
function entriesFor(
  of: Readonly<Record<string, string>>,
  manifest: PackageManifest,
): (readonly [string, string])[] {
  const text = manifestText(manifest);
  const sums = sumsText(manifest, hashBoth(text).sha256);
  return [...Object.entries(of), ['manifest.json', text], ['sha256sums.txt', sums]];
}

function trueManifest(of = contents): PackageManifest {
  return buildManifest(
    heading,
    Object.entries(of).map(([name, text]) => ({
      path: name,
      mediaType: 'text/plain',
      sizeBytes: Buffer.byteLength(text),
      ...hashBoth(text),
    })),
  );
}

describe('an archive package', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yizhan-package-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function codesOf(bytes: Uint8Array): Promise<readonly string[]> {
    const file = path.join(folder, 'package.zip');
    await writeFile(file, bytes);
    const { faults } = await verifyPackage(file);
    return faults.map(({ code, path: of }) => (of === null ? code : `${code} ${of}`));
  }

  test('is verified without a fault, and says what it is', async () => {
    const file = path.join(folder, 'good.zip');
    const bytes = await packed();
    await writeFile(file, bytes);
    const { faults, manifest, sha256, sizeBytes } = await verifyPackage(file);
    assert.deepEqual(faults, []);
    assert.equal(sha256, hashBoth(bytes).sha256);
    assert.equal(sizeBytes, bytes.length);
    assert.equal(manifest?.subject.number, 'BJ26-TEST');
    assert.deepEqual(
      manifest?.files.map((one) => one.path),
      Object.keys(contents),
    );
  });

  test('has the same bytes for the same content, in whatever order and time zone it is written', async () => {
    const first = await packed();
    const second = await packed([...filesOf(contents)].reverse());
    assert.ok(first.equals(second));
    const script = `
      import { buffer } from 'node:stream/consumers';
      import { writePackage } from ${JSON.stringify(path.join(import.meta.dirname, 'write-package.ts'))};
      const files = Object.entries(${JSON.stringify(contents)}).map(([path, text]) => ({
        path, mediaType: 'text/plain', content: () => Buffer.from(text) }));
      process.stdout.write((await buffer(writePackage(${JSON.stringify(heading)}, files).content)).toString('base64'));`;
    const elsewhere = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: 'America/St_Johns' },
      encoding: 'utf8',
    });
    assert.equal(elsewhere.stdout, first.toString('base64'), elsewhere.stderr);
  });

  test('refuses to be written with an unsafe path or one that comes twice', () => {
    for (const name of [
      '../x',
      '/x',
      'a//b',
      'a\\b',
      'C:x',
      'nul.txt',
      'manifest.json',
      'x\u202egpj',
      '.x',
      'a/.',
    ])
      assert.throws(() => writePackage(heading, filesOf({ [name]: '' })), RangeError, name);
    assert.throws(() => writePackage(heading, filesOf({ 'A.txt': '', 'a.txt': '' })), RangeError);
  });

  test('that can’t be completed ends with the error instead of a shorter package', async () => {
    const failing: FileToPack = {
      path: 'evidence/02.pdf',
      mediaType: 'application/pdf',
      content: () => Promise.reject(new Error('The evidence was changed.')),
    };
    const { content, finished } = writePackage(heading, [...filesOf(contents), failing]);
    await assert.rejects(buffer(content), /evidence was changed/);
    await assert.rejects(finished, /evidence was changed/);
  });

  test('any byte that is turned over is found, but for those of the headers that say nothing', async () => {
    const bytes = await packed();
    // Of each header: versions, times, internal attributes, and the lower half of the external ones.
    const idle = new Set(idleBytesOf(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }).filter((at) => !idle.has(at)),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          assert.notDeepEqual(await codesOf(changed), [], `byte ${at}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a file that is cut short or lengthened is found', async () => {
    const bytes = await packed();
    for (const length of [0, 1, 21, 100, bytes.length - 1])
      assert.deepEqual(await codesOf(bytes.subarray(0, length)), ['not-a-package']);
    assert.deepEqual(await codesOf(Buffer.concat([bytes, Buffer.from('more')])), ['not-a-package']);
    assert.deepEqual(await codesOf(Buffer.concat([Buffer.from('more'), bytes])), ['not-a-package']);
  });

  test('a changed file, a missing one, one too many: each is named', async () => {
    const manifest = trueManifest();
    const changed = { ...contents, 'case.json': '{"a":2}\n' };
    assert.deepEqual(await codesOf(await zipOf(entriesFor(changed, manifest))), [
      'sha256-differs case.json',
      'sm3-differs case.json',
    ]);
    const longer = { ...contents, 'case.json': '{"a":1}\n\n' };
    assert.equal((await codesOf(await zipOf(entriesFor(longer, manifest))))[0], 'size-differs case.json');
    const { 'case.json': _gone, ...fewer } = contents;
    assert.deepEqual(await codesOf(await zipOf(entriesFor(fewer, manifest))), ['missing case.json']);
    const more = { ...contents, 'evidence/02.pdf': 'x' };
    assert.deepEqual(await codesOf(await zipOf(entriesFor(more, manifest))), ['extra evidence/02.pdf']);
  });

  test('a manifest that was changed with the file it tells of is found by its own hash', async () => {
    const manifest = trueManifest();
    const forged = { ...contents, 'case.json': '{"a":2}\n' };
    const files = trueManifest(forged).files;
    assert.deepEqual(await codesOf(await zipOf(entriesFor(forged, { ...manifest, files }))), [
      'manifest-changed manifest.json',
    ]);
    const later = { ...manifest, closedOn: '2027-01-01' };
    assert.deepEqual(await codesOf(await zipOf(entriesFor(contents, later))), [
      'manifest-changed manifest.json',
    ]);
  });

  test('a manifest that says a thing twice, is unknown or absent is refused', async () => {
    const entries = entriesFor(contents, trueManifest());
    const replaced = (text: string) =>
      entries.map(([name, content]) => [name, name === 'manifest.json' ? text : content] as const);
    const [, text = ''] = entries.find(([name]) => name === 'manifest.json') ?? [];
    const twice = text.replace('{\n', '{\n  "closedOn": "1999-01-01",\n');
    assert.ok((await codesOf(await zipOf(replaced(twice)))).includes('manifest-changed manifest.json'));
    const future = text.replace('"formatVersion": 1', '"formatVersion": 2');
    assert.deepEqual(await codesOf(await zipOf(replaced(future))), ['unknown-manifest manifest.json']);
    const without = entries.filter(([name]) => name !== 'manifest.json');
    assert.deepEqual(await codesOf(await zipOf(without)), ['no-manifest manifest.json']);
    const noSums = entries.filter(([name]) => name !== 'sha256sums.txt');
    assert.deepEqual(await codesOf(await zipOf(noSums)), ['sums-changed sha256sums.txt']);
  });

  test('a bomb is refused without being unpacked', async () => {
    const bomb = Buffer.alloc(24 * 1024 * 1024);
    const bytes = await zipOf([
      ...entriesFor(contents, trueManifest()),
      ['evidence/bomb.bin', bomb, { compress: true }],
    ]);
    assert.ok(bytes.length < 1_000_000);
    const before = process.memoryUsage().arrayBuffers;
    assert.deepEqual(await codesOf(bytes), ['not-stored evidence/bomb.bin']);
    assert.ok(process.memoryUsage().arrayBuffers - before < bomb.length / 2);
  });

  test('a size that is only claimed is refused', async () => {
    const bytes = await packed();
    const directory = bytes.readUInt32LE(bytes.length - 6);
    const claimed = Buffer.from(bytes);
    claimed.writeUInt32LE(0xf0000000, directory + 20);
    claimed.writeUInt32LE(0xf0000000, directory + 24);
    assert.deepEqual(await codesOf(claimed), ['not-a-package']);
  });

  test('paths that leave the folder, links and absolute paths are refused', async () => {
    const entries = entriesFor(contents, trueManifest());
    const good = await zipOf([...entries, ['aaaaaaaaaaaa', 'x']]);
    for (const evil of ['../../../etc', '/etc/passwd1', 'C:/windows/x', 'a\\..\\..\\bb', 'aa/../../bcd']) {
      const changed = Buffer.from(
        good.toString('latin1').replaceAll('aaaaaaaaaaaa', evil.padEnd(12, 'x')),
        'latin1',
      );
      assert.match((await codesOf(changed)).join(), /^unsafe-path/, evil);
    }
    const link = await zipOf([...entries, ['evidence/link', '/etc/passwd', { mode: 0o120777 }]]);
    assert.deepEqual(await codesOf(link), ['not-stored evidence/link']);
  });

  test('the same name twice, also in the other case, is refused', async () => {
    const entries = entriesFor(contents, trueManifest());
    const twice = await zipOf([...entries, ['Case.json', '{"a":2}\n']]);
    assert.deepEqual(await codesOf(twice), ['double-path Case.json']);
  });

  test('bytes hidden between the files, a comment and a directory that tells another tale are refused', async () => {
    const entries = entriesFor(contents, trueManifest());
    assert.deepEqual(await codesOf(await zipOf(entries, 'hidden')), ['not-a-package']);
    const whole = await zipOf([['case.json', 'hidden from you'], ...entries.slice(1)]);
    // The directory forgets its first entry: the bytes are still there for whoever scans the file.
    const directory = whole.readUInt32LE(whole.length - 6);
    const firstBytes = 46 + 'case.json'.length;
    const forgetful = Buffer.concat([whole.subarray(0, directory), whole.subarray(directory + firstBytes)]);
    const end = forgetful.length - 22;
    forgetful.writeUInt16LE(entries.length - 1, end + 8);
    forgetful.writeUInt16LE(entries.length - 1, end + 10);
    forgetful.writeUInt32LE(forgetful.readUInt32LE(end + 12) - firstBytes, end + 12);
    assert.deepEqual(await codesOf(forgetful), ['hidden-bytes', 'missing case.json']);
  });

  test('is checked by hand with sha256sum, as its README says', async (context) => {
    const file = path.join(folder, 'by-hand.zip');
    await writeFile(file, await packed());
    const unpacked = path.join(folder, 'by-hand');
    const unzip = spawnSync('python3', ['-m', 'zipfile', '-e', file, unpacked]);
    if (unzip.error !== undefined || spawnSync('sha256sum', ['--version']).error !== undefined) {
      context.skip('There is no Python or no sha256sum on this machine.');
      return;
    }
    const check = () => spawnSync('sha256sum', ['-c', 'sha256sums.txt'], { cwd: unpacked, encoding: 'utf8' });
    const good = check();
    assert.equal(good.status, 0, good.stderr);
    assert.equal(good.stdout.match(/: OK$/gm)?.length, 4);
    await writeFile(
      path.join(unpacked, 'case.json'),
      `${await readFile(path.join(unpacked, 'case.json'), 'utf8')} `,
    );
    assert.equal(check().status, 1);
  });
});

describe('names in a package', () => {
  test('whatever people call a document becomes a safe part of a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.ok(isSafePath(`evidence/01_${readableName(text)}.pdf`), JSON.stringify(text));
      }),
    );
    assert.equal(readableName('经营场所 使用证明/租赁合同'), '经营场所_使用证明_租赁合同');
    assert.equal(readableName('..'), 'file');
  });
});

/** Offsets of bytes in the headers that carry no meaning here: versions, times, internal and lower external attributes. */
function idleBytesOf(bytes: Buffer): number[] {
  const idle: number[] = [];
  const range = (from: number, count: number) =>
    idle.push(...Array.from({ length: count }, (_unused, step) => from + step));
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    range(at + 4, 4);
    range(at + 12, 4);
    // The disk on which it starts, internal attributes, and of the external ones all but the kind of the file.
    range(at + 34, 6);
    idle.push(at + 40, at + 41);
    const local = bytes.readUInt32LE(at + 42);
    range(local + 4, 2);
    range(local + 10, 4);
    at += 46 + bytes.readUInt16LE(at + 28);
  }
  return idle;
}
