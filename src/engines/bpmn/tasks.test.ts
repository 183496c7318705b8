import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EngineError } from './elements/faults.ts';
import { buildFlow, buildFlows, deploy, listFaults, morning, Story } from './process-fixtures.ts';

describe('user task', () => {
  const flows = buildFlows('s > accept > e');
  const around = (task: string) => `<startEvent id="s"/>${task}<endEvent id="e"/>${flows}`;

  test('given a task with all it can say, when it is reached, then it is created so', async () => {
    const task = `<userTask id="accept" name="受理" camunda:assignee="=clerk" camunda:candidateUsers="li"
      flowable:candidateGroups="window, food" camunda:dueDate="P5D" camunda:formKey="acceptance"/>`;
    const story = new Story(await deploy(around(task)));
    const effects = story.start({ clerk: 'wang' });
    assert.deepEqual(effects.at(-1), {
      type: 'taskCreated',
      id: 'accept#1',
      element: 'accept',
      name: '受理',
      candidateUsers: ['li'],
      candidateGroups: ['window', 'food'],
      assignee: 'wang',
      dueDate: '2026-03-07T01:00:00.000Z',
      formKey: 'acceptance',
    });
  });

  test('given a task without anything, then its name is its id and nobody is named', async () => {
    const story = new Story(await deploy(around('<userTask id="accept"/>')));
    assert.deepEqual(story.start().at(-1), {
      type: 'taskCreated',
      id: 'accept#1',
      element: 'accept',
      name: 'accept',
      candidateUsers: [],
      candidateGroups: [],
    });
  });

  const dueDates = [
    ['2026-03-09', '2026-03-09'],
    ['2026-03-09T17:30:00', '2026-03-09T09:30:00.000Z'],
    ['=deadline', '2026-03-10'],
    ['="P" + string(days) + "D"', '2026-03-05T01:00:00.000Z'],
  ];
  for (const [text, expected] of dueDates) {
    test(`a due date ${text} gives ${expected}`, async () => {
      const task = `<userTask id="accept" camunda:dueDate='${text}'/>`;
      const story = new Story(await deploy(around(task)));
      const effect = story.start({ deadline: '2026-03-10', days: 3 }).at(-1);
      assert.equal(effect?.type === 'taskCreated' && effect.dueDate, expected);
    });
  }

  test('candidates may be an expression that gives a list', async () => {
    const story = new Story(await deploy(around('<userTask id="accept" camunda:candidateGroups="=posts"/>')));
    const effect = story.start({ posts: ['window', 'food'] }).at(-1);
    assert.deepEqual(effect?.type === 'taskCreated' && effect.candidateGroups, ['window', 'food']);
    const refused = new Story(story.process);
    assert.throws(() => refused.start({ posts: 7 }), { code: 'expression-failed', element: 'accept' });
  });

  test('given an open task, when it is completed with variables, then they are merged and the token goes on', async () => {
    const story = new Story(await deploy(around('<userTask id="accept"/>')));
    story.start({ a: 1, b: 1 });
    const effects = story.complete('accept', { b: 2 });
    assert.deepEqual(effects, [
      { type: 'taskCompleted', id: 'accept#1', element: 'accept' },
      { type: 'elementCompleted', element: 'accept' },
      { type: 'elementCompleted', element: 'e' },
      { type: 'processEnded', outcome: 'completed' },
    ]);
    assert.deepEqual(story.state.variables, { a: 1, b: 2 });
  });

  test('a task that is not open, or is not a task, is not completed', async () => {
    const model = `<startEvent id="s"/><userTask id="accept"/><serviceTask id="print"/>${buildFlows('s > accept', 's > print')}`;
    const story = new Story(await deploy(model));
    story.start();
    const before = JSON.stringify(story.state);
    for (const taskId of ['accept', 'accept#9', 'print#2']) {
      assert.throws(() => story.tell({ type: 'completeTask', taskId }), { code: 'task-not-open' });
    }
    assert.throws(() => story.tell({ type: 'completeService', serviceId: 'accept#1' }), {
      code: 'service-not-open',
    });
    story.complete('accept');
    assert.throws(() => story.tell({ type: 'completeTask', taskId: 'accept#1' }), EngineError);
    assert.notEqual(JSON.stringify(story.state), before);
  });

  test('an activity without a way out ends its thread', async () => {
    const story = new Story(await deploy(`<startEvent id="s"/><userTask id="a"/>${buildFlows('s > a')}`));
    story.start();
    story.complete('a');
    assert.equal(story.state.status, 'completed');
  });

  test('an activity entered by two threads is done twice', async () => {
    const model = `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>${buildFlows('s > a > c', 's > b > c')}`;
    const story = new Story(await deploy(model));
    story.start();
    story.complete('a');
    story.complete('b');
    assert.deepEqual(story.waiting, ['c', 'c']);
  });

  describe('with conditions on its ways out', () => {
    const model = `<startEvent id="s"/><userTask id="a" default="a-d"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>
      ${buildFlows('s > a > d')}${buildFlow('a > b', '= n > 1')}${buildFlow('a > c', '= n > 2')}`;
    const cases: readonly [number, readonly string[]][] = [
      [3, ['b', 'c']],
      [2, ['b']],
      [1, ['d']],
    ];
    for (const [n, expected] of cases) {
      test(`n = ${n} opens ${expected.join(' and ')}`, async () => {
        const story = new Story(await deploy(model));
        story.start();
        story.complete('a', { n });
        assert.deepEqual(story.waiting, expected);
      });
    }

    test('no way open and no default refuses the completion, and the task stays open', async () => {
      const story = new Story(
        await deploy(
          `<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>${buildFlows('s > a')}${buildFlow('a > e', '= done')}`,
        ),
      );
      story.start();
      assert.throws(() => story.complete('a', { done: false }), { code: 'no-flow-chosen', element: 'a' });
      assert.deepEqual(story.waiting, ['a']);
      story.complete('a', { done: true });
      assert.equal(story.state.status, 'completed');
    });
  });

  const faulty = [
    [
      'a listener',
      '<userTask id="accept"><extensionElements><camunda:taskListener event="create"/></extensionElements></userTask>',
      'accept unsupported-extension',
    ],
    [
      'an expression that calls a method',
      `<userTask id="accept" camunda:assignee="\${clerk.name()}"/>`,
      'accept expression',
    ],
    [
      'an expression that is not FEEL',
      '<userTask id="accept" camunda:assignee="= a +"/>',
      'accept expression',
    ],
    ['a due date that is none', '<userTask id="accept" camunda:dueDate="tomorrow"/>', 'accept due-date'],
    [
      'several instances without a number',
      '<userTask id="accept"><multiInstanceLoopCharacteristics/></userTask>',
      'accept loop-without-count',
    ],
    [
      'a loop without end',
      '<userTask id="accept"><standardLoopCharacteristics/></userTask>',
      'accept loop-without-end',
    ],
    [
      'compensation',
      '<userTask id="accept" isForCompensation="true"/>',
      'accept compensation-handler-with-flow',
    ],
    [
      'a listener of zeebe',
      '<userTask id="accept"><extensionElements><zeebe:taskListeners/></extensionElements></userTask>',
      'accept unsupported-extension',
    ],
  ];
  for (const [what, task, fault] of faulty) {
    test(`${what} is refused at deployment`, async () => {
      assert.deepEqual(await listFaults(around(task ?? '')), [fault]);
    });
  }

  test('labels, colours and housekeeping of other tools pass', async () => {
    const task = `<userTask id="accept" color:background-color="#fff" camunda:asyncBefore="true"><documentation>x</documentation>
      <extensionElements><camunda:properties><camunda:property name="a" value="b"/></camunda:properties></extensionElements></userTask>`;
    assert.deepEqual(await listFaults(around(task)), []);
  });
});

