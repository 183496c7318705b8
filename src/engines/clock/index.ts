// The face of the clock engine: lawful deadlines over the national calendar. Pure; it refuses to read the time.

/**
 * How the parts fit:
 *
 * 1. `buildCalendar(years)` from the files of data/calendar, each read by `parseCalendarYear`.
 * 2. `clockRulesFor({ kind, … })` says which limits a service has and on what they rest.
 * 3. `computeDeadline({ calendar, from, …rules.decision })` gives the last day and the derivation, day by day.
 * 4. `remainingDays`, `elapsedDays`, `isOverdue`, `overdueDays` tell where it stands on a day that the caller names.
 * 5. `summariseDerivation`, `listDerivation`, `formatWarning`, `formatLawReference` put it into words (zh, en).
 *
 * Days are legal days of Asia/Shanghai (#kernel/dates). Faults in input throw RangeError.
 */
export { type AcceptanceByLaw, type AcceptanceQuestion, acceptanceByLaw } from './acceptance.ts';
export {
  buildCalendar,
  type Calendar,
  type ClockWarning,
  type DayReason,
  isWorkingDay,
  nextWorkingDay,
  type WorkingDayVerdict,
} from './calendar.ts';
export {
  type CalendarNotice,
  type CalendarYear,
  parseCalendarYear,
  type SpecialDay,
} from './calendar-year.ts';
export {
  type ClockUnit,
  clockUnits,
  computeDeadline,
  type Deadline,
  type DeadlineRequest,
  type DerivationStep,
  type Extension,
  type StepReason,
  type Suspension,
} from './deadline.ts';
export {
  formatLimit,
  formatRuleNote,
  formatWarning,
  listDerivation,
  summariseDerivation,
  suspensionGroundText,
} from './derivation-text.ts';
export {
  formatLawReference,
  type LawRank,
  type LawReference,
  law,
  lawRank,
  lawReferenceText,
  lawVersion,
} from './law.ts';
export { findLawText } from './law-texts.ts';
export { elapsedDays, isOverdue, overdueDays, remainingDays } from './progress.ts';
export {
  type Approver,
  type ClockBasis,
  type ClockRules,
  clockRulesFor,
  type ExtensionLimit,
  findSuspensionRule,
  type Limit,
  type RuleNote,
  type ServiceKind,
  type SuspensionGround,
  type SuspensionRule,
  serviceKinds,
  suspensionGrounds,
} from './rules.ts';
