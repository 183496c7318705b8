// Owns how a file, already in the store, is written down with what it belongs to; refuses to say who may read it.
import type { Id } from '#kernel/ids';
import type { FileRow } from '#platform/files';
import type { AttachedFile } from './draft.ts';

export function fileRowOf(
  file: AttachedFile,
  owner: { readonly kind: string; readonly id: Id },
  uploaderId: Id,
  now: Date,
): FileRow {
  return {
    id: file.fileId,
    zone: file.zone ?? 'internet',
    ownerKind: owner.kind,
    ownerId: owner.id,
    uploaderId,
    name: file.name,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: Buffer.from(file.sha256, 'hex'),
    receivedAt: now,
  };
}
