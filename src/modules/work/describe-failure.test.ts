import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure } from './describe-failure.ts';

test('a failure is told as a sentence with its code, and never in words of its own', () => {
  for (const [code, en] of [
    ['unavailable/no-handler', 'No program does this step.'],
    ['unavailable/worker-died', 'Whatever worked on this step ended in the middle, each time.'],
    ['unavailable/process-fault no-flow-chosen', 'The process definition has a fault: no-flow-chosen.'],
    ['conflict/case-changed', 'The platform refused or could not do it: case-changed.'],
    ['error 42501', 'The database did not accept this step: error 42501.'],
    ['TypeError', 'The program failed: TypeError.'],
    [null, 'The program failed: unknown.'],
  ] as const)
    assert.equal(describeFailure(code).en, en);
});
