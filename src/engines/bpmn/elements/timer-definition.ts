// When a timer is due: BPMN's timeDate and timeDuration in ISO 8601. Refuses cycles, and times that nobody can read.

import { DateTime, Duration } from 'luxon';
import type { Execution } from './element-behaviour.ts';
import { EngineError, type Report } from './faults.ts';
import { findEventDefinition, listParts, type ModelElement, textOf } from './model-element.ts';
import type { Text } from './process-graph.ts';

export interface TimerDefinition {
  readonly type: 'date' | 'duration';
  readonly value: Text;
}

/** Dates without an offset, days and months are those of the city, whatever the machine's zone is. */
const ZONE = 'Asia/Shanghai';

/** Whether a model's event is triggered by one timer and by nothing else. */
export function isTimerEvent(model: ModelElement): boolean {
  return findEventDefinition(model)?.type === 'timerEventDefinition';
}

/** Reads the event's timer; where it is faulty the result only stands in until the model is refused. */
export function readTimer(model: ModelElement, report: Report): TimerDefinition {
  const definition = findEventDefinition(model);
  const find = (role: string) => (definition && listParts(definition, role)[0]) ?? null;
  const cycle = find('timeCycle');
  const date = find('timeDate');
  const duration = find('timeDuration');
  if (cycle) {
    report('timer-cycle', 'A repeating timer (timeCycle) is not supported; use timeDate or timeDuration.');
  } else if ((date === null) === (duration === null)) {
    report('timer-definition', 'A timer needs exactly one of timeDate and timeDuration.');
  }
  const type = duration ? 'duration' : 'date';
  const source = duration ?? date;
  const timer: TimerDefinition = { type, value: source ? textOf(source) : '' };
  if (
    source &&
    !cycle &&
    !timer.value.startsWith('=') &&
    readDue(timer, new Date(0).toISOString()) === null
  ) {
    report('timer-value', `"${timer.value}" is not an ISO 8601 ${type}.`);
  }
  return timer;
}

/**
 * Instant at which the timer is due, in UTC.
 * @throws EngineError `bad-time` where an expression gave something else than an ISO date or duration
 */
export function computeDueAt(timer: TimerDefinition, execution: Execution, elementId: string): string {
  const value = String(execution.evaluate(timer.value, elementId));
  const dueAt = readDue({ type: timer.type, value }, execution.now);
  if (dueAt === null) {
    throw new EngineError('bad-time', elementId, `"${value}" is not an ISO 8601 ${timer.type}.`);
  }
  return dueAt;
}

/**
 * Due date of a task: a duration counts from now, a date stays a date (a legal day has no hour), and a date-time
 * becomes an instant in UTC.
 * @throws EngineError `bad-time`
 */
export function computeDueDate(text: Text, execution: Execution, elementId: string): string {
  const value = String(execution.evaluate(text, elementId)).trim();
  return isDay(value) ? value : computeDueAt(toTimer(value), execution, elementId);
}

/** Whether computeDueDate will understand the text, as far as can be told before it is evaluated. */
export function isDueDate(text: Text): boolean {
  return text.startsWith('=') || isDay(text) || readDue(toTimer(text), new Date(0).toISOString()) !== null;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value).isValid;
}

function toTimer(value: string): TimerDefinition {
  return { type: value.startsWith('P') ? 'duration' : 'date', value };
}

/** Null where the value isn't what the type says. Negative durations are refused: nothing is due before it is set. */
function readDue(timer: TimerDefinition, now: string): string | null {
  if (timer.type === 'duration') {
    const duration = Duration.fromISO(timer.value);
    const from = Date.parse(now);
    if (!duration.isValid || timer.value.includes('-') || Number.isNaN(from)) return null;
    // The city's clock knows no summer time, so that only months and years need a calendar.
    if (duration.years || duration.months) {
      return DateTime.fromISO(now, { zone: ZONE }).plus(duration).toUTC().toISO();
    }
    const dueAt = new Date(from + duration.toMillis());
    return Number.isNaN(dueAt.getTime()) ? null : dueAt.toISOString();
  }
  // FEEL writes a named zone after '@', ISO's extension (RFC 9557) in brackets.
  return DateTime.fromISO(timer.value.replace(/@(.+)$/, '[$1]'), { zone: ZONE })
    .toUTC()
    .toISO();
}
