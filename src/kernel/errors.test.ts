import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError, isAppError } from './errors.ts';
import { text } from './texts.ts';

const sentence = text('没有保存。', 'Nothing was saved.');

describe('a failure that was foreseen', () => {
  test('is known by kind and code, and its technical words hold no sentence for people', () => {
    const error = new AppError('conflict', 'stale-revision', sentence);
    assert.ok(isAppError(error) && error instanceof Error);
    assert.deepEqual(
      [error.kind, error.code, error.message],
      ['conflict', 'stale-revision', 'conflict/stale-revision'],
    );
    assert.deepEqual(error.text, sentence);
  });

  test('carries fields, a time to try again and its cause only where they are given', () => {
    const cause = new Error('below');
    const fields = [{ field: 'name', text: sentence }];
    const full = new AppError('too-many', 'slow-down', sentence, { fields, retryAfterSeconds: 30, cause });
    assert.deepEqual([full.fields, full.retryAfterSeconds, full.cause], [fields, 30, cause]);
    const bare = new AppError('invalid', 'wrong', sentence);
    assert.deepEqual([bare.fields, bare.retryAfterSeconds, 'cause' in bare], [[], undefined, false]);
  });

  test('is not what merely looks like one', () => {
    for (const other of [
      new Error('conflict/x'),
      { kind: 'conflict', code: 'x', text: sentence },
      null,
      'conflict',
    ]) {
      assert.equal(isAppError(other), false);
    }
  });
});
