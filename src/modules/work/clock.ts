// Owns a subject's lawful clocks: how one is opened and how it stands; refuses a clock without its derivation.
import {
  type Calendar,
  type ClockWarning,
  computeDeadline,
  type Deadline,
  type DerivationStep,
  type Extension,
  elapsedDays,
  formatLawReference,
  formatWarning,
  isOverdue,
  type LawReference,
  type Limit,
  listDerivation,
  nextWorkingDay,
  type Suspension,
  summariseDerivation,
} from '#engines/clock';
import { compareDays, type LegalDay, legalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { ClockKind, ClockRevision, ClockView, Urgency } from './contract.ts';
import type { Subject } from './process-instance.ts';

/** A clock as it is stored. `personId` is whose affair it is. */
export interface Clock {
  readonly id: Id;
  readonly subject: Subject;
  readonly kind: ClockKind;
  readonly personId: Id;
  readonly organId: Id;
  readonly districtCode: string;
  readonly deadline: Deadline;
  /** How long the limit itself is, in the deadline's unit; `deadline.countedDays` has extensions in it. */
  readonly limitCount: number;
  readonly suspensions: readonly Suspension[];
  readonly extensions: readonly Extension[];
  readonly basis: LawReference;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** The clock that this one goes on from, which keeps its own derivation, and why. */
  readonly replacesId: Id | null;
  readonly revisedBecause: ClockRevision | null;
}

export interface ClockRequest {
  readonly calendar: Calendar;
  readonly kind: ClockKind;
  readonly subject: Subject;
  readonly personId: Id;
  readonly organId: Id;
  readonly districtCode: string;
  /** The day of the event; it isn't counted itself. */
  readonly from: LegalDay;
  readonly limit: Limit;
}

/** Opens a clock: the deadline and every day of its derivation, as the calendar stands now. */
export function openClock(request: ClockRequest, now: Date): Clock {
  const { calendar, from, limit, ...whose } = request;
  const deadline = computeDeadline({
    calendar,
    from,
    count: limit.count,
    unit: limit.unit,
    basis: limit.basis,
  });
  return {
    id: newId(now),
    ...whose,
    deadline,
    limitCount: limit.count,
    suspensions: [],
    extensions: [],
    basis: limit.basis,
    startedAt: now,
    endedAt: null,
    replacesId: null,
    revisedBecause: null,
  };
}

export interface Revision {
  readonly calendar: Calendar;
  readonly because: ClockRevision;
  readonly suspensions?: readonly Suspension[];
  readonly extensions?: readonly Extension[];
}

/**
 * The clock that goes on from a running one: the same event and limit, computed anew with what has changed. Nothing
 * of the earlier derivation is changed: both are kept, and the earlier one ends.
 */
export function reviseClock(clock: Clock, revision: Revision, now: Date): Clock {
  const suspensions = revision.suspensions ?? clock.suspensions;
  const extensions = revision.extensions ?? clock.extensions;
  const deadline = computeDeadline({
    calendar: revision.calendar,
    from: clock.deadline.from,
    count: clock.limitCount,
    unit: clock.deadline.unit,
    basis: clock.basis,
    suspensions,
    extensions,
  });
  return {
    ...clock,
    id: newId(now),
    deadline,
    suspensions,
    extensions,
    startedAt: now,
    replacesId: clock.id,
    revisedBecause: revision.because,
  };
}

/** The working days before the due day on which a deadline counts as due soon. */
const dueSoonWorkingDays = 2;

/** The last due day that counts as 'due soon' on `today`: two working days ahead. */
export function dueSoonUntil(calendar: Calendar, today: LegalDay): LegalDay {
  let day = today;
  for (let step = 0; step < dueSoonWorkingDays; step += 1) day = nextWorkingDay(calendar, day);
  return day;
}

export function urgencyOf(dueOn: LegalDay | null, today: LegalDay, soonUntil: LegalDay): Urgency {
  if (dueOn === null) return 'none';
  if (isOverdue(dueOn, today)) return 'overdue';
  return compareDays(dueOn, soonUntil) <= 0 ? 'due-soon' : 'in-time';
}

/** How a subject's clocks stand on `today`, in both languages; those that others go on from are marked as replaced. */
export function clockViews(clocks: readonly Clock[], today: LegalDay): readonly ClockView[] {
  const replaced = new Set(clocks.map((clock) => clock.replacesId));
  return clocks.map((clock) => clockView(clock, replaced.has(clock.id), today));
}

function clockView(clock: Clock, replaced: boolean, today: LegalDay): ClockView {
  const { deadline } = clock;
  const suspended = clock.suspensions.some(
    ({ from, to }) => compareDays(from, today) <= 0 && compareDays(today, to) <= 0,
  );
  return {
    id: clock.id,
    kind: clock.kind,
    startedOn: deadline.from,
    dueOn: deadline.due,
    elapsedDays: elapsedDays(deadline, today),
    countedDays: deadline.countedDays,
    unit: deadline.unit,
    ended: clock.endedAt !== null,
    replaced,
    revisedBecause: clock.revisedBecause,
    suspended: clock.endedAt === null && suspended,
    extended: clock.extensions.length > 0,
    overdue: isOverdue(deadline.due, today),
    summary: inBoth((locale) => summariseDerivation(deadline.derivation, locale)),
    days: inBoth((locale) => listDerivation(deadline.derivation, locale)),
    basis: { zh: formatLawReference(clock.basis, 'zh'), en: formatLawReference(clock.basis, 'en') },
    warnings: deadline.warnings.map((one) => ({
      zh: formatWarning(one, 'zh'),
      en: formatWarning(one, 'en'),
    })),
  };
}

function inBoth(lines: (locale: 'zh' | 'en') => readonly string[]): readonly Text[] {
  const english = lines('en');
  return lines('zh').map((zh, index) => ({ zh, en: english[index] ?? '' }));
}

/** A stored row as a clock. */
export function clockOfRow(row: {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly kind: string;
  readonly personId: string;
  readonly organId: string;
  readonly districtCode: string;
  readonly startedOn: string;
  readonly count: number;
  readonly unit: string;
  readonly dueOn: string;
  readonly derivation: unknown;
  readonly warnings: unknown;
  readonly basis: unknown;
  readonly limitCount: number | null;
  readonly suspensions: unknown;
  readonly extensions: unknown;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly replacesId: string | null;
  readonly revisedBecause: string | null;
}): Clock {
  return {
    id: row.id,
    subject: { kind: row.subjectKind, id: row.subjectId },
    kind: row.kind as ClockKind,
    personId: row.personId,
    organId: row.organId,
    districtCode: row.districtCode,
    deadline: {
      from: legalDay(row.startedOn),
      unit: row.unit as Deadline['unit'],
      countedDays: row.count,
      due: legalDay(row.dueOn),
      derivation: row.derivation as readonly DerivationStep[],
      warnings: row.warnings as readonly ClockWarning[],
    },
    limitCount: row.limitCount ?? row.count,
    suspensions: row.suspensions as readonly Suspension[],
    extensions: row.extensions as readonly Extension[],
    basis: row.basis as LawReference,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    replacesId: row.replacesId,
    revisedBecause: row.revisedBecause as ClockRevision | null,
  };
}
