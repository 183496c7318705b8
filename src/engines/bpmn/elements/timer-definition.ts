// When a timer is due: BPMN's timeDate, timeDuration and timeCycle in ISO 8601, cycles also as cron. Refuses times that nobody can read.

import { DateTime, Duration } from 'luxon';
import { isExpression } from './compiled-text.ts';
import { findNextByCron } from './cron.ts';
import { EngineError, type Report } from './faults.ts';
import type { Repeat } from './instance.ts';
import { listParts, type ModelElement, textOf } from './model-element.ts';
import type { Text } from './process-graph.ts';

export interface TimerDefinition {
  readonly type: 'date' | 'duration' | 'cycle';
  readonly value: Text;
}

/** When a timer is due, and what comes after. */
export interface Due {
  readonly dueAt: string;
  readonly repeat?: Repeat;
}

/** Dates without an offset, days and months are those of the city, whatever the machine's zone is. */
const ZONE = 'Asia/Shanghai';
const EPOCH = new Date(0).toISOString();

/** Reads a timerEventDefinition; where it is faulty the result only stands in until the model is refused. */
export function readTimer(definition: ModelElement, report: Report): TimerDefinition {
  const given = (['date', 'duration', 'cycle'] as const).flatMap((type) => {
    const [source] = listParts(definition, `time${type.charAt(0).toUpperCase()}${type.slice(1)}`);
    return source ? [{ type, value: textOf(source) }] : [];
  });
  const [timer, another] = given;
  if (!timer || another) {
    report('timer-definition', 'A timer needs exactly one of timeDate, timeDuration and timeCycle.');
    return timer ?? { type: 'date', value: '' };
  }
  if (!isExpression(timer.value) && readDue(timer.type, timer.value, EPOCH) === null) {
    report('timer-value', `"${timer.value}" is not an ISO 8601 ${timer.type}.`);
  }
  return timer;
}

/**
 * When a timer is due that is set now, given what its text means.
 * @throws EngineError `bad-time` where that is no ISO date, duration or cycle
 */
export function computeDue(
  type: TimerDefinition['type'],
  value: unknown,
  now: string,
  elementId: string,
): Due {
  const text = String(value).trim();
  const due = readDue(type, text, now);
  if (due === null) throw new EngineError('bad-time', elementId, `"${text}" is not an ISO 8601 ${type}.`);
  return due;
}

/** The next round of a timer that repeats, counted from when it was due; undefined after the last. */
export function computeNextDue({ dueAt, repeat }: Due): Due | undefined {
  if (!repeat || (repeat.left !== undefined && repeat.left < 1)) return undefined;
  const next = repeat.interval.startsWith('P')
    ? addDuration(dueAt, Duration.fromISO(repeat.interval))
    : findNextByCron(repeat.interval, dueAt);
  if (next === null || (repeat.until !== undefined && next > repeat.until)) return undefined;
  return { dueAt: next, repeat: countDown(repeat) };
}

function countDown(repeat: Repeat): Repeat {
  return repeat.left === undefined ? repeat : { ...repeat, left: repeat.left - 1 };
}

/**
 * Due date of a task: a duration counts from now, a date stays a date (a legal day has no hour), and a date-time
 * becomes an instant in UTC.
 * @throws EngineError `bad-time`
 */
export function computeDueDate(value: unknown, now: string, elementId: string): string {
  const text = String(value).trim();
  return isDay(text) ? text : computeDue(typeOf(text), text, now, elementId).dueAt;
}

/** Whether computeDueDate will understand the text, as far as can be told before it is evaluated. */
export function isDueDate(text: Text): boolean {
  return isExpression(text) || isDay(text) || readDue(typeOf(text), text, EPOCH) !== null;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value).isValid;
}

function typeOf(value: string): 'date' | 'duration' {
  return value.startsWith('P') ? 'duration' : 'date';
}

/** Null where the value isn't what the type says. */
function readDue(type: TimerDefinition['type'], value: string, now: string): Due | null {
  if (type === 'cycle') return readCycle(value, now);
  // Where a date belongs, Camunda and Flowable take a duration as well.
  const isDuration = type === 'duration' || typeOf(value) === 'duration';
  const dueAt = isDuration ? readDuration(value, now) : readDate(value);
  return dueAt === null ? null : { dueAt };
}

/** ISO 8601, 4.5: `R3/PT1H`, `R/2026-03-02T09:00/P1D`, `R3/PT1H/2026-04-01`; without a number it has no end. Or a cron. */
function readCycle(value: string, now: string): Due | null {
  const byCron = findNextByCron(value, now);
  if (byCron !== null) return { dueAt: byCron, repeat: { interval: value } };
  const [rounds = '', ...rest] = value.split('/');
  const interval = rest.find((part) => part.startsWith('P'));
  const [times] = /^R(\d*)$/.exec(rounds)?.slice(1) ?? [];
  if (times === undefined || interval === undefined || rest.length > 2) return null;
  const first = readDuration(interval, now);
  const isForward = first !== null && first > now;
  const bound = rest.length === 2 ? readDate(rest.find((part) => part !== interval) ?? '') : undefined;
  if (!isForward || bound === null || times === '0') return null;
  const startsAt = rest.length === 2 && rest[1] === interval ? bound : undefined;
  const until = rest.length === 2 && rest[0] === interval ? bound : undefined;
  return {
    dueAt: startsAt ?? first,
    repeat: {
      interval,
      ...(times !== '' && { left: Number(times) - 1 }),
      ...(until !== undefined && { until }),
    },
  };
}

/** Negative durations are refused: nothing is due before it is set. */
function readDuration(value: string, now: string): string | null {
  const duration = Duration.fromISO(value);
  return !duration.isValid || value.includes('-') ? null : addDuration(now, duration);
}

function addDuration(from: string, duration: Duration): string | null {
  const start = Date.parse(from);
  if (Number.isNaN(start)) return null;
  // The city's clock knows no summer time, so that only months and years need a calendar.
  if (duration.years || duration.months) {
    return DateTime.fromISO(from, { zone: ZONE }).plus(duration).toUTC().toISO();
  }
  const dueAt = new Date(start + duration.toMillis());
  return Number.isNaN(dueAt.getTime()) ? null : dueAt.toISOString();
}

function readDate(value: string): string | null {
  // FEEL writes a named zone after '@', ISO's extension (RFC 9557) in brackets.
  return DateTime.fromISO(value.replace(/@(.+)$/, '[$1]'), { zone: ZONE })
    .toUTC()
    .toISO();
}
