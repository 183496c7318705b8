// Owns what browser and server say to each other about whose a task is; refuses the subjects of tasks.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import { type Text, text } from '#kernel/texts';

export const assignmentPaths = {
  /** POST: a dry run: what would happen to each task, and who may get them. Changes nothing. */
  preview: '/api/tasks/assignment/preview',
  /** POST: does it. Each task by itself: what can't be done holds up no other. */
  assign: '/api/tasks/assignment',
} as const;

/** What officers do about whose a task is. */
export const assignmentActs = ['claim', 'give-back', 'take-over', 'transfer', 'delegate', 'return'] as const;
export type AssignmentAct = (typeof assignmentActs)[number];

export const assignmentActNames = {
  claim: text('认领', 'Claim'),
  'give-back': text('退回岗位', 'Give back'),
  'take-over': text('接办', 'Take over'),
  transfer: text('转办', 'Transfer'),
  delegate: text('委派', 'Delegate'),
  return: text('交回', 'Return'),
} as const satisfies Record<AssignmentAct, Text>;

/** Acts that say why: over somebody's head, or to somebody who has to know what is wanted or was found. */
export const actsWithReason: readonly AssignmentAct[] = ['take-over', 'transfer', 'delegate', 'return'];
/** Acts that name a colleague. */
export const actsWithColleague: readonly AssignmentAct[] = ['transfer', 'delegate'];

/** A page of the inbox. */
export const assignedMost = 50;
const id = Type.String({ format: 'uuid' });

export const assignmentBody = Type.Object(
  {
    act: Type.Enum([...assignmentActs]),
    tasks: Type.Array(
      // Who had it when the page was shown; null where nobody did.
      Type.Object({ taskId: id, holderId: Type.Union([id, Type.Null()]) }, { additionalProperties: false }),
      { minItems: 1, maxItems: assignedMost },
    ),
    colleagueId: Type.Optional(id),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type AssignmentBody = Static<typeof assignmentBody>;

/** What became of one task, or would. */
export interface AssignmentRow {
  readonly taskId: Id;
  /** Why not; null where it was done, or would be. */
  readonly obstacle: Text | null;
}

export interface AssignmentView {
  readonly rows: readonly AssignmentRow[];
}

export interface AssignmentPreview extends AssignmentView {
  /** Who is at work today and may get all of these tasks. */
  readonly colleagues: readonly { readonly id: Id; readonly displayName: string }[];
}

/** Whose an open task is, to its reader. */
export type HolderKind = 'nobody' | 'me' | 'absent' | 'colleague';

/** Who has a task, as lists and the case's page show it. */
export interface HolderView {
  readonly kind: HolderKind;
  readonly id: Id | null;
  readonly name: string;
  /** Who asked the holder to work on it and gets it back. */
  readonly delegatedByName: string | null;
}
