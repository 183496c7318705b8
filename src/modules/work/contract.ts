// Owns what browser and server say to each other about clocks and the inbox; refuses subjects of other modules.
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

export {
  type AssignmentAct,
  type AssignmentBody,
  type AssignmentPreview,
  type AssignmentRow,
  type AssignmentView,
  actsWithColleague,
  actsWithReason,
  assignmentActNames,
  assignmentActs,
  assignmentBody,
  assignmentPaths,
  type HolderKind,
  type HolderView,
} from './assignment-contract.ts';
export {
  type DepartureBody,
  type DepartureDone,
  type DepartureView,
  departureBody,
  departurePaths,
  type StaffView,
} from './departure-contract.ts';
export {
  type ChangedView,
  type DeskView,
  deskMost,
  deskPaths,
  type InboxFilter,
  inboxWish,
  type SavePhraseBody,
  type SaveViewBody,
  savePhraseBody,
  saveViewBody,
  streamPath,
} from './desk-contract.ts';

export {
  type IncidentListView,
  type IncidentView,
  incidentPaths,
  incidentsMost,
  type SkipBody,
  skipBody,
} from './incident-contract.ts';

/** The lawful clocks: notice of correction (32), decision (42), delivery (44), and stages within (inspection). */
export const clockKinds = ['acceptance', 'decision', 'inspection', 'delivery'] as const;
export type ClockKind = (typeof clockKinds)[number];

export const clockKindNames = {
  acceptance: { zh: '受理期限', en: 'Time to accept' },
  decision: { zh: '决定期限', en: 'Time to decide' },
  inspection: { zh: '现场检查期限', en: 'Time to inspect' },
  delivery: { zh: '送达期限', en: 'Time to deliver' },
} as const satisfies Record<ClockKind, Text>;

/** Why a clock was computed anew. */
export const clockRevisions = ['suspended', 'resumed', 'extended', 'calendar-changed'] as const;
export type ClockRevision = (typeof clockRevisions)[number];

export const clockRevisionNames = {
  suspended: { zh: '因特别程序停止计算', en: 'Stopped for a special procedure' },
  resumed: { zh: '特别程序结束，继续计算', en: 'The special procedure ended; counting goes on' },
  extended: { zh: '经批准延长', en: 'Extended with approval' },
  'calendar-changed': {
    zh: '放假安排公布或调整后重新计算',
    en: 'Counted anew: the holidays were announced or changed',
  },
} as const satisfies Record<ClockRevision, Text>;

/** How a deadline stands today; the words come from the server in both languages. */
export interface ClockView {
  readonly id: Id;
  readonly kind: ClockKind;
  readonly startedOn: LegalDay;
  readonly dueOn: LegalDay;
  /** Counted days so far and in all: 'day 3 of 10'. */
  readonly elapsedDays: number;
  readonly countedDays: number;
  /** What is counted. */
  readonly unit: 'working-day' | 'calendar-day' | 'month';
  readonly ended: boolean;
  /** Another clock goes on from this one, which is kept for its derivation. */
  readonly replaced: boolean;
  readonly revisedBecause: ClockRevision | null;
  /** A special procedure stops it today. */
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly overdue: boolean;
  /** Runs of days as sentences: how it was counted. */
  readonly summary: readonly Text[];
  /** Every day from the event to the due day. */
  readonly days: readonly Text[];
  /** As 《行政许可法》第四十二条第一款. */
  readonly basis: Text;
  /** As that the next year's calendar isn't announced yet. */
  readonly warnings: readonly Text[];
}

/** How soon: shown with a word and a shape, never by colour alone. */
export type Urgency = 'overdue' | 'due-soon' | 'in-time' | 'none';
