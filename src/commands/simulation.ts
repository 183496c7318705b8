// Owns a simulation: deployed processes, their instances and a clock, moved by commands; refuses to keep half a command.
import {
  type Command,
  type CompiledProcess,
  compileProcess,
  describeStarts,
  type Effect,
  EngineError,
  execute,
  type InstanceState,
  type JobKind,
  newInstance,
  nextStart,
  type ProcessDescription,
  type ProcessStart,
  type Variables,
} from '#engines/bpmn';

/** A command that the simulation itself refuses; what the engine refuses is an EngineError. */
export class SimulationError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SimulationError';
    this.code = code;
  }
}

export interface OpenTask {
  readonly instance: number;
  readonly taskId: string;
  readonly element: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

export interface SimulatedInstance {
  readonly process: CompiledProcess;
  readonly state: InstanceState;
  readonly businessKey: string | null;
}

interface WaitingStart {
  readonly process: CompiledProcess;
  readonly start: ProcessStart;
}

interface Waiting {
  /** Place of the instance; -1 for a start event. */
  readonly instance: number;
  readonly id: string;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly element: string;
  readonly correlationKey?: string;
}

/** Everything that changes, in one object that is never changed: the last one is what a refused command leaves. */
interface World {
  readonly now: string;
  readonly instances: readonly SimulatedInstance[];
  readonly tasks: readonly OpenTask[];
  readonly subscriptions: readonly Waiting[];
  readonly startTimers: readonly WaitingStart[];
  readonly trace: readonly string[];
  /** The instance that the last `start` began. */
  readonly watched: number | undefined;
}

/** Signals and messages that one command may set off before it is taken for an endless exchange. */
const DELIVERIES_MAX = 1_000;

export class Simulation {
  readonly #processes = new Map<string, CompiledProcess>();
  readonly #doAtOnce: readonly JobKind[];
  readonly #starts: readonly WaitingStart[];
  #world: World;
  /** What the instances said to others, in order. */
  #outgoing: { readonly from: number; readonly effect: Effect }[] = [];

