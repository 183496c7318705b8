// Owns how files of a form are taken in: bytes first, told apart by their content; refuses what is no document.
import { type AppError, type FieldError, isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { AttachedFile } from '#modules/cases';
import { receiveDocument } from '#platform/files';
import type { Exchange, FormFields } from '#platform/http';
import type { PortalSettings } from './portal-request.ts';

/** What a multipart form brought: its fields, the files that were taken in, and a sentence for each that was not. */
export interface Uploads {
  readonly fields: FormFields;
  readonly files: ReadonlyMap<string, AttachedFile>;
  readonly errors: readonly FieldError[];
}

/**
 * Reads a form with files. Each file is durable when this returns, but has no row yet: the caller attaches it, or
 * removes it with `removeFiles`. Where the form itself is malformed, nothing is kept.
 */
export async function readUploads(exchange: Exchange, settings: PortalSettings): Promise<Uploads> {
  const files = new Map<string, AttachedFile>();
  const errors: FieldError[] = [];
  try {
    const fields = await exchange.readMultipart(async (part) => {
      try {
        const { fileSizeLimitBytes, now } = settings;
        const file = await receiveDocument(settings.files, 'internet', part, fileSizeLimitBytes, now());
        const earlier = files.get(part.field);
        files.set(part.field, file);
        if (earlier !== undefined) await settings.files.remove('internet', earlier.fileId);
      } catch (error) {
        if (!isAppError(error)) throw error;
        errors.push({ field: part.field, text: error.text });
      }
    });
    return { fields, files, errors };
  } catch (error) {
    await removeFiles(
      settings,
      [...files.values()].map((file) => file.fileId),
    );
    throw error;
  }
}

/** Removes bytes that no row refers to. */
export async function removeFiles(settings: PortalSettings, ids: readonly Id[]): Promise<void> {
  for (const id of ids) await settings.files.remove('internet', id);
}

/** The failure as sentences beside fields, for a page that shows them all. */
export function fieldErrorsOf(error: AppError, field: string): readonly FieldError[] {
  return error.fields.length > 0 ? error.fields : [{ field, text: error.text }];
}
