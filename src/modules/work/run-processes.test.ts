import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ModelRefused } from '#engines/bpmn';
import type { Id } from '#kernel/ids';
import { fireDueTimers } from './fire-timer.ts';
import {
  modelOf,
  openProcessScene,
  type ProcessScene,
  sequenceOf,
  serviceTask,
  userTask,
} from './process-fixtures.ts';

const hour = 3_600_000;
const duration = (kind: string, value: string) =>
  `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${value}</${kind}></timerEventDefinition>`;

describe('processes that last', () => {
  let scene: ProcessScene;
  before(async () => {
    scene = await openProcessScene();
  });
  after(() => scene.close());

  const openTasks = async (subjectId: Id) =>
    await scene.rows<{ engine_task_id: string; element: string }>(
      "select engine_task_id, element from work.task where subject_id = $1 and ended_at is null order by position('#' in engine_task_id), id",
      [subjectId],
    );

  test('twenty who finish their parts at the same moment queue, and all are done once', async () => {
    await scene.publish(
      modelOf(
        'reviewed-by-all',
        sequenceOf(
          userTask(
            'review',
            '<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">20</loopCardinality></multiInstanceLoopCharacteristics>',
          ),
          userTask('sum-up'),
        ),
      ),
    );
    const subjectId = await scene.start('reviewed-by-all');
    const tasks = await openTasks(subjectId);
    assert.equal(tasks.length, 20);
    await Promise.all(
      tasks.map(({ engine_task_id: taskId }) =>
        scene.move(subjectId, () => ({ type: 'completeTask', taskId })),
      ),
    );
    assert.deepEqual(
      (await openTasks(subjectId)).map(({ element }) => element),
      ['sum-up'],
    );
    assert.equal((await scene.read(subjectId)).revision, 21);
  });

  test('a timer fires once, by one of several workers, also after hours in which nobody worked', async () => {
    await scene.publish(
      modelOf(
        'delayed',
        sequenceOf(
          `<intermediateCatchEvent id="wait">${duration('timeDuration', 'PT1H')}</intermediateCatchEvent>`,
          userTask('look'),
        ),
      ),
    );
    const subjects: Id[] = [];
    for (let count = 0; count < 5; count += 1) subjects.push(await scene.start('delayed'));
    scene.later(9 * hour);
    const workers = await Promise.all([1, 2, 3].map(() => fireDueTimers(scene.request())));
    assert.deepEqual(
      workers.flatMap(({ failures }) => failures),
      [],
    );
    for (const subjectId of subjects) {
      assert.deepEqual(
        (await openTasks(subjectId)).map(({ element }) => element),
        ['look'],
      );
      assert.equal((await scene.read(subjectId)).revision, 2);
    }
  });

  test('a timer that repeats reminds as often as it says, while the task stays open', async () => {
    await scene.publish(
      modelOf(
        'reminded',
        `${sequenceOf(userTask('answer'))}<boundaryEvent id="remind" attachedToRef="answer" cancelActivity="false">${duration('timeCycle', 'R3/PT1H')}</boundaryEvent>
         ${userTask('reminder')}<sequenceFlow id="f1" sourceRef="remind" targetRef="reminder"/>`,
      ),
    );
    const subjectId = await scene.start('reminded');
    for (const expected of [1, 2, 3, 3]) {
      scene.later(hour);
      await fireDueTimers(scene.request());
      const reminders = (await openTasks(subjectId)).filter(({ element }) => element === 'reminder');
      assert.equal(reminders.length, expected);
    }
  });

  test('a called process is bound to its latest version when the caller starts, and keeps it', async () => {
    const inner = (task: string) => modelOf('inner', sequenceOf(userTask(task)));
    await scene.publish(inner('first-version'));
    await scene.publish(
      modelOf(
        'outer',
        sequenceOf(userTask('before'), '<callActivity id="call" calledElement="inner"/>', userTask('after')),
      ),
    );
    const early = await scene.start('outer');
    await scene.publish(inner('second-version'));
    const late = await scene.start('outer');
    for (const [subjectId, task] of [
      [early, 'first-version'],
      [late, 'second-version'],
    ] as const) {
      for (const element of ['before', task, 'after']) {
        const [open] = await openTasks(subjectId);
        assert.equal(open?.element, element);
        await scene.move(subjectId, () => ({ type: 'completeTask', taskId: open?.engine_task_id ?? '' }));
      }
      assert.equal((await scene.read(subjectId)).state.status, 'completed');
    }
    const bound = await scene.rows<{ versions: number[] }>(
      `select array_agg(definition.version) as versions from work.process_instance instance,
         jsonb_each_text(instance.called) call join work.process_definition definition on definition.id = call.value::uuid
       where instance.subject_id = any ($1) group by instance.id order by 1`,
      [[early, late]],
    );
    assert.deepEqual(bound, [{ versions: [1] }, { versions: [2] }]);
  });

  test('what the runtime does not serve is refused at publication, each with its element', async () => {
    const roots = '<message id="m" name="news"/><signal id="s" name="storm"/>';
    const models: readonly (readonly [content: string, element: string, rule: string])[] = [
      [
        `<startEvent id="by-message"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="end"/><sequenceFlow id="f" sourceRef="by-message" targetRef="end"/>`,
        'by-message',
        'start-not-served',
      ],
      [
        sequenceOf('<userTask id="own" camunda:assignee="zhang" camunda:candidateGroups="reviewer"/>'),
        'own',
        'task-property-not-served',
      ],
      [sequenceOf('<userTask id="nobodys"/>'), 'nobodys', 'task-without-posts'],
      [
        sequenceOf('<callActivity id="call" calledElement="never-published"/>'),
        'call',
        'called-process-unpublished',
      ],
      [
        sequenceOf('<callActivity id="some" calledElement="=which"/>'),
        'some',
        'called-process-by-expression',
      ],
      [
        sequenceOf(
          '<intermediateThrowEvent id="shout"><signalEventDefinition signalRef="s"><extensionElements><camunda:in variables="all"/></extensionElements></signalEventDefinition></intermediateThrowEvent>',
        ),
        'shout',
        'signal-variables-not-served',
      ],
    ];
    for (const [content, element, rule] of models) {
      await assert.rejects(
        scene.publish(modelOf('unserved', content, roots)),
        (error: unknown) =>
          error instanceof ModelRefused &&
          error.faults.length === 1 &&
          error.faults[0]?.element === element &&
          error.faults[0].rule === rule,
        rule,
      );
    }
    await scene.publish(modelOf('served', sequenceOf(serviceTask('work', 'do-it'))));
  });
});
