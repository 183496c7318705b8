// Owns how a document that somebody sent is taken in: bytes first, told apart by their content. Refuses what is no document.
import type { Readable } from 'node:stream';
import { type Id, newId } from '#kernel/ids';
import type { Zone } from '#kernel/zones';
import type { FileStore } from './file-store.ts';
import { mediaTypeOf, shownNameOf } from './media-type.ts';

/** A document whose bytes are durable and which has no row yet: the caller attaches it, or removes the bytes. */
export interface ReceivedDocument {
  readonly fileId: Id;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Throws AppError for a file that is too large, empty, or not of a kind that is taken; nothing is kept of it then. */
export async function receiveDocument(
  files: FileStore,
  zone: Zone,
  sent: { readonly fileName: string; readonly content: Readable },
  limitBytes: number,
  now: Date,
): Promise<ReceivedDocument> {
  const fileId = newId(now);
  const received = await files.receive(zone, fileId, sent.content, limitBytes);
  try {
    const name = shownNameOf(sent.fileName);
    const mediaType = await mediaTypeOf(received.head, name);
    const { sizeBytes, sha256 } = received;
    return { fileId, name, mediaType, sizeBytes, sha256: sha256.toString('hex') };
  } catch (error) {
    await files.remove(zone, fileId);
    throw error;
  }
}
