// Owns the engine's speed in memory: commands a second on one core, without a database; refuses to serialise or to store.
import { readdirSync, readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import {
  type CompiledProcess,
  compileProcess,
  describeProcesses,
  execute,
  type InstanceState,
  newInstance,
  parseModel,
} from '#engines/bpmn';
import { compileExpression } from '#engines/feel';
import { type BenchReport, type Figure, percentileOf, ratioOf } from './figure.ts';

const TASKS = 10;
const WARM_UP_MS = 1_000;
const MEASURE_MS = 3_000;
const now = '2026-03-02T01:00:00.000Z';

/** Ten user tasks in a row; with conditions, a decision of two ways after each. */
function buildModel(withConditions: boolean): string {
  const flow = (from: string, to: string, condition = '') =>
    `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
  const steps = Array.from({ length: TASKS }, (_, place) => {
    const next = place + 1 < TASKS ? `t${place + 1}` : 'e';
    if (!withConditions) return `<userTask id="t${place}"/>${flow(`t${place}`, next)}`;
    const condition = `<conditionExpression>= amount &gt; ${place} and kind = "food"</conditionExpression>`;
    return `<userTask id="t${place}"/><exclusiveGateway id="g${place}" default="g${place}-e"/>
      ${flow(`t${place}`, `g${place}`)}${flow(`g${place}`, next === 'e' ? 'x' : next, condition)}${flow(`g${place}`, 'e')}`;
  });
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/>${flow('s', 't0')}
    ${steps.join('')}<endEvent id="e"/>${withConditions ? '<endEvent id="x"/>' : ''}</process></definitions>`;
}

async function compile(xml: string): Promise<CompiledProcess> {
  const [description] = describeProcesses(await parseModel(xml));
  return compileProcess(description);
}

/** One instance from start to end; gives the number of commands. */
function runInstance(process: CompiledProcess, times: number[] | undefined): number {
  let state: InstanceState = newInstance;
  let commands = 0;
  const variables = { amount: 80, kind: 'food' };
  while (state.status === 'new' || state.status === 'running') {
    const began = times ? performance.now() : 0;
    const [token] = state.tokens;
    state = execute(
      process,
      state,
      token ? { type: 'completeTask', taskId: token.id } : { type: 'start', variables },
      now,
    ).state;
    times?.push(performance.now() - began);
    commands += 1;
  }
  return commands;
}

function measure(name: string, process: CompiledProcess, goalPerSecond: number): Figure {
  const warmUntil = performance.now() + WARM_UP_MS;
  while (performance.now() < warmUntil) runInstance(process, undefined);
  const began = performance.now();
  const before = cpuUsage();
  let commands = 0;
  while (performance.now() - began < MEASURE_MS) commands += runInstance(process, undefined);
  // Seconds of processor time, those of the garbage collector included: other programs may share the machine.
  const { user, system } = cpuUsage(before);
  const perSecond = commands / ((user + system) / 1_000_000);
  const times: number[] = [];
  while (times.length < 50_000) runInstance(process, times);
  times.sort((a, b) => a - b);
  return {
    name,
    ours: perSecond,
    limit: goalPerSecond,
    ratio: ratioOf(perSecond, goalPerSecond),
    p50Ms: percentileOf(times, 0.5),
    p99Ms: percentileOf(times, 0.99),
    unit: 'commands/CPU s',
    goal: `at least ${goalPerSecond}`,
    reached: perSecond >= goalPerSecond,
  };
}

/** How many FEEL expressions of the city's own processes have no closure and are left to feelin. */
async function countFallbacks(): Promise<string> {
  const directory = new URL('../data/shantou/processes/', import.meta.url);
  const sources = new Set<string>();
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.bpmn'))) {
    const descriptions = describeProcesses(await parseModel(readFileSync(new URL(file, directory), 'utf8')));
    for (const { flows } of descriptions) {
      for (const { condition } of flows) if (condition?.startsWith('=')) sources.add(condition);
    }
  }
  const slow = [...sources].filter((source) => !compileExpression(source).isFast);
  return `Of ${sources.size} conditions in the city's processes ${slow.length} have no closure and are left to feelin.`;
}

export async function benchEnginePure(): Promise<BenchReport> {
  return {
    name: 'engine-pure',
    figures: [
      measure('without expressions', await compile(buildModel(false)), 200_000),
      measure('one condition each', await compile(buildModel(true)), 50_000),
    ],
    notes: [
      await countFallbacks(),
      'The limit is the goal. In memory, nothing stored; a second is one of processor time, the percentiles are by the clock.',
    ],
  };
}
