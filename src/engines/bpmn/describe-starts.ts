// What begins a process from outside: messages, signals and timers of its start events. Refuses to begin anything.

import { ExpressionError } from '#engines/feel';
import type { CompiledProcess } from './compile-process.ts';
import { EngineError } from './elements/faults.ts';
import type { StartEvent } from './elements/process-graph.ts';
import { computeDue, computeNextDue, type Due } from './elements/timer-definition.ts';

export interface ProcessStart {
  /** Id of the start event. */
  readonly element: string;
  readonly kind: 'none' | 'message' | 'signal' | 'timer' | 'condition';
  /** Name of the message or signal. */
  readonly name?: string;
  /** When the timer is due that is set now. */
  readonly due?: Due;
}

/**
 * The start events of the process, in the model's order. Names and times may be expressions; those over variables
 * can't have a value before there is an instance.
 * @throws EngineError `bad-time`, `undefined-variable`, `expression-failed`
 */
export function describeStarts(process: CompiledProcess, now: string): readonly ProcessStart[] {
  const text = (source: string, id: string): unknown => readText(process, source, id, now);
  return process.description.elements
    .filter((element): element is StartEvent => element.kind === 'startEvent' && element.parent === undefined)
    .flatMap(({ id, trigger }): ProcessStart[] => {
      switch (trigger?.type) {
        case undefined:
          return [{ element: id, kind: 'none' }];
        case 'message':
        case 'signal':
          return [{ element: id, kind: trigger.type, name: String(text(trigger.name, id)) }];
        case 'timer': {
          const due = computeDue(trigger.timer.type, text(trigger.timer.value, id), now, id);
          return [{ element: id, kind: 'timer', due }];
        }
        case 'condition':
          return [{ element: id, kind: 'condition' }];
        default:
          return [];
      }
    });
}

function readText(process: CompiledProcess, source: string, element: string, now: string): unknown {
  try {
    return process.texts.get(source)?.evaluate({}, now) ?? source;
  } catch (error) {
    if (error instanceof ExpressionError) throw new EngineError(error.code, element, error.message);
    throw error;
  }
}

/** The next round of a start timer; undefined after the last. */
export function nextStart(start: ProcessStart): ProcessStart | undefined {
  const due = start.due && computeNextDue(start.due);
  return due && { ...start, due };
}
