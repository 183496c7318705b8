import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { converse } from './simulate.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'yizhan-simulate-'));
after(() => rmSync(directory, { recursive: true }));
let files = 0;

function write(processes: string): string {
  files += 1;
  const file = path.join(directory, `${files}.bpmn`);
  writeFileSync(
    file,
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
      <message id="order" name="order"/><message id="paid" name="paid"/><signal id="alarm" name="alarm"/>${processes}</definitions>`,
  );
  return file;
}

const flow = (source: string, target: string) =>
  `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;

interface Answer {
  readonly ok: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly element: string | null } | null;
  readonly tasks: readonly Readonly<Record<string, unknown>>[];
  readonly timers: number;
  readonly subscriptions: readonly object[];
  readonly activities: readonly string[];
  readonly variables: object;
  readonly ended: boolean;
  readonly instances: number;
  readonly trace: readonly string[];
}

interface Talk {
  readonly answers: readonly Answer[];
  readonly warnings: readonly string[];
  readonly exitCode: number;
}

async function talk(words: readonly string[], commands: readonly (object | string)[]): Promise<Talk> {
  const answers: Answer[] = [];
  const warnings: string[] = [];
  async function* lines() {
    for (const command of commands) {
      yield typeof command === 'string' ? command : JSON.stringify(command);
      assert.equal(answers.length, commands.indexOf(command) + 1, 'each line is answered before the next');
    }
  }
  const exitCode = await converse(words, {
    lines: lines(),
    print: (line) => void answers.push(JSON.parse(line)),
    warn: (sentence) => void warnings.push(sentence),
  });
  return { answers, warnings, exitCode };
}

const ids = ({ tasks }: Answer) => tasks.map(({ id }) => id);

const review =
  write(`<process id="review"><startEvent id="s"/><userTask id="a" name="Check it" camunda:candidateGroups="clerks"/>
  <boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R2/P1D</timeCycle></timerEventDefinition></boundaryEvent>
  <userTask id="remind"/><serviceTask id="print"/><receiveTask id="wait" messageRef="paid"/><endEvent id="e"/>
  ${flow('s', 'a')}${flow('a', 'print')}${flow('print', 'wait')}${flow('wait', 'e')}${flow('late', 'remind')}</process>`);

describe('a conversation', () => {
  test('each command is answered by one line that says how everything stands', async () => {
    const { answers, exitCode } = await talk(
      [review, '--now', '2026-03-02T09:00:00+08:00'],
      [
        { do: 'start', process: 'review', variables: { n: 1 }, businessKey: 'B1' },
        { do: 'claim', task: 'Check it', user: 'kermit' },
        { do: 'advance', by: 'P1DT2H' },
        { do: 'complete', task: 'a', variables: { m: 2 } },
        { do: 'message', name: 'paid', businessKey: 'other' },
        { do: 'message', name: 'paid', businessKey: 'B1' },
        { do: 'completeAll' },
      ],
    );
    assert.equal(exitCode, 0);
    const [started, claimed, advanced, completed, refused, sent, ended] = answers;
    assert.deepEqual(started, {
      ok: true,
      error: null,
      tasks: [
        {
          id: 'a',
          name: 'Check it',
          assignee: null,
          candidateUsers: [],
          candidateGroups: ['clerks'],
          variables: { n: 1 },
        },
      ],
      timers: 1,
      subscriptions: [],
      activities: ['a'],
      variables: { n: 1 },
      ended: false,
      instances: 1,
      trace: ['s'],
    });
    assert.equal(claimed?.tasks[0]?.['assignee'], 'kermit');
    assert.deepEqual(advanced && ids(advanced), ['a', 'remind']);
    assert.deepEqual(completed?.activities, ['remind', 'wait']);
    assert.deepEqual(completed?.trace, ['s', 'late', 'a', 'print']);
    assert.deepEqual(completed?.subscriptions, [{ kind: 'message', name: 'paid', element: 'wait' }]);
    assert.equal(completed?.timers, 0);
    assert.equal(refused?.error?.code, 'message-not-awaited');
    assert.deepEqual(sent && ids(sent), ['remind']);
    assert.deepEqual(
      [ended?.ended, ended?.instances, ended?.variables, ended?.trace.at(-1)],
      [true, 0, { n: 1, m: 2 }, 'remind'],
    );
  });

  test('a refused command changes nothing', async () => {
    const { answers } = await talk(
      [review],
      [
        { do: 'start' },
        { do: 'complete', task: 'nobody' },
        { do: 'advance', by: 'soon' },
        { do: 'trigger' },
        { do: 'fly' },
        'not json',
        '[]',
        { do: 'start', process: 'other' },
        { do: 'complete', variables: 7 },
        { do: 'start', message: 'order' },
      ],
    );
    const [first, ...refused] = answers;
    const state = { ...first, ok: false, error: null };
    for (const answer of refused) assert.deepEqual({ ...answer, error: null }, state);
    assert.deepEqual(
      refused.map(({ error }) => error?.code),
      [
        'task-not-open',
        'bad-time',
        'trigger-not-awaited',
        'bad-command',
        'bad-command',
        'bad-command',
        'process-unknown',
        'bad-command',
        'message-not-awaited',
      ],
    );
  });

  test('kinds of tasks that are to wait are triggered by hand', async () => {
    const { answers } = await talk(
      [review, '--wait', 'service'],
      [
        { do: 'start' },
        { do: 'complete' },
        { do: 'trigger', variables: { file: 'f' } },
        { do: 'trigger', element: 'wait' },
      ],
    );
    assert.deepEqual(
      answers.map(({ activities }) => activities),
      [['a'], ['print'], ['wait'], []],
    );
    assert.deepEqual(answers.at(-1)?.variables, { file: 'f' });
  });
});

describe('several processes together', () => {
  const shop =
    write(`<process id="shop"><startEvent id="s"><messageEventDefinition messageRef="order"/></startEvent>
      <callActivity id="call" calledElement="pay"/><endEvent id="e"><signalEventDefinition signalRef="alarm"/></endEvent>${flow('s', 'call')}${flow('call', 'e')}</process>
    <process id="clerk"><startEvent id="cs"><signalEventDefinition signalRef="alarm"/></startEvent><userTask id="b"/>${flow('cs', 'b')}</process>
    <process id="night"><startEvent id="ns"><timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></startEvent><userTask id="c"/>${flow('ns', 'c')}</process>`);
  const pay = write(`<process id="pay"><startEvent id="ps"/><userTask id="p"/>${flow('ps', 'p')}</process>`);

  test('start events of deployed models listen; messages, signals and timers begin instances; calls count', async () => {
    const { answers } = await talk(
      [shop, pay, '--now=2026-03-02T01:00:00Z'],
      [
        { do: 'message', name: 'order', variables: { n: 1 } },
        { do: 'complete' },
        { do: 'fireTimer' },
        { do: 'advance', by: 'PT5H' },
        { do: 'start', message: 'order', variables: { n: 2 } },
      ],
    );
    const [ordered, paid, fired, advanced, started] = answers;
    assert.deepEqual(ordered?.subscriptions, [
      { kind: 'message', name: 'order', element: 's' },
      { kind: 'signal', name: 'alarm', element: 'cs' },
    ]);
    assert.deepEqual(
      [ordered?.timers, ordered?.instances, ordered?.variables, ordered?.ended],
      [1, 2, {}, false],
    );
    assert.deepEqual(ordered?.activities, ['call', 'p']);
    assert.deepEqual(paid && ids(paid), ['b']);
    assert.deepEqual(fired && ids(fired), ['b', 'c']);
    assert.deepEqual([advanced && ids(advanced), advanced?.timers], [['b', 'c', 'c'], 0]);
    assert.deepEqual([started?.variables, started?.ended], [{ n: 2 }, false]);
  });

  test('one message goes to one instance, the oldest; a signal to all', async () => {
    const waiting =
      write(`<process id="w"><startEvent id="s"/><receiveTask id="m" messageRef="paid"/><intermediateCatchEvent id="g"><signalEventDefinition signalRef="alarm"/></intermediateCatchEvent>
      <endEvent id="e"/>${flow('s', 'm')}${flow('m', 'g')}${flow('g', 'e')}</process>`);
    const { answers } = await talk(
      [waiting],
      [
        { do: 'start', variables: { n: 1 } },
        { do: 'start', variables: { n: 2 } },
        { do: 'message', name: 'paid' },
        { do: 'message', name: 'paid' },
        { do: 'signal', name: 'alarm' },
        { do: 'signal', name: 'nobody waits' },
      ],
    );
    assert.deepEqual(
      answers.map(({ activities }) => activities.join(' ')),
      ['m', 'm m', 'g m', 'g g', '', ''],
    );
    assert.ok(answers.every(({ ok }) => ok));
  });

  test('signals that set each other off without end are refused', async () => {
    const circle = write(
      `<process id="w"><startEvent id="s"><signalEventDefinition signalRef="alarm"/></startEvent><endEvent id="e"><signalEventDefinition signalRef="alarm"/></endEvent>${flow('s', 'e')}</process>`,
    );
    const { answers } = await talk([circle], [{ do: 'signal', name: 'alarm' }]);
    assert.deepEqual(
      [answers[0]?.error?.code, answers[0]?.error?.element, answers[0]?.instances],
      ['endless-loop', 'e', 0],
    );
  });
});

describe('models that are refused', () => {
  const faulty = write(
    `<process id="p"><startEvent id="s"/><serviceTask id="a" camunda:class="x.Y"/>${flow('s', 'a')}${flow('a', 'gone')}</process>`,
  );

  test('every command says so, and nothing else is printed there', async () => {
    const { answers, warnings, exitCode } = await talk([faulty], [{ do: 'start' }, { do: 'completeAll' }]);
    assert.deepEqual([exitCode, answers.length], [1, 2]);
    assert.equal(answers[0]?.error?.code, 'model-refused');
    assert.equal(warnings.length, 2);
  });

  test('--validate prints one line with every fault', async () => {
    const lines: string[] = [];
    const conversation = {
      lines: (async function* () {})(),
      print: (line: string) => void lines.push(line),
      warn: () => undefined,
    };
    assert.equal(await converse(['--validate', faulty], conversation), 1);
    assert.equal(await converse([review, '--validate'], conversation), 0);
    const [bad, good] = lines.map((line) => JSON.parse(line));
    assert.equal(bad.valid, false);
    assert.deepEqual(
      bad.faults.map(({ element, rule }: { element: string; rule: string }) => `${element} ${rule}`),
      ['a-gone unresolved-reference', 'a unsupported-extension'],
    );
    assert.deepEqual(good, { valid: true, faults: [] });
  });

  test('a file that is not there is a fault as well; two processes of one id are', async () => {
    const { warnings } = await talk(
      [path.join(directory, 'missing.bpmn'), review, review],
      [{ do: 'start' }],
    );
    assert.deepEqual(
      warnings.map((warning) => warning.split(':')[0]),
      ['model unreadable-file', 'review process-twice'],
    );
  });

  test('a start timer over a variable can have no value yet', async () => {
    const early = write(
      `<process id="p"><startEvent id="s"><timerEventDefinition><timeDate>\${due}</timeDate></timerEventDefinition></startEvent></process>`,
    );
    const { answers, exitCode } = await talk([early], [{ do: 'start' }]);
    assert.deepEqual(
      [exitCode, answers[0]?.error?.code, answers[0]?.error?.element],
      [1, 'model-refused', 's'],
    );
  });

  test('words that are not understood are refused', async () => {
    for (const words of [[], ['--wait', 'mail', review], ['--now', 'soon', review], ['--fast', review]]) {
      assert.equal((await talk(words, [])).exitCode, 2);
    }
  });

  test('a script that nobody runs is told as a warning', async () => {
    const script = write(
      `<process id="p"><startEvent id="s"/><scriptTask id="a" scriptFormat="groovy"><script>x</script></scriptTask><userTask id="b"/>${flow('s', 'a')}${flow('a', 'b')}</process>`,
    );
    const { answers, warnings } = await talk([script], [{ do: 'start' }]);
    assert.deepEqual(answers[0]?.activities, ['b']);
    assert.match(warnings[0] ?? '', /^a: a script in groovy/);
  });
});

test('another program converses with it: each answer comes before the next command is given', async () => {
  const child = spawn(process.execPath, ['src/main.ts', 'simulate', review], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (command: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return JSON.parse((await answers.next()).value ?? '');
  };
  assert.deepEqual(ids(await ask({ do: 'start' })), ['a']);
  assert.deepEqual((await ask({ do: 'complete' })).activities, ['wait']);
  child.stdin.end();
  const exitCode = await new Promise((resolve) => child.once('exit', resolve));
  assert.deepEqual([exitCode, (await answers.next()).done], [0, true]);
});
