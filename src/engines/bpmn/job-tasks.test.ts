import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { execute, newInstance } from './execute.ts';
import { buildFlows, deploy, listFaults, morning, Story } from './process-fixtures.ts';

const kinds = {
  serviceTask: 'service',
  sendTask: 'send',
  scriptTask: 'script',
  businessRuleTask: 'businessRule',
} as const;

for (const [element, kind] of Object.entries(kinds)) {
  test(`given a ${element}, the job is asked for, and the thread goes on when it is done`, async () => {
    const process = await deploy(
      `<startEvent id="s"/><${element} id="j"/><userTask id="a"/>${buildFlows('s > j > a')}`,
    );
    const story = new Story(process);
    assert.deepEqual(story.start({ n: 1 }).at(-1), {
      type: 'serviceRequested',
      id: 'j#1',
      element: 'j',
      kind,
      topic: 'j',
      input: { n: 1 },
    });
    story.tell({ type: 'completeService', serviceId: 'j#1', variables: { n: 2 } });
    assert.deepEqual(story.waiting, ['a']);
    const atOnce = execute(process, newInstance, { type: 'start' }, morning, {
      doAtOnce: Object.values(kinds),
    });
    assert.deepEqual(
      atOnce.state.tokens.map((token) => token.element),
      ['a'],
    );
  });
}

describe('an expression instead of a job', () => {
  const result = async (task: string, variables: Record<string, unknown>) => {
    const story = new Story(
      await deploy(`<startEvent id="s"/>${task}<userTask id="a"/>${buildFlows('s > j > a')}`),
    );
    story.start(variables);
    assert.deepEqual(story.waiting, ['a']);
    return story.state.variables;
  };

  test('is evaluated at once, and its value kept', async () => {
    const service = `<serviceTask id="j" camunda:expression="\${n + 1}" camunda:resultVariable="m"/>`;
    assert.deepEqual(await result(service, { n: 1 }), { n: 1, m: 2 });
    const feel =
      '<scriptTask id="j" scriptFormat="feel" camunda:resultVariable="m"><script>n * 3</script></scriptTask>';
    assert.deepEqual(await result(feel, { n: 2 }), { n: 2, m: 6 });
    const zeebe =
      '<scriptTask id="j"><extensionElements><zeebe:script expression="=n * 3" resultVariable="m"/></extensionElements></scriptTask>';
    assert.deepEqual(await result(zeebe, { n: 2 }), { n: 2, m: 6 });
  });

  test('that fails refuses the command, by its element', async () => {
    const service = `<serviceTask id="j" camunda:expression="\${missing}"/>`;
    await assert.rejects(result(service, {}), { code: 'undefined-variable', element: 'j' });
  });

  test('that calls a method, or a class, is refused', async () => {
    for (const [attribute, rule] of [
      [`camunda:expression="\${bean.run()}"`, 'expression'],
      ['camunda:class="x.Y"', 'unsupported-extension'],
      [`camunda:delegateExpression="\${bean}"`, 'unsupported-extension'],
    ]) {
      const faults = await listFaults(
        `<startEvent id="s"/><serviceTask id="j" ${attribute}/>${buildFlows('s > j')}`,
      );
      assert.deepEqual(faults, [`j ${rule}`]);
    }
  });
});

test('a job of zeebe has its type as topic, a decision its id', async () => {
  const topicOf = async (task: string) => {
    const effect = new Story(await deploy(`<startEvent id="s"/>${task}${buildFlows('s > j')}`))
      .start()
      .at(-1);
    return effect?.type === 'serviceRequested' && effect.topic;
  };
  assert.equal(
    await topicOf(
      '<serviceTask id="j"><extensionElements><zeebe:taskDefinition type="print" retries="3"/></extensionElements></serviceTask>',
    ),
    'print',
  );
  assert.equal(await topicOf('<businessRuleTask id="j" camunda:decisionRef="fee"/>'), 'fee');
});

