import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileProcess } from './compile-process.ts';
import type { InstanceState } from './elements/instance.ts';
import { execute } from './execute.ts';
import { morning } from './process-fixtures.ts';

/** As it was stored before there were events of other kinds. */
const stored = {
  format: 1,
  id: 'old',
  name: 'old',
  elements: [
    { id: 's', name: 's', kind: 'startEvent' },
    { id: 'a', name: 'a', kind: 'userTask', candidateGroups: 'window' },
    { id: 'w', name: 'w', kind: 'timerCatchEvent', timer: { type: 'duration', value: '=pause' } },
    {
      id: 't',
      name: 't',
      kind: 'boundaryTimerEvent',
      host: 'a',
      interrupting: true,
      timer: { type: 'date', value: '=at' },
    },
    { id: 'x', name: 'x', kind: 'endEvent', terminate: true },
    { id: 'e', name: 'e', kind: 'endEvent', terminate: false },
  ],
  flows: [
    { id: 'f1', source: 's', target: 'a' },
    { id: 'f2', source: 'a', target: 'w' },
    { id: 'f3', source: 'w', target: 'e' },
    { id: 'f4', source: 't', target: 'x' },
  ],
};

const running: InstanceState = {
  status: 'running',
  sequence: 2,
  tokens: [{ id: 'a#1', element: 'a' }],
  timers: [{ id: 't#2', element: 't', token: 'a#1', dueAt: '2026-03-03T01:00:00.000Z' }],
  variables: { at: '2026-03-03T09:00:00', pause: 'P1D' },
};

test('a process and an instance that were stored by the simple core go on', () => {
  const process = compileProcess(stored);
  const late = execute(process, running, { type: 'fireTimer', timerId: 't#2' }, morning);
  assert.equal(late.state.status, 'terminated');
  const { state } = execute(process, running, { type: 'completeTask', taskId: 'a#1' }, morning);
  assert.deepEqual(
    state.timers.map(({ element, dueAt }) => [element, dueAt]),
    [['w', '2026-03-03T01:00:00.000Z']],
  );
  const [timer] = state.timers;
  const done = execute(process, state, { type: 'fireTimer', timerId: timer?.id ?? '' }, morning);
  assert.equal(done.state.status, 'completed');
  assert.equal(process.description.format, 2);
});

test('what is no description is refused', () => {
  for (const value of [null, 'x', {}, { format: 3, elements: [] }, { format: 1 }]) {
    assert.throws(() => compileProcess(value), /not the description/);
  }
});