  constructor(descriptions: readonly ProcessDescription[], now: string, doAtOnce: readonly JobKind[]) {
    for (const description of descriptions) {
      this.#processes.set(
        description.id,
        compileProcess(description, (id) => this.#processes.get(id)),
      );
    }
    this.#doAtOnce = doAtOnce;
    this.#starts = [...this.#processes.values()].flatMap((process) =>
      describeStarts(process, now).map((start) => ({ process, start })),
    );
    this.#world = {
      now,
      instances: [],
      tasks: [],
      subscriptions: this.#starts.flatMap(({ process, start }) =>
        start.kind === 'message' || start.kind === 'signal'
          ? [
              {
                instance: -1,
                id: process.id,
                kind: start.kind,
                name: start.name ?? '',
                element: start.element,
              },
            ]
          : [],
      ),
      startTimers: this.#starts.filter(({ start }) => start.kind === 'timer'),
      trace: [],
      watched: undefined,
    };
  }

  get world(): World {
    return this.#world;
  }

  /** Does all of it or nothing: where it throws, everything is as it was. */
  attempt(action: () => void): void {
    const before = this.#world;
    try {
      action();
      this.#deliverOutgoing();
    } catch (error) {
      this.#world = before;
      throw error;
    } finally {
      this.#outgoing = [];
    }
  }

  getProcess(id: string): CompiledProcess {
    const process = this.#processes.get(id);
    if (!process) throw new SimulationError('process-unknown', `There is no process "${id}".`);
    return process;
  }

  get processIds(): readonly string[] {
    return [...this.#processes.keys()];
  }

  /** Begins an instance and returns its place. */
  start(
    process: CompiledProcess,
    variables: Variables,
    businessKey: string | null,
    element?: string,
  ): number {
    const instance = this.#world.instances.length;
    this.#change({
      instances: [...this.#world.instances, { process, state: newInstance, businessKey }],
    });
    this.move(instance, { type: 'start', variables, ...(element !== undefined && { element }) });
    return instance;
  }

  watch(instance: number): void {
    this.#change({ watched: instance });
  }

  claim(task: OpenTask, user: string): void {
    this.#change({
      tasks: this.#world.tasks.map((one) => (one === task ? { ...one, assignee: user } : one)),
    });
  }

  moveClock(now: string): void {
    this.#change({ now });
  }

  /** Moves one instance by one command of the engine. */
  move(place: number, command: Command): void {
    const instance = this.#world.instances[place];
    if (!instance) throw new SimulationError('instance-unknown', 'There is no such instance.');
    const { state, effects } = execute(instance.process, instance.state, command, this.#world.now, {
      doAtOnce: this.#doAtOnce,
    });
    this.#change({
      instances: this.#world.instances.with(place, { ...instance, state }),
    });
    for (const effect of effects) this.#note(place, effect);
  }

  #change(world: Partial<World>): void {
    this.#world = { ...this.#world, ...world };
  }

  #note(place: number, effect: Effect): void {
    const { tasks, subscriptions, trace } = this.#world;
    switch (effect.type) {
      case 'taskCreated': {
        const { id, element, name, candidateUsers, candidateGroups, assignee = null } = effect;
        const task = {
          instance: place,
          taskId: id,
          element,
          name,
          assignee,
          candidateUsers,
          candidateGroups,
        };
        this.#change({ tasks: [...tasks, task] });
        break;
      }
      case 'taskCompleted':
      case 'taskCancelled':
        this.#change({
          tasks: tasks.filter((task) => task.instance !== place || task.taskId !== effect.id),
        });
        break;
      case 'subscribed':
        this.#change({ subscriptions: [...subscriptions, { ...effect, instance: place }] });
        break;
      case 'unsubscribed':
        this.#change({
          subscriptions: subscriptions.filter((one) => one.instance !== place || one.id !== effect.id),
        });
        break;
      case 'elementCompleted':
        this.#change({ trace: [...trace, effect.element] });
        break;
      case 'messageThrown':
      case 'signalThrown':
        this.#outgoing.push({ from: place, effect });
        break;
      default:
    }
  }

  #deliverOutgoing(): void {
    let deliveries = 0;
    for (let next = this.#outgoing.shift(); next; next = this.#outgoing.shift()) {
      const { from, effect } = next;
      deliveries += 1;
      if (deliveries > DELIVERIES_MAX) {
        const element = 'element' in effect ? effect.element : null;
        throw new EngineError('endless-loop', element, 'Signals or messages are thrown without end.');
      }
      if (effect.type === 'signalThrown') this.broadcast(effect.name, effect.variables, from);
      else if (effect.type === 'messageThrown') this.deliver(effect.name, effect.variables, null, from);
    }
  }

  /** A signal for every instance that waits for it, but for the one that threw it, and for start events. */
  broadcast(name: string, variables: Variables, from = -1): void {
    const waiting = this.#world.subscriptions.filter((one) => one.kind === 'signal' && one.name === name);
    const places = new Set(waiting.flatMap(({ instance }) => (instance < 0 ? [] : [instance])));
    for (const place of places) {
      const isRunning = this.#world.instances[place]?.state.status === 'running';
      if (place !== from && isRunning) this.move(place, { type: 'deliverSignal', name, variables });
    }
    for (const start of waiting.filter(({ instance }) => instance < 0)) {
      this.start(this.getProcess(start.id), variables, null, start.element);
    }
  }

  /** A message for the oldest who waits for it, else for a start event; false if there is neither. */
  deliver(name: string, variables: Variables, businessKey: string | null, from = -1): boolean {
    const fitting = this.#world.subscriptions.filter((one) => one.kind === 'message' && one.name === name);
    const waiting = fitting.find(
      ({ instance, correlationKey }) =>
        instance >= 0 &&
        instance !== from &&
        (businessKey === null ||
          correlationKey === businessKey ||
          this.#world.instances[instance]?.businessKey === businessKey),
    );
    if (waiting) {
      this.move(waiting.instance, { type: 'deliverMessage', subscriptionId: waiting.id, variables });
      return true;
    }
    const start = fitting.find(({ instance }) => instance < 0);
    if (start) this.start(this.getProcess(start.id), variables, businessKey, start.element);
    return start !== undefined;
  }

  /** The earliest timer that waits, by its due date and then by its age; undefined where none does. */
  findNextTimer(): { readonly dueAt: string; readonly fire: () => void } | undefined {
    const { instances, startTimers } = this.#world;
    const ofStarts = startTimers.map((waiting) => ({
      dueAt: waiting.start.due?.dueAt ?? '',
      fire: () => this.#fireStart(waiting),
    }));
    const ofInstances = instances.flatMap(({ state }, place) =>
      state.timers.map(({ id, dueAt }) => ({
        dueAt,
        fire: () => this.move(place, { type: 'fireTimer', timerId: id }),
      })),
    );
    return [...ofStarts, ...ofInstances].reduce<ReturnType<Simulation['findNextTimer']>>(
      (earliest, timer) => (earliest === undefined || timer.dueAt < earliest.dueAt ? timer : earliest),
      undefined,
    );
  }

  #fireStart(waiting: WaitingStart): void {
    const { process, start } = waiting;
    const next = nextStart(start);
    this.#change({
      startTimers: this.#world.startTimers.flatMap((one) =>
        one !== waiting ? [one] : next ? [{ process, start: next }] : [],
      ),
    });
    this.start(process, {}, null, start.element);
  }

  /** The start event of any process that a message of that name begins. */
  findMessageStart(name: string): WaitingStart | undefined {
    return this.#starts.find(({ start }) => start.kind === 'message' && start.name === name);
  }
}
