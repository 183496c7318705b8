// Models for tests in few words, and instances that are stored and read again after every command.

import { type CompiledProcess, compileProcess } from './compile-process.ts';
import { describeProcess, validateModel } from './describe-process.ts';
import type { Command, Effect, InstanceState } from './elements/instance.ts';
import { execute, newInstance } from './execute.ts';
import { parseModel } from './parse-model.ts';

const namespaces = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'xmlns:flowable="http://flowable.org/bpmn"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"',
].join(' ');

/** A model around these elements, as XML. */
export function buildModel(elements: string): string {
  return `<definitions ${namespaces}><process id="process">${elements}</process></definitions>`;
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

  idAt(element: string): string {
    return this.state.tokens.find((token) => token.element === element)?.id ?? `${element} is not open`;
  }

  /** Elements that hold a waiting token, with repeats. */
  get waiting(): readonly string[] {
    return this.state.tokens.map((token) => token.element);
  }

  /** Elements completed so far, in order. */
  get trace(): string {
    return this.effects
      .flatMap((effect) => (effect.type === 'elementCompleted' ? effect.element : []))
      .join(' ');
  }
}
