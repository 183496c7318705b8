import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBorder,
  buildFlows,
  deploy,
  deployTogether,
  listFaults,
  on,
  Story,
} from './process-fixtures.ts';

const camunda = (parameters: string) =>
  `<extensionElements><camunda:inputOutput>${parameters}</camunda:inputOutput></extensionElements>`;
const zeebe = (mappings: string) =>
  `<extensionElements><zeebe:ioMapping>${mappings}</zeebe:ioMapping></extensionElements>`;

describe('variables of an event', () => {
  test('what a message brings and what the outputs make of it are both set', async () => {
    const outputs = camunda(`<camunda:outputParameter name="total">\${amount + 1}</camunda:outputParameter>`);
    const story = new Story(
      await deploy(`<startEvent id="s"/><intermediateCatchEvent id="w">${outputs}${on('message:paid')}</intermediateCatchEvent>
        <userTask id="a"/>${buildFlows('s > w > a')}`),
    );
    story.start();
    story.send('paid', { amount: 1 });
    assert.deepEqual(story.state.variables, { amount: 1, total: 2 });
  });

  test('in zeebe only the outputs go out, of an event, a border and a task', async () => {
    const outputs = zeebe('<zeebe:output source="= amount + 1" target="total"/>');
    const model = `<startEvent id="s"/><intermediateCatchEvent id="w">${outputs}${on('message:paid')}</intermediateCatchEvent>
      <userTask id="a">${outputs.replace('total', 'last')}</userTask><userTask id="b"/><userTask id="c"/>
      ${buildBorder('x', 'b', 'message:withdrawn').replace('>', `>${outputs.replace('total', 'border')}`)}
      ${buildFlows('s > w > a > b', 'x > c')}`;
    const story = new Story(await deploy(model));
    story.start();
    story.send('paid', { amount: 1 });
    story.complete('a', { amount: 5 });
    story.send('withdrawn', { amount: 7 });
    assert.deepEqual(story.state.variables, { total: 2, last: 6, border: 8 });
    assert.deepEqual(story.waiting, ['c']);
  });

  test('what an event throws is seen from its inputs, which nobody else sees', async () => {
    const inputs = camunda(`<camunda:inputParameter name="n">\${m + 1}</camunda:inputParameter>`);
    const signal = '<signalEventDefinition signalRef="alarm"><extensionElements>';
    const story = new Story(
      await deploy(`<startEvent id="s"/><intermediateThrowEvent id="t">${inputs}${signal}
        <camunda:in variables="all" local="true"/></extensionElements></signalEventDefinition></intermediateThrowEvent>
        <userTask id="a"/>${buildFlows('s > t > a')}`),
    );
    const effects = story.start({ m: 1 });
    assert.deepEqual(
      effects.find(({ type }) => type === 'signalThrown'),
      { type: 'signalThrown', element: 't', name: 'alarm', variables: { n: 2 } },
    );
    assert.deepEqual(story.state.variables, { m: 1 });
    assert.equal(story.state.tokens.length, 1);
  });

  test('an expression in what a signal takes along is read at deployment', async () => {
    const model = `<startEvent id="s"/><endEvent id="e"><signalEventDefinition signalRef="alarm"><extensionElements>
      <camunda:in sourceExpression="\${n.go()}" target="n"/></extensionElements></signalEventDefinition></endEvent>${buildFlows('s > e')}`;
    assert.deepEqual(await listFaults(model), ['e expression']);
  });
});

test('keys of a map may be expressions', async () => {
  const map = `<camunda:inputParameter name="m"><camunda:map><camunda:entry key="no-\${n}">\${n + 1}</camunda:entry></camunda:map></camunda:inputParameter>`;
  const story = new Story(
    await deploy(`<startEvent id="s"/><userTask id="a">${camunda(map)}</userTask>${buildFlows('s > a')}`),
  );
  story.start({ n: 1 });
  assert.deepEqual(story.state.tokens[0]?.locals, { m: { 'no-1': 2 } });
});

describe('variables of a call activity', () => {
  const caller = (extensions: string, more = '') =>
    `<startEvent id="s"/><callActivity id="call" calledElement="called"><extensionElements>${extensions}</extensionElements></callActivity>
    <userTask id="after"/>${more}${buildFlows('s > call > after')}`;
  const called = `<startEvent id="cs"/><userTask id="a"/><endEvent id="ce"/>${buildFlows('cs > a > ce')}`;
  const own = `<camunda:inputOutput><camunda:inputParameter name="own">\${n}</camunda:inputParameter>
    <camunda:outputParameter name="sum">\${back + own}</camunda:outputParameter></camunda:inputOutput>`;

  test('local: only its own go in, and what comes back is seen by its outputs alone', async () => {
    const passing = `${own}<camunda:in variables="all" local="true"/><camunda:out source="result" target="back" local="true"/>`;
    const story = new Story(await deployTogether({ caller: caller(passing), called }));
    story.start({ n: 1 });
    assert.deepEqual(story.state.tokens.find((token) => token.calls)?.locals, { own: 1 });
    story.complete('a', { result: 4 });
    assert.deepEqual(story.state.variables, { n: 1, sum: 5 });
    assert.equal(story.trace, 's cs a ce call');
  });

  test('of several instances each keeps its own while it calls', async () => {
    const several = `<camunda:in source="item" target="x"/><zeebe:ioMapping><zeebe:output source="= item" target="done"/></zeebe:ioMapping>`;
    const loop = `<multiInstanceLoopCharacteristics isSequential="true" camunda:collection="items" camunda:elementVariable="item"/></callActivity>`;
    const model = caller(several).replace('</callActivity>', loop);
    const story = new Story(await deployTogether({ caller: model, called }));
    story.start({ items: [1, 2] });
    story.complete('a');
    assert.deepEqual(story.state.tokens.find((token) => token.calls)?.locals, { x: 2 });
  });

  test('an error or an escalation that comes out brings along what the model passes out', async () => {
    const failing = called.replace('<endEvent id="ce"/>', `<endEvent id="ce">${on('error:e1')}</endEvent>`);
    const border = `${buildBorder('b', 'call', 'error:e1')}<userTask id="out"/>${buildFlows('b > out')}`;
    const passing = '<camunda:out source="result" target="r"/>';
    const story = new Story(await deployTogether({ caller: caller(passing, border), called: failing }));
    story.start();
    story.complete('a', { result: 4 });
    assert.deepEqual(story.waiting, ['out']);
    assert.deepEqual(story.state.variables, { r: 4 });
  });

  test('zeebe: an error brings nothing along, and with outputs only these come back', async () => {
    const failing = called.replace('<endEvent id="ce"/>', `<endEvent id="ce">${on('error:e1')}</endEvent>`);
    const border = `${buildBorder('b', 'call', 'error:e1')}<userTask id="out"/>${buildFlows('b > out')}`;
    const passing =
      '<zeebe:calledElement processId="called"/><zeebe:ioMapping><zeebe:output source="= result" target="r"/></zeebe:ioMapping>';
    const failed = new Story(await deployTogether({ caller: caller(passing, border), called: failing }));
    failed.start({ n: 1 });
    failed.complete('a', { result: 4 });
    assert.deepEqual(failed.state.variables, { n: 1 });
    const ended = new Story(await deployTogether({ caller: caller(passing), called }));
    ended.start({ n: 1 });
    ended.complete('a', { result: 4 });
    assert.deepEqual(ended.state.variables, { n: 1, r: 4 });
  });
});