test('a manual task and a task without type are passed', async () => {
  const story = new Story(
    await deploy(
      `<startEvent id="s"/><manualTask id="m"/><task id="t"/><userTask id="a"/>${buildFlows('s > m > t > a')}`,
    ),
  );
  story.start();
  assert.equal(story.trace, 's m t');
});

describe('variables of an activity', () => {
  const task = (extensions: string) =>
    `<startEvent id="s"/><userTask id="a" name="\${x}"><extensionElements>${extensions}</extensionElements></userTask><userTask id="after"/>${buildFlows('s > a > after')}`;

  test('are set when it begins, seen by it alone, and what it gives is set outside', async () => {
    const story = new Story(
      await deploy(
        task(`<camunda:inputOutput><camunda:inputParameter name="x">\${n + 1}</camunda:inputParameter>
        <camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value><camunda:value>\${n}</camunda:value></camunda:list></camunda:inputParameter>
        <camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">\${x}</camunda:entry></camunda:map></camunda:inputParameter>
        <camunda:outputParameter name="y">\${x * 10}</camunda:outputParameter></camunda:inputOutput>`),
      ),
    );
    story.start({ n: 1 });
    assert.deepEqual(story.state.tokens[0]?.locals, { x: 2, list: ['a', 1], map: { k: 2 } });
    story.complete('a', { x: 5 });
    assert.deepEqual(story.state.variables, { n: 1, y: 50 });
  });

  test('zeebe writes it another way', async () => {
    const story = new Story(
      await deploy(
        task(
          '<zeebe:ioMapping><zeebe:input source="=n + 1" target="x"/><zeebe:output source="=x * 10" target="y"/></zeebe:ioMapping>',
        ),
      ),
    );
    story.start({ n: 1 });
    story.complete('a');
    assert.deepEqual(story.state.variables, { n: 1, y: 20 });
  });

  test('from a script are refused', async () => {
    const script =
      '<camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput>';
    assert.deepEqual(await listFaults(task(script)), ['a unsupported-extension']);
  });
});

describe('who a task is for', () => {
  const created = async (task: string, variables: Record<string, unknown> = {}) => {
    const effect = new Story(await deploy(`<startEvent id="s"/>${task}${buildFlows('s > a')}`))
      .start(variables)
      .at(-1);
    assert.ok(effect?.type === 'taskCreated');
    const { assignee, candidateUsers, candidateGroups, priority } = effect;
    return { assignee, candidateUsers, candidateGroups, priority };
  };

  test('as Camunda and Flowable write it', async () => {
    const task = `<userTask id="a" camunda:assignee="\${clerk}" flowable:candidateUsers="x, y" camunda:candidateGroups="\${groups}" camunda:priority="\${50 + 1}"/>`;
    assert.deepEqual(await created(task, { clerk: 'kermit', groups: ['g', 'h'] }), {
      assignee: 'kermit',
      candidateUsers: ['x', 'y'],
      candidateGroups: ['g', 'h'],
      priority: 51,
    });
  });

  test('as zeebe writes it', async () => {
    const task =
      '<userTask id="a"><extensionElements><zeebe:assignmentDefinition assignee="=clerk" candidateGroups="g,h"/></extensionElements></userTask>';
    const { assignee, candidateGroups } = await created(task, { clerk: 'kermit' });
    assert.deepEqual([assignee, candidateGroups], ['kermit', ['g', 'h']]);
  });

  test('as the standard writes it', async () => {
    const role = (type: string, text: string) =>
      `<${type}><resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression></${type}>`;
    const task = `<userTask id="a">${role('humanPerformer', 'kermit')}${role('potentialOwner', 'user(x), group(g), h')}</userTask>`;
    assert.deepEqual(await created(task), {
      assignee: 'kermit',
      candidateUsers: ['x'],
      candidateGroups: ['g', 'h'],
      priority: undefined,
    });
  });
});
