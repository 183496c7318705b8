// Reads stored descriptions of every format that ever was, as the present one. Refuses what is none.

import type { ProcessDescription, ProcessElement } from './elements/process-graph.ts';
import type { TimerDefinition } from './elements/timer-definition.ts';

/** Elements of format 1 (2026), where an event could only be a timer or the end of everything. */
type FirstElement =
  | { readonly kind: 'endEvent'; readonly id: string; readonly name: string; readonly terminate?: boolean }
  | {
      readonly kind: 'timerCatchEvent';
      readonly id: string;
      readonly name: string;
      readonly timer: TimerDefinition;
    }
  | {
      readonly kind: 'boundaryTimerEvent';
      readonly id: string;
      readonly name: string;
      readonly host: string;
      readonly interrupting: boolean;
      readonly timer: TimerDefinition;
    };

interface FirstDescription extends Omit<ProcessDescription, 'format' | 'elements'> {
  readonly format: 1;
  readonly elements: readonly (FirstElement | ProcessElement)[];
}

/** @throws Error where it is no description of a process */
export function upgradeDescription(stored: unknown): ProcessDescription {
  if (!isDescription(stored)) throw new Error('This is not the description of a process.');
  if (stored.format === 2) return stored;
  return { ...stored, format: 2, elements: stored.elements.map(upgradeElement) };
}

function isDescription(stored: unknown): stored is ProcessDescription | FirstDescription {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'format' in stored &&
    (stored.format === 1 || stored.format === 2) &&
    'elements' in stored &&
    Array.isArray(stored.elements)
  );
}

function upgradeElement(element: FirstElement | ProcessElement): ProcessElement {
  const { id, name } = element;
  switch (element.kind) {
    case 'timerCatchEvent':
      return { id, name, kind: 'intermediateCatchEvent', trigger: { type: 'timer', timer: element.timer } };
    case 'boundaryTimerEvent': {
      const { host, interrupting, timer } = element;
      return { id, name, kind: 'boundaryEvent', host, interrupting, trigger: { type: 'timer', timer } };
    }
    case 'endEvent':
      return {
        id,
        name,
        kind: 'endEvent',
        ...('terminate' in element && element.terminate && { trigger: { type: 'terminate' } }),
      };
    default:
      return element;
  }
}
