// Owns the tie between a script and the program that it runs; refuses to leave that program behind. Runs on Node 20.
//
// The contract with the program:
//  - It runs in a session of its own, so Ctrl-C in a terminal reaches it once, forwarded by us, and not twice.
//  - SIGINT and SIGTERM mean: finish what was accepted, then end. A second signal is passed on as well; the
//    third ends the program at once.
//  - It has an IPC channel to us that carries no messages. When it closes (process event 'disconnect') we were
//    killed, and the program ends as after SIGTERM.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const parentCheckMs = 500;

/**
 * Runs a program with our input and output and ends with its exit code.
 * @param {string} program
 * @param {string[]} options
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [settings]
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export async function runChild(program, options, settings = {}) {
  const child = spawn(program, options, {
    ...settings,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  let signals = 0;
  const forward = (signal) => {
    signals += 1;
    child.kill(signals > 2 ? 'SIGKILL' : signal);
  };
  const handlers = [
    ['SIGINT', () => forward('SIGINT')],
    ['SIGTERM', () => forward('SIGTERM')],
    // The terminal was closed.
    ['SIGHUP', () => forward('SIGTERM')],
  ];
  for (const [signal, handler] of handlers) process.on(signal, handler);
  const watch = watchParent(() => forward('SIGTERM'));
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + signalNumber(signal)));
    });
  } finally {
    clearInterval(watch);
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

/**
 * npm runs us in a shell that passes no signal on and outlives npm. So under npm we look whether that shell,
 * and npm behind it, are still there. Without npm a parent may go: `nohup … &` means it.
 * Blind spot: only Linux lets us look behind the shell cheaply; elsewhere a killed npm leaves us running.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parents = listParents();
  const watch = setInterval(() => {
    if (listParents() === parents) return;
    clearInterval(watch);
    onGone();
  }, parentCheckMs);
  return watch;
}

/** Our parent and, where that is a shell, its parent. */
function listParents() {
  const parent = process.ppid;
  let stat = '';
  try {
    stat = readFileSync(`/proc/${parent}/stat`, 'latin1');
  } catch {
    // Not Linux, or the parent has just ended.
  }
  const [, name = '', grandparent = ''] = /\((.*)\) \S (\d+)/s.exec(stat) ?? [];
  return /^(ba|da|z|k|a)?sh$/.test(name) ? `${parent} ${grandparent}` : `${parent}`;
}

/** @param {NodeJS.Signals | null} signal */
function signalNumber(signal) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };
  return numbers[signal ?? ''] ?? 1;
}
