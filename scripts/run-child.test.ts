import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.dirname(import.meta.dirname);

/** A script as start.mjs is one, around a program that lives until it is told to end. */
function spawnScript(program: string): ChildProcess {
  const script = `
    import { runChild } from './scripts/run-child.mjs';
    process.exitCode = await runChild(process.execPath, ['--eval', process.argv[1]]);
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script, program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const patientProgram = `
  let count = 0;
  const end = (why) => { count += 1; process.stdout.write(why + count + '\\n'); setTimeout(() => process.exit(7), 300); };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, () => end(event));
  setInterval(() => undefined, 1000);
  process.stdout.write('ready\\n');
`;

async function startPatientProgram(): Promise<{ script: ChildProcess; read: () => string }> {
  const script = spawnScript(patientProgram);
  let said = '';
  script.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes('ready')) await sleep(20);
  return { script, read: () => said };
}

describe('a script that runs a program', () => {
  test('ends with the exit code of the program', async () => {
    const [code] = (await once(spawnScript('process.exit(3)'), 'exit')) as [number];
    assert.equal(code, 3);
  });

  test('passes a signal on once and waits until the program has finished', async () => {
    const { script, read } = await startPatientProgram();
    script.kill('SIGINT');
    const [code] = (await once(script, 'close')) as [number];
    assert.equal(code, 7);
    assert.match(read(), /ready\nSIGINT1\n/);
  });

  test('takes the program along when it is killed', async () => {
    const { script, read } = await startPatientProgram();
    script.kill('SIGKILL');
    // 'close' comes when the program, which shares the output, has ended too.
    await once(script, 'close');
    assert.match(read(), /disconnect1/);
  });

  test('ends a program that does not listen at the third signal', async () => {
    const script = spawnScript(`
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
      setInterval(() => undefined, 1000);
      process.stdout.write('ready');
    `);
    assert.ok(script.stdout);
    await once(script.stdout, 'data');
    const ended = once(script, 'exit') as Promise<[number]>;
    for (const _ of [1, 2, 3]) {
      script.kill('SIGINT');
      await sleep(100);
    }
    const [code] = await ended;
    assert.equal(code, 137);
  });
});
