// Owns what browser and server say to each other about lists of tasks: filters, a dry run, notes; refuses other modules' words.
import Type, { type Static } from 'typebox';
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { HolderView, Urgency } from '#modules/work/contract';

/** One row of the inbox: an open task of one of the officer's organs and roles. */
export interface InboxRow {
  readonly taskId: Id;
  /** The case; of a procedure's task the case that it belongs to, which the reader may not be allowed to see. */
  readonly caseId: Id;
  /** Set where the task is a procedure's: it is done on the procedure's own page. */
  readonly procedureId: Id | null;
  readonly caseNumber: string;
  readonly serviceName: Text;
  /** Name of the shop. */
  readonly subject: string;
  readonly applicantName: string;
  readonly organName: Text;
  /** The task's name as the process has it, as 受理. */
  readonly taskName: Text;
  readonly element: string;
  readonly since: string;
  readonly dueOn: LegalDay | null;
  readonly urgency: Urgency;
  /** Who has it. */
  readonly holder: HolderView;
  /** It comes to the reader only by a post that they fill for this absent colleague. */
  readonly actingForName: string | null;
}

/** GET /api/inbox?page=1&order=due|since. Pages of 50 rows. */
export interface InboxView {
  readonly rows: readonly InboxRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly counts: { readonly overdue: number; readonly dueSoon: number; readonly inTime: number };
}

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
