// Owns which files belong to what officers record: photographs, signed minutes, signed proofs; pure. Refuses other kinds.
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { ReceivedDocument } from '#platform/files';
import { type RecordFileKind, recordFilesMost } from './procedure-contract.ts';
import { recordFileMessages } from './record-file-messages.ts';

/** A file with the record that it belongs to. */
export interface RecordFile {
  readonly id: Id;
  readonly caseId: Id;
  /** Whose case it is. */
  readonly organId: Id;
  readonly kind: RecordFileKind;
  readonly procedureId: Id | null;
  readonly handOverId: Id | null;
  readonly fileId: Id;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly sharedWithOrganIds: readonly Id[];
  readonly addedBy: Id;
  readonly addedAt: Date;
  /** When the record was made; null while the file may still be taken off. */
  readonly sealedAt: Date | null;
}

const pictures: readonly string[] = ['image/jpeg', 'image/png'];

/** A photograph is a picture; what people signed may be scanned into a PDF as well. */
function takes(kind: RecordFileKind, mediaType: string): boolean {
  const isPhotograph = kind === 'visit-photograph' || kind === 'inspection-photograph';
  return pictures.includes(mediaType) || (!isPhotograph && mediaType === 'application/pdf');
}

/** Throws AppError 'invalid' where the file's kind is not taken, or there are as many as one record may have. */
export function assertRecordFile(
  kind: RecordFileKind,
  file: Pick<ReceivedDocument, 'mediaType'>,
  existing: number,
): void {
  const text = !takes(kind, file.mediaType)
    ? recordFileMessages.photographsOnly
    : existing >= recordFilesMost
      ? recordFileMessages.tooMany
      : undefined;
  if (text !== undefined)
    throw new AppError('invalid', 'file-not-taken', text, { fields: [{ field: 'file', text }] });
}
