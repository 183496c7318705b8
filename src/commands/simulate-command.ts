// Owns what one line to the simulator means and what it answers; refuses what it does not understand, changing nothing.
import { DateTime, Duration } from 'luxon';
import {
  EngineError,
  findElementKind,
  listVisibleVariables,
  listWaitingElements,
  type Variables,
} from '#engines/bpmn';
import { type OpenTask, type Simulation, SimulationError } from './simulation.ts';

type Words = Readonly<Record<string, unknown>>;

/** Rounds of timers in one `advance`. */
const TIMERS_MAX = 10_000;

/** Obeys one line of JSON and gives the line that answers it. */
export function answerLine(simulation: Simulation, line: string): string {
  let error: object | null = null;
  try {
    const words = readWords(line);
    simulation.attempt(() => obey(simulation, words));
  } catch (refusal) {
    error = describeRefusal(refusal);
  }
  return JSON.stringify({ ok: error === null, error, ...describeWorld(simulation) });
}

function describeRefusal(refusal: unknown): object {
  if (refusal instanceof EngineError) {
    return { code: refusal.code, message: refusal.message, element: refusal.element };
  }
  if (refusal instanceof SimulationError) {
    return { code: refusal.code, message: refusal.message, element: null };
  }
  // A fault of the simulator itself: the conversation goes on, and whoever reads it can report it.
  return {
    code: 'internal',
    message: refusal instanceof Error ? refusal.message : String(refusal),
    element: null,
  };
}

function describeWorld(simulation: Simulation): object {
  const { instances, tasks, subscriptions, startTimers, trace, watched } = simulation.world;
  const running = instances.filter(({ state }) => state.status === 'running');
  const seen = watched === undefined ? undefined : instances[watched];
  const called = running.reduce(
    (sum, { state }) => sum + state.tokens.filter((token) => token.calls !== undefined).length,
    0,
  );
  return {
    tasks: tasks.map((task) => describeTask(simulation, task)),
    timers: running.reduce((sum, { state }) => sum + state.timers.length, startTimers.length),
    subscriptions: subscriptions.map(({ kind, name, element }) => ({ kind, name, element })),
    activities: running.flatMap(({ state }) => listWaitingElements(state)),
    variables: seen?.state.variables ?? {},
    ended: seen !== undefined && seen.state.status !== 'running',
    instances: running.length + called,
    trace,
  };
}

function describeTask({ world }: Simulation, task: OpenTask): object {
  const instance = world.instances[task.instance];
  return {
    id: task.element,
    name: task.name,
    assignee: task.assignee,
    candidateUsers: task.candidateUsers,
    candidateGroups: task.candidateGroups,
    variables: instance ? listVisibleVariables(instance.process, instance.state, task.taskId) : {},
  };
}

function refuse(code: string, message: string): SimulationError {
  return new SimulationError(code, message);
}

function readWords(line: string): Words {
  let words: unknown;
  try {
    words = JSON.parse(line);
  } catch {
    throw refuse('bad-command', 'This is no line of JSON.');
  }
  if (!isRecord(words)) throw refuse('bad-command', 'A command is a JSON object.');
  return words;
}

