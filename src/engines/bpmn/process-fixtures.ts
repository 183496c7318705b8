// Models for tests in few words, and instances that are stored and read again after every command.

import { type CompiledProcess, compileProcess } from './compile-process.ts';
import { describeProcess, validateModel } from './describe-process.ts';
import type { Command, Effect, InstanceState } from './elements/instance.ts';
import { execute, newInstance } from './execute.ts';
import { listWaitingElements } from './inspect-instance.ts';
import { parseModel } from './parse-model.ts';

const namespaces = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'xmlns:flowable="http://flowable.org/bpmn"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"',
].join(' ');

/** What models of tests may refer to, by id: messages, signals, errors and escalations. */
const roots = `<message id="paid" name="paid"/><message id="withdrawn" name="withdrawn"/><signal id="alarm" name="alarm"/>
  <signal id="calm" name="calm"/><error id="e1" errorCode="E1"/><error id="e2" errorCode="E2"/>
  <escalation id="x1" escalationCode="X1"/><escalation id="x2" escalationCode="X2"/>`;

/** A model around these elements, as XML. */
export function buildModel(elements: string, id = 'process'): string {
  return `<definitions ${namespaces}>${roots}<process id="${id}">${elements}</process></definitions>`;
}

/** An event's definition: `message:paid`, `signal:alarm`, `error:e1`, `error` (any), `condition:=n > 1`, `terminate` … */
export function on(what: string): string {
  const at = what.indexOf(':');
  const type = at === -1 ? what : what.slice(0, at);
  const value = at === -1 ? '' : what.slice(at + 1);
  if (type === 'timer') return buildTimer('timeDuration', value);
  if (type === 'cycle') return buildTimer('timeCycle', value);
  if (type === 'condition') {
    return `<conditionalEventDefinition><condition>${value.replaceAll('<', '&lt;')}</condition></conditionalEventDefinition>`;
  }
  if (type === 'link') return `<linkEventDefinition name="${value}"/>`;
  const reference = type === 'compensate' ? 'activityRef' : `${type}Ref`;
  return `<${type}EventDefinition${value === '' ? '' : ` ${reference}="${value}"`}/>`;
}

/** An event on an activity's border; one that does not interrupt begins with '+'. */
export function buildBorder(id: string, host: string, what: string): string {
  const stays = what.startsWith('+');
  return `<boundaryEvent id="${id}" attachedToRef="${host}"${stays ? ' cancelActivity="false"' : ''}>${on(stays ? what.slice(1) : what)}</boundaryEvent>`;
}

/** An event sub-process with one user task in it; one that does not interrupt begins with '+'. */
export function buildEventSubProcess(id: string, what: string, inside = `${id}-task`): string {
  const stays = what.startsWith('+');
  return `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-start"${stays ? ' isInterrupting="false"' : ''}>
    ${on(stays ? what.slice(1) : what)}</startEvent><userTask id="${inside}"/>${buildFlows(`${id}-start > ${inside}`)}</subProcess>`;
}

/** `start > elements > end` inside a sub-process, whose start and end take its id. */
export function buildSubProcess(id: string, inside: string, path: string, more = ''): string {
  return `<subProcess id="${id}">${more}<startEvent id="${id}-start"/>${inside}<endEvent id="${id}-end"/>${buildFlows(`${id}-start > ${path} > ${id}-end`)}</subProcess>`;
}

/** 'a > b > c' as sequence flows; ids are 'a-b', 'b-c'. */
export function buildFlows(...paths: readonly string[]): string {
  return paths
    .map((path) => path.split(' > '))
    .flatMap((ids) => ids.slice(1).map((id, index) => buildFlow(`${ids[index]} > ${id}`)))
    .join('');
}