describe('service task', () => {
  const model = `<startEvent id="s"/><serviceTask id="print" camunda:type="external" camunda:topic="licence-print"/>
    <endEvent id="e"/>${buildFlows('s > print > e')}`;

  test('given a service task, when it is reached, then the work is requested with the variables', async () => {
    const story = new Story(await deploy(model));
    assert.deepEqual(story.start({ a: 1 }).at(-1), {
      type: 'serviceRequested',
      id: 'print#1',
      element: 'print',
      kind: 'service',
      topic: 'licence-print',
      input: { a: 1 },
    });
  });

  test('given the requested work, when it is done, then its result is merged and the token goes on', async () => {
    const story = new Story(await deploy(model));
    story.start({ a: 1 });
    story.tell({ type: 'completeService', serviceId: 'print#1', variables: { file: 'f1' } }, morning);
    assert.equal(story.state.status, 'completed');
    assert.deepEqual(story.state.variables, { a: 1, file: 'f1' });
    assert.equal(story.trace, 's print e');
  });

  test('without a topic the element is its own topic', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><serviceTask id="print"/>${buildFlows('s > print')}`),
    );
    const effect = story.start().at(-1);
    assert.equal(effect?.type === 'serviceRequested' && effect.topic, 'print');
  });

  for (const attribute of ['camunda:class="x.Y"', 'camunda:delegateExpression="x"', 'flowable:type="mail"']) {
    test(`${attribute} is refused`, async () => {
      const faults = await listFaults(
        `<startEvent id="s"/><serviceTask id="print" ${attribute}/>${buildFlows('s > print')}`,
      );
      assert.deepEqual(faults, ['print unsupported-extension']);
    });
  }

  test('an execution listener on a flow or on the process is refused', async () => {
    const listener = '<extensionElements><camunda:executionListener event="start"/></extensionElements>';
    const flow = `<sequenceFlow id="f" sourceRef="s" targetRef="e">${listener}</sequenceFlow>`;
    const faults = await listFaults(`${listener}<startEvent id="s"/><endEvent id="e"/>${flow}`);
    assert.deepEqual(faults, ['process unsupported-extension', 'f unsupported-extension']);
  });
});
