// Owns `yizhan simulate`: models in, lines of JSON in and out; refuses to print anything else on standard output.
import { readFile } from 'node:fs/promises';
import {
  describeProcesses,
  EngineError,
  type Fault,
  type JobKind,
  ModelRefused,
  type ProcessDescription,
  parseModel,
  validateModel,
} from '#engines/bpmn';
import { answerLine } from './simulate-command.ts';
import { Simulation } from './simulation.ts';

/** Where the conversation goes: answers to `print`, everything else to `warn`. */
export interface Conversation {
  readonly lines: AsyncIterable<string>;
  print(line: string): void;
  warn(sentence: string): void;
}

interface SimulateWords {
  readonly models: readonly string[];
  readonly now: string;
  readonly doAtOnce: readonly JobKind[];
  readonly validate: boolean;
}

const jobKinds: Readonly<Record<string, JobKind>> = {
  service: 'service',
  send: 'send',
  script: 'script',
  businessrule: 'businessRule',
};

/** Runs the command with standard input and output. Returns the exit code. */
export async function simulate(words: readonly string[]): Promise<number> {
  return await converse(words, {
    lines: readLines(process.stdin),
    print: (line) => void process.stdout.write(`${line}\n`),
    warn: (sentence) => void process.stderr.write(`${sentence}\n`),
  });
}

/** Each line as soon as it is whole; the last one also without its end. Nothing is read before the first is asked for. */
async function* readLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The whole command, for tests as well: 0 if all went well, 1 where a model is refused, 2 where the words are. */
export async function converse(words: readonly string[], conversation: Conversation): Promise<number> {
  const asked = readSimulateWords(words);
  if (typeof asked === 'string') {
    conversation.warn(asked);
    return 2;
  }
  if (asked.validate) return await validate(asked.models, conversation);
  const { descriptions, faults } = await readModels(asked.models);
  if (faults.length > 0) return await refuseAll(faults, conversation);
  warnOfScripts(descriptions, conversation);
  const simulation = begin(descriptions, asked);
  if (!(simulation instanceof Simulation)) return await refuseAll([simulation], conversation);
  for await (const line of conversation.lines) {
    if (line.trim() !== '') conversation.print(answerLine(simulation, line));
  }
  return 0;
}

/** The simulation, or why it can't begin: a start event whose name or time needs a variable that nobody has set. */
function begin(descriptions: readonly ProcessDescription[], asked: SimulateWords): Simulation | Fault {
  try {
    return new Simulation(descriptions, asked.now, asked.doAtOnce);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { element: error.element, rule: error.code, message: error.message };
  }
}

async function refuseAll(faults: readonly Fault[], { lines, print, warn }: Conversation): Promise<number> {
  for (const fault of faults) warn(`${fault.element ?? 'model'} ${fault.rule}: ${fault.message}`);
  for await (const line of lines) {
    if (line.trim() !== '') print(JSON.stringify(refusedAnswer(faults)));
  }
  return 1;
}

/** The words as they are meant, or a sentence that says why they are not understood. */
function readSimulateWords(words: readonly string[]): SimulateWords | string {
  const models: string[] = [];
  const waiting = new Set<JobKind>();
  let now = new Date().toISOString();
  let validating = false;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? '';
    const [name = '', given] = word.startsWith('--') ? splitOption(word) : [word];
    if (name === '--validate') validating = true;
    else if (name === '--now' || name === '--wait') {
      const value = given ?? words[++place] ?? '';
      if (name === '--now') {
        const instant = new Date(value);
        if (Number.isNaN(instant.getTime())) return `"${value}" is no instant in ISO 8601.`;
        now = instant.toISOString();
      } else {
        for (const kind of value.split(',').filter((one) => one.trim() !== '')) {
          const known = jobKinds[kind.toLowerCase().replace(/[^a-z]|task/g, '')];
          if (!known) return `--wait knows service, send, script and business-rule, not "${kind}".`;
          waiting.add(known);
        }
      }
    } else if (word.startsWith('--')) return `"${word}" is not understood here.`;
    else models.push(word);
  }
  if (models.length === 0) return 'Name at least one model.';
  const doAtOnce = Object.values(jobKinds).filter((kind) => !waiting.has(kind));
  return { models, now, doAtOnce, validate: validating };
}

function splitOption(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

async function validate(paths: readonly string[], { print }: Conversation): Promise<number> {
  const faults: Fault[] = [];
  for (const path of paths) faults.push(...(await findFaults(path)));
  print(JSON.stringify({ valid: faults.length === 0, faults }));
  return faults.length === 0 ? 0 : 1;
}

async function findFaults(path: string): Promise<readonly Fault[]> {
  try {
    return validateModel(await parseModel(await readFile(path, 'utf8')));
  } catch (error) {
    return faultsOf(error, path);
  }
}

function faultsOf(error: unknown, path: string): readonly Fault[] {
  if (error instanceof ModelRefused) return error.faults;
  const message = error instanceof Error ? error.message : String(error);
  return [{ element: null, rule: 'unreadable-file', message: `${path} can't be read: ${message}` }];
}

async function readModels(
  paths: readonly string[],
): Promise<{ readonly descriptions: readonly ProcessDescription[]; readonly faults: readonly Fault[] }> {
  const descriptions: ProcessDescription[] = [];
  const faults: Fault[] = [];
  for (const path of paths) {
    try {
      descriptions.push(...describeProcesses(await parseModel(await readFile(path, 'utf8'))));
    } catch (error) {
      faults.push(...faultsOf(error, path));
    }
  }
  const ids = descriptions.map(({ id }) => id);
  for (const id of new Set(ids.filter((one, place) => ids.indexOf(one) !== place))) {
    faults.push({ element: id, rule: 'process-twice', message: `The process "${id}" is deployed twice.` });
  }
  return { descriptions, faults };
}

/** A model that is refused can't be moved: every command says so, with the first fault and the text of all. */
function refusedAnswer(faults: readonly Fault[]): object {
  const [first] = faults;
  return {
    ok: false,
    error: {
      code: 'model-refused',
      message: faults.map(({ element, message }) => `${element ?? 'model'}: ${message}`).join(' '),
      element: first?.element ?? null,
    },
    tasks: [],
    timers: 0,
    subscriptions: [],
    activities: [],
    variables: {},
    ended: false,
    instances: 0,
    trace: [],
  };
}

function warnOfScripts(descriptions: readonly ProcessDescription[], { warn }: Conversation): void {
  for (const element of descriptions.flatMap(({ elements }) => elements)) {
    if (element.kind === 'scriptTask' && element.expression === undefined) {
      warn(
        `${element.id}: a script in ${element.scriptFormat || 'no language'} does nothing in a simulation.`,
      );
    }
  }
}
