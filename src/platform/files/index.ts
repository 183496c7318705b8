// The face of platform/files: bytes in and out, durable and encrypted, and the kinds that are taken.
export { createFileStore, type FileStore, type ReceivedFile } from './file-store.ts';
export { mediaTypeOf, shownNameOf } from './media-type.ts';
