// Who catches an error or an escalation: from where it is thrown outwards, through called processes. Refuses to skip one.

import { wholeOf } from './activity.ts';
import type { Execution } from './element-behaviour.ts';
import type { Token, Variables } from './instance.ts';
import { passOut } from './passing.ts';
import type { ProcessNode } from './process-graph.ts';
import type { Trigger } from './trigger.ts';

export interface Thrown {
  readonly type: 'error' | 'escalation';
  readonly code: string;
  readonly message?: string;
  readonly variables?: Variables;
}

interface Catcher {
  readonly node: ProcessNode;
  readonly trigger: Trigger;
  /** The token for which it listened. */
  readonly owner: string;
  /** Where the variables go. */
  readonly at: string;
}

/**
 * Lets the nearest catcher take what is thrown in the scope (or by the work of a token): an event sub-process of the
 * scope first, then the border of the activity that holds it (BPMN 2.0, 10.5.7). One that names the code comes before
 * one that takes any.
 * @returns whether anybody did
 */
export function throwFrom(execution: Execution, scope: string, thrown: Thrown): boolean {
  const catcher = findCatcher(execution, scope, thrown);
  if (!catcher) return false;
  const { trigger } = catcher;
  const variables: Record<string, unknown> = { ...thrown.variables };
  if ((trigger.type === 'error' || trigger.type === 'escalation') && trigger.codeVariable !== undefined) {
    variables[trigger.codeVariable] = thrown.code;
  }
  if (trigger.type === 'error' && trigger.messageVariable !== undefined) {
    variables[trigger.messageVariable] = thrown.message ?? null;
  }
  execution.fire(catcher.node, catcher.owner, variables);
  return true;
}

function findCatcher(execution: Execution, scope: string, thrown: Thrown): Catcher | undefined {
  let handling: string | undefined;
  for (let place = scope; ; ) {
    const listener = choose(
      execution,
      thrown,
      execution.listListeners(place).flatMap((node) => {
        const { trigger, parent } = node.element;
        return trigger && parent !== handling ? [{ node, trigger, owner: place, at: place }] : [];
      }),
    );
    if (listener) return listener;
    const token = place === '' ? undefined : execution.find(place);
    if (!token) return undefined;
    const { element } = execution.nodeOf(token);
    // What a called process has to give so far comes out with what it throws.
    if (token.calls !== undefined && element.kind === 'callActivity' && !element.returnsAtEnd) {
      passOut(execution, { ...execution.nodeOf(token), element }, token);
    }
    const border = choose(execution, thrown, listBorder(execution, token));
    if (border) return border;
    // What an event sub-process throws may be for its neighbours, but never for itself again.
    handling = element.kind === 'eventSubProcess' ? element.id : undefined;
    place = token.scope ?? '';
  }
}

function listBorder(execution: Execution, token: Token): readonly Catcher[] {
  const whole = wholeOf(execution, token);
  return execution.nodeOf(token).boundary.map((node) => ({
    node,
    trigger: node.element.trigger,
    owner: whole.id,
    at: whole.scope ?? '',
  }));
}

function choose(
  execution: Execution,
  { type, code }: Thrown,
  candidates: readonly Catcher[],
): Catcher | undefined {
  const codeOf = ({ node, trigger, at }: Catcher): string | undefined =>
    (trigger.type === 'error' || trigger.type === 'escalation') && trigger.code !== undefined
      ? String(execution.evaluate(trigger.code, node, at))
      : undefined;
  const fitting = candidates.filter(({ trigger }) => trigger.type === type);
  return (
    fitting.find((candidate) => codeOf(candidate) === code) ??
    fitting.find((candidate) => codeOf(candidate) === undefined)
  );
}
