// Owns how forms are read; refuses more fields, longer names and larger bodies than any form of ours has.
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError, isAppError } from '#kernel/errors';
import { failureTexts } from './failures.ts';
import type { FormFields, UploadedPart } from './route.ts';
import { storableText } from './storable-text.ts';

export const formLimits = {
  fieldsMost: 200,
  fieldNameBytesMost: 100,
  fieldValueBytesMost: 16 * 1024,
  bodyBytesMost: 128 * 1024,
  /** File fields of one form, those that were left empty among them: what the longest life event asks for, and more. */
  filesMost: 24,
  /** A body is as long as so many files of the full size. */
  fullFilesMost: 5,
} as const;

/** Reads `application/x-www-form-urlencoded`. Throws AppError 'too-large' beyond the limits. */
export function parseForm(body: string): FormFields {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1;
    if (count > formLimits.fieldsMost || Buffer.byteLength(name) > formLimits.fieldNameBytesMost) {
      throw new AppError('too-large', 'form-too-large', failureTexts.tooLarge);
    }
    addField(fields, name, value);
  }
  return fields;
}

function addField(fields: Map<string, string[]>, name: string, value: string): void {
  const clean = storableText(value).replaceAll('\r\n', '\n');
  const present = fields.get(name);
  if (present === undefined) fields.set(name, [clean]);
  else present.push(clean);
}

/**
 * Reads a multipart form part by part. `accept` is asked once, before the first file, with the fields so far: it
 * throws where the form may not be taken. Malformed forms throw AppError 'invalid'.
 */
export async function readMultipartForm(
  request: FastifyRequest,
  fileSizeLimitBytes: number,
  accept: (fields: FormFields) => void,
  take: (part: UploadedPart) => Promise<void>,
): Promise<FormFields> {
  if (!request.isMultipart())
    throw new AppError('unsupported-type', 'body-unsupported', failureTexts.unsupported);
  const fields = new Map<string, string[]>();
  let accepted = false;
  const parts = request.parts({
    limits: {
      fields: formLimits.fieldsMost,
      files: formLimits.filesMost,
      parts: formLimits.fieldsMost + formLimits.filesMost,
      fieldNameSize: formLimits.fieldNameBytesMost,
      fieldSize: formLimits.fieldValueBytesMost,
      headerPairs: 50,
      // One byte more than what is taken, so that the file store sees the excess and says so itself.
      fileSize: fileSizeLimitBytes + 1,
    },
  });
  for await (const part of explained(parts)) {
    // A part whose header names no field arrives with none, whatever its type says.
    if (typeof part.fieldname !== 'string') throw brokenOff(undefined);
    if (part.type === 'field') {
      addField(fields, part.fieldname, fieldValue(part));
      continue;
    }
    if (!accepted) accept(fields);
    accepted = true;
    // A file field that was left empty arrives as a file without a name and without content.
    if (part.filename === '' || part.filename === undefined) part.file.resume();
    else await takeOrExplain(part, take);
  }
  if (!accepted) accept(fields);
  return fields;
}

/** The parts as they come; a body that breaks off or is no multipart is the sender's failure, and never a fault of ours. */
async function* explained(parts: AsyncIterable<Multipart>): AsyncGenerator<Multipart> {
  try {
    yield* parts;
  } catch (error) {
    throw brokenOff(error);
  }
}

/** Tells a file that breaks off from a disk that can't be written: only the first comes out of the part itself. */
async function takeOrExplain(
  part: MultipartFile,
  take: (part: UploadedPart) => Promise<void>,
): Promise<void> {
  try {
    await take({ field: part.fieldname, fileName: part.filename, content: part.file });
  } catch (error) {
    throw error === part.file.errored ? brokenOff(error) : error;
  }
}

function brokenOff(error: unknown): unknown {
  const hasStatus = error instanceof Error && 'statusCode' in error;
  if (isAppError(error) || hasStatus) return error;
  return new AppError('invalid', 'malformed', failureTexts.malformed, { cause: error });
}

function fieldValue(part: Extract<Multipart, { type: 'field' }>): string {
  if (part.valueTruncated === true || part.fieldnameTruncated === true) {
    throw new AppError('too-large', 'form-too-large', failureTexts.tooLarge);
  }
  return typeof part.value === 'string' ? part.value : '';
}
