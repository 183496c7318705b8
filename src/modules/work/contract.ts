// Owns what browser and server say to each other about clocks and the inbox; refuses subjects of other modules.
import type { LegalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

/** The lawful clocks: notice of correction (32), decision (42), delivery (44), and stages within (inspection). */
export const clockKinds = ['acceptance', 'decision', 'inspection', 'delivery'] as const;
export type ClockKind = (typeof clockKinds)[number];

export const clockKindNames = {
  acceptance: { zh: '受理期限', en: 'Time to accept' },
  decision: { zh: '决定期限', en: 'Time to decide' },
  inspection: { zh: '现场检查期限', en: 'Time to inspect' },
  delivery: { zh: '送达期限', en: 'Time to deliver' },
} as const satisfies Record<ClockKind, Text>;

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
