// Owns the bytes of files, encrypted in a directory for each zone; refuses to give bytes that were changed.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { text } from '#kernel/texts';
import type { Zone } from '#kernel/zones';
import { keyOf } from '#platform/crypto';

/** What was received: its hash and size are of the plain bytes. `head` is the beginning, by which its type is told. */
export interface ReceivedFile {
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly head: Buffer;
}

/** Files of the zones whose keys this process holds. Who may have a file is for its owning record to say, not for this. */
export interface FileStore {
  /**
   * Takes the bytes in, encrypts them and makes them durable (file and directory are synced) before it returns; the
   * row may be committed after that and not before. Throws AppError 'too-large' beyond `limitBytes` and 'invalid'
   * for an empty file, and leaves nothing behind then.
   */
  receive(zone: Zone, id: Id, content: Readable, limitBytes: number): Promise<ReceivedFile>;
  /** The plain bytes, whole and verified. Throws where they are missing or were changed. */
  read(zone: Zone, id: Id): Promise<Buffer>;
  remove(zone: Zone, id: Id): Promise<void>;
  /** Ids of files last written before `before`: for the sweep of orphans. */
  listOlderThan(zone: Zone, before: Date): Promise<readonly Id[]>;
}

const headBytes = 4_100;
const nonceBytes = 12;
const tagBytes = 16;
/** What a kill may leave behind: the sweep finds it by its id as well. */
const receivingEnding = '.receiving';

/** A store below `directory`, with one AES-256-GCM key a zone (`files-internet` …). */
export function createFileStore(directory: string, keys: Readonly<Record<string, string>>): FileStore {
  return {
    receive: (zone, id, content, limitBytes) =>
      receiveFile(
        {
          folder: zoneDirectory(directory, zone),
          path: pathOf(directory, zone, id),
          id,
          key: keyFor(keys, zone),
        },
        content,
        limitBytes,
      ),
    async read(zone, id) {
      const bytes = await readFile(pathOf(directory, zone, id));
      const decipher = createDecipheriv('aes-256-gcm', keyFor(keys, zone), bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(id));
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)),
        decipher.final(),
      ]);
    },
    async remove(zone, id) {
      const path = pathOf(directory, zone, id);
      await rm(path, { force: true });
      await rm(`${path}${receivingEnding}`, { force: true });
    },
    async listOlderThan(zone, before) {
      const found: Id[] = [];
      for (const name of await readdir(zoneDirectory(directory, zone)).catch(() => [])) {
        const written = await stat(join(zoneDirectory(directory, zone), name)).catch(() => undefined);
        const id = name.endsWith(receivingEnding) ? name.slice(0, -receivingEnding.length) : name;
        if (written !== undefined && written.mtime < before && isId(id)) found.push(id);
      }
      return found;
    },
  };
}

function keyFor(keys: Readonly<Record<string, string>>, zone: Zone): Buffer {
  return keyOf(keys, `files-${zone}`);
}

function zoneDirectory(directory: string, zone: Zone): string {
  return join(directory, zone);
}

function pathOf(directory: string, zone: Zone, id: Id): string {
  // Only an id becomes a path: a name that a client gave never does.
  if (!isId(id)) throw new Error('Files are addressed by id.');
  return join(zoneDirectory(directory, zone), id);
}

interface Destination {
  readonly folder: string;
  readonly path: string;
  readonly id: Id;
  readonly key: Buffer;
}

async function receiveFile(
  { folder, path, id, key }: Destination,
  content: Readable,
  limitBytes: number,
): Promise<ReceivedFile> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncDirectory(dirname(made));
  const receiving = `${path}${receivingEnding}`;
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let sizeBytes = 0;
  const measured = new PassThrough({
    transform(chunk: Buffer, _encoding, done) {
      if (sizeBytes < headBytes) head.push(chunk);
      sizeBytes += chunk.length;
      hash.update(chunk);
      // What is beyond the limit is read and dropped: the parts of the form that follow must still be reached.
      done(null, sizeBytes > limitBytes ? undefined : chunk);
    },
  });
  try {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    // The id is bound to the bytes, so that one file can't be put in another's place.
    cipher.setAAD(Buffer.from(id));
    const file = await open(receiving, 'wx', 0o600);
    try {
      await file.appendFile(nonce);
      await pipeline(content, measured, cipher, async (encrypted: AsyncIterable<Buffer>) => {
        for await (const chunk of encrypted) await file.appendFile(chunk);
      });
      await file.appendFile(cipher.getAuthTag());
      await file.sync();
    } finally {
      await file.close();
    }
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    if (sizeBytes === 0)
      throw new AppError(
        'invalid',
        'file-empty',
        text(
          '这个文件是空的，没有保存。请选择另一个文件。',
          'This file is empty and was not kept. Choose another file.',
        ),
      );
    await rename(receiving, path);
    await syncDirectory(folder);
    return { sizeBytes, sha256: hash.digest(), head: Buffer.concat(head).subarray(0, headBytes) };
  } catch (error) {
    await rm(receiving, { force: true });
    throw error;
  }
}

function tooLarge(limitBytes: number): AppError {
  const isBelowMegabyte = limitBytes < 1024 * 1024;
  const most = isBelowMegabyte
    ? `${Math.floor(limitBytes / 1024)} KB`
    : `${Math.floor(limitBytes / 1024 / 1024)} MB`;
  return new AppError(
    'too-large',
    'file-too-large',
    text(
      `这个文件超过 ${most}，没有保存。请压缩或分成几个文件后再上传。`,
      `This file is larger than ${most} and was not kept. Make it smaller and attach it again.`,
    ),
  );
}

/** A name is in its directory after a power failure only when the directory was synced as well. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows can't open a directory; its file system keeps the order by itself.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