function isRecord(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(words: Words, name: string): string | undefined {
  const value = words[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw refuse('bad-command', `"${name}" has to be a text.`);
}

function getText(words: Words, name: string): string {
  const text = readText(words, name);
  if (text === undefined) throw refuse('bad-command', `The command needs "${name}".`);
  return text;
}

function readVariables(words: Words): Variables {
  const value = words['variables'] ?? {};
  if (!isRecord(value)) throw refuse('bad-command', '"variables" has to be an object.');
  return value;
}

const commands: Readonly<Record<string, (simulation: Simulation, words: Words) => void>> = {
  start: startInstance,
  complete: completeTask,
  completeAll,
  claim: claimTask,
  advance,
  fireTimer,
  message: sendMessage,
  signal: (simulation, words) => simulation.broadcast(getText(words, 'name'), readVariables(words)),
  trigger,
};

function obey(simulation: Simulation, words: Words): void {
  const name = getText(words, 'do');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw refuse('bad-command', `There is no command "${name}".`);
  command(simulation, words);
}

function startInstance(simulation: Simulation, words: Words): void {
  const variables = readVariables(words);
  const businessKey = readText(words, 'businessKey') ?? null;
  const message = readText(words, 'message');
  if (message !== undefined) {
    const found = simulation.findMessageStart(message);
    if (!found) throw refuse('message-not-awaited', `No process starts with the message "${message}".`);
    simulation.watch(simulation.start(found.process, variables, businessKey, found.start.element));
    return;
  }
  const [only, another] = simulation.processIds;
  const id = readText(words, 'process') ?? (another === undefined ? only : undefined);
  if (id === undefined) throw refuse('bad-command', 'Several processes are deployed: say which.');
  simulation.watch(simulation.start(simulation.getProcess(id), variables, businessKey));
}

/** The oldest open task of that id or name, or of all. */
function getTask({ world }: Simulation, words: Words): OpenTask {
  const wanted = readText(words, 'task');
  const found =
    wanted === undefined
      ? world.tasks[0]
      : (world.tasks.find((task) => task.element === wanted) ??
        world.tasks.find((task) => task.name === wanted));
  if (found) return found;
  throw refuse('task-not-open', wanted === undefined ? 'No task is open.' : `No task "${wanted}" is open.`);
}

function completeTask(simulation: Simulation, words: Words): void {
  const { instance, taskId } = getTask(simulation, words);
  simulation.move(instance, { type: 'completeTask', taskId, variables: readVariables(words) });
}

function completeAll(simulation: Simulation, words: Words): void {
  const variables = readVariables(words);
  for (const { instance, taskId } of simulation.world.tasks) {
    const isOpen = simulation.world.tasks.some(
      (task) => task.instance === instance && task.taskId === taskId,
    );
    if (isOpen) simulation.move(instance, { type: 'completeTask', taskId, variables });
  }
}

function claimTask(simulation: Simulation, words: Words): void {
  const task = getTask(simulation, words);
  const user = getText(words, 'user');
  if (task.assignee !== null && task.assignee !== user) {
    throw refuse('task-claimed', `The task "${task.element}" is ${task.assignee}'s already.`);
  }
  simulation.claim(task, user);
}

function advance(simulation: Simulation, words: Words): void {
  const by = getText(words, 'by');
  const duration = Duration.fromISO(by);
  if (!duration.isValid || duration.toMillis() < 0) {
    throw refuse('bad-time', `"${by}" is no ISO 8601 duration.`);
  }
  const now = DateTime.fromISO(simulation.world.now, { zone: 'Asia/Shanghai' })
    .plus(duration)
    .toUTC()
    .toISO();
  if (now === null) throw refuse('bad-time', `"${by}" leads beyond all dates.`);
  simulation.moveClock(now);
  for (let round = 0; ; round += 1) {
    const timer = simulation.findNextTimer();
    if (!timer || timer.dueAt > now) return;
    if (round >= TIMERS_MAX) throw refuse('endless-loop', 'Timers fall due without end.');
    timer.fire();
  }
}

function fireTimer(simulation: Simulation): void {
  const timer = simulation.findNextTimer();
  if (!timer) throw refuse('timer-not-set', 'No timer waits.');
  timer.fire();
}

function sendMessage(simulation: Simulation, words: Words): void {
  const name = getText(words, 'name');
  const businessKey = readText(words, 'businessKey') ?? null;
  if (!simulation.deliver(name, readVariables(words), businessKey)) {
    throw refuse('message-not-awaited', `Nobody waits for the message "${name}".`);
  }
}

const jobKinds: ReadonlySet<string> = new Set(['serviceTask', 'sendTask', 'scriptTask', 'businessRuleTask']);

/** A receive task, or a job that waits because of --wait. */
function trigger(simulation: Simulation, words: Words): void {
  const element = readText(words, 'element');
  const waiting = listTriggerable(simulation).filter(
    (one) => element === undefined || one.element === element,
  );
  const [found, another] = waiting;
  if (!found) {
    const what = element === undefined ? 'Nothing' : `"${element}"`;
    throw refuse('trigger-not-awaited', `${what} waits to be triggered.`);
  }
  if (another && element === undefined) {
    throw refuse('trigger-ambiguous', 'Several elements wait to be triggered: say which.');
  }
  const variables = readVariables(words);
  simulation.move(
    found.instance,
    found.isJob
      ? { type: 'completeService', serviceId: found.tokenId, variables }
      : { type: 'trigger', tokenId: found.tokenId, variables },
  );
}

interface Triggerable {
  readonly instance: number;
  readonly tokenId: string;
  readonly element: string;
  readonly isJob: boolean;
}

function listTriggerable(simulation: Simulation): readonly Triggerable[] {
  return simulation.world.instances.flatMap(({ process, state }, instance) =>
    state.tokens.flatMap((token): Triggerable[] => {
      const kind = findElementKind(process, state, token);
      const isJob = jobKinds.has(kind);
      if (token.loop || (!isJob && kind !== 'receiveTask')) return [];
      return [{ instance, tokenId: token.id, element: token.element, isJob }];
    }),
  );
}