/** One flow 'a > b' with a FEEL condition. */
export function buildFlow(path: string, condition?: string): string {
  const [source, target] = path.split(' > ');
  const text = condition?.replaceAll('<', '&lt;');
  const expression = text === undefined ? '' : `<conditionExpression>${text}</conditionExpression>`;
  return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${expression}</sequenceFlow>`;
}

export function buildTimer(type: 'timeDuration' | 'timeDate' | 'timeCycle', value: string): string {
  return `<timerEventDefinition><${type}>${value}</${type}></timerEventDefinition>`;
}

/** Deploys the elements, through the JSON in which a description is stored. */
export async function deploy(elements: string): Promise<CompiledProcess> {
  const description = describeProcess(await parseModel(buildModel(elements)));
  return compileProcess(JSON.parse(JSON.stringify(description)));
}

/** Deploys several processes, each under its id, so that they can call each other; gives the first. */
export async function deployTogether(processes: Readonly<Record<string, string>>): Promise<CompiledProcess> {
  const compiled = new Map<string, CompiledProcess>();
  for (const [id, elements] of Object.entries(processes)) {
    const description = describeProcess(await parseModel(buildModel(elements, id)));
    compiled.set(
      id,
      compileProcess(JSON.parse(JSON.stringify(description)), (called) => compiled.get(called)),
    );
  }
  const [first] = compiled.values();
  if (!first) throw new Error('Nothing was deployed.');
  return first;
}

/** 'element rule' of every fault. */
export async function listFaults(elements: string): Promise<readonly string[]> {
  return validateModel(await parseModel(buildModel(elements))).map(
    ({ element, rule }) => `${element} ${rule}`,
  );
}

export const morning = '2026-03-02T01:00:00.000Z';

/** A story about one instance. Its state goes through JSON between any two commands: a restart each time. */
export class Story {
  readonly process: CompiledProcess;
  readonly effects: Effect[] = [];
  state: InstanceState = newInstance;

  constructor(process: CompiledProcess) {
    this.process = process;
  }

  /** Gives the command and returns what it caused. */
  tell(command: Command, now: string = morning): readonly Effect[] {
    const result = execute(this.process, this.state, command, now);
    this.state = JSON.parse(JSON.stringify(result.state));
    this.effects.push(...result.effects);
    return result.effects;
  }

  start(variables: Record<string, unknown> = {}, now: string = morning): readonly Effect[] {
    return this.tell({ type: 'start', variables }, now);
  }

  /** Completes the oldest open task of that element. */
  complete(element: string, variables: Record<string, unknown> = {}): readonly Effect[] {
    return this.tell({ type: 'completeTask', taskId: this.idAt(element), variables });
  }

  fire(element: string, now: string = morning): readonly Effect[] {
    const timer = this.state.timers.find((candidate) => candidate.element === element);
    return this.tell({ type: 'fireTimer', timerId: timer?.id ?? `${element} has no timer` }, now);
  }

  /** Hands the message to the oldest that waits for it. */
  send(name: string, variables: Record<string, unknown> = {}): readonly Effect[] {
    const waiting = this.state.subscriptions?.find((one) => one.kind === 'message' && one.name === name);
    return this.tell({
      type: 'deliverMessage',
      subscriptionId: waiting?.id ?? `${name} is not awaited`,
      variables,
    });
  }

  signal(name: string, variables: Record<string, unknown> = {}): readonly Effect[] {
    return this.tell({ type: 'deliverSignal', name, variables });
  }

  /** Ends the work at the element with an error. */
  fail(element: string, code: string, variables: Record<string, unknown> = {}): readonly Effect[] {
    return this.tell({ type: 'throwError', tokenId: this.idAt(element), code, variables });
  }

  idAt(element: string): string {
    const open = this.state.tokens.filter((token) => token.element === element && !token.loop);
    return open[0]?.id ?? `${element} is not open`;
  }

  /** Elements that hold a waiting token, with repeats. */
  get waiting(): readonly string[] {
    return listWaitingElements(this.state);
  }

  /** What listens, as 'name of element'. */
  get listening(): readonly string[] {
    return (this.state.subscriptions ?? []).map(({ name, element }) => `${name} at ${element}`);
  }

  /** Elements completed so far, in order. */
  get trace(): string {
    return this.effects
      .flatMap((effect) => (effect.type === 'elementCompleted' ? effect.element : []))
      .join(' ');
  }
}
