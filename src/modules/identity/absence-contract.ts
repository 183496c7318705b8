// Owns what browser and server say to each other about absences; refuses the reason of one: it is nobody's to know.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

export const absencePaths = {
  /** GET: absences of the reader's organs that run or are to come, and who may stand in for whom. */
  list: '/api/absences',
  /** POST: the answer is the list. */
  record: '/api/absences/recording',
  /** POST: ends it now; the answer is the list. */
  end: (absenceId: Id) => `/api/absences/${absenceId}/end`,
} as const;

const id = Type.String({ format: 'uuid' });
/** A day of the calendar; whether there is such a day the use case asks. */
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

export const absenceBody = Type.Object(
  { organId: id, officerId: id, substituteId: id, firstDay: day, lastDay: day },
  { additionalProperties: false },
);
export type AbsenceBody = Static<typeof absenceBody>;

/** Longer than this it is no absence: the post is somebody else's then. */
export const absenceDaysMost = 366;

export interface AbsenceView {
  readonly id: Id;
  readonly organId: Id;
  readonly organName: Text;
  readonly officerName: string;
  readonly substituteName: string;
  /** The posts that are filled. */
  readonly roleNames: readonly Text[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly recordedByName: string;
  /** Whether it is in force today. */
  readonly isRunning: boolean;
  readonly mayEnd: boolean;
}

/** GET /api/absences, and the answer to every change. */
export interface AbsenceListView {
  readonly absences: readonly AbsenceView[];
  /** Whose absence the reader may record, with those who may stand in. */
  readonly officers: readonly {
    readonly organId: Id;
    readonly organName: Text;
    readonly officerId: Id;
    readonly displayName: string;
    readonly isSelf: boolean;
    readonly substitutes: readonly { readonly id: Id; readonly displayName: string }[];
  }[];
}
