// Owns what browser and server say to each other about lists of tasks: filters, a dry run, notes; refuses other modules' words.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

/** GET /api/inbox/filters: what the officer's open tasks can be filtered by, with how many there are of each. */
export interface InboxFiltersView {
  readonly services: readonly { readonly name: Text; readonly count: number }[];
  readonly organs: readonly { readonly id: Id; readonly name: Text; readonly count: number }[];
  readonly tasks: readonly { readonly element: string; readonly name: Text; readonly count: number }[];
}

/** One case of a dry run: whether accepting it would go through, at this revision, and why not. */
export interface AcceptancePreviewRow {
  readonly caseId: Id;
  readonly number: string;
  readonly subject: string;
  readonly serviceName: Text;
  readonly revision: number;
  /** Null where it would go through. */
  readonly obstacle: Text | null;
}

/** GET /api/inbox/acceptance?cases=id,id: at most a page of the inbox; cases that the reader may not see are left out. */
export interface AcceptancePreview {
  readonly rows: readonly AcceptancePreviewRow[];
}

export const noteBody = Type.Object(
  { body: Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type NoteBody = Static<typeof noteBody>;

/** A word between colleagues of the case's organ, oldest first. */
export interface NoteView {
  readonly id: Id;
  readonly officerName: string;
  readonly body: string;
  readonly writtenAt: string;
}

/** GET /api/cases/:caseId/notes, and the answer to writing one. */
export interface NotesView {
  readonly notes: readonly NoteView[];
}
