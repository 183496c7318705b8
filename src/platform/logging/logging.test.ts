import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError } from '#kernel/errors';
import { text } from '#kernel/texts';
import { createLogger } from './index.ts';

function logged(fact: object, level = 'info'): Readonly<Record<string, unknown>> {
  const lines: string[] = [];
  const logger = createLogger(level, { write: (line) => lines.push(line) });
  logger.info(fact, 'happened');
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^[^\n]+\n$/, 'one line a fact');
  return JSON.parse(lines[0] ?? '{}');
}

describe('the log', () => {
  test('is a line of JSON a fact, with service, time and what was given', () => {
    const line = logged({ requestId: 'request-1', durationMs: 12 });
    assert.deepEqual([line['service'], line['requestId'], line['durationMs']], ['yizhan', 'request-1', 12]);
    assert.equal(line['msg'], 'happened');
    assert.ok(!Number.isNaN(Date.parse(String(line['time']))));
  });

  test('removes what should never have been given to it, at the top and one level below', () => {
    const personal = {
      password: 'secret',
      cookie: 'secret',
      authorization: 'secret',
      headers: { cookie: 'secret' },
      body: { name: 'secret' },
      token: 'secret',
      idNumber: 'secret',
      mobile: 'secret',
      email: 'secret',
      displayName: 'secret',
    };
    assert.equal(JSON.stringify(logged({ ...personal })).includes('secret'), false);
    assert.equal(JSON.stringify(logged({ request: personal })).includes('secret'), false);
  });

  test('tells of an error its name, code and place, and only an error of ours in words', () => {
    const foreseen = new AppError('conflict', 'closed-already', text('张三的办件已办结', 'closed'));
    const ours = JSON.stringify(logged({ err: foreseen }));
    assert.match(ours, /"code":"closed-already"/);
    assert.match(ours, /"message":"conflict\/closed-already"/);
    assert.equal(ours.includes('张三'), false);
    assert.match(ours, /logging\.test\.ts/);
  });

  test('tells nothing that a database’s error quotes', () => {
    const fromDatabase = Object.assign(new Error('duplicate key value violates "resident_pkey"'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'resident_pkey',
      detail: 'Key (id_number)=(440507199001010012) already exists.',
      where: 'unnamed portal parameter $1 = 440507199001010012',
    });
    const wrapped = new Error('The migration failed.', { cause: fromDatabase });
    for (const err of [fromDatabase, wrapped]) {
      const line = JSON.stringify(logged({ err }));
      assert.equal(line.includes('440507199001010012'), false);
      assert.match(line, /"code":"23505"/);
      assert.match(line, /"constraint":"resident_pkey"/);
    }
  });

  test('does not fail over what is thrown that is no error', () => {
    for (const err of ['words', null, 7, { message: 'secret' }]) {
      assert.equal(JSON.stringify(logged({ err })).includes('secret'), false);
    }
  });

  test('says nothing below its level', () => {
    const lines: string[] = [];
    const logger = createLogger('warn', { write: (line) => lines.push(line) });
    logger.info({}, 'quiet');
    logger.warn({}, 'loud');
    assert.equal(lines.length, 1);
  });
});
