import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { runUseCase } from '#platform/use-case';
import { deliverMessage, deliverSignal, setProcessVariables } from './deliver-message.ts';
import { performDueServices } from './perform-services.ts';
import { modelOf, openProcessScene, type ProcessScene, sequenceOf, userTask } from './process-fixtures.ts';
import { attemptsMost, retryDelaysMs } from './service-job.ts';

const roots = `
  <message id="paid" name="payment-received"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>
  <message id="told" name="neighbour-told"/><signal id="storm" name="storm-warning"/>`;
const catchOf = (id: string, definition: string) =>
  `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`;
const throwOf = (id: string, definition: string) =>
  `<intermediateThrowEvent id="${id}">${definition}</intermediateThrowEvent>`;
const message = (reference: string) => `<messageEventDefinition messageRef="${reference}"/>`;
const signal = '<signalEventDefinition signalRef="storm"/>';

describe('messages, signals and conditions', () => {
  let scene: ProcessScene;
  before(async () => {
    scene = await openProcessScene();
    const publish = (id: string, ...elements: readonly string[]) =>
      scene.publish(modelOf(id, sequenceOf(...elements), roots));
    await publish('payer', catchOf('await', message('paid')), userTask('look'));
    await publish('listener', catchOf('await', message('told')), userTask('look'));
    await publish('teller', throwOf('tell', message('told')), userTask('look'));
    await publish('sheltered', catchOf('await', signal), userTask('look'));
    await publish('warner', throwOf('warn', signal), userTask('look'));
    await publish(
      'patient',
      catchOf(
        'await',
        '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=level &gt; 3</condition></conditionalEventDefinition>',
      ),
      userTask('look'),
    );
  });
  after(() => scene.close());

  const waitsAt = async (subjectId: Id) =>
    (await scene.read(subjectId)).state.tokens.map((token) => token.element).join();
  const isNotAwaited = (error: unknown) => isAppError(error) && error.code === 'message-not-awaited';
  const perform = () => performDueServices(scene.request(), []);

  test('a message goes to one, the oldest that waits for it', async () => {
    const first = await scene.start('listener');
    const second = await scene.start('listener');
    await runUseCase(scene.asSystem(), deliverMessage, { name: 'neighbour-told', variables: { by: 'A' } });
    assert.deepEqual([await waitsAt(first), await waitsAt(second)], ['look', 'await']);
    assert.equal((await scene.read(first)).state.variables['by'], 'A');
    await runUseCase(scene.asSystem(), deliverMessage, { name: 'neighbour-told' });
    assert.equal(await waitsAt(second), 'look');
    await assert.rejects(
      runUseCase(scene.asSystem(), deliverMessage, { name: 'neighbour-told' }),
      isNotAwaited,
    );
  });

  test('a message with a key reaches the one whose key it is', async () => {
    const one = await scene.start('payer', { order: 'A-1' });
    const other = await scene.start('payer', { order: 'A-2' });
    await assert.rejects(
      runUseCase(scene.asSystem(), deliverMessage, { name: 'payment-received' }),
      isNotAwaited,
    );
    await runUseCase(scene.asSystem(), deliverMessage, { name: 'payment-received', key: 'A-2' });
    assert.deepEqual([await waitsAt(one), await waitsAt(other)], ['await', 'look']);
  });

  test('many messages at once reach as many who wait, each once', async () => {
    const subjects: Id[] = [];
    for (let count = 0; count < 6; count += 1) subjects.push(await scene.start('listener'));
    await Promise.all(
      subjects.map(() => runUseCase(scene.asSystem(), deliverMessage, { name: 'neighbour-told' })),
    );
    for (const subjectId of subjects) assert.equal(await waitsAt(subjectId), 'look');
    await assert.rejects(
      runUseCase(scene.asSystem(), deliverMessage, { name: 'neighbour-told' }),
      isNotAwaited,
    );
  });

  test('a message that a process sends waits for somebody to wait, and is an incident if nobody ever does', async () => {
    await scene.start('teller');
    assert.equal((await perform()).failures.length, 1);
    const listener = await scene.start('listener');
    scene.later(1_000);
    assert.equal((await perform()).performed, 1);
    assert.equal(await waitsAt(listener), 'look');
    await scene.start('teller');
    for (let attempt = 1; attempt <= attemptsMost; attempt += 1) {
      await perform();
      scene.later(retryDelaysMs[attempt - 1] ?? 0);
    }
    const incidents = await scene.rows(
      `select kind, topic, last_error_code from work.service_job where status = 'incident'`,
    );
    assert.deepEqual(incidents, [
      { kind: 'message', topic: 'neighbour-told', last_error_code: 'not-found/message-not-awaited' },
    ]);
  });

  test('a signal reaches all that wait, from outside and from a process', async () => {
    const waiting = async () => [await scene.start('sheltered'), await scene.start('sheltered')];
    for (const send of [
      () => runUseCase(scene.asSystem(), deliverSignal, { name: 'storm-warning' }),
      () => scene.start('warner'),
    ]) {
      const subjects = await waiting();
      await send();
      while ((await perform()).performed > 0);
      for (const subjectId of subjects) assert.equal(await waitsAt(subjectId), 'look');
    }
    assert.deepEqual(
      await scene.rows(
        `select count(*)::int as open from work.subscription where kind = 'signal' and ended_at is null`,
      ),
      [{ open: 0 }],
    );
  });

  test('a signal for a process that ended meanwhile troubles nobody', async () => {
    const subjectId = await scene.start('sheltered');
    await runUseCase(scene.asSystem(), deliverSignal, { name: 'storm-warning' });
    await scene.move(subjectId, () => ({ type: 'cancelInstance' }));
    assert.deepEqual((await perform()).failures, []);
  });

  test('a condition is looked at when a variable is set from outside', async () => {
    const subjectId = await scene.start('patient', { level: 1 });
    const set = (level: number) =>
      runUseCase(scene.asSystem(), setProcessVariables, { subjectId, variables: { level } });
    await set(2);
    assert.equal(await waitsAt(subjectId), 'await');
    await set(4);
    assert.equal(await waitsAt(subjectId), 'look');
  });
});
