// The face of platform/files: bytes in and out, durable and encrypted; the rows about them; the kinds that are taken.
export {
  deleteFileRow,
  type FileRow,
  insertFileRow,
  keepFiles,
  listKnownFileIds,
  setFileState,
} from './file-rows.ts';
export { createFileStore, type FileStore, type ReceivedFile } from './file-store.ts';
export { type FileTaskSettings, scanFileTask, sweepOrphanFilesTask } from './file-tasks.ts';
export { acceptedMediaTypes, mediaTypeOf, shownNameOf } from './media-type.ts';
export { type ReceivedDocument, receiveDocument } from './receive-document.ts';
