import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBorder,
  buildEventSubProcess,
  buildFlow,
  buildFlows,
  buildTimer,
  deploy,
  listFaults,
  on,
  Story,
} from './process-fixtures.ts';

const catching = (what: string) =>
  `<startEvent id="s"/><intermediateCatchEvent id="w">${on(what)}</intermediateCatchEvent><userTask id="a"/>${buildFlows('s > w > a')}`;

describe('message', () => {
  test('given a thread that waits for a message, when it comes, then its variables are set and the thread goes on', async () => {
    const story = new Story(await deploy(catching('message:paid')));
    assert.deepEqual(story.start().at(-1), {
      type: 'subscribed',
      id: 'w#2',
      element: 'w',
      kind: 'message',
      name: 'paid',
    });
    story.send('paid', { amount: 100 });
    assert.deepEqual(story.waiting, ['a']);
    assert.deepEqual(story.state.variables, { amount: 100 });
    assert.equal(story.state.subscriptions, undefined);
  });

  test('given nobody who waits, when a message comes, then the command is refused', async () => {
    const story = new Story(await deploy(catching('message:paid')));
    story.start();
    assert.throws(() => story.send('withdrawn'), { code: 'message-not-awaited' });
    assert.deepEqual(story.waiting, ['w']);
  });

  test('the name may be an expression', async () => {
    const definition = '<messageEventDefinition messageRef="paid"/>';
    const model = catching('message:paid').replace(definition, '<messageEventDefinition messageRef="m"/>');
    const process = await deploy(
      `${model}</process><message id="m" name="paid-\${case}"/><process isExecutable="false">`,
    );
    const story = new Story(process);
    story.start({ case: 7 });
    story.send('paid-7');
    assert.deepEqual(story.waiting, ['a']);
  });

  test('one that is thrown goes to who waits for it in the instance, else outside', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><receiveTask id="r" messageRef="paid"/><userTask id="a"/><userTask id="b"/>
        <intermediateThrowEvent id="t">${on('message:paid')}</intermediateThrowEvent><endEvent id="e">${on('message:withdrawn')}</endEvent>
        ${buildFlows('s > r > b', 's > a > t > e')}`),
    );
    story.start();
    const effects = story.complete('a');
    assert.deepEqual(story.waiting, ['b']);
    assert.deepEqual(
      effects.filter((effect) => effect.type === 'messageThrown'),
      [{ type: 'messageThrown', element: 'e', name: 'withdrawn', variables: {} }],
    );
  });
});

describe('receive task', () => {
  test('goes on with its message, or when it is triggered', async () => {
    const process = await deploy(
      `<startEvent id="s"/><receiveTask id="r" messageRef="paid"/><receiveTask id="q"/>${buildFlows('s > r > q')}`,
    );
    const story = new Story(process);
    story.start();
    assert.deepEqual(story.listening, ['paid at r']);
    story.send('paid', { a: 1 });
    assert.deepEqual(story.waiting, ['q']);
    assert.throws(() => story.tell({ type: 'trigger', tokenId: 'r#1' }), { code: 'trigger-not-awaited' });
    story.tell({ type: 'trigger', tokenId: story.idAt('q'), variables: { b: 2 } });
    assert.equal(story.state.status, 'completed');
    assert.deepEqual(story.state.variables, { a: 1, b: 2 });
  });
});

describe('signal', () => {
  const model = `<startEvent id="s"/><userTask id="a"/><intermediateThrowEvent id="t">${on('signal:alarm')}</intermediateThrowEvent>
    <intermediateCatchEvent id="v">${on('signal:alarm')}</intermediateCatchEvent><userTask id="b"/>
    <intermediateCatchEvent id="w">${on('signal:alarm')}</intermediateCatchEvent><userTask id="c"/>
    <endEvent id="e">${on('signal:calm')}</endEvent>
    ${buildFlows('s > a > t > e', 's > v > b', 's > w > c')}`;

  test('given two that wait, when a signal comes from outside, then both go on, in their order', async () => {
    const story = new Story(await deploy(model));
    story.start();
    story.signal('alarm', { n: 1 });
    assert.deepEqual(story.waiting, ['a', 'b', 'c']);
    assert.equal(story.trace, 's v w');
  });

  test('given two that wait, when the instance throws it, then both have it at once and it goes out as well', async () => {
    const story = new Story(await deploy(model));
    story.start();
    const effects = story.complete('a');
    assert.deepEqual(story.waiting, ['b', 'c']);
    assert.deepEqual(
      effects.flatMap((effect) => (effect.type === 'signalThrown' ? effect.name : [])),
      ['alarm', 'calm'],
    );
    assert.equal(story.trace, 's a t v w e');
  });

  test('nobody who waits for a signal is no error', async () => {
    const story = new Story(await deploy(model));
    story.start();
    assert.deepEqual(story.signal('calm'), []);
  });

  test('one of the instance alone does not go out', async () => {
    const local = model.replaceAll('signalRef="alarm"', 'signalRef="own"');
    const process = await deploy(
      `${local}</process><signal id="own" name="own" flowable:scope="processInstance"/><process isExecutable="false">`,
    );
    const story = new Story(process);
    story.start();
    const effects = story.complete('a');
    assert.deepEqual(story.waiting, ['b', 'c']);
    assert.equal(
      effects.some((effect) => effect.type === 'signalThrown' && effect.name === 'own'),
      false,
    );
  });
});

describe('condition', () => {
  test('given a condition that does not hold, when a variable makes it hold, then the thread goes on', async () => {
    const story = new Story(
      await deploy(`${catching('condition:=n > 1')}<userTask id="b"/>${buildFlows('s > b')}`),
    );
    story.start();
    assert.deepEqual(story.waiting, ['w', 'b']);
    story.tell({ type: 'setVariables', variables: { n: 1 } });
    assert.deepEqual(story.waiting, ['w', 'b']);
    story.complete('b', { n: 2 });
    assert.deepEqual(story.waiting, ['a']);
  });

  test('one that holds already lets the thread pass', async () => {
    const story = new Story(await deploy(catching('condition:=n > 1')));
    story.start({ n: 2 });
    assert.deepEqual(story.waiting, ['a']);
  });

  test('on a border that is not interrupted it happens each time a variable is set while it holds', async () => {
    const story = new Story(
      await deploy(`<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${buildBorder('c', 'a', `+condition:\${n > 1}`)}
        ${buildFlows('s > a', 'c > b')}`),
    );
    story.start();
    for (const n of [1, 2, 3]) story.tell({ type: 'setVariables', variables: { n } });
    assert.deepEqual(story.waiting, ['a', 'b', 'b']);
  });
});

test('a condition may be looked at only when a variable is new, or only when it changes', async () => {
  const at = (id: string, when: string) =>
    `<boundaryEvent id="${id}" attachedToRef="h" cancelActivity="false"><conditionalEventDefinition camunda:variableName="n"
      camunda:variableEvents="${when}"><condition>\${n > 1}</condition></conditionalEventDefinition></boundaryEvent>`;
  const story = new Story(
    await deploy(`<startEvent id="s"/><userTask id="h"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
      ${at('x', 'create')}${at('y', 'update')}${at('z', 'create, update')}${buildFlows('s > h', 'x > a', 'y > b', 'z > c')}`),
  );
  story.start();
  story.tell({ type: 'setVariables', variables: { n: 2 } });
  assert.deepEqual(story.waiting, ['h', 'a', 'c']);
  story.tell({ type: 'setVariables', variables: { n: 3 } });
  assert.deepEqual(story.waiting, ['h', 'a', 'c', 'b', 'c']);
});

describe('what competes', () => {
  const paid = (id: string) =>
    `<intermediateCatchEvent id="${id}">${on('message:paid')}</intermediateCatchEvent>`;

  test('the same message or signal is awaited once on a border, behind a gateway and in a scope', async () => {
    const border = `<startEvent id="s"/><userTask id="h"/>${buildBorder('x', 'h', 'message:paid')}${buildBorder('y', 'h', '+message:paid')}
      ${buildBorder('z', 'h', 'signal:alarm')}<endEvent id="e"/>${buildFlows('s > h', 'x > e', 'y > e', 'z > e')}`;
    assert.deepEqual(await listFaults(border), ['y caught-twice']);
    const gateway = `<startEvent id="s"/><eventBasedGateway id="g"/>${paid('x')}<receiveTask id="y" messageRef="paid"/>${buildFlows('s > g > x', 'g > y')}`;
    assert.deepEqual(await listFaults(gateway), ['y caught-twice']);
    const scope = `<startEvent id="s"/>${buildEventSubProcess('x', '+signal:alarm')}${buildEventSubProcess('y', 'signal:alarm')}`;
    assert.deepEqual(await listFaults(scope), ['y-start caught-twice']);
  });

  test('two signals of one name are refused', async () => {
    const again =
      '<startEvent id="s"/></process><signal id="again" name="alarm"/><process id="q" isExecutable="false">';
    assert.deepEqual(await listFaults(again), ['again signal-twice']);
  });

  test('an escalation is caught around what can escalate', async () => {
    const model = (host: string) =>
      `<startEvent id="s"/>${host}${buildBorder('b', 'h', 'escalation:x1')}<endEvent id="e"/>${buildFlows('s > h', 'b > e')}`;
    assert.deepEqual(await listFaults(model('<userTask id="h"/>')), []);
    assert.deepEqual(await listFaults(model('<scriptTask id="h"/>')), ['b escalation-of-task']);
  });
});

describe('link', () => {
  const model = `<startEvent id="s"/><intermediateThrowEvent id="t">${on('link:L')}</intermediateThrowEvent>
    <intermediateCatchEvent id="w">${on('link:L')}</intermediateCatchEvent><userTask id="a"/>${buildFlows('s > t', 'w > a')}`;

  test('leads to where it is caught', async () => {
    const story = new Story(await deploy(model));
    story.start();
    assert.equal(story.trace, 's t w');
    assert.deepEqual(story.waiting, ['a']);
  });

  test('without a target, with two, or with flows of its own is refused', async () => {
    const links = (...names: string[]) =>
      names.map((name) => model.replace('name="L"', `name="${name}"`)).at(0) ?? '';
    assert.deepEqual(await listFaults(links('M')), [
      't link-without-target',
      'w unreachable',
      'a unreachable',
    ]);
    const twice = `${model}<intermediateCatchEvent id="v">${on('link:L')}</intermediateCatchEvent>`;
    assert.ok((await listFaults(twice)).includes('v link-twice'));
    assert.ok((await listFaults(`${model}${buildFlows('t > a')}`)).includes('t link-with-outgoing'));
  });
});

describe('event-based gateway', () => {
  const model = `<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="m">${on('message:paid')}</intermediateCatchEvent>
    <intermediateCatchEvent id="x">${on('signal:alarm')}</intermediateCatchEvent><intermediateCatchEvent id="t">${on('timer:P1D')}</intermediateCatchEvent>
    <receiveTask id="r" messageRef="withdrawn"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>
    ${buildFlows('s > g > m > a', 'g > x > b', 'g > t > c', 'g > r > d')}`;

  test('given several events, the first decides and the others are called off', async () => {
    const ways: readonly [(story: Story) => void, string, string][] = [
      [(story) => story.send('paid'), 'a', 's g m'],
      [(story) => story.signal('alarm'), 'b', 's g x'],
      [(story) => story.fire('t'), 'c', 's g t'],
      [(story) => story.send('withdrawn'), 'd', 's g r'],
    ];
    for (const [happen, task, trace] of ways) {
      const story = new Story(await deploy(model));
      story.start();
      assert.deepEqual(story.waiting, ['g']);
      assert.deepEqual(story.listening, ['paid at m', 'alarm at x', 'withdrawn at r']);
      happen(story);
      assert.deepEqual(story.waiting, [task]);
      assert.deepEqual([story.state.timers, story.listening], [[], []]);
      assert.equal(story.trace, trace);
    }
  });

  test('leads to events only, and to such as nothing else leads to', async () => {
    const task = `${model}${buildFlows('g > a')}`;
    assert.deepEqual(await listFaults(task), ['g gateway-target', 'a gateway-target']);
    assert.deepEqual(await listFaults(`${model}${buildFlow('s > m')}`), ['m gateway-target']);
  });
});

describe('start events with a trigger', () => {
  test('an instance begins at the one that is named', async () => {
    const process = await deploy(`<startEvent id="s"/><startEvent id="m">${on('message:paid')}</startEvent>
      <userTask id="a"/><userTask id="b"/>${buildFlows('s > a', 'm > b')}`);
    const story = new Story(process);
    story.start();
    assert.deepEqual(story.waiting, ['a']);
    const other = new Story(process);
    other.tell({ type: 'start', element: 'm', variables: { n: 1 } });
    assert.deepEqual(other.waiting, ['b']);
    assert.throws(() => new Story(process).tell({ type: 'start', element: 'a' }), {
      code: 'start-event-unknown',
    });
  });

  test('the name may stand in place of the reference, as an expression', async () => {
    const at = (id: string, definition: string) =>
      `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`;
    const story = new Story(
      await deploy(`<startEvent id="s"/>
        ${at('m', `<messageEventDefinition flowable:messageExpression="paid-\${n}"/>`)}
        ${at('g', `<signalEventDefinition flowable:signalExpression="alarm-\${n}"/>`)}${buildFlows('s > m', 's > g')}`),
    );
    story.start({ n: 7 });
    assert.deepEqual(story.listening, ['paid-7 at m', 'alarm-7 at g']);
  });

  test('two for one message, or one for an error, are refused', async () => {
    const start = (id: string, what: string) =>
      `<startEvent id="${id}">${what.startsWith('<') ? what : on(what)}</startEvent>${buildFlows(`${id} > a`)}`;
    const task = '<userTask id="a"/>';
    assert.deepEqual(await listFaults(`${task}${start('s', 'message:paid')}${start('t', 'message:paid')}`), [
      't started-twice',
    ]);
    assert.deepEqual(await listFaults(`${task}${start('s', 'error:e1')}`), ['s start-trigger']);
    assert.deepEqual(await listFaults(`${task}${start('s', buildTimer('timeCycle', 'R3/PT1H'))}`), []);
  });
});
